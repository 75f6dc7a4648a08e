using System.Text.Json.Serialization;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Storage;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Submit a ticket as done</summary>
/// <remarks>
/// The claim is the unit's; what the citizen says of it is asked by the callback and kept beside it. The elements of
/// the reply (GET /hotline/replyTemplates) are kept in the history; a finding takes its explanation.
/// </remarks>
/// <body>What was done.</body>
internal static class SubmitTicket
{
    /// <param name="Resolution">What the unit claims.</param>
    /// <param name="Note">What was done.</param>
    /// <param name="Reply">What the citizen was told.</param>
    /// <param name="FactType">事实认定.</param>
    /// <param name="FactExplain">What was found; needed with factType.</param>
    /// <param name="AppealType">诉求认定.</param>
    /// <param name="AppealExplain">Why it is justified or not; needed with appealType.</param>
    /// <param name="ReplyPoint">答复要点.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    /// <param name="Attachments">Files that POST /files answered: how it looks now.</param>
    public sealed record Request(
        Resolution Resolution,
        string Note,
        string? Reply = null,
        FactType? FactType = null,
        string? FactExplain = null,
        AppealType? AppealType = null,
        string? AppealExplain = null,
        string? ReplyPoint = null,
        DateTimeOffset? At = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            IReadOnlyList<Evidence>? Attachments = null
    ) : IMoveRequest
    {
        internal static Request Example =>
            new(
                Resolution.Resolved,
                "已拆除飞线并劝离",
                "已告知集中充电点位置",
                Tickets.FactType.Confirmed,
                "现场核查，确有飞线充电",
                Tickets.AppealType.Justified,
                "诉求合理",
                "飞线已拆除，告知集中充电点位置"
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).IsNote(2000);
            RuleFor(r => r.Reply).IsAtMost(2000);
            RuleFor(r => r.FactExplain).NotEmpty().When(r => r.FactType is not null);
            RuleFor(r => r.FactType).NotNull().When(r => r.FactExplain is not null);
            RuleFor(r => r.AppealExplain).NotEmpty().When(r => r.AppealType is not null);
            RuleFor(r => r.AppealType).NotNull().When(r => r.AppealExplain is not null);
            RuleFor(r => r.FactExplain).IsAtMost(1000);
            RuleFor(r => r.AppealExplain).IsAtMost(1000);
            RuleFor(r => r.ReplyPoint).IsAtMost(1000);
            RuleFor(r => r.Attachments).IsAttachments();
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Submit,
            [
                Refusals.NoteNeeded,
                TicketRefusals.DemandUnanswered,
                TicketRefusals.AttachmentsTooMany,
                StorageRefusals.Unknown,
            ],
            (ticket, request, context) =>
                ticket.Submit(context, request.Resolution).Attach(context, request.Attachments),
            // The ticket keeps what is attached; a hash has runs of digits that masking would take for a number.
            words: (request, _, _) => request with { Attachments = null }
        );
}
