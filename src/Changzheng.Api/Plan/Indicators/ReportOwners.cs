using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// Who owes an indicator's report of a period: the town, where no unit reports the indicator; every neighbourhood and
/// village below the town that exists in the period, where one of them reports it in the year; of other units those
/// that do. So one that reports never stands for those that do not. Pure.
/// </summary>
internal sealed class ReportOwners(AnnualPlan plan, IReadOnlyDictionary<string, Unit> units)
{
    /// <summary>As figures are kept: the town's have no unit.</summary>
    private static readonly string[] town = [""];

    private readonly List<Unit> committees =
    [
        .. units.Values.Where(unit =>
            unit.Kind is UnitKind.Neighbourhood or UnitKind.Village
            && unit.Code != plan.Unit
            && UnitTree.IsWithin(units, unit.Code, plan.Unit)
        ),
    ];

    private readonly Dictionary<Period, IReadOnlyList<string>> existing = [];

    /// <param name="kind">The kind of a unit, as it is stored.</param>
    public static bool IsCommittee(string? kind) => kind is "neighbourhood" or "village";

    /// <returns>The units' codes; an empty one for the town.</returns>
    public IReadOnlyList<string> Find(ReportedPeriods? reports, Period period)
    {
        if (
            reports is null
            || reports.Arrivals.All(arrival => arrival.Kind is null) && reports.Others is not { Count: > 0 }
        )
            return town;
        var others = (reports.Others ?? []).Where(code => Exists(code, period));
        return reports.HasCommittee ? [.. FindCommittees(period), .. others] : [.. others];
    }

    private IReadOnlyList<string> FindCommittees(Period period)
    {
        if (!existing.TryGetValue(period, out var found))
            existing[period] = found = [
                .. committees
                    .Where(unit => unit.ExistsDuring(period.Start, period.End))
                    .Select(unit => unit.Code)
                    .Order(StringComparer.Ordinal),
            ];
        return found;
    }

    private bool Exists(string code, Period period) =>
        !units.TryGetValue(code, out var unit) || unit.ExistsDuring(period.Start, period.End);
}
