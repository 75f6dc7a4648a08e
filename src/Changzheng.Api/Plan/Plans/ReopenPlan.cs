using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Reopens a closed year by document; closing it again takes two persons again.</summary>
internal static class ReopenPlan
{
    /// <param name="DocumentNumber">The document that orders it.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(string DocumentNumber, [property: JsonConverter(typeof(Masked))] string Reason)
    {
        internal static Request Example => new("普长府〔2023〕3号", "审计调整2022年12月税收数");
    }

    internal sealed record Command(string Plan, Request Order, int Expected) : ICommand<bool>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPost("{plan}/reopen", Handle)
            .WithName(nameof(ReopenPlan))
            .Needs(PlanRights.Amend)
            .Refuses(
                AccessRefusals.BeyondUnit,
                Refusals.RequestInvalid,
                PlanRefusals.NotFound,
                PlanRefusals.NotClosed,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Reopen a closed year</summary>
    /// <remarks>By document, with a reason; both are kept. The plan takes reports again.</remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The document and the reason.</param>
    /// <response code="200">Reopened.</response>
    internal static async Task<Ok<GetPlan.PlanView>> Handle(
        IMediator mediator,
        string plan,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        await mediator.Send(new Command(plan, request, ifMatch.GetVersion()), ct);
        return TypedResults.Ok(await mediator.Send(new GetPlan.Query(plan), ct));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Order.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Order.Reason).NotEmpty().MaximumLength(500);
        }
    }

    internal sealed class Handler(Db db, PlanClosings closings, Reaches reaches, ChangeFeed changes)
        : ICommandHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var plan = await AnnualPlan.FindAsync(db, command.Plan, cancellationToken);
            if (plan.ClosedAt is null)
                throw PlanRefusals.NotClosed.WithDetail(
                    $"{plan.PlanYear} 年计划未关账，无须重开。",
                    $"The plan of {plan.PlanYear} is not closed."
                );
            var history = await closings.HoldAsync(plan, command.Expected, cancellationToken);
            var order = command.Order with { DocumentNumber = command.Order.DocumentNumber.Trim() };
            var next = new PlanClosing
            {
                Action = ClosingAction.Reopened,
                DocumentNumber = order.DocumentNumber,
                Reason = order.Reason,
            };
            var hash = await closings.AppendAsync(plan.Code, history, next, cancellationToken);
            var url = AnnualPlan.Url(plan.Code);
            var reopened = new PlanChanges.ReopenedPlan(plan.Code, order.DocumentNumber, order.Reason);
            var fact = ChangeFeed.Fact.Of(PlanChanges.Reopened, url, reopened, [hash]) with { Marks = [url] };
            await changes.AppendAsync(fact, cancellationToken);
            return true;
        }
    }
}
