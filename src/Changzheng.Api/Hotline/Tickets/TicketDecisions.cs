using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What is asked for and granted: extension, suspension, voiding. Pure.</summary>
internal sealed partial record Ticket
{
    public Ticket AskForExtension(MoveContext context, int workingDays)
    {
        if (ExtensionAsked is not null)
            throw TicketRefusals.ExtensionAsked.ToRefusal();
        MustNotBeOverdue(context);
        var (cap, granted) = (GetExtensionCap(context), ExtensionDays ?? 0);
        if (granted + workingDays > cap)
            throw TicketRefusals.ExtensionTooLong.WithDetail(
                $"此类事项至多延期 {cap} 日，已准 {granted} 日。",
                $"Such a matter is extended by {cap} days at most; {granted} are granted."
            );
        return this with { ExtensionAsked = workingDays };
    }

    public Ticket DecideExtension(MoveContext context, bool approved)
    {
        if (ExtensionAsked is not { } asked)
            throw TicketRefusals.ExtensionNotAsked.ToRefusal();
        if (!approved)
            return this with { ExtensionAsked = null };
        MustNotBeOverdue(context);
        return (
            this with
            {
                ExtensionAsked = null,
                Extensions = Extensions + 1,
                DueDays = DueDays + asked,
                ExtensionDays = (ExtensionDays ?? 0) + asked,
            }
        ).SetDeadlines(context.Calendar);
    }

    /// <summary>A deadline that has passed is not moved; by when it is recorded, not when it is said to be.</summary>
    private void MustNotBeOverdue(MoveContext context)
    {
        if (IsOverdue(context.RecordedAt))
            throw TicketRefusals.Overdue.WithDetail(
                $"已于 {Moment.Text(DueAt)} 到期；延期须在到期前申请并审批。",
                $"It was due on {Moment.Text(DueAt)}; an extension is asked for and granted before."
            );
    }

    public Ticket AskForSuspension(MoveContext context, DateOnly reviewOn)
    {
        if (SuspensionAsked is not null)
            throw TicketRefusals.SuspensionAsked.ToRefusal();
        return reviewOn > Moment.Day(context.At)
            ? this with
            {
                SuspensionAsked = reviewOn,
            }
            : throw Refusals
                .RequestInvalid.WithDetail("reviewOn 须在挂账日之后。", "reviewOn lies after the day it is suspended.")
                .With(
                    "errors",
                    new Dictionary<string, string[]> { ["reviewOn"] = [Words.Say("须为以后的日期", "A later day")] }
                );
    }

    public Ticket DecideSuspension(MoveContext context, bool approved)
    {
        if (SuspensionAsked is not { } reviewOn)
            throw TicketRefusals.SuspensionNotAsked.ToRefusal();
        if (!approved)
            return this with { SuspensionAsked = null };
        return reviewOn > Moment.Day(context.RecordedAt)
            ? this with
            {
                Status = TicketStatus.Suspended,
                StatusBefore = Status,
                SuspensionAsked = null,
                SuspendedAt = context.At,
                ReviewOn = reviewOn,
            }
            : throw TicketRefusals.ReviewPassed.ToRefusal();
    }

    /// <summary>
    /// Adds the working days of the suspension to its term, unless that had passed before: then nothing moves it.
    /// </summary>
    public Ticket Resume(MoveContext context)
    {
        var (stopped, resumed) = (Moment.Day(SuspendedAt!.Value), Moment.Day(context.At));
        var working = context.Calendar.Count(stopped.AddDays(1), resumed);
        var suspended = DueCalendar == true ? resumed.DayNumber - stopped.DayNumber : working;
        var since = SetAsideAt ?? SuspendedAt.Value;
        return (
            this with
            {
                Status = StatusBefore!.Value,
                StatusBefore = null,
                SuspendedAt = null,
                ReviewOn = null,
                DueDays = DueDays + (DueAt < since ? 0 : suspended),
                ContactDays = ContactedAt is null && ContactDueAt >= since ? ContactDays + working : ContactDays,
            }
        ).SetDeadlines(context.Calendar);
    }

    public Ticket AskForVoid() =>
        VoidAsked == true ? throw TicketRefusals.VoidAsked.ToRefusal() : this with { VoidAsked = true };

    public Ticket DecideVoid(bool approved) =>
        VoidAsked != true ? throw TicketRefusals.VoidNotAsked.ToRefusal()
        : approved ? this with { Status = TicketStatus.Voided, VoidAsked = null, SuspensionAsked = null }
        : this with { VoidAsked = null };
}
