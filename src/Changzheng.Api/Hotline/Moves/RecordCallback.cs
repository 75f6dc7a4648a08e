using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Record a callback</summary>
/// <remarks>
/// By the unit, the town, the district or the city; each is kept. By somebody other than who submitted it and not of
/// the unit that acts, unless the level is unit: such a callback counts only against the ticket and is none that
/// closing takes. A dissatisfied citizen, or one who gave no rating, takes a note. What the citizen denied stays
/// denied, and of several ratings the worst stands.
/// </remarks>
/// <body>What the citizen said.</body>
internal static class RecordCallback
{
    /// <param name="Reached">Whether the citizen was reached.</param>
    /// <param name="Satisfaction">How satisfied; notRated where nobody was reached.</param>
    /// <param name="Contacted">Whether they say the unit contacted them.</param>
    /// <param name="Resolved">Whether they say it is solved.</param>
    /// <param name="Level">Who called back: the town if omitted.</param>
    /// <param name="Note">What they said.</param>
    /// <param name="DeniedDemands">The numbers of the demands that they say are not solved; then the ticket is not.
    /// </param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(
        bool Reached,
        Satisfaction Satisfaction,
        bool? Contacted = null,
        bool? Resolved = null,
        CallbackLevel? Level = null,
        string? Note = null,
        IReadOnlyList<int>? DeniedDemands = null,
        DateTimeOffset? At = null
    ) : IMoveRequest
    {
        internal static Request Example =>
            new(true, Satisfaction.FairlySatisfied, true, true, CallbackLevel.Town, "处理较快");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Satisfaction)
                .Equal(Satisfaction.NotRated)
                .When(r => !r.Reached)
                .WithMessage(_ =>
                    Words.Say("未接通时满意度为 notRated。", "Where nobody was reached there is no rating.")
                );
            RuleFor(r => r.Note)
                .IsNote()
                .When(r => r.Satisfaction is Satisfaction.Dissatisfied or Satisfaction.NotRated);
            RuleFor(r => r.Note).IsAtMost(1000);
            RuleFor(r => r.DeniedDemands)
                .Must((r, denied) => denied is not { Count: > 0 } || (r.Reached && r.Resolved != true))
                .WithMessage(_ =>
                    Words.Say(
                        "有诉求未解决的，须已接通，且 resolved 不为 true。",
                        "Who denies a demand was reached, and does not say that it is solved."
                    )
                );
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Callback,
            [
                Refusals.NoteNeeded,
                AccessRefusals.SecondPersonNeeded,
                TicketRefusals.OwnUnit,
                TicketRefusals.DemandUnknown,
            ],
            (ticket, request, context) =>
                ticket
                    .DenyDemands(request.DeniedDemands ?? [])
                    .RecordCallback(
                        context,
                        new CallbackAnswers(
                            request.Level ?? CallbackLevel.Town,
                            request.Reached,
                            request.Contacted,
                            request.Resolved,
                            request.Satisfaction
                        )
                    ),
            isBatched: true
        );
}
