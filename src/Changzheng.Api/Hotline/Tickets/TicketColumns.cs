namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// The columns of Tickets beside Number, listed once: every SELECT, INSERT and UPDATE of a ticket is composed from
/// these lists.
/// </summary>
internal static class TicketColumns
{
    /// <summary>What the citizen said and who wrote it down. Moves leave it alone; an import may change it.</summary>
    public const string Content = """
        Channel, Subject, ReporterName, ReporterPhone, Address,
        ExternalNumber, PhoneHash, PlaceHash, BuildingHash, SubjectHash, ContentHash, ContentBy, RegisteredAt
        """;

    /// <summary>What moves change.</summary>
    public const string State = $"""
        Type, Urgency, Category, Neighbourhood, Unit, CountedUnit, Status, StatusBefore, DispatchedAt, AcceptedAt,
        ContactFrom, ContactDays, ContactDueAt, ContactedAt, NotContacted,
        DueFrom, DueDays, DueAt, OriginalFrom, OriginalDays, OriginalDueAt, Provisional,
        SubmittedAt, ClosedAt, ClaimedResolution, CitizenContacted, CitizenResolved, Resolution, Satisfaction,
        RepeatOf, Returns, ReturnedBy, Extensions, ExtensionAsked, Reworks, Supervisions, SuspendedAt, ReviewOn,
        {Counted},
        LastAt, Version
        """;

    /// <summary>What counts, and what is asked for and not yet granted.</summary>
    public const string Counted = """
        LateEntry, DispatchDays, DispatchDueAt, DispatchJudgedAt, RegisteredDueAt, ContactJudgedAt, CountedContactDueAt,
        ExcusedAt, SubmitJudgedAt, FirstClosedAt, CloseJudgedAt, CountedDueAt, LateClosing, CountedContacted,
        CountedResolved, CountedResolution, CountedSatisfaction, SetAsideAt, VoidAsked, SuspensionAsked,
        CityDueAt, DueCalendar, OriginalCalendar, ExtensionDays, SuperviseFrom, SuperviseDays, SuperviseDueAt,
        AcceptanceDays, AcceptanceDueAt, CalledBackAt, CallbackReached, VerifiedAt, NoticedAt,
        ReturnReason, UnownedSince, UnownedMinutes, Supports, Demands, Attachments
        """;

    /// <summary>Computed from the others and written for the indexes only; never read back into a ticket.</summary>
    public const string Computed = "OpenDueAt, NextDueAt, Disputed, ClosedCohortAt";
}
