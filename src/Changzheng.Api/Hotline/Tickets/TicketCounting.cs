using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// What the rates judge a ticket by, beside what was said of it. Pure. A desk can say what it likes afterwards: what
/// counted against a ticket keeps counting.
/// </summary>
internal sealed partial record Ticket
{
    /// <summary>True once any of its events was a late entry; null otherwise.</summary>
    public bool? LateEntry { get; init; }

    /// <summary>The town's own time: until when it was to be dispatched, counted from its registration.</summary>
    public int? DispatchDays { get; init; }
    public DateTimeOffset? DispatchDueAt { get; init; }

    /// <summary>
    /// When a step counts as done: when it is said to have been, or, of a late entry, when it was recorded. Of the
    /// first dispatch, the first contact, the submission that led to the first closing, and the first closing.
    /// </summary>
    public DateTimeOffset? DispatchJudgedAt { get; init; }
    public DateTimeOffset? ContactJudgedAt { get; init; }
    public DateTimeOffset? SubmitJudgedAt { get; init; }
    public DateTimeOffset? CloseJudgedAt { get; init; }

    /// <summary>When the excuse that stands in NotContacted counts as given.</summary>
    public DateTimeOffset? ExcusedAt { get; init; }

    /// <summary>When it was first closed, as it is said.</summary>
    public DateTimeOffset? FirstClosedAt { get; init; }

    /// <summary>The deadline with the town's own time in it: counted from the registration.</summary>
    public DateTimeOffset? RegisteredDueAt { get; init; }

    /// <summary>
    /// The deadline that counts: the one that stood when it was first closed, or that had passed when a later one was
    /// set. Null while DueAt itself counts.
    /// </summary>
    public DateTimeOffset? CountedDueAt { get; init; }
    public DateTimeOffset? CountedContactDueAt { get; init; }

    /// <summary>True where its last closing was a late entry: judgement and rating then earn nothing.</summary>
    public bool? LateClosing { get; init; }

    /// <summary>
    /// What the citizen said: once denied, denied for good; of the solution, until it was done again and asked anew.
    /// </summary>
    public bool? CountedContacted { get; init; }
    public bool? CountedResolved { get; init; }

    /// <summary>As of the last closing. Rework keeps them until the next.</summary>
    public Resolution? CountedResolution { get; init; }
    public Satisfaction? CountedSatisfaction { get; init; }

    /// <summary>When it was suspended or voided, as recorded: the clock of the rates stands then.</summary>
    public DateTimeOffset? SetAsideAt { get; init; }

    /// <summary>The time that says in which month it was closed.</summary>
    public DateTimeOffset? ClosedCohortAt => CloseJudgedAt ?? ClosedAt;

    private bool IsSetAside => Status is TicketStatus.Suspended or TicketStatus.Voided;

    /// <summary>The deadline that counts had passed when it was set aside, or has by then.</summary>
    public bool WasOverdue(DateTimeOffset at) => (CountedDueAt ?? DueAt) < at;

    /// <summary>Works out what counts after an event.</summary>
    /// <param name="before">The ticket before it; null for a new one.</param>
    /// <param name="context">When it happened and when it was recorded.</param>
    public Ticket KeepWhatCounts(Ticket? before, MoveContext context)
    {
        var was = before ?? new Ticket();
        var isFirstClosing = was.ClosedCohortAt is null && ClosedAt is not null;
        var judged = this with
        {
            DispatchJudgedAt = was.DispatchJudgedAt ?? Judge(context, was.DispatchedAt, DispatchedAt),
            ContactJudgedAt = was.ContactJudgedAt ?? Judge(context, was.ContactedAt, ContactedAt),
            SubmitJudgedAt =
                was.ClosedCohortAt is not null || SubmittedAt == was.SubmittedAt
                    ? was.SubmitJudgedAt
                    : Judge(context, null, SubmittedAt),
            ExcusedAt =
                NotContacted is null ? null
                : NotContacted == was.NotContacted ? was.ExcusedAt
                : context.Judge(Channel, context.At),
            FirstClosedAt = was.FirstClosedAt ?? was.ClosedAt ?? ClosedAt,
            CloseJudgedAt = was.ClosedCohortAt ?? Judge(context, null, ClosedAt),
            CountedDueAt = was.CountedDueAt ?? FindPassedDeadline(before, context) ?? (isFirstClosing ? DueAt : null),
            CountedContactDueAt = was.CountedContactDueAt ?? FindPassedContact(before, context),
            LateClosing =
                was.ClosedAt is not null || ClosedAt is not { } closed ? was.LateClosing
                : context.IsLate(Channel, closed) ? true
                : null,
            DispatchDueAt = Earlier(was.DispatchDueAt, DispatchDueAt),
            RegisteredDueAt = Earlier(was.RegisteredDueAt, RegisteredDueAt),
            SetAsideAt = !IsSetAside ? null : was.SetAsideAt ?? context.RecordedAt,
        };
        return judged.KeepAnswers(was) with { LateEntry = was.LateEntry ?? judged.FindLateEntry(before, context) };
    }

