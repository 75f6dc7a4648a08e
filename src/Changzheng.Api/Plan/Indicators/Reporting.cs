using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Whether a value may be reported by this caller, for this unit and this period: the same over HTTP and from a file.
/// </summary>
internal sealed class Reporting(Db db, UnitTree units, Reaches reaches, FileReferences files, TimeProvider clock)
{
    public const string TargetSql = """
        SELECT t.Value FROM TargetVersions t
        WHERE t.Indicator = @Indicator AND t.Kind = 'target'
          AND t.Version = (SELECT MAX(x.Version) FROM TargetVersions x WHERE x.Indicator = t.Indicator AND x.Kind = t.Kind)
        """;

    public const string LastSql = """
        SELECT v.Value FROM ReportedValues h
        JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit AND v.Version = h.Version
        WHERE h.Indicator = @Indicator AND h.Unit = @Unit AND v.Action <> 'returned' AND v.Value IS NOT NULL
          AND h.Period = (SELECT MAX(x.Period) FROM ReportedValues x
                          WHERE x.Indicator = @Indicator AND x.Unit = @Unit AND x.Period < @Period)
        """;

    /// <summary>Above so many times what was promised or last reported a figure is asked about.</summary>
    private const decimal Farthest = 3;

    private readonly Dictionary<string, decimal?> targets = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyList<IndicatorVersionRow>> versions = new(StringComparer.Ordinal);

    private IReadOnlyDictionary<string, Unit>? tree;

    public async Task MustAcceptAsync(
        Indicator indicator,
        AnnualPlan plan,
        ReportIndicatorValue.Command command,
        CancellationToken ct
    )
    {
        var (period, today) = (Period.Parse(command.Period), Moment.Day(clock.GetUtcNow()));
        indicator = indicator.Amend(await VersionsAsync(indicator.Code, ct), today, DateTimeOffset.MaxValue);
        await MustReachAsync(indicator, plan, command.Unit, ct);
        indicator.MustAccept(period, plan.PlanYear, today);
        indicator.MustAccept(command.Figure);
        if (command.Report.On > today)
            throw PlanRefusals.DateFuture.WithDetail(
                $"{command.Report.On:yyyy-MM-dd} 尚未到。",
                $"{command.Report.On:yyyy-MM-dd} has not come yet."
            );
        if (command.Unit.Length > 0)
            await MustBeBelowAsync(indicator, plan, command, period, ct);
        if (!command.Report.Confirmed && command.Figure.Value is { } value)
            await MustBePlausibleAsync(indicator, command, value, ct);
        foreach (var sha256 in Evidence.FindFiles(command.Report.Evidence))
            await files.MustBeReadableAsync(sha256, ct);
    }

    /// <summary>
    /// A slip of the keys shows as a figure far outside: compared with the target where the figure is of its kind, else
    /// with the last period's.
    /// </summary>
    private async Task MustBePlausibleAsync(
        Indicator indicator,
        ReportIndicatorValue.Command command,
        decimal value,
        CancellationToken ct
    )
    {
        decimal? compared;
        if (
            indicator.Kind
            is IndicatorKind.Minimum
                or IndicatorKind.Maximum
                or IndicatorKind.Range
                or IndicatorKind.Assigned
        )
            compared = await TargetAsync(command.Indicator, ct);
        else if (indicator.Kind is IndicatorKind.Growth or IndicatorKind.Direction or IndicatorKind.PointsChange)
            compared = await db.FindAsync<decimal?>(LastSql, command.Key, ct);
        else
            return;
        if (compared is not > 0 || Math.Abs(value) <= Farthest * compared)
            return;
        throw IndicatorRefusals.Implausible.WithDetail(
            $"{value:0.####} 超过 {compared:0.####} 的{Farthest:0}倍。核实无误的，以 confirmed 和说明再报。",
            FormattableString.Invariant(
                $"{value:0.####} is above {Farthest:0} times {compared:0.####}. If it was checked, report it again with confirmed and a note."
            )
        );
    }

    private async Task<IReadOnlyList<IndicatorVersionRow>> VersionsAsync(string indicator, CancellationToken ct)
    {
        if (!versions.TryGetValue(indicator, out var found))
            versions[indicator] = found = await db.QueryAsync<IndicatorVersionRow>(
                IndicatorVersionRow.OneSql,
                new { Indicator = indicator },
                ct
            );
        return found;
    }

    private async Task<decimal?> TargetAsync(string indicator, CancellationToken ct)
    {
        if (!targets.TryGetValue(indicator, out var target))
            targets[indicator] = target = await db.FindAsync<decimal?>(TargetSql, new { Indicator = indicator }, ct);
        return target;
    }

    /// <summary>
    /// A unit reports what is its own or below it; the town's figure is the town's and the lead unit's.
    /// </summary>
    private async Task MustReachAsync(Indicator indicator, AnnualPlan plan, string unit, CancellationToken ct)
    {
        var reach = await reaches.OfCallerAsync(ct);
        if (unit.Length == 0)
            reach.MustCoverAny(plan.Unit, indicator.LeadUnit);
        else if (!reach.Covers(unit))
            throw UnitRefusals.NotFound.WithDetail($"没有单位 {unit}。", $"There is no unit {unit}.");
    }

    private async Task MustBeBelowAsync(
        Indicator indicator,
        AnnualPlan plan,
        ReportIndicatorValue.Command command,
        Period period,
        CancellationToken ct
    )
    {
        var all = tree ??= await units.AllAsync(ct);
        var unit =
            all.GetValueOrDefault(command.Unit)
            ?? throw UnitRefusals.NotFound.WithDetail(
                $"没有单位 {command.Unit}。",
                $"There is no unit {command.Unit}."
            );
        if (indicator.IsTownOnly)
            throw IndicatorRefusals.TownOnly.ToRefusal();
        if (unit.Code == plan.Unit || !UnitTree.IsWithin(all, unit.Code, plan.Unit))
            throw UnitRefusals.UnitNotBelow.WithDetail(
                $"{unit.Name} 不在 {plan.Unit} 之下。",
                $"{unit.Code} is not below {plan.Unit}."
            );
        if (!unit.ExistsDuring(period.Start, period.End))
            throw UnitRefusals.UnitNotValid.WithDetail(
                $"{unit.Name} 在 {period} 不存在。",
                $"{unit.Code} did not exist in {period}."
            );
    }
}
