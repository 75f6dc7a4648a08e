using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Record an attempt at first contact</summary>
/// <remarks>
/// Every attempt is kept. The first that succeeds is first contact, as the unit claims; what the citizen says of it
/// comes with the callback. A reason that the ticket contradicts (noPhone, with a phone) is refused.
/// </remarks>
/// <body>The attempt.</body>
internal static class RecordContact
{
    /// <param name="ContactedAt">When the citizen was spoken to, or the attempt failed.</param>
    /// <param name="Person">Who was spoken to; kept sealed.</param>
    /// <param name="Way">By which way.</param>
    /// <param name="Reason">Why nobody was reached; instead of person.</param>
    /// <param name="Note">What was said.</param>
    public sealed record Request(
        DateTimeOffset? ContactedAt = null,
        string? Person = null,
        ContactWay? Way = null,
        NotContactedReason? Reason = null,
        string? Note = null
    ) : IMoveRequest
    {
        DateTimeOffset? IMoveRequest.At => ContactedAt;

        internal static Request Example =>
            new(
                new DateTimeOffset(2022, 4, 22, 12, 0, 0, TimeSpan.FromHours(8)),
                "张小妹",
                ContactWay.Phone,
                Note: "已电话联系，约定上门时间"
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r)
                .Must(r =>
                    r.Reason is null
                        ? r.ContactedAt is not null && !string.IsNullOrWhiteSpace(r.Person)
                        : string.IsNullOrWhiteSpace(r.Person)
                )
                .OverridePropertyName("Contact")
                .WithErrorCode(TicketRefusals.ContactIncomplete.Code)
                .WithMessage(_ =>
                    Words.Say(
                        "写明联系时间（contactedAt）和联系人（person），或未联系原因（reason）。",
                        "Time (contactedAt) and person, or a reason."
                    )
                );
            RuleFor(r => r.Person).IsAtMost(100);
            RuleFor(r => r.Note).IsAtMost(1000);
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Contact,
            [TicketRefusals.ContactIncomplete, TicketRefusals.ExcuseContradicted],
            (ticket, request, context) => ticket.RecordContact(context, request.Reason)
        );
}
