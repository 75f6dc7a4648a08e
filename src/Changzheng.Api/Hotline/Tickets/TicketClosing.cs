using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What a closing says.</summary>
internal sealed record Closing(
    Resolution Resolution,
    string? Reply,
    ContactWay? RepliedBy,
    DateTimeOffset? RepliedAt,
    Satisfaction? Satisfaction
);

/// <summary>What a callback found.</summary>
internal sealed record CallbackAnswers(
    CallbackLevel Level,
    bool Reached,
    bool? Contacted,
    bool? Resolved,
    Satisfaction Satisfaction
);

/// <summary>What closing takes beyond the unit's own word: by channel, as data. Pure.</summary>
internal sealed partial record Ticket
{
    /// <summary>The last callback since it was submitted; those of the unit itself are left out.</summary>
    public DateTimeOffset? CalledBackAt { get; init; }

    /// <summary>True if one of these callbacks reached the citizen.</summary>
    public bool? CallbackReached { get; init; }

    /// <summary>核查: the last one since it was submitted, if it passed.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>受理告知: when the reporter was told that it is accepted.</summary>
    public DateTimeOffset? NoticedAt { get; init; }

    /// <param name="notice">How the reporter was told; null if they were not.</param>
    public Ticket Accept(MoveContext context, string? notice)
    {
        var noticed = NoticedAt ?? (string.IsNullOrWhiteSpace(notice) ? null : context.At);
        if (noticed is null && Takes(context, ClosingNeed.AcceptanceNotice))
            throw TicketRefusals.NoticeNeeded.ToRefusal();
        return this with { Status = TicketStatus.Accepted, AcceptedAt = context.At, NoticedAt = noticed };
    }

    /// <summary>
    /// What the citizen denied stays denied, and of several ratings the worst stands. A late entry, and what the unit
    /// says it heard itself, count only against the ticket.
    /// </summary>
    public Ticket RecordCallback(MoveContext context, CallbackAnswers said)
    {
        var isOwn = said.Level == CallbackLevel.Unit;
        var isOnlyAgainst = isOwn || context.IsLate(Channel, context.At);
        bool? Add(bool? stands, bool? answer) =>
            stands == false || answer == false ? false
            : isOnlyAgainst ? stands
            : answer ?? stands;
        return this with
        {
            CalledBackAt = isOwn ? CalledBackAt : context.At,
            CallbackReached = !isOwn && said.Reached ? true : CallbackReached,
            CitizenContacted = Add(CitizenContacted, said.Contacted),
            CitizenResolved = Add(CitizenResolved, said.Resolved),
            Satisfaction =
                isOnlyAgainst && said.Satisfaction != Tickets.Satisfaction.Dissatisfied
                    ? Satisfaction
                    : Worse(Satisfaction, said.Satisfaction),
        };
    }

    /// <summary>One that fails undoes one that passed before.</summary>
    public Ticket Verify(MoveContext context, bool passed) => this with { VerifiedAt = passed ? context.At : null };

    public Ticket Close(MoveContext context, Closing closing)
    {
        MustBeComplete(context, closing);
        MustBeAnswered();
        if (closing.RepliedAt is { } replied && (replied < RegisteredAt || replied > context.At))
            throw TicketRefusals.TimeBackwards.WithDetail(
                $"答复时间须在受理（{Moment.Text(RegisteredAt)}）之后、结案（{Moment.Text(context.At)}）之前。",
                $"The reply lies between registration ({Moment.Text(RegisteredAt)}) and closing ({Moment.Text(context.At)})."
            );
        MustBeChecked(context, closing.Satisfaction);
        return this with
        {
            Status = TicketStatus.Closed,
            ClosedAt = context.At,
            Resolution = FindWorst(closing.Resolution),
            Satisfaction = Worse(Satisfaction, closing.Satisfaction),
            VoidAsked = null,
        };
    }

    private bool Takes(MoveContext context, ClosingNeed need) =>
        context.Deadlines.ListClosingNeeds(Channel).Contains(need);

    private void MustBeComplete(MoveContext context, Closing closing)
    {
        var missing = new List<string>();
        if (Takes(context, ClosingNeed.Reply))
        {
            if (string.IsNullOrWhiteSpace(closing.Reply))
                missing.Add("reply");
            if (closing.RepliedBy is null)
                missing.Add("repliedBy");
            if (closing.RepliedAt is null)
                missing.Add("repliedAt");
        }

        var takesRating = Takes(context, ClosingNeed.Rating);
        if (takesRating && closing.Satisfaction is null)
            missing.Add("satisfaction");
        if (missing.Count > 0)
            throw TicketRefusals.ClosingIncomplete.WithDetail(
                $"渠道 {Channel} 结案还须填写：{string.Join("、", missing)}。",
                $"Closing a ticket of {Channel} also takes: {string.Join(", ", missing)}."
            );
        if (!takesRating && closing.Satisfaction is not null)
            throw TicketRefusals.RatingNotTaken.ToRefusal();
    }

    /// <summary>Refuses where others have not checked what the unit says, or heard what it says they heard.</summary>
    private void MustBeChecked(MoveContext context, Satisfaction? satisfaction)
    {
        if (NoticedAt is null && Takes(context, ClosingNeed.AcceptanceNotice))
            throw TicketRefusals.NoticeNeeded.ToRefusal();
        if (VerifiedAt is null && Takes(context, ClosingNeed.Verification))
            throw TicketRefusals.VerificationNeeded.ToRefusal();
        if (!Takes(context, ClosingNeed.Callback))
            return;
        if (CalledBackAt is null)
            throw TicketRefusals.CallbackNeeded.ToRefusal();
        if (
            CallbackReached != true
            && satisfaction is not (Tickets.Satisfaction.NotRated or Tickets.Satisfaction.Dissatisfied)
        )
            throw TicketRefusals.RatingNotHeard.ToRefusal();
    }
}
