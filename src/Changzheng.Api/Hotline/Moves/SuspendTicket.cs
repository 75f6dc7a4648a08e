using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>挂账: set aside with approval, reason and the day it is looked at again; its clock stands meanwhile.</summary>
internal static class SuspendTicket
{
    /// <param name="Note">Why it is set aside.</param>
    /// <param name="ReviewOn">The day it is looked at again.</param>
    /// <param name="ApprovedBy">Who approved it, another person than the caller, or the document that did.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Request(string Note, DateOnly ReviewOn, string ApprovedBy, DateTimeOffset? At = null)
    {
        internal static Request Example => new("等候专项维修资金到位", new DateOnly(2022, 7, 1), "分管副镇长");
    }

    /// <param name="Note">Why it goes on.</param>
    /// <param name="At">When it happened; now unless told, never before the last step.</param>
    public sealed record Resumption(string? Note = null, DateTimeOffset? At = null)
    {
        internal static Resumption Example => new("资金已到位");
    }

    internal sealed record Command(string Number, int Expected, Request? Suspension, Resumption? Resumption)
        : ICommand<TicketView>;

    public static void Map(IEndpointRouteBuilder hotline)
    {
        hotline
            .MapPost("tickets/{number}/suspend", HandleSuspension)
            .WithName(nameof(SuspendTicket))
            .Needs(TicketRights.Dispatch)
            .Refuses([.. TicketLedger.Refused, Refusals.NoteNeeded, AccessRefusals.SecondPersonNeeded]);
        hotline
            .MapPost("tickets/{number}/resume", HandleResumption)
            .WithName("ResumeTicket")
            .Needs(TicketRights.Dispatch)
            .Refuses(TicketLedger.Refused);
    }

    /// <summary>Suspend a ticket</summary>
    /// <remarks>With approval, reason and review date. It is excluded from the rates while suspended, and counted as such.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">Why.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static Task<Ok<TicketView>> HandleSuspension(
        HttpResponse response,
        IMediator mediator,
        string number,
        Request request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => HandleAsync(response, mediator, new Command(number, ETag.Required(ifMatch), request, null), ct);

    /// <summary>Resume a ticket</summary>
    /// <remarks>It goes on where it was; the working days it stood still are added to its term.</remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="request">A note, if any.</param>
    /// <param name="ifMatch">The version acted on, as "3".</param>
    /// <response code="200">The ticket as it stands now.</response>
    internal static Task<Ok<TicketView>> HandleResumption(
        HttpResponse response,
        IMediator mediator,
        string number,
        Resumption? request,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) =>
        HandleAsync(
            response,
            mediator,
            new Command(number, ETag.Required(ifMatch), null, request ?? new Resumption()),
            ct
        );

    private static async Task<Ok<TicketView>> HandleAsync(
        HttpResponse response,
        IMediator mediator,
        Command command,
        CancellationToken ct
    )
    {
        var ticket = await mediator.Send(command, ct);
        return Answer.Changed(response, ticket, ticket.Version);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Suspension!.Note).IsNote().When(c => c.Suspension is not null);
            RuleFor(c => c.Suspension!.ApprovedBy).NotEmpty().IsAtMost(100).When(c => c.Suspension is not null);
            RuleFor(c => c.Resumption!.Note).IsAtMost(1000).When(c => c.Resumption is not null);
        }
    }

    internal sealed class Handler(TicketLedger ledger, SecondPerson second) : ICommandHandler<Command, TicketView>
    {
        public async Task<TicketView> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.Resumption is { } resumption)
                return await ledger.MoveAsync(
                    new TicketMove(command.Number, command.Expected, TicketAction.Resume, resumption.At, resumption),
                    (ticket, moving) => ticket.Resumed(moving),
                    cancellationToken
                );
            var suspension = command.Suspension!;
            await second.MustNameAnotherAsync(
                suspension.ApprovedBy,
                "挂账须由另一人批准，approvedBy 不能是自己。",
                "Another person approves a suspension; approvedBy is not the caller.",
                cancellationToken
            );
            return await ledger.MoveAsync(
                new TicketMove(command.Number, command.Expected, TicketAction.Suspend, suspension.At, suspension),
                (ticket, moving) => ticket.Suspended(moving, suspension.ReviewOn),
                cancellationToken
            );
        }
    }
}
