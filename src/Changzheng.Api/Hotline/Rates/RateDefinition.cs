using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>The four rates, and the town's own: dispatched in time.</summary>
public enum RateKind
{
    FirstContact,
    OnTimeClosing,
    Resolution,
    Satisfaction,
    Dispatch,
}

/// <summary>The date that says which period a ticket belongs to.</summary>
public enum CohortDate
{
    RegisteredAt,
    ClosedAt,
}

/// <summary>Who is believed: the unit; the unit unless the citizen denies it; the citizen alone.</summary>
public enum Judgement
{
    Claimed,
    ClaimedUnlessDenied,
    Citizen,
}

/// <summary>Which step ends the handling.</summary>
public enum Finish
{
    ClosedAt,
    SubmittedAt,
}

/// <summary>
/// Which deadline it is held against: the one that stands, the one first promised, or the city's where the city gave
/// one.
/// </summary>
public enum HeldAgainst
{
    DueAt,
    OriginalDueAt,
    CityDueAt,
}

/// <summary>口径: what the four rates count, as data.</summary>
/// <param name="Cohort">By which date a ticket belongs to a period.</param>
/// <param name="Contact">Who is believed that first contact was made.</param>
/// <param name="Excused">The reasons for which a ticket nobody could be reached for is not evaluated.</param>
/// <param name="Finish">Which step ends the handling.</param>
/// <param name="Deadline">Which deadline it is held against.</param>
/// <param name="ResolutionBy">Who says whether it is resolved: the unit, the closing, or the citizen.</param>
/// <param name="ResolutionOf">The judgements that stand below the line.</param>
/// <param name="Weights">What each answer weighs; an answer without a weight is not rated.</param>
/// <param name="TownTime">True counts the town's own time before dispatch: the deadline runs from the registration.
/// </param>
/// <param name="RankedFrom">A unit of which a rate evaluates fewer tickets is listed and not ranked by it.</param>
public sealed record RateTerms(
    CohortDate Cohort,
    Judgement Contact,
    IReadOnlyList<NotContactedReason> Excused,
    Finish Finish,
    HeldAgainst Deadline,
    Judgement ResolutionBy,
    IReadOnlyList<Resolution> ResolutionOf,
    IReadOnlyDictionary<Satisfaction, decimal> Weights,
    bool TownTime = false,
    int RankedFrom = RateTerms.UsualRankedFrom
)
{
    /// <summary>Where a definition says nothing. Assumed: no text was read that gives a number.</summary>
    internal const int UsualRankedFrom = 10;

    internal static RateTerms Example =>
        new(
            CohortDate.RegisteredAt,
            Judgement.ClaimedUnlessDenied,
            [NotContactedReason.Anonymous, NotContactedReason.NoPhone],
            Finish.ClosedAt,
            HeldAgainst.DueAt,
            Judgement.ClaimedUnlessDenied,
            [Resolution.Resolved, Resolution.Explained, Resolution.Unresolved],
            new Dictionary<Satisfaction, decimal>
            {
                [Satisfaction.Satisfied] = 1,
                [Satisfaction.FairlySatisfied] = 0.8m,
                [Satisfaction.Neutral] = 0.6m,
                [Satisfaction.Dissatisfied] = 0,
            }
        );
}

/// <summary>One version of a rate definition.</summary>
/// <param name="Code">The definition.</param>
/// <param name="Version">Its version; earlier ones stay.</param>
/// <param name="Title">What it is called.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Terms">What it counts.</param>
/// <param name="Basis">The rule or the running system it was taken from.</param>
/// <param name="Assumed">True where no official text could be read.</param>
/// <param name="RecordedAt">When this version was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
public sealed record RateDefinition(
    string Code,
    int Version,
    string Title,
    string TitleEn,
    RateTerms Terms,
    string Basis,
    bool Assumed,
    DateTimeOffset RecordedAt,
    string RecordedBy
) : IVersioned
{
    internal static RateDefinition Example =>
        new(
            "town",
            1,
            "长征镇口径",
            "The town's own definition",
            RateTerms.Example,
            "按受理日归期",
            true,
            new DateTimeOffset(2022, 1, 13, 9, 0, 0, TimeSpan.FromHours(8)),
            "seeds"
        );
}
