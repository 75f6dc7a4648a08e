using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>
/// Closes a plan's year (年底交账) when it has ended: one person asks for it, another grants it. It then takes no more
/// reports.
/// </summary>
internal static class ClosePlan
{
    internal sealed record Command(string Plan, int Expected) : ICommand<bool>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("{plan}/close", Handle)
            .WithName(nameof(ClosePlan))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                AccessRefusals.SecondPersonNeeded,
                PlanRefusals.NotFound,
                PlanRefusals.Closed,
                PlanRefusals.YearRuns,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Close a plan's year</summary>
    /// <remarks>
    /// When the year is over. The first call asks for it (`state` is then `closeRequested`); the same call by another
    /// person closes. A closed year refuses reports, reviews, targets and amendments; everything can still be read.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <response code="200">Asked for, or closed: `state` says which.</response>
    internal static async Task<Ok<GetPlan.PlanView>> Handle(
        IMediator mediator,
        string plan,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        await mediator.Send(new Command(plan, ifMatch.GetVersion()), ct);
        return TypedResults.Ok(await mediator.Send(new GetPlan.Query(plan), ct));
    }

    internal sealed class Handler(
        Db db,
        PlanClosings closings,
        Reaches reaches,
        SecondPerson second,
        ChangeFeed changes,
        TimeProvider clock
    ) : ICommandHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var plan = await AnnualPlan.FindAsync(db, command.Plan, cancellationToken);
            plan.MustBeOpen();
            plan.MustBeOver(Moment.Day(clock.GetUtcNow()));
            var history = await closings.HoldAsync(plan, command.Expected, cancellationToken);
            var request = PlanClosing.FindRequest(history);
            if (request is not null)
                await second.MustDecideAsync(
                    [request.Author],
                    "不能核定自己申请的关账。",
                    "Nobody grants the closing they asked for themselves.",
                    cancellationToken
                );

            var action = request is null ? ClosingAction.Requested : ClosingAction.Closed;
            var next = new PlanClosing { Action = action };
            var hash = await closings.AppendAsync(plan.Code, history, next, cancellationToken);
            var url = AnnualPlan.Url(plan.Code);
            var kind = request is null ? PlanChanges.CloseRequested : PlanChanges.Closed;
            var fact = ChangeFeed.Fact.Of(kind, url, new PlanChanges.ClosedPlan(plan.Code), [hash]);
            await changes.AppendAsync(fact with { Marks = [url] }, cancellationToken);
            return true;
        }
    }
}
