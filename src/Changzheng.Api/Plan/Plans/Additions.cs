using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Plans;

/// <summary>What a later document may add to a plan.</summary>
internal enum AdditionKind
{
    Measure,
    Indicator,
}

/// <summary>A row of Additions: one measure or indicator of a later document, with its words.</summary>
internal sealed record AdditionRow : HistoryRow
{
    public const string Columns = """
        PlanCode, Kind, Code, Version, DocumentNumber, IssuedOn, Quotes, EffectiveOn, RecordedAt, RecordedBy, Hash
        """;

    public const string AllSql = $"SELECT {Columns} FROM Additions ORDER BY PlanCode, Kind {{ordinal}}, Code, Version";

    /// <summary>The indicators that are not there yet, seen from @AsOf and @KnownAt.</summary>
    public const string NotYetSql = """
        SELECT a.Code FROM Additions a
        WHERE a.PlanCode = @PlanCode AND a.Kind = 'indicator' AND (a.EffectiveOn > @AsOf OR a.RecordedAt > @KnownAt)
        """;

    public static readonly History<AdditionRow> History = new("Additions", AllSql);

    public string PlanCode { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Code { get; init; } = "";
    public string DocumentNumber { get; init; } = "";
    public DateOnly IssuedOn { get; init; }
    public IReadOnlyList<string> Quotes { get; init; } = [];
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    public override string GetSubject() => $"{PlanCode} {Kind} {Code}";
}

/// <summary>
/// Records what later documents add to plans. Whatever is added is written by its own slice, in the same transaction.
/// </summary>
internal sealed class Additions(Db db, UnitTree units, Caller caller, TimeProvider clock)
{
    public const string HoldSql = "UPDATE Plans SET Version = Version WHERE Code = @PlanCode";

    public const string AppendSql = $"INSERT INTO Additions {{insert {AdditionRow.Columns}}}";

    /// <summary>
    /// Holds the plan, so that two additions never take one code and none comes into a year that is being closed.
    /// </summary>
    public async Task<AnnualPlan> HoldAsync(string code, LaterDocument document, CancellationToken ct)
    {
        await db.ExecuteAsync(HoldSql, new { PlanCode = code }, ct);
        var plan = await AnnualPlan.FindAsync(db, code, ct);
        plan.MustBeOpen();
        document.MustAddTo(plan, Moment.Day(clock.GetUtcNow()));
        return plan;
    }

    public async Task MustKnowAsync(IEnumerable<string?> named, CancellationToken ct)
    {
        var known = await units.AllAsync(ct);
        if (named.FirstOrDefault(unit => unit is not null && !known.ContainsKey(unit)) is { } unknown)
            throw UnitRefusals.NotFound.WithDetail($"没有单位 {unknown}。", $"There is no unit {unknown}.");
    }

    public async Task<AdditionRow> AppendAsync(
        string plan,
        AdditionKind kind,
        string code,
        LaterDocument document,
        IReadOnlyList<string> quotes,
        CancellationToken ct
    )
    {
        var row = History.Seal(
            new AdditionRow
            {
                PlanCode = plan,
                Kind = kind.Text(),
                Code = code,
                Version = 1,
                DocumentNumber = document.Number,
                IssuedOn = document.IssuedOn,
                Quotes = quotes,
                EffectiveOn = document.EffectiveOn,
                RecordedAt = clock.GetUtcNow().TruncateToMilliseconds(),
                RecordedBy = caller.Name,
            }
        );
        await db.ExecuteAsync(AppendSql, row, ct);
        return row;
    }
}
