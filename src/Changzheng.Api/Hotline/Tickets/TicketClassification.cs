namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What a ticket is about, corrected. Pure.</summary>
internal sealed partial record Ticket
{
    /// <summary>Null leaves a field as it is; something changes, or it is refused.</summary>
    public Ticket Reclassify(
        MoveContext context,
        string? category,
        string? type,
        Urgency? urgency,
        string? neighbourhood
    )
    {
        var changed = this with
        {
            Category = category ?? Category,
            Type = type ?? Type,
            Urgency = urgency ?? Urgency,
            Neighbourhood = neighbourhood ?? Neighbourhood,
        };
        if (changed == this)
            throw TicketRefusals.SameClassification.ToRefusal();
        context.Deadlines.MustHaveType(Channel, changed.Type);
        return Status == TicketStatus.Closed || (changed.Type, changed.Urgency) == (Type, Urgency)
            ? changed
            : changed.FollowRules(this, context);
    }

    /// <summary>
    /// The terms of the new type and urgency, with what was granted beside them, counted from where they were. What has
    /// passed is not lengthened, by when this is recorded and not by when it is said to be; what was owed stays owed.
    /// </summary>
    private Ticket FollowRules(Ticket before, MoveContext context)
    {
        var stage = Reworks > 0 && DueFrom > DispatchedAt ? DeadlineStage.Rework : DeadlineStage.Handling;
        var (old, rule) = (before.GetRule(context, stage), GetRule(context, stage));
        var followed = (
            this with
            {
                DueDays = Math.Max(1, DueDays + rule.Days - old.Days),
                DueCalendar = rule.IsCalendar,
                DispatchDays = Fewer(DispatchDays, FindDays(context, DeadlineStage.Dispatch)),
                AcceptanceDays = Fewer(AcceptanceDays, FindDays(context, DeadlineStage.Acceptance)),
            }
        )
            .FollowContact(before, context)
            .SetDeadlines(context.Calendar);
        var isDueKept = before.DueAt < context.RecordedAt && followed.DueAt > before.DueAt;
        var isContactKept = before.ContactDueAt < context.RecordedAt && followed.ContactDueAt > before.ContactDueAt;
        return (
            followed with
            {
                DueDays = isDueKept ? before.DueDays : followed.DueDays,
                DueCalendar = isDueKept ? before.DueCalendar : followed.DueCalendar,
                ContactDays = isContactKept ? before.ContactDays : followed.ContactDays,
            }
        ).SetDeadlines(context.Calendar);
    }

    /// <summary>First contact, while it is owed: asked by either, it is asked.</summary>
    private Ticket FollowContact(Ticket before, MoveContext context)
    {
        if (FindDays(context, DeadlineStage.Contact) is not { } days || (ContactedAt ?? ExcusedAt) is not null)
            return this;
        return this with
        {
            ContactFrom = ContactFrom ?? DispatchedAt ?? RegisteredAt,
            ContactDays =
                ContactDays is { } running && before.FindDays(context, DeadlineStage.Contact) is { } old
                    ? Math.Max(1, running + days - old)
                    : ContactDays ?? days,
        };
    }

    private int? FindDays(MoveContext context, DeadlineStage stage) =>
        context.Deadlines.Find(stage, Channel, Type, Urgency)?.Days;

    private static int? Fewer(int? one, int? other) => one is null || other < one ? other : one;
}
