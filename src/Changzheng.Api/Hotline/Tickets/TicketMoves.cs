using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

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
                ContactDays = contact?.Days,
                DispatchDays = context.Deadlines.Find(DeadlineStage.Dispatch, Channel, Type, Urgency)?.Days,
                DueFrom = context.At,
                DueDays = handling.Days,
                DueCalendar = handling.IsCalendar,
                OriginalFrom = context.At,
                OriginalDays = handling.Days,
                OriginalCalendar = handling.IsCalendar,
                AcceptanceDays = context.Deadlines.Find(DeadlineStage.Acceptance, Channel, Type, Urgency)?.Days,
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
        var (first, handling) = (DispatchedAt is null, GetRule(context, DeadlineStage.Handling));
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
                DueDays = handling.Days,
                DueCalendar = handling.IsCalendar,
                OriginalFrom = first ? context.At : OriginalFrom,
            }
        )
            .EndUnowned(context.Judge(Channel, context.At))
            .SetDeadlines(context.Calendar);
    }

    /// <summary>The first contact that succeeds counts; a reason is dropped once it has.</summary>
    public Ticket RecordContact(MoveContext context, NotContactedReason? reason)
    {
        MustFitExcuse(reason);
        return this with
        {
            Status = TicketStatus.Handling,
            ContactedAt = ContactedAt ?? (reason is null ? context.At : null),
            NotContacted = ContactedAt is not null || reason is null ? null : reason,
        };
    }

    /// <summary>Refuses an excuse that what is known of the reporter contradicts.</summary>
    public void MustFitExcuse(NotContactedReason? reason)
    {
        var (phone, name) = (ReporterPhone is not null, ReporterName is not null);
        var contradicted = reason switch
        {
            NotContactedReason.NoPhone => phone,
            NotContactedReason.Anonymous => phone || name,
            NotContactedReason.WrongNumber => !phone,
            _ => false,
        };
        if (contradicted)
            throw TicketRefusals.ExcuseContradicted.WithDetail(
                phone ? "工单上有联系电话。"
                    : name ? "工单上有反映人姓名。"
                    : "工单上没有联系电话。",
                phone ? "The ticket has a phone number."
                    : name ? "The ticket has the reporter's name."
                    : "The ticket has no phone number."
            );
    }

    public Ticket Return(MoveContext context, string reason)
    {
        var days = GetRule(context, DeadlineStage.Return).Days;
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
            SuspensionAsked = null,
            Returns = Returns + 1,
            ReturnedBy = [.. ReturnedBy, Unit!],
            ReturnReason = reason,
            UnownedSince = context.At,
        };
    }

    public Ticket DecideReturn(MoveContext context, bool approved) =>
        approved
            ? this with
            {
                Status = TicketStatus.Registered,
                StatusBefore = null,
                Unit = null,
                AcceptedAt = null,
            }
            : EndUnowned(context.Judge(Channel, context.At)) with
            {
                Status = TicketStatus.Dispatched,
                StatusBefore = null,
                AcceptedAt = null,
            };

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

    public Ticket Submit(MoveContext context, Resolution claimed)
    {
        MustBeAnswered();
        return this with
        {
            Status = TicketStatus.Submitted,
            SubmittedAt = context.At,
            ClaimedResolution = FindWorst(claimed),
            ExtensionAsked = null,
            SuspensionAsked = null,
        };
    }

    /// <summary>Starts a term of its own and clears claim, judgement and rating; history keeps them.</summary>
    public Ticket Rework(MoveContext context)
    {
        var rule = GetRule(context, DeadlineStage.Rework);
        return (
            this with
            {
                Status = TicketStatus.Handling,
                Reworks = Reworks + 1,
                DueFrom = context.At,
                DueDays = rule.Days,
                DueCalendar = rule.IsCalendar,
                SubmittedAt = null,
                ClosedAt = null,
                ClaimedResolution = null,
                CitizenResolved = null,
                Resolution = null,
                Satisfaction = null,
                CalledBackAt = null,
                CallbackReached = null,
                VerifiedAt = null,
                Demands = ReopenDemands(),
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
}
