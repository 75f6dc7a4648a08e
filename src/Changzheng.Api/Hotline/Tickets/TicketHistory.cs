using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>A ticket whose moves happened in another system and come in a file. Pure.</summary>
internal sealed partial record Ticket
{
    /// <summary>
    /// Fills status, times and results from the row; what its cells leave out is derived from its times and the rules.
    /// </summary>
    public Ticket FillFromRow(Entry row, DateTimeOffset registeredAt, WorkingDays calendar, DeadlineTable deadlines)
    {
        DateTimeOffset? At(string column) => row.Of<DateTimeOffset>(column)?.TruncateToMilliseconds();
        var (dispatched, contacted) = (At("dispatchedAt"), At("contactedAt"));
        var (handling, contact) = (
            deadlines.Get(DeadlineStage.Handling, Channel, Type, Urgency),
            deadlines.Find(DeadlineStage.Contact, Channel, Type, Urgency)
        );
        var begun = dispatched ?? registeredAt;
        var filled = SetRegisteredAt(registeredAt) with
        {
            DispatchedAt = dispatched,
            AcceptedAt = At("acceptedAt"),
            ContactedAt = contacted,
            NotContacted = row.Choice<NotContactedReason>("notContacted"),
            SubmittedAt = At("submittedAt"),
            ClosedAt = At("closedAt"),
            Unit = row.Text("unit"),
            CountedUnit = row.Text("countedUnit") ?? row.Text("unit"),
            StatusBefore = row.Choice<TicketStatus>("statusBefore"),
            ClaimedResolution = row.Choice<Resolution>("claimedResolution"),
            CitizenContacted = row.Of<bool>("citizenContacted"),
            CitizenResolved = row.Of<bool>("citizenResolved"),
            Resolution = row.Choice<Resolution>("resolution"),
            Satisfaction = row.Choice<Satisfaction>("satisfaction"),
            RepeatOf = row.Text("repeatOf"),
            Returns = ReadCount(row, "returns") ?? 0,
            ReturnedBy = row.Get<IReadOnlyList<string>>("returnedBy") ?? [],
            ReturnReason = row.Text("returnReason"),
            Extensions = ReadCount(row, "extensions") ?? 0,
            ExtensionAsked = ReadCount(row, "extensionAsked"),
            Reworks = ReadCount(row, "reworks") ?? 0,
            Supervisions = ReadCount(row, "supervisions") ?? 0,
            SuspendedAt = At("suspendedAt"),
            ReviewOn = row.Of<DateOnly>("reviewOn"),
            ContactFrom = At("contactFrom") ?? (contact is null ? null : begun),
            ContactDays = ReadCount(row, "contactDays") ?? contact?.Days,
            DispatchDays = deadlines.Find(DeadlineStage.Dispatch, Channel, Type, Urgency)?.Days,
            DueFrom = At("dueFrom") ?? begun,
            DueDays = ReadCount(row, "dueDays") ?? handling.Days,
            DueCalendar = handling.IsCalendar,
            OriginalCalendar = handling.IsCalendar,
            AcceptanceDays = deadlines.Find(DeadlineStage.Acceptance, Channel, Type, Urgency)?.Days,
            CityDueAt = At("cityDueAt"),
            OriginalFrom = At("originalFrom") ?? begun,
            OriginalDays = ReadCount(row, "originalDays") ?? handling.Days,
            Version = 1,
        };
        filled = filled with
        {
            Status = row.Choice<TicketStatus>("status") ?? filled.GetStatusByTimes(),
            LastAt = filled.GetTimes().Last,
        };
        return filled.SetDeadlines(calendar);
    }

    /// <summary>
    /// Refuses a ticket that lacks what leads to its status or has what comes only after it, and times in the future or
    /// before the registration.
    /// </summary>
    /// <param name="isRated">True where the channel's tickets are rated.</param>
    public void MustBeConsistent(DateTimeOffset now, bool isRated)
    {
        var (first, last) = GetTimes();
        if (last > now)
            throw TicketRefusals.TimeFuture.ToRefusal();
        if (first < RegisteredAt || CityDueAt <= RegisteredAt || AcceptedAt < DispatchedAt || ClosedAt < SubmittedAt)
            throw TicketRefusals.TimeBackwards.ToRefusal();
        var lacks = Status switch
        {
            TicketStatus.Closed when ClosedAt is null || Resolution is null => "结案时间、结案评判",
            TicketStatus.Closed when isRated && Satisfaction is null => "满意度",
            TicketStatus.Submitted when SubmittedAt is null || ClaimedResolution is null => "办结提交时间、单位自评",
            TicketStatus.Suspended when SuspendedAt is null || ReviewOn is null || StatusBefore is null =>
                "挂账时间、挂账复核日、前一状态",
            TicketStatus.Returned when StatusBefore is null => "前一状态",
            TicketStatus.Accepted when AcceptedAt is null => "签收时间",
            TicketStatus.Dispatched
            or TicketStatus.Accepted
            or TicketStatus.Handling
            or TicketStatus.Submitted
            or TicketStatus.Closed
            or TicketStatus.Returned
            or TicketStatus.Suspended when DispatchedAt is null || Unit is null => "派单时间、承办单位",
            _ => null,
        };
        if (lacks is not null)
            throw TicketRefusals.Inconsistent.WithDetail(
                $"状态“{Wordings.Title(Status)}”须有：{lacks}。",
                $"A {Status.Text()} ticket lacks: {lacks}."
            );
        if (ClosedAt is not null && Status is not (TicketStatus.Closed or TicketStatus.Voided))
            throw TicketRefusals.Inconsistent.WithDetail(
                $"已有结案时间，状态却是“{Wordings.Title(Status)}”。",
                $"It was closed, and is {Status.Text()}."
            );
    }

    /// <summary>The first and the last time anything happened to it.</summary>
    private (DateTimeOffset First, DateTimeOffset Last) GetTimes()
    {
        var (first, last) = (RegisteredAt, RegisteredAt);
        foreach (
            var at in (ReadOnlySpan<DateTimeOffset?>)
                [DispatchedAt, AcceptedAt, ContactedAt, SubmittedAt, ClosedAt, SuspendedAt]
        )
            (first, last) = (at < first ? at.Value : first, at > last ? at.Value : last);
        return (first, last);
    }

    /// <summary>The furthest status that its times prove.</summary>
    private TicketStatus GetStatusByTimes() =>
        ClosedAt is not null ? TicketStatus.Closed
        : SubmittedAt is not null ? TicketStatus.Submitted
        : ContactedAt is not null || NotContacted is not null ? TicketStatus.Handling
        : AcceptedAt is not null ? TicketStatus.Accepted
        : DispatchedAt is not null ? TicketStatus.Dispatched
        : TicketStatus.Registered;

    private static int? ReadCount(Entry row, string column) =>
        row.Of<long>(column) is not { } count ? null
        : count is >= 0 and <= 10_000 ? (int)count
        : throw Refusals.RequestInvalid.WithDetail(
            $"{column} 须在 0 至 10000 之间。",
            $"{column} lies between 0 and 10000."
        );
}
