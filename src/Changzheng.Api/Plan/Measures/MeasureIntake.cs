using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Plan.Measures;

/// <summary>
/// Takes in measures: an amendment of a known one by its document, or one more promise of the plan's text.
/// </summary>
internal sealed class MeasureIntake(
    Db db,
    UnitTree units,
    Reaches reaches,
    ChangeFeed changes,
    Caller caller,
    TimeProvider clock
) : Intake
{
    public const string CurrentSql = """
        SELECT m.Code, m.Initiative, m.Kind, m.Quote, m.OpenList, v.Version, v.Title, v.TitleEn, v.LeadUnit, v.SupportingUnits, v.DueOn, v.Weight, v.Assumed, v.DocumentNumber
        FROM Measures m
        JOIN MeasureVersions v ON v.PlanCode = m.PlanCode AND v.Code = m.Code AND v.Version = m.Version
        WHERE m.PlanCode = @PlanCode
        """;

    public const string InitiativesSql = "SELECT Code FROM Initiatives WHERE PlanCode = @PlanCode ORDER BY Code";

    /// <summary>What the plan's text says and no amendment changes.</summary>
    private static readonly IReadOnlyList<string> fixedColumns = ["kind", "quote", "openList"];

    private static readonly AmendMeasure.Validator validator = new();

    private readonly Dictionary<string, Known?> plans = new(StringComparer.Ordinal);
    private UnitNames names = null!;

    public override async Task BeginAsync(bool writing, CancellationToken ct)
    {
        (await reaches.OfCallerAsync(ct)).MustBeTown();
        names = new UnitNames((await units.AllAsync(ct)).Values);
    }

    public override IReadOnlyList<CellFault> Settle(object?[] values, object?[]? before) =>
        names.Settle(MeasureSheet.Subject, values, "leadUnit", "supportingUnits");

    public override async Task<IReadOnlyDictionary<string, object?[]>> FindAsync(
        IReadOnlyList<Entry> entries,
        CancellationToken ct
    )
    {
        var found = new Dictionary<string, object?[]>(StringComparer.Ordinal);
        foreach (var entry in entries)
            if (
                await KnownAsync(entry.Text("plan")!, ct) is { } known
                && known.Measures.TryGetValue(entry.Text("code")!, out var measure)
            )
                found[entry.Key] = Cells(entry.Text("plan")!, measure);
        return found;
    }

    public override async ValueTask MustTakeAsync(Entry entry, object?[]? before, CancellationToken ct)
    {
        var known =
            await KnownAsync(entry.Text("plan")!, ct)
            ?? throw PlanRefusals.NotFound.WithDetail(
                $"没有计划 {entry.Text("plan")}。",
                $"There is no plan {entry.Text("plan")}."
            );
        known.Plan.MustBeOpen();
        validator.ValidateAndThrow(
            new AmendMeasure.Command(entry.Text("plan")!, entry.Text("code")!, Amendment(entry), 1)
        );
        if (before is null)
            _ = New(entry, known);
        else if (
            fixedColumns.Any(column =>
                MeasureSheet.Subject.FormatCell(MeasureSheet.Subject[column], entry.Values)
                != MeasureSheet.Subject.FormatCell(MeasureSheet.Subject[column], before)
            )
        )
            throw Refusals.RequestInvalid.WithDetail(
                "办理机制、计划原文、列举未尽不能以修订改变。",
                "Kind, quote and openList are the plan's own and no amendment changes them."
            );
    }

    public override async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        var (now, facts) = (clock.GetUtcNow(), new List<ChangeFeed.Fact>(taken.Count));
        foreach (var (entry, before) in taken)
        {
            var (plan, code, amendment) = (entry.Text("plan")!, entry.Text("code")!, Amendment(entry));
            var known = (await KnownAsync(plan, ct))!;
            var version = before is null ? 0 : known.Measures[code].Version;
            if (before is null)
                await db.ExecuteAsync(PlanRows.MeasureSql, New(entry, known), ct);
            else if (
                await db.ExecuteAsync(
                    AmendMeasure.Handler.AdvanceSql,
                    new
                    {
                        PlanCode = plan,
                        Code = code,
                        Expected = version,
                    },
                    ct
                ) == 0
            )
                throw Refusals.Stale.WithDetail($"举措 {code} 已被他人改动。", $"Measure {code} has changed.");
            var row = History.Seal(
                new MeasureVersionRow
                {
                    PlanCode = plan,
                    Code = code,
                    Version = version + 1,
                    Title = amendment.Title,
                    TitleEn = amendment.TitleEn,
                    LeadUnit = amendment.LeadUnit,
                    SupportingUnits = amendment.SupportingUnits ?? [],
                    DueOn = amendment.DueOn,
                    Weight = amendment.Weight ?? 1,
                    Assumed = entry.Of<bool>("assumed") ?? false,
                    DocumentNumber = amendment.DocumentNumber,
                    EffectiveOn = Moment.Day(now),
                    RecordedAt = now,
                    RecordedBy = caller.Name,
                }
            );
            await db.ExecuteAsync(PlanRows.MeasureVersionSql, row, ct);
            facts.Add(row.Tell(before is null ? MeasureChanges.Added : MeasureChanges.Amended, amendment));
        }

        await changes.AppendAllAsync(facts, ct);
    }

    public override string? ColumnOf(string code) =>
        code switch
        {
            "plan.not_found" or "plan.closed" => "plan",
            "plan.quote_not_in_text" => "quote",
            _ => null,
        };

    private static object New(Entry entry, Known known)
    {
        var (code, quote) = (entry.Text("code")!, entry.Text("quote"));
        var initiative = code.LastIndexOf('.') is > 0 and var dot ? code[..dot] : "";
        if (!known.Initiatives.Contains(initiative))
            throw Refusals.RequestInvalid.WithDetail(
                $"举措编号须以小节编号开头，计划没有小节“{initiative}”。",
                $"A measure's code begins with its initiative's; the plan has no initiative '{initiative}'."
            );
        if (quote is null || entry.Text("kind") is not { } kind)
            throw Refusals.RequestInvalid.WithDetail(
                "新举措须有计划原文和办理机制。",
                "A new measure has a quote and a kind."
            );
        var sentence =
            PlanText.Find(known.Sentences, quote, initiative)
            ?? throw PlanRefusals.PlanTextMismatch.WithDetail(
                $"引文“{quote}”不在计划原文的相应小节中。",
                $"The quote is not verbatim in its initiative: {quote}"
            );
        return new
        {
            PlanCode = known.Plan.Code,
            Code = code,
            Initiative = initiative,
            Kind = kind,
            Quote = quote,
            Sentence = sentence.Number,
            OpenList = entry.Of<bool>("openList") ?? false,
        };
    }

    private static AmendMeasure.Request Amendment(Entry entry) =>
        new(
            entry.Text("title")!,
            entry.Text("documentNumber")!,
            entry.Text("titleEn"),
            entry.Text("leadUnit"),
            entry.Get<IReadOnlyList<string>>("supportingUnits"),
            entry.Of<DateOnly>("dueOn"),
            entry.Of<decimal>("weight")
        );

    private static object?[] Cells(string plan, MeasureRow row) =>
        [
            plan,
            row.Code,
            row.Title,
            row.TitleEn,
            row.Kind.Text(),
            row.Quote,
            row.OpenList,
            row.LeadUnit,
            row.SupportingUnits,
            row.DueOn,
            row.Weight,
            row.DocumentNumber,
            row.Assumed,
            null,
            null,
            null,
        ];

    private async ValueTask<Known?> KnownAsync(string code, CancellationToken ct)
    {
        if (!plans.TryGetValue(code, out var known))
        {
            var of = new { PlanCode = code };
            known = plans[code] = await db.FindAsync<AnnualPlan>(AnnualPlan.OneSql, of, ct) is not { } plan
                ? null
                : new Known(
                    plan,
                    (await db.QueryAsync<string>(InitiativesSql, of, ct)).ToHashSet(StringComparer.Ordinal),
                    await db.QueryAsync<Sentence>(Sentence.AllSql, of, ct),
                    (await db.QueryAsync<MeasureRow>(CurrentSql, of, ct)).ToDictionary(
                        measure => measure.Code,
                        StringComparer.Ordinal
                    )
                );
        }

        return known;
    }

    private sealed record Known(
        AnnualPlan Plan,
        IReadOnlySet<string> Initiatives,
        IReadOnlyList<Sentence> Sentences,
        IReadOnlyDictionary<string, MeasureRow> Measures
    );
}
