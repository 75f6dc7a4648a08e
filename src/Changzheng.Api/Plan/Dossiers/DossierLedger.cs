using System.Text.Json;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// Writes dossiers: one row of history for every change, the contribution of the whole it belongs to, and the fact in
/// the feed, in one transaction.
/// </summary>
internal sealed class DossierLedger(
    Db db,
    DossierRows rows,
    DossierSubjects subjects,
    DossierContributions contributions,
    Reaches reaches,
    Holidays holidays,
    IEnumerable<DossierFollower> followers,
    FileReferences files,
    ChangeFeed changes,
    Caller caller,
    TimeProvider clock
)
{
    public const string HoldSql = "UPDATE Dossiers SET Version = Version WHERE Kind = @Kind AND Code = @Code";

    public const string OpenSql =
        "INSERT INTO Dossiers {insert Kind, Code, Parent, PlanCode, Version, Title, Unit, Status, DueOn}";

    public const string AdvanceSql = """
        UPDATE Dossiers SET {set Version, Title, Unit, Status, DueOn}
        WHERE Kind = @Kind AND Code = @Code AND Version = @Expected
        """;

    public const string AppendSql = $"INSERT INTO DossierHistory {{insert {DossierRow.Columns}}}";

    public const string MeasuresSql = "SELECT Code FROM Measures WHERE PlanCode = @PlanCode ORDER BY Code";

    /// <summary>What is written beside the new state: what was done, and what the request said.</summary>
    internal sealed record Entry(string Action, IDossierRequest Request);

    /// <summary>Opens a dossier; its whole, where it is a part, is held and must be there.</summary>
    public async Task<Dossier> OpenAsync(
        DossierSubject subject,
        string? parent,
        IDossierRequest request,
        Func<DossierContext, Dossier> open,
        CancellationToken ct
    )
    {
        parent ??= request.Parent;
        var whole = parent is null ? null : await HoldAsync(subjects.WholeOf(subject), parent, ct);
        var plan = await AnnualPlan.FindAsync(db, whole?.PlanCode ?? request.PlanCode!, ct);
        plan.MustBeOpen();
        var reach = await reaches.OfCallerAsync(ct);
        if (whole is not null)
            reach.MustCoverAny([plan.Unit, whole.Unit, .. whole.SupportingUnits]);
        var context = await ContextAsync(subject, request, plan, whole, null, ct);
        var dossier = open(context) with { Version = 1 };
        if (whole is null)
            reach.MustCoverAny([plan.Unit, dossier.Unit]);
        await MustBeKnownAsync(dossier, ct);
        if (await rows.FindAsync(subject, dossier.Code, ct) is not null)
            throw subject.Exists.WithDetail(
                $"{subject.Noun.Chinese} {dossier.Code} 已存在。",
                $"There is a {subject.Noun.English} {dossier.Code} already."
            );
        await db.ExecuteAsync(OpenSql, Row(subject, dossier, 0), ct);
        await AppendAsync(subject, dossier, whole, new Entry("open", request), context.On, ct);
        return dossier;
    }

    /// <summary>Changes a dossier that is there.</summary>
    /// <param name="decided">Of what the change decides on: who asked for it; another person must decide.</param>
    public async Task<Dossier> MoveAsync(
        DossierSubject subject,
        string code,
        int expected,
        string? part,
        Entry entry,
        Func<Dossier, DossierContext, Dossier> change,
        Func<Dossier, DossierContext, Task>? decided,
        CancellationToken ct
    )
    {
        var dossier = await rows.GetAsync(subject, code, ct);
        var whole = dossier.Parent is null ? null : await HoldAsync(subjects.WholeOf(subject), dossier.Parent, ct);
        await db.ExecuteAsync(HoldSql, new { subject.Kind, Code = code }, ct);
        var plan = await AnnualPlan.FindAsync(db, dossier.PlanCode, ct);
        plan.MustBeOpen();
        (await reaches.OfCallerAsync(ct)).MustCoverAny([
            plan.Unit,
            whole?.Unit,
            dossier.Unit,
            .. dossier.SupportingUnits,
        ]);
        Versions.MustBe(expected, dossier.Version);
        var context = await ContextAsync(subject, entry.Request, plan, whole, part, ct);
        if (decided is not null)
            await decided(dossier, context);
        var changed = change(dossier, context) with { Version = dossier.Version + 1 };
        await MustBeKnownAsync(changed, ct);
        var written = await db.ExecuteAsync(AdvanceSql, Row(subject, changed, dossier.Version), ct);
        Versions.MustHaveWritten(written, subject.Noun.Chinese, subject.Noun.English);
        await AppendAsync(subject, changed, whole, entry, context.On, ct);
        return changed;
    }

    private async Task<Dossier> HoldAsync(DossierSubject subject, string code, CancellationToken ct)
    {
        await db.ExecuteAsync(HoldSql, new { subject.Kind, Code = code }, ct);
        return await rows.GetAsync(subject, code, ct);
    }

    private async Task<DossierContext> ContextAsync(
        DossierSubject subject,
        IDossierRequest request,
        AnnualPlan plan,
        Dossier? whole,
        string? part,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var today = Moment.Day(now);
        var on = request.On ?? plan.Clamp(today);
        plan.MustTakeReportsAbout(on, today);
        var author = new Author
        {
            RecordedBy = caller.Name,
            CallerId = caller.Id,
            RecordedAt = now,
        };
        var template =
            request.Template is { } named && subject.TemplateKind is { } kind
                ? await rows.GetAsync(subjects[kind], named, ct)
                : null;
        var siblings =
            subject.ReadsSiblings && whole is not null ? await rows.ListPartsAsync(subject, whole.Code, ct) : [];
        var calendar = await holidays.WorkingDaysAsync(ct);
        return new DossierContext(on, today, author, plan, part, calendar, template, whole, siblings);
    }

    private async Task MustBeKnownAsync(Dossier dossier, CancellationToken ct)
    {
        foreach (var unit in dossier.SupportingUnits.Append(dossier.Unit).OfType<string>())
            await reaches.MustKnowAsync(unit, ct);
        if (dossier.Measures.Count == 0)
            return;
        var measures = await db.QueryAsync<string>(MeasuresSql, new { dossier.PlanCode }, ct);
        if (dossier.Measures.FirstOrDefault(measure => !measures.Contains(measure)) is { } missing)
            throw DossierRefusals.MeasureNotFound.WithDetail(
                $"计划 {dossier.PlanCode} 没有举措 {missing}。",
                $"Plan {dossier.PlanCode} has no measure {missing}."
            );
    }

    private async Task AppendAsync(
        DossierSubject subject,
        Dossier dossier,
        Dossier? whole,
        Entry entry,
        DateOnly on,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var said = JsonSerializer.SerializeToElement(entry.Request, entry.Request.GetType(), Json.Stored);
        var row = History.Seal(
            new DossierRow
            {
                Kind = subject.Kind,
                Code = dossier.Code,
                Version = dossier.Version,
                Parent = dossier.Parent,
                Action = entry.Action,
                Said = said.GetRawText(),
                State = subject.Write(dossier),
                EffectiveOn = on,
                RecordedAt = now,
                RecordedBy = caller.Name,
                CallerId = caller.Id,
            }
        );
        await db.ExecuteAsync(AppendSql, row, ct);
        await files.NameAsync(DossierFiles.Name, DossierFiles.KeyOf(subject, dossier), FileUri.FindIn(row.Said), ct);
        var answers = subjects.WholeOf(subject);
        if (whole is null || answers.PartKinds.Contains(subject.Kind))
            await contributions.RecordAsync(answers, whole ?? dossier, on, now, ct);
        foreach (var follower in followers.Where(one => one.Kind == subject.Kind))
            await follower.FollowAsync(dossier, on, ct);
        var kind = dossier.Version == 1 ? subject.Opened : subject.Changed;
        var change = new DossierChange(
            dossier.Code,
            dossier.Parent,
            entry.Action,
            on,
            dossier.Status,
            dossier.Version,
            said
        );
        var fact = ChangeFeed.Fact.Of(kind, subject.Url(dossier), change, [row.Hash!]);
        await changes.AppendAsync(
            fact with
            {
                Marks = [AnnualPlan.Url(dossier.PlanCode)],
                Units = kind.Reach == ChangeReach.Units ? [dossier.Unit, .. dossier.SupportingUnits] : null,
            },
            ct
        );
    }

    private static object Row(DossierSubject subject, Dossier dossier, int expected) =>
        new
        {
            subject.Kind,
            dossier.Code,
            dossier.Parent,
            dossier.PlanCode,
            dossier.Version,
            dossier.Title,
            dossier.Unit,
            dossier.Status,
            dossier.DueOn,
            Expected = expected,
        };
}
