using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using MediatR;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// A plan that is issued during its year derives the figures of its past months at once, in the transaction that issues
/// it: registered last, it runs inside all other behaviours.
/// </summary>
internal sealed class DeriveOnIssue(DerivedRates derived, TimeProvider clock)
    : IPipelineBehavior<IssuePlan.Command, string>
{
    public async Task<string> Handle(
        IssuePlan.Command request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<string> next
    )
    {
        var plan = await next();
        var today = Moment.Day(clock.GetUtcNow());
        var months = Enumerable
            .Range(1, 12)
            .Select(month => new DateOnly(request.Plan.Year, month, 1))
            .Where(first => first <= today)
            .ToList();
        await derived.FollowKnownAsync(months, cancellationToken);
        return plan;
    }
}
