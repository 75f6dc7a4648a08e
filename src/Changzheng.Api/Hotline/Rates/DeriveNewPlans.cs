using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Pipeline;
using MediatR;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// A plan that is issued during its year derives the figures of its past months at once, in the transaction that issues
/// it: registered last, it runs inside all other behaviours. It knows such a command by its answer, the plan's code.
/// </summary>
internal sealed class DeriveNewPlans<TMessage, TResponse>(Db db, DerivedRates derived, TimeProvider clock)
    : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull, ICommand
{
    public const string YearSql = "SELECT PlanYear FROM Plans WHERE Code = @Code AND ClosedAt IS NULL";

    public async Task<TResponse> Handle(
        TMessage message,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        var answer = await next();
        if (
            answer is string code
            && await db.FindAsync<int?>(YearSql, new { Code = code }, cancellationToken) is { } year
        )
            await derived.FollowKnownAsync([.. ListPastMonths(year)], cancellationToken);
        return answer;
    }

    private IEnumerable<DateOnly> ListPastMonths(int year)
    {
        var today = Moment.Day(clock.GetUtcNow());
        return Enumerable.Range(1, 12).Select(month => new DateOnly(year, month, 1)).Where(first => first <= today);
    }
}
