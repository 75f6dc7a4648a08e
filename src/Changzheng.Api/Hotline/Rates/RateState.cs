using System.Text.Json;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// What the rates read of a ticket, as one event left it: kept with the event, and with a month that is closed, so that
/// the rates of then can be worked out again. RateRows has the same in SQL; a test compares them.
/// </summary>
internal sealed record RateState
{
    public TicketStatus Status { get; init; }
    public string? Unit { get; init; }
    public string? CountedUnit { get; init; }
    public string? Neighbourhood { get; init; }
    public string? Category { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? ClosedCohortAt { get; init; }
    public DateTimeOffset? ContactDueAt { get; init; }
    public DateTimeOffset? ContactedAt { get; init; }
    public NotContactedReason? Excuse { get; init; }
    public bool? CitizenContacted { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset OriginalDueAt { get; init; }
    public DateTimeOffset? CityDueAt { get; init; }
    public DateTimeOffset? RegisteredDueAt { get; init; }
    public DateTimeOffset? DispatchDueAt { get; init; }
    public DateTimeOffset? DispatchedAt { get; init; }
    public DateTimeOffset? SetAsideAt { get; init; }
    public Resolution? Claimed { get; init; }
    public Resolution? Resolution { get; init; }
    public bool? CitizenResolved { get; init; }
    public Satisfaction? Satisfaction { get; init; }
    public bool LateClosing { get; init; }

    public static RateState Of(Ticket ticket)
    {
        var contactDue = ticket.CountedContactDueAt ?? ticket.ContactDueAt;
        return new RateState
        {
            Status = ticket.Status,
            Unit = ticket.Unit,
            CountedUnit = ticket.CountedUnit,
            Neighbourhood = ticket.Neighbourhood,
            Category = ticket.Category,
            RegisteredAt = ticket.RegisteredAt,
            ClosedCohortAt = ticket.ClosedCohortAt,
            ContactDueAt = ticket.ContactDueAt is null ? null : contactDue,
            ContactedAt = ticket.ContactedAt is null ? null : ticket.ContactJudgedAt ?? ticket.ContactedAt,
            Excuse = ticket.ExcusedAt > contactDue ? null : ticket.NotContacted,
            CitizenContacted = ticket.CountedContacted ?? ticket.CitizenContacted,
            SubmittedAt = ticket.SubmitJudgedAt ?? ticket.SubmittedAt,
            DueAt = ticket.CountedDueAt ?? ticket.DueAt,
            OriginalDueAt = ticket.OriginalDueAt,
            CityDueAt = ticket.CityDueAt,
            RegisteredDueAt = ticket.RegisteredDueAt,
            DispatchDueAt = ticket.DispatchDueAt,
            DispatchedAt = ticket.DispatchJudgedAt,
            SetAsideAt = ticket.SetAsideAt,
            Claimed = ticket.ClaimedResolution ?? ticket.CountedResolution,
            Resolution = ticket.CountedResolution ?? ticket.Resolution,
            CitizenResolved = ticket.CountedResolved ?? ticket.CitizenResolved,
            Satisfaction = ticket.ClosedAt is not null
                ? ticket.CountedSatisfaction ?? ticket.Satisfaction
                : ticket.CountedSatisfaction,
            LateClosing = ticket.LateClosing == true,
        };
    }

    public static string Write(Ticket ticket) => Of(ticket).Write();

    public string Write() => JsonSerializer.Serialize(this, Json.Stored);

    public static RateState Read(string text) => JsonSerializer.Deserialize<RateState>(text, Json.Stored)!;

    /// <summary>The time that says to which period it belongs; null where it belongs to none yet.</summary>
    public DateTimeOffset? CohortAt(RateTerms terms) =>
        terms.Cohort == CohortDate.RegisteredAt ? RegisteredAt : ClosedCohortAt;

    public RateFacts ToFacts(RateTerms terms, string number, string groupBy, DateTimeOffset now)
    {
        var clock = SetAsideAt ?? now;
        return new RateFacts
        {
            Number = number,
            CohortAt = CohortAt(terms) ?? default,
            GroupKey = KeyOf(groupBy),
            Closing = FindClosing(groupBy),
            Status = Status,
            Contact = Step(ContactDueAt, ContactedAt, clock),
            Excuse = Excuse,
            CitizenContacted = CitizenContacted,
            Finish = Finish(terms, clock),
            Resolution = terms.ResolutionBy switch
            {
                Judgement.Claimed => Claimed,
                Judgement.ClaimedUnlessDenied => Resolution,
                _ => null,
            },
            CitizenResolved = CitizenResolved,
            Satisfaction = Satisfaction,
            LateClosing = LateClosing,
            Dispatch = Step(DispatchDueAt, DispatchedAt, clock),
        };
    }

    private string? KeyOf(string groupBy) =>
        groupBy switch
        {
            "unit" => CountedUnit,
            "neighbourhood" => Neighbourhood,
            "category" => Category,
            _ => null,
        };

    private ClosingTimes? FindClosing(string groupBy) =>
        ClosedCohortAt is { } closed && Status != TicketStatus.Voided
            ? new ClosingTimes
            {
                GroupKey = KeyOf(groupBy),
                RegisteredAt = RegisteredAt,
                ClosedAt = closed,
                DueAt = DueAt,
            }
            : null;

    /// <summary>
    /// The next deadline that passes and makes it come out otherwise, though nothing is done; null if there is none.
    /// </summary>
    public DateTimeOffset? FindTurn(RateTerms terms, DateTimeOffset now) =>
        SetAsideAt is not null
            ? null
            : new[]
            {
                ContactedAt is null ? ContactDueAt : null,
                DispatchedAt is null ? DispatchDueAt : null,
                FinishedAt(terms) is null ? DueBy(terms) : null,
            }
                .Where(due => due >= now)
                .Min();

    private DateTimeOffset DueBy(RateTerms terms) =>
        terms.TownTime ? RegisteredDueAt ?? OriginalDueAt
        : terms.Deadline == HeldAgainst.OriginalDueAt ? OriginalDueAt
        : terms.Deadline == HeldAgainst.CityDueAt ? CityDueAt ?? DueAt
        : DueAt;

    private DateTimeOffset? FinishedAt(RateTerms terms) =>
        terms.Finish == Rates.Finish.ClosedAt ? ClosedCohortAt : SubmittedAt;

    private FinishFact Finish(RateTerms terms, DateTimeOffset clock)
    {
        var (due, finished) = (DueBy(terms), FinishedAt(terms));
        return finished is not null
            ? finished <= due
                ? FinishFact.InTime
                : FinishFact.Late
            : due < clock
                ? FinishFact.Overdue
                : FinishFact.Open;
    }

    private static StepFact Step(DateTimeOffset? due, DateTimeOffset? done, DateTimeOffset clock) =>
        due is null ? StepFact.NotAsked
        : done <= due ? StepFact.InTime
        : done is not null ? StepFact.Late
        : due < clock ? StepFact.Missed
        : StepFact.Pending;
}
