using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>The terms of a ticket: what each deadline is counted from, by how many days of which kind. Pure.</summary>
internal sealed partial record Ticket
{
    /// <summary>The deadline the city gave with the ticket; what a definition that says so judges by.</summary>
    public DateTimeOffset? CityDueAt { get; init; }

    /// <summary>True where the days of the term are calendar days; null where they are working days.</summary>
    public bool? DueCalendar { get; init; }
    public bool? OriginalCalendar { get; init; }

    /// <summary>The days granted so far.</summary>
    public int? ExtensionDays { get; init; }

    /// <summary>督办: a term of its own, since the last time it was supervised.</summary>
    public DateTimeOffset? SuperviseFrom { get; init; }
    public int? SuperviseDays { get; init; }
    public DateTimeOffset? SuperviseDueAt { get; init; }

    /// <summary>受理告知: calendar days from the registration, where the channel asks for a notice.</summary>
    public int? AcceptanceDays { get; init; }
    public DateTimeOffset? AcceptanceDueAt { get; init; }

    public Ticket Supervise(MoveContext context) =>
        (
            this with
            {
                Supervisions = Supervisions + 1,
                SuperviseFrom = context.At,
                SuperviseDays = context.Deadlines.Find(DeadlineStage.Supervise, Channel, Type, Urgency)?.Days,
            }
        ).SetDeadlines(context.Calendar);

    /// <summary>
    /// How many days may be granted altogether: what the rule of its type says, or what a complex matter takes beyond
    /// the usual term.
    /// </summary>
    private int GetExtensionCap(MoveContext context) =>
        context.Deadlines.Find(DeadlineStage.Extension, Channel, Type, Urgency)?.Days
        ?? GetRule(context, DeadlineStage.Complex).Days - GetRule(context, DeadlineStage.Handling).Days;

    /// <summary>What a row of a file has no column for stays as it is.</summary>
    public Ticket KeepTerms(Ticket before, WorkingDays calendar) =>
        (
            this with
            {
                DueCalendar = before.DueCalendar,
                OriginalCalendar = before.OriginalCalendar,
                DispatchDays = before.DispatchDays,
                AcceptanceDays = before.AcceptanceDays,
                ExtensionDays = before.ExtensionDays,
                SuperviseFrom = before.SuperviseFrom,
                SuperviseDays = before.SuperviseDays,
                VoidAsked = before.VoidAsked,
                SuspensionAsked = before.SuspensionAsked,
                CalledBackAt = before.CalledBackAt,
                CallbackReached = before.CallbackReached,
                VerifiedAt = before.VerifiedAt,
                NoticedAt = before.NoticedAt,
                UnownedSince = before.UnownedSince,
                UnownedMinutes = before.UnownedMinutes,
                Supports = before.Supports,
                Demands = before.Demands,
                Attachments = before.Attachments,
            }
        ).SetDeadlines(calendar);

    /// <summary>Computes its deadlines from their starts and days.</summary>
    public Ticket SetDeadlines(WorkingDays calendar)
    {
        var (due, original) = (
            Find(calendar, DueFrom, DueDays, DueCalendar),
            Find(calendar, OriginalFrom, OriginalDays, OriginalCalendar)
        );
        var contact = Find(calendar, ContactFrom, ContactDays, null);
        var dispatch = Find(calendar, RegisteredAt, DispatchDays, null);
        return this with
        {
            DueAt = due!.Value.DueAt,
            OriginalDueAt = original!.Value.DueAt,
            ContactDueAt = contact?.DueAt,
            DispatchDueAt = dispatch?.DueAt,
            RegisteredDueAt = dispatch is null
                ? null
                : Find(calendar, RegisteredAt, OriginalDays, OriginalCalendar)?.DueAt,
            SuperviseDueAt = Find(calendar, SuperviseFrom, SuperviseDays, null)?.DueAt,
            AcceptanceDueAt = Find(calendar, RegisteredAt, AcceptanceDays, true)?.DueAt,
            Provisional = due is { Provisional: true } || contact is { Provisional: true },
        };
    }

    /// <summary>Due at 23:59:59 of the last day; null where no term runs.</summary>
    private static Deadline? Find(WorkingDays calendar, DateTimeOffset? from, int? days, bool? calendarDays) =>
        (from, days) is not ({ } start, { } count) ? null
        : calendarDays == true
            ? new Deadline(Moment.StartOf(Moment.Day(start).AddDays(count + 1)).AddSeconds(-1), false)
        : calendar.DueAfter(start, count);

    private DeadlineRule GetRule(MoveContext context, DeadlineStage stage) =>
        context.Deadlines.Get(stage, Channel, Type, Urgency);
}
