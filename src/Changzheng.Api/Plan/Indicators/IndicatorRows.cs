using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>One indicator with what decides whether it may be written, and how a target is added to it.</summary>
internal sealed class IndicatorRows(Db db)
{
    public const string AccumulationSql = "SELECT Accumulation FROM Indicators WHERE Code = @Indicator";

    public const string MeasuredSql =
        "SELECT Code, Kind, UnitOfMeasure, Frequency, Accumulation FROM Indicators ORDER BY Code";

    public const string OneSql = $"""
        SELECT {Indicator.Columns}
        FROM Indicators
        WHERE Code = @Indicator
        """;

    public const string AppendTargetSql = """
        INSERT INTO TargetVersions (Indicator, Kind, Version, Value, Upper, Stretch, Months, EffectiveOn, DocumentNumber, Note, RecordedAt, RecordedBy, Hash)
        VALUES (@Indicator, @Kind, @Version, @Value, @Upper, @Stretch, @Months, @EffectiveOn, @DocumentNumber, @Note, @RecordedAt, @RecordedBy, @Hash)
        """;

    public async Task<Indicator> FindAsync(string code, CancellationToken ct) =>
        await db.FindAsync<Indicator>(OneSql, new { Indicator = code }, ct)
        ?? throw IndicatorRefusals.NotFound.WithDetail($"没有指标 {code}。", $"There is no indicator {code}.");

    /// <summary>The indicator and its plan, which must still be open for reports.</summary>
    public async Task<(Indicator Indicator, AnnualPlan Plan)> OpenAsync(string code, CancellationToken ct)
    {
        var indicator = await FindAsync(code, ct);
        var plan = await PlanOfAsync(indicator, ct);
        plan.MustBeOpen();
        return (indicator, plan);
    }

    public async Task<(Indicator Indicator, AnnualPlan Plan)?> LookAsync(string code, CancellationToken ct) =>
        await db.FindAsync<Indicator>(OneSql, new { Indicator = code }, ct) is { } indicator
            ? (indicator, await PlanOfAsync(indicator, ct))
            : null;

    /// <summary>What each indicator's figures are counted in, and over which periods.</summary>
    public async Task<IReadOnlyDictionary<string, Measured>> MeasuredAsync(CancellationToken ct) =>
        (await db.QueryAsync<Measured>(MeasuredSql, null, ct)).ToDictionary(row => row.Code, StringComparer.Ordinal);

    private async Task<AnnualPlan> PlanOfAsync(Indicator indicator, CancellationToken ct) =>
        await db.FindAsync<AnnualPlan>(AnnualPlan.OneSql, new { PlanCode = indicator.PlanCode }, ct)
        ?? throw new InvalidOperationException($"Indicator {indicator.Code} has no plan.");

    internal sealed record Measured
    {
        public required string Code { get; init; }
        public required IndicatorKind Kind { get; init; }
        public required string UnitOfMeasure { get; init; }
        public required Frequency Frequency { get; init; }
        public required Accumulation Accumulation { get; init; }

        private bool IsPair => Kind is IndicatorKind.Ratio or IndicatorKind.Coverage;

        /// <summary>Null for bare counts, as the parts of a share in % are.</summary>
        public UnitOfMeasure? Of
        {
            get
            {
                var unit = Platform.Files.UnitOfMeasure.Of(UnitOfMeasure);
                return IsPair && unit.Counts == Platform.Files.UnitOfMeasure.Hundredths ? null : unit;
            }
        }
    }
}
