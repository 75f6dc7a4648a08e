namespace Changzheng.Api.Plan.Plans;

/// <summary>
/// What another room does when a plan is issued, in the transaction that issues it. The room registers it, so that
/// issuing a plan names none of them.
/// </summary>
internal abstract class PlanFollower
{
    /// <param name="year">The plan's year.</param>
    /// <param name="ct">Stops it.</param>
    public abstract Task FollowAsync(int year, CancellationToken ct);
}
