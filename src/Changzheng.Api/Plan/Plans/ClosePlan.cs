using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Closes a plan's year (年底交账): it takes no more reports.</summary>
internal static class ClosePlan
{
    internal sealed record Command(string Plan, int Expected) : ICommand<bool>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("{plan}/close", Handle)
            .WithName(nameof(ClosePlan))
            .Needs(Right.AmendPlan)
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
    /// <param name="ifMatch">The plan's version, as "1".</param>
    /// <response code="200">Closed.</response>
    internal static async Task<Ok<GetPlan.PlanView>> Handle(
        HttpResponse response,
        IMediator mediator,
        string plan,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    )
    {
        await mediator.Send(new Command(plan, ETag.Required(ifMatch)), ct);
        var view = await mediator.Send(new GetPlan.Query(plan), ct);
        return Answer.Changed(response, view, view.Version);
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
                throw Refusals.Stale.Because($"现为第 {plan.Version} 版。", $"The version is {plan.Version}.");
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
