using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// A row of Tickets: its current state. Its history is in TicketEvents, its texts, sealed, in TicketTexts.
/// </summary>
internal sealed partial record Ticket
{
    public string Number { get; init; } = "";
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public Urgency Urgency { get; init; }
    public string? Category { get; init; }

    /// <summary>Subject, name, phone and address are masked here.</summary>
    public string Subject { get; init; } = "";
    public string? ReporterName { get; init; }
    public string? ReporterPhone { get; init; }
    public string? Address { get; init; }
    public string? Neighbourhood { get; init; }
    public string? Unit { get; init; }
    public string? CountedUnit { get; init; }
    public TicketStatus Status { get; init; }

    /// <summary>The status in which it was returned or suspended.</summary>
    public TicketStatus? StatusBefore { get; init; }
    public string? ExternalNumber { get; init; }
    public string? PhoneHash { get; init; }
    public string? PlaceHash { get; init; }
    public string? BuildingHash { get; init; }
    public string? SubjectHash { get; init; }
    public string ContentHash { get; init; } = "";

    /// <summary>
    /// The id of the caller who wrote its content; null if several did, or if it is older than the column.
    /// </summary>
    public string? ContentBy { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? DispatchedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>A deadline keeps its start and its days, so that a new notice on days off can move it.</summary>
    public DateTimeOffset? ContactFrom { get; init; }
    public int? ContactDays { get; init; }
    public DateTimeOffset? ContactDueAt { get; init; }
    public DateTimeOffset? ContactedAt { get; init; }
    public NotContactedReason? NotContacted { get; init; }
    public DateTimeOffset DueFrom { get; init; }
    public int DueDays { get; init; }
    public DateTimeOffset DueAt { get; init; }

    /// <summary>The deadline first promised, which no extension, suspension or second dispatch changes.</summary>
    public DateTimeOffset OriginalFrom { get; init; }
    public int OriginalDays { get; init; }
    public DateTimeOffset OriginalDueAt { get; init; }
    public bool Provisional { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the unit claims and what the citizen says are separate columns.</summary>
    public Resolution? ClaimedResolution { get; init; }
    public bool? CitizenContacted { get; init; }
    public bool? CitizenResolved { get; init; }
    public Resolution? Resolution { get; init; }
    public Satisfaction? Satisfaction { get; init; }
    public string? RepeatOf { get; init; }
    public int Returns { get; init; }
    public IReadOnlyList<string> ReturnedBy { get; init; } = [];
    public int Extensions { get; init; }

    /// <summary>Working days asked for and not yet decided on.</summary>
    public int? ExtensionAsked { get; init; }
    public int Reworks { get; init; }
    public int Supervisions { get; init; }
    public DateTimeOffset? SuspendedAt { get; init; }
    public DateOnly? ReviewOn { get; init; }

    /// <summary>Asked for and not yet decided on: null if not.</summary>
    public bool? VoidAsked { get; init; }

    /// <summary>The review day of a suspension asked for and not yet decided on.</summary>
    public DateOnly? SuspensionAsked { get; init; }

    /// <summary>The time of its last event; the next is not before it.</summary>
    public DateTimeOffset LastAt { get; init; }
    public int Version { get; init; }

    /// <summary>Sets when it was registered, and the hashes that carry the quarter of that time.</summary>
    public Ticket SetRegisteredAt(DateTimeOffset at) =>
        this with
        {
            RegisteredAt = at,
            PhoneHash = RepeatKeys.Make(PhoneHash, at),
            PlaceHash = RepeatKeys.Make(PlaceHash, at),
            BuildingHash = RepeatKeys.Make(BuildingHash, at),
            SubjectHash = RepeatKeys.Make(SubjectHash, at),
        };

    public bool IsOpen => Status is not (TicketStatus.Closed or TicketStatus.Voided);

    /// <summary>Null while it is suspended: its time does not run then.</summary>
    public DateTimeOffset? OpenDueAt => IsOpen && Status != TicketStatus.Suspended ? DueAt : null;

    public bool AwaitsContact =>
        OpenDueAt is not null
        && ContactDueAt is not null
        && ContactedAt is null
        && NotContacted is null
        && Status != TicketStatus.Submitted;

    /// <summary>What is due next and when; null where nothing is.</summary>
    public (DeadlineStage Stage, DateTimeOffset DueAt)? Next
    {
        get
        {
            if (Status == TicketStatus.Suspended)
                return ReviewOn is { } review ? (DeadlineStage.Review, Moment.StartOf(review)) : null;
            if (OpenDueAt is not { } due)
                return null;
            var next = (DeadlineStage.Handling, due);
            if (SuperviseDueAt < next.due)
                next = (DeadlineStage.Supervise, SuperviseDueAt.Value);
            if (AwaitsContact && ContactDueAt < next.due)
                next = (DeadlineStage.Contact, ContactDueAt.Value);
            if (AcceptedAt is null && NoticedAt is null && AcceptanceDueAt < next.due)
                next = (DeadlineStage.Acceptance, AcceptanceDueAt.Value);
            return next;
        }
    }

    /// <summary>While it is suspended, the beginning of the day it is looked at again.</summary>
    public DateTimeOffset? NextDueAt => Next?.DueAt;

    public bool IsOverdue(DateTimeOffset now) => OpenDueAt < now;

    /// <summary>At its first closing; rework does not change it.</summary>
    public bool ClosedLate => (CloseJudgedAt ?? ClosedAt) > (CountedDueAt ?? DueAt);

    /// <summary>Claimed by the unit, denied by the citizen.</summary>
    public bool Disputed =>
        (ContactedAt is not null && CitizenContacted == false)
        || (ClaimedResolution == Tickets.Resolution.Resolved && CitizenResolved == false);

    /// <summary>The parameters of INSERT and UPDATE: enums are text in the database.</summary>
    /// <param name="expected">The version it follows.</param>
    /// <param name="hashed">True for its hash: without what later versions of the program compute.</param>
    public object Row(int? expected = null, bool hashed = false) =>
        new
        {
            Number,
            Channel,
            Type,
            Urgency = Urgency.Text(),
            Category,
            Subject,
            ReporterName,
            ReporterPhone,
            Address,
            Neighbourhood,
            Unit,
            CountedUnit,
            Status = Status.Text(),
            StatusBefore = StatusBefore?.Text(),
            ExternalNumber,
            PhoneHash,
            PlaceHash,
            BuildingHash,
            SubjectHash,
            ContentHash,
            ContentBy,
            RegisteredAt,
            DispatchedAt,
            AcceptedAt,
            ContactFrom,
            ContactDays,
            ContactDueAt,
            ContactedAt,
            NotContacted = NotContacted?.Text(),
            DueFrom,
            DueDays,
            DueAt,
            OriginalFrom,
            OriginalDays,
            OriginalDueAt,
            Provisional,
            OpenDueAt,
            NextDueAt = hashed && Status == TicketStatus.Suspended ? null : NextDueAt,
            ClosedCohortAt = hashed ? null : ClosedCohortAt,
            SubmittedAt,
            ClosedAt,
            ClaimedResolution = ClaimedResolution?.Text(),
            CitizenContacted,
            CitizenResolved,
            Resolution = Resolution?.Text(),
            Satisfaction = Satisfaction?.Text(),
            Disputed,
            RepeatOf,
            Returns,
            ReturnedBy,
            Extensions,
            ExtensionAsked,
            Reworks,
            Supervisions,
            SuspendedAt,
            ReviewOn,
            LateEntry,
            DispatchDays,
            DispatchDueAt,
            DispatchJudgedAt,
            RegisteredDueAt,
            ContactJudgedAt,
            CountedContactDueAt,
            ExcusedAt,
            SubmitJudgedAt,
            FirstClosedAt,
            CloseJudgedAt,
            CountedDueAt,
            LateClosing,
            CountedContacted,
            CountedResolved,
            CountedResolution = CountedResolution?.Text(),
            CountedSatisfaction = CountedSatisfaction?.Text(),
            SetAsideAt,
            VoidAsked,
            SuspensionAsked,
            CityDueAt,
            DueCalendar,
            OriginalCalendar,
            ExtensionDays,
            SuperviseFrom,
            SuperviseDays,
            SuperviseDueAt,
            AcceptanceDays,
            AcceptanceDueAt,
            CalledBackAt,
            CallbackReached,
            VerifiedAt,
            NoticedAt,
            ReturnReason,
            UnownedSince,
            UnownedMinutes,
            Supports,
            Demands,
            Attachments,
            LastAt,
            Version,
            Expected = expected,
        };
}
