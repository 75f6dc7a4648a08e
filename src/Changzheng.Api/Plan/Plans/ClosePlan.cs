using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Closes a plan's year (年底交账): it takes no more reports.</summary>
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
                PlanRefusals.NotFound,
                PlanRefusals.Closed,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Close a plan's year</summary>
    /// <remarks>A closed year refuses reports, reviews, targets and amendments; everything can still be read.</remarks>
    /// <param name="plan">The plan.</param>
    /// <response code="200">Closed.</response>
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

    internal sealed class Handler(Db db, Reaches reaches, ChangeFeed changes, Caller caller, TimeProvider clock)
        : ICommandHandler<Command, bool>
    {
        public const string CloseSql =
            "UPDATE Plans SET ClosedAt = @Now, ClosedBy = @By, Version = Version + 1 WHERE Code = @PlanCode AND Version = @Expected AND ClosedAt IS NULL";

        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var plan = await AnnualPlan.FindAsync(db, command.Plan, cancellationToken);
            plan.MustBeOpen();
            if (
                await db.ExecuteAsync(
                    CloseSql,
                    new
                    {
                        PlanCode = command.Plan,
                        command.Expected,
                        Now = clock.GetUtcNow(),
                        By = caller.Name,
                    },
                    cancellationToken
                ) == 0
            )
                throw Refusals.Stale.WithDetail($"现为第 {plan.Version} 版。", $"The version is {plan.Version}.");
            var url = AnnualPlan.Url(plan.Code);
            var closed = new PlanChanges.ClosedPlan(plan.Code);
            await changes.AppendAsync(
                ChangeFeed.Fact.Of(PlanChanges.Closed, url, closed) with
                {
                    Marks = [url],
                },
                cancellationToken
            );
            return true;
        }
    }
}
