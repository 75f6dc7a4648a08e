using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>A plan that is issued during its year derives the figures of its past months at once.</summary>
internal sealed class DeriveNewPlans(DerivedRates derived, TimeProvider clock) : PlanFollower
{
    public override Task FollowAsync(int year, CancellationToken ct)
    {
        var today = Moment.Day(clock.GetUtcNow());
        var months = Enumerable.Range(1, 12).Select(month => new DateOnly(year, month, 1));
        return derived.FollowKnownAsync([.. months.Where(first => first <= today)], ct);
    }
}