    /// <summary>
    /// A file does not suspend or void a ticket that is known: that is asked for and granted. Nor does it put off the
    /// city's deadline, or move a ticket to the rates of another month.
    /// </summary>
    public void MustFollow(Ticket before)
    {
        if (IsSetAside && Status != before.Status)
            throw TicketRefusals.DecisionNeeded.ToRefusal();
        if (before.CityDueAt is { } due && (CityDueAt ?? DateTimeOffset.MaxValue) > due)
            throw TicketRefusals.CityDueLater.ToRefusal();
        var (month, stood) = (Moment.Day(RegisteredAt), Moment.Day(before.RegisteredAt));
        if ((month.Year, month.Month) != (stood.Year, stood.Month))
            throw TicketRefusals.MonthFixed.ToRefusal();
        MustSettleDemands(before);
    }

    private Ticket KeepAnswers(Ticket was)
    {
        var isSameRound = was.ClosedAt is not null;
        return this with
        {
            CountedContacted =
                CitizenContacted == false || (was.CountedContacted ?? was.CitizenContacted) == false
                    ? false
                    : CitizenContacted,
            CountedResolved =
                CitizenResolved is null ? was.CountedResolved ?? was.CitizenResolved
                : was.CitizenResolved is not null && (was.CountedResolved ?? was.CitizenResolved) == false ? false
                : CitizenResolved,
            CountedResolution =
                Status != TicketStatus.Closed ? was.CountedResolution ?? was.Resolution
                : isSameRound
                && (was.CountedResolution ?? was.Resolution) is { } stood and not Tickets.Resolution.Resolved
                    ? stood
                : Resolution,
            CountedSatisfaction =
                Status == TicketStatus.Closed
                    ? Worse(Worse(was.Satisfaction, isSameRound ? was.CountedSatisfaction : null), Satisfaction)
                : isSameRound ? was.CountedSatisfaction ?? was.Satisfaction
                : was.CountedSatisfaction,
        };
    }

    /// <summary>The deadline that had passed when a later one was set; the first dispatch starts the term.</summary>
    private DateTimeOffset? FindPassedDeadline(Ticket? before, MoveContext context) =>
        before is { DispatchedAt: not null }
        && DueAt > before.DueAt
        && (context.FromFile || before.DueAt < context.RecordedAt || before.ClosedAt is not null)
            ? before.DueAt
            : null;

    private DateTimeOffset? FindPassedContact(Ticket? before, MoveContext context) =>
        before is { DispatchedAt: not null, ContactedAt: null }
        && ContactDueAt > before.ContactDueAt
        && (context.FromFile || before.ContactDueAt < context.RecordedAt)
            ? before.ContactDueAt
            : null;

    /// <summary>True if the event, or a time that it brings, was recorded too late.</summary>
    private bool? FindLateEntry(Ticket? was, MoveContext context)
    {
        ReadOnlySpan<(DateTimeOffset? Before, DateTimeOffset? Now)> times =
        [
            (was?.RegisteredAt, RegisteredAt),
            (was?.DispatchedAt, DispatchedAt),
            (was?.AcceptedAt, AcceptedAt),
            (was?.ContactedAt, ContactedAt),
            (was?.SubmittedAt, SubmittedAt),
            (was?.ClosedAt, ClosedAt),
        ];
        var late = context.IsLate(Channel, context.At);
        foreach (var (before, now) in times)
            late |= now is { } at && now != before && context.IsLate(Channel, at);
        return late ? true : null;
    }

    /// <summary>Null where the step was taken before; that is an old ticket, and what was said counts.</summary>
    private DateTimeOffset? Judge(MoveContext context, DateTimeOffset? before, DateTimeOffset? at) =>
        before is null && at is { } taken ? context.Judge(Channel, taken) : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    /// <summary>No rating is no opinion.</summary>
    internal static Satisfaction? Worse(Satisfaction? one, Satisfaction? other) =>
        one is null or Tickets.Satisfaction.NotRated ? other ?? one
        : other is null or Tickets.Satisfaction.NotRated ? one
        : one > other ? one
        : other;
}
