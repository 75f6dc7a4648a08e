using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Hotline.Tickets;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>How a step with a deadline stands: first contact, or the town's dispatch.</summary>
internal enum StepFact
{
    InTime,
    Late,
    Missed,
    Pending,
    NotAsked,
}

/// <summary>How the handling stands against its deadline.</summary>
internal enum FinishFact
{
    InTime,
    Late,
    Overdue,
    Open,
}

/// <summary>
/// Everything a rate of one definition depends on; SQL counts tickets that agree in all of it together.
/// </summary>
internal sealed record RateFacts
{
    public string? GroupKey { get; init; }
    public TicketStatus Status { get; init; }
    public StepFact Contact { get; init; }

    /// <summary>An excuse that was given before contact was due.</summary>
    public NotContactedReason? Excuse { get; init; }
    public bool? CitizenContacted { get; init; }
    public FinishFact Finish { get; init; }

    /// <summary>What the unit claims, or the closing says, as the definition asks.</summary>
    public Resolution? Resolution { get; init; }
    public bool? CitizenResolved { get; init; }

    /// <summary>Null until it is closed.</summary>
    public Satisfaction? Satisfaction { get; init; }

    /// <summary>Its closing was entered late.</summary>
    public bool LateClosing { get; init; }
    public StepFact Dispatch { get; init; }

    /// <summary>Of a closed ticket; only where tickets are read one by one.</summary>
    public ClosingTimes? Closing { get; init; }
    public int Count { get; init; } = 1;

    /// <summary>Number and CohortAt are set only where tickets are read one by one.</summary>
    public string Number { get; init; } = "";
    public DateTimeOffset CohortAt { get; init; }
}

/// <summary>
/// How a ticket counts in a rate: in the denominator, with its weight in the numerator, or excluded with the reason.
/// </summary>
internal readonly record struct Verdict(decimal Weight, string? Excluded)
{
    public static Verdict Include(decimal weight) => new(weight, null);

    public static Verdict Exclude(string reason) => new(0, reason);
}

/// <summary>One rate of one group.</summary>
/// <param name="Value">Numerator ÷ denominator to four places; null when there is nothing to divide by.</param>
/// <param name="Numerator">What counts, weighted.</param>
/// <param name="Denominator">How many tickets are evaluated.</param>
/// <param name="Excluded">How many are not, by reason.</param>
/// <param name="Rank">The place within its ranking group, 1 being the best; null where nothing is ranked, or below the
/// least number of tickets the definition ranks.</param>
public sealed record Rate(
    decimal? Value,
    decimal Numerator,
    decimal Denominator,
    IReadOnlyDictionary<string, int> Excluded,
    int? Rank = null
);

/// <summary>The four rates of one group of tickets.</summary>
/// <param name="Tickets">How many tickets there are; each rate's denominator and exclusions add up to it.</param>
/// <param name="FirstContact">先行联系率.</param>
/// <param name="OnTimeClosing">按时办结率.</param>
/// <param name="Resolution">实际解决率.</param>
/// <param name="Satisfaction">市民满意率.</param>
/// <param name="Dispatch">及时派单率: the town's own time, from registration to the first dispatch.</param>
public sealed record RateSet(
    int Tickets,
    Rate FirstContact,
    Rate OnTimeClosing,
    Rate Resolution,
    Rate Satisfaction,
    Rate Dispatch
)
{
    internal static RateSet Example =>
        new(
            40,
            new Rate(0.9744m, 38, 39, new Dictionary<string, int> { ["voided"] = 1 }, 1),
            new Rate(1, 36, 36, new Dictionary<string, int> { ["notYetDue"] = 3, ["voided"] = 1 }, 1),
            new Rate(0.8333m, 30, 36, new Dictionary<string, int> { ["notClosed"] = 3, ["voided"] = 1 }, 2),
            new Rate(
                0.9m,
                31.5m,
                35,
                new Dictionary<string, int>
                {
                    ["notClosed"] = 3,
                    ["notRated"] = 1,
                    ["voided"] = 1,
                },
                1
            ),
            new Rate(1, 39, 39, new Dictionary<string, int> { ["voided"] = 1 })
        );

    internal Rate this[RateKind kind] =>
        kind switch
        {
            RateKind.FirstContact => FirstContact,
            RateKind.OnTimeClosing => OnTimeClosing,
            RateKind.Resolution => Resolution,
            RateKind.Satisfaction => Satisfaction,
            _ => Dispatch,
        };

    internal static RateSet Of(IReadOnlyCollection<AlikeTickets> tickets) =>
        new(
            tickets.Sum(one => one.Count),
            Of(RateKind.FirstContact, tickets),
            Of(RateKind.OnTimeClosing, tickets),
            Of(RateKind.Resolution, tickets),
            Of(RateKind.Satisfaction, tickets),
            Of(RateKind.Dispatch, tickets)
        );

    private static Rate Of(RateKind kind, IReadOnlyCollection<AlikeTickets> tickets)
    {
        var (numerator, denominator) = (0m, 0m);
        var excluded = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in tickets)
        {
            if (one.Verdicts[(int)kind] is not { Excluded: { } reason })
                (numerator, denominator) = (
                    numerator + one.Verdicts[(int)kind].Weight * one.Count,
                    denominator + one.Count
                );
            else
                excluded[reason] = excluded.GetValueOrDefault(reason) + one.Count;
        }

        return new Rate(
            denominator == 0 ? null : Math.Round(numerator / denominator, 4, MidpointRounding.AwayFromZero),
            numerator,
            denominator,
            excluded
        );
    }
}
