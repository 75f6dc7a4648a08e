using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Classify a ticket anew</summary>
/// <remarks>
/// Category, type, urgency or neighbourhood, at least one of them; by no caller of the unit whose ticket it is. History
/// keeps each before and after. The running terms become those of the new type and urgency, counted from where they
/// were; a term that has passed is not lengthened, and originalDueAt and cityDueAt stay. A closed ticket keeps its
/// terms.
/// </remarks>
/// <body>What it is, and why.</body>
internal static class ReclassifyTicket
{
    /// <param name="Note">Why.</param>
    /// <param name="Category">The category; as it is if omitted.</param>
    /// <param name="Type">What is asked, of the channel's types; as it is if omitted.</param>
    /// <param name="Urgency">How pressing it is; as it is if omitted.</param>
    /// <param name="Neighbourhood">The neighbourhood or village it lies in; as it is if omitted.</param>
    /// <param name="At">When it happened; now if omitted, never before the last step.</param>
    public sealed record Request(
        string Note,
        string? Category = null,
        string? Type = null,
        Urgency? Urgency = null,
        string? Neighbourhood = null,
        DateTimeOffset? At = null
    ) : IMoveRequest
    {
        internal static Request Example => new("经核实为楼道堆物", "楼道堆物");

        internal object Describe(Ticket before, Ticket after)
        {
            var changes = new Dictionary<string, Change>(StringComparer.Ordinal);
            void Add(string name, object? was, object? now)
            {
                if (!Equals(was, now))
                    changes[name] = new Change(was, now);
            }

            Add("category", before.Category, after.Category);
            Add("type", before.Type, after.Type);
            Add("urgency", before.Urgency.Text(), after.Urgency.Text());
            Add("neighbourhood", before.Neighbourhood, after.Neighbourhood);
            Add("contactDueAt", before.ContactDueAt, after.ContactDueAt);
            Add("dueAt", before.DueAt, after.DueAt);
            return new
            {
                Note,
                At,
                Changes = changes,
            };
        }
    }

    private sealed record Change(object? Before, object? After);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).IsNote();
            RuleFor(r => r.Category)
                .IsAtMost(64)
                .Must(code => code is null || code.Trim() == code && code.Length > 0)
                .WithMessage(_ => Words.Say("首尾不留空格。", "Without spaces around it."));
            RuleFor(r => r.Type).IsAtMost(20);
            RuleFor(r => r)
                .Must(r => (r.Category ?? r.Type ?? r.Urgency?.Text() ?? r.Neighbourhood) is not null)
                .OverridePropertyName("category")
                .WithMessage(_ =>
                    Words.Say(
                        "类别、类型、紧急程度、居委至少填一项。",
                        "At least one of category, type, urgency and neighbourhood."
                    )
                );
        }
    }

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline.MapMove<Request>(
            TicketAction.Reclassify,
            [
                Refusals.NoteNeeded,
                TicketRefusals.TypeUnknown,
                TicketRefusals.SameClassification,
                TicketRefusals.OwnUnit,
                UnitRefusals.NotFound,
                TicketRefusals.UnitOutsideTown,
                TicketRefusals.NotNeighbourhood,
            ],
            (ticket, request, context) =>
                ticket.Reclassify(context, request.Category, request.Type, request.Urgency, request.Neighbourhood),
            check: (request, asks, ct) => asks.Town.MustHaveNeighbourhoodAsync(request.Neighbourhood, ct),
            words: (request, before, after) => request.Describe(before, after)
        );
}
