using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What a move depends on besides the ticket and its request.</summary>
/// <param name="At">When it happened.</param>
internal sealed record MoveContext(DateTimeOffset At, WorkingDays Calendar, DeadlineTable Deadlines);

/// <summary>What each move makes of a ticket. Pure. The table of moves has allowed the move before.</summary>
internal sealed partial record Ticket
{
    public Ticket Register(MoveContext context)
    {
        var handling = GetRule(context, DeadlineStage.Handling);
        var contact = context.Deadlines.Find(DeadlineStage.Contact, Channel, Type, Urgency);
        return (
            SetRegisteredAt(context.At) with
            {
                Status = TicketStatus.Registered,
                LastAt = context.At,
                Version = 1,
                ContactFrom = contact is null ? null : context.At,
                ContactDays = contact?.WorkingDays,
                DueFrom = context.At,
                DueDays = handling.WorkingDays,
                OriginalFrom = context.At,
                OriginalDays = handling.WorkingDays,
            }
        ).SetDeadlines(context.Calendar);
    }

    /// <summary>The unit's time runs from each dispatch; the first one also sets the original deadline.</summary>
    public Ticket Dispatch(MoveContext context, string unit, string counted, bool arbitrated)
    {
        if (ReturnedBy.Contains(unit) && !arbitrated)
            throw TicketRefusals.ReturnedBefore.WithDetail(
                $"{unit} 已退过此单；再派须写明裁定理由（note）。",
                $"{unit} has returned it before; sending it there again takes a note that settles why."
            );
        var first = DispatchedAt is null;
        return (
            this with
            {
                Status = TicketStatus.Dispatched,
                Unit = unit,
                CountedUnit = counted,
                DispatchedAt = context.At,
                AcceptedAt = null,
                ContactFrom = ContactDays is null ? null : context.At,
                DueFrom = context.At,
                DueDays = GetRule(context, DeadlineStage.Handling).WorkingDays,
                OriginalFrom = first ? context.At : OriginalFrom,
            }
        ).SetDeadlines(context.Calendar);
    }

    public Ticket Accept(MoveContext context) => this with { Status = TicketStatus.Accepted, AcceptedAt = context.At };

    /// <summary>The first contact that succeeds counts; a reason is dropped once it has.</summary>
    public Ticket RecordContact(MoveContext context, NotContactedReason? reason) =>
        this with
        {
            Status = TicketStatus.Handling,
            ContactedAt = ContactedAt ?? (reason is null ? context.At : null),
            NotContacted = ContactedAt is not null || reason is null ? null : reason,
        };

    public Ticket Return(MoveContext context)
    {
        var days = GetRule(context, DeadlineStage.Return).WorkingDays;
        if (context.Calendar.DueAfter(DispatchedAt!.Value, days) is var last && context.At > last.DueAt)
            throw TicketRefusals.ReturnTooLate.WithDetail(
                $"退单须在派单后 {days} 个工作日内，即 {Moment.Text(last.DueAt)} 前。",
                $"It could be returned within {days} working days of its dispatch, until {Moment.Text(last.DueAt)}."
            );
        if (ReturnedBy.Contains(Unit!))
            throw TicketRefusals.ReturnedBefore.WithDetail(
                $"{Unit} 已退过此单，不能再退。",
                $"{Unit} has returned it before and cannot again."
            );
        return this with
        {
            Status = TicketStatus.Returned,
            StatusBefore = Status,
            Returns = Returns + 1,
            ReturnedBy = [.. ReturnedBy, Unit!],
        };
    }

    public Ticket DecideReturn(bool approved) =>
        approved
            ? this with
            {
                Status = TicketStatus.Registered,
                StatusBefore = null,
                Unit = null,
                AcceptedAt = null,
            }
            : this with
            {
                Status = TicketStatus.Dispatched,
                StatusBefore = null,
                AcceptedAt = null,
            };

    public Ticket AskForExtension(MoveContext context, int workingDays)
    {
        if (ExtensionAsked is not null)
            throw TicketRefusals.ExtensionAsked.ToRefusal();
        if (IsOverdue(context.At))
            throw TicketRefusals.Overdue.WithDetail(
                $"已于 {Moment.Text(DueAt)} 到期；延期须在到期前申请。",
                $"It was due on {Moment.Text(DueAt)}; an extension is asked for before."
            );
        var most = GetRule(context, DeadlineStage.Complex).WorkingDays;
        if (DueDays + workingDays > most)
            throw TicketRefusals.ExtensionTooLong.WithDetail(
                $"复杂事项至多 {most} 个工作日，现为 {DueDays} 个。",
                $"A complex matter takes {most} working days at most; this one has {DueDays}."
            );
        return this with { ExtensionAsked = workingDays };
    }

