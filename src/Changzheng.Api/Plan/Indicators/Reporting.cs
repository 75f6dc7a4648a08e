using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Whether a value may be reported by this caller, for this unit and this period: the same over HTTP and from a file.
/// </summary>
internal sealed class Reporting(UnitTree units, Reaches reaches, TimeProvider clock)
{
    private IReadOnlyDictionary<string, Unit>? tree;

    public async Task MustAcceptAsync(
        Indicator indicator,
        AnnualPlan plan,
        ReportIndicatorValue.Command command,
        CancellationToken ct
    )
    {
        await MustReachAsync(indicator, plan, command.Unit, ct);
        var (period, today) = (Period.Parse(command.Period), Moment.Day(clock.GetUtcNow()));
        indicator.MustAccept(period, plan.PlanYear, today);
        indicator.MustAccept(command.Figure);
        if (command.Report.On > today)
            throw PlanRefusals.DateFuture.WithDetail(
                $"{command.Report.On:yyyy-MM-dd} 尚未到。",
                $"{command.Report.On:yyyy-MM-dd} has not come yet."
            );
        if (command.Unit.Length > 0)
            await MustBeBelowAsync(indicator, plan, command, period, ct);
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