    public Ticket DecideExtension(MoveContext context, bool approved) =>
        ExtensionAsked is not { } asked ? throw TicketRefusals.ExtensionNotAsked.ToRefusal()
        : approved
            ? (
                this with
                {
                    ExtensionAsked = null,
                    Extensions = Extensions + 1,
                    DueDays = DueDays + asked,
                }
            ).SetDeadlines(context.Calendar)
        : this with { ExtensionAsked = null };

    /// <summary>
    /// Another unit acts; the counted unit changes only if the request names one. The deadline stays.
    /// </summary>
    public Ticket Transfer(string unit, string? counted) =>
        this with
        {
            Status = TicketStatus.Dispatched,
            Unit = unit,
            CountedUnit = counted ?? CountedUnit,
            AcceptedAt = null,
        };

    public Ticket Submit(MoveContext context, Resolution claimed) =>
        this with
        {
            Status = TicketStatus.Submitted,
            SubmittedAt = context.At,
            ClaimedResolution = claimed,
            ExtensionAsked = null,
        };

    public Ticket RecordCallback(bool? contacted, bool? resolved, Satisfaction satisfaction) =>
        this with
        {
            CitizenContacted = contacted ?? CitizenContacted,
            CitizenResolved = resolved ?? CitizenResolved,
            Satisfaction = satisfaction,
        };

    public Ticket Close(MoveContext context, Resolution resolution, Satisfaction satisfaction, DateTimeOffset repliedAt)
    {
        if (repliedAt < RegisteredAt || repliedAt > context.At)
            throw TicketRefusals.TimeBackwards.WithDetail(
                $"答复时间须在受理（{Moment.Text(RegisteredAt)}）之后、结案（{Moment.Text(context.At)}）之前。",
                $"The reply lies between registration ({Moment.Text(RegisteredAt)}) and closing ({Moment.Text(context.At)})."
            );
        return this with
        {
            Status = TicketStatus.Closed,
            ClosedAt = context.At,
            Resolution = resolution,
            Satisfaction = satisfaction,
        };
    }

    /// <summary>Starts a term of its own and clears claim, judgement and rating; history keeps them.</summary>
    public Ticket Rework(MoveContext context) =>
        (
            this with
            {
                Status = TicketStatus.Handling,
                Reworks = Reworks + 1,
                DueFrom = context.At,
                DueDays = GetRule(context, DeadlineStage.Rework).WorkingDays,
                SubmittedAt = null,
                ClosedAt = null,
                ClaimedResolution = null,
                CitizenResolved = null,
                Resolution = null,
                Satisfaction = null,
            }
        ).SetDeadlines(context.Calendar);

    public Ticket Suspend(MoveContext context, DateOnly reviewOn) =>
        reviewOn > Moment.Day(context.At)
            ? this with
            {
                Status = TicketStatus.Suspended,
                StatusBefore = Status,
                SuspendedAt = context.At,
                ReviewOn = reviewOn,
            }
            : throw Refusals
                .RequestInvalid.WithDetail("reviewOn 须在挂账日之后。", "reviewOn lies after the day it is suspended.")
                .With(
                    "errors",
                    new Dictionary<string, string[]> { ["reviewOn"] = [Words.Say("须为以后的日期", "A later day")] }
                );

    /// <summary>Adds the working days of the suspension to its term.</summary>
    public Ticket Resume(MoveContext context)
    {
        var (stopped, resumed) = (Moment.Day(SuspendedAt!.Value), Moment.Day(context.At));
        var suspended = context.Calendar.Count(stopped.AddDays(1), resumed);
        return (
            this with
            {
                Status = StatusBefore!.Value,
                StatusBefore = null,
                SuspendedAt = null,
                ReviewOn = null,
                DueDays = DueDays + suspended,
                ContactDays =
                    ContactedAt is null && ContactDueAt >= SuspendedAt ? ContactDays + suspended : ContactDays,
            }
        ).SetDeadlines(context.Calendar);
    }

    public Ticket DecideRepeat(Ticket earlier, bool confirmed) =>
        earlier.Number == Number || earlier.RegisteredAt > RegisteredAt || earlier.RepeatOf == Number
            ? throw TicketRefusals.RepeatOfItself.ToRefusal()
            : this with
            {
                RepeatOf =
                    confirmed ? earlier.Number
                    : RepeatOf == earlier.Number ? null
                    : RepeatOf,
            };

    /// <summary>Computes its deadlines from their starts and days.</summary>
    public Ticket SetDeadlines(WorkingDays calendar)
    {
        var (due, original) = (calendar.DueAfter(DueFrom, DueDays), calendar.DueAfter(OriginalFrom, OriginalDays));
        Deadline? contact = ContactFrom is { } from && ContactDays is { } days ? calendar.DueAfter(from, days) : null;
        return this with
        {
            DueAt = due.DueAt,
            OriginalDueAt = original.DueAt,
            ContactDueAt = contact?.DueAt,
            Provisional = due.Provisional || contact is { Provisional: true },
        };
    }

    private DeadlineRule GetRule(MoveContext context, DeadlineStage stage) =>
        context.Deadlines.Get(stage, Channel, Type, Urgency);
}
