using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>How first contact stands.</summary>
internal enum ContactFact
{
    InTime,
    Late,
    Missed,
    Pending,
    NotAsked,
}

/// <summary>How the handling stands against a deadline.</summary>
internal enum FinishFact
{
    InTime,
    Late,
    Overdue,
    Open,
}

/// <summary>Everything a rate depends on; SQL counts tickets that agree in all of it together.</summary>
internal sealed record RateFacts
{
    public string? GroupKey { get; init; }
    public TicketStatus Status { get; init; }
    public ContactFact Contact { get; init; }
    public NotContactedReason? NotContacted { get; init; }
    public bool? CitizenContacted { get; init; }
    public FinishFact Closed { get; init; }
    public FinishFact ClosedByOriginal { get; init; }
    public FinishFact Submitted { get; init; }
    public FinishFact SubmittedByOriginal { get; init; }
    public Resolution? ClaimedResolution { get; init; }
    public bool? CitizenResolved { get; init; }
    public Resolution? Resolution { get; init; }
    public Satisfaction? Satisfaction { get; init; }
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
/// <param name="Rank">The place within its ranking group, 1 being the best; null where nothing is ranked.</param>
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
public sealed record RateSet(int Tickets, Rate FirstContact, Rate OnTimeClosing, Rate Resolution, Rate Satisfaction)
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
            )
        );

    internal Rate this[RateKind kind] =>
        kind switch
        {
            RateKind.FirstContact => FirstContact,
            RateKind.OnTimeClosing => OnTimeClosing,
            RateKind.Resolution => Resolution,
            _ => Satisfaction,
        };

    internal static RateSet Of(RateTerms terms, IReadOnlyCollection<RateFacts> facts) =>
        new(
            facts.Sum(one => one.Count),
            Of(RateKind.FirstContact, terms, facts),
            Of(RateKind.OnTimeClosing, terms, facts),
            Of(RateKind.Resolution, terms, facts),
            Of(RateKind.Satisfaction, terms, facts)
        );

    private static Rate Of(RateKind kind, RateTerms terms, IReadOnlyCollection<RateFacts> facts)
    {
        var (numerator, denominator) = (0m, 0m);
        var excluded = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in facts)
        {
            if (terms.Judge(kind, one) is { Excluded: null } counts)
                (numerator, denominator) = (numerator + counts.Weight * one.Count, denominator + one.Count);
            else
                excluded[terms.Judge(kind, one).Excluded!] =
                    excluded.GetValueOrDefault(terms.Judge(kind, one).Excluded!) + one.Count;
        }

        return new Rate(
            denominator == 0 ? null : Math.Round(numerator / denominator, 4, MidpointRounding.AwayFromZero),
            numerator,
            denominator,
            excluded
        );
    }
}

/// <summary>Judges one ticket by a definition: the only place that knows what a rate counts.</summary>
internal static class RateJudge
{
    public static Verdict Judge(this RateTerms terms, RateKind kind, RateFacts facts) =>
        facts.Status switch
        {
            TicketStatus.Voided => Verdict.Exclude("voided"),
            TicketStatus.Suspended => Verdict.Exclude("suspended"),
            _ => kind switch
            {
                RateKind.FirstContact => FirstContact(terms, facts),
                RateKind.OnTimeClosing => OnTime(terms, facts),
                RateKind.Resolution => Resolution(terms, facts),
                _ => Satisfaction(terms, facts),
            },
        };

    private static Verdict FirstContact(RateTerms terms, RateFacts facts)
    {
        if (terms.Contact == Judgement.Citizen)
            return facts.CitizenContacted is { } contacted
                ? Verdict.Include(contacted ? 1 : 0)
                : Verdict.Exclude("notEvaluated");
        return facts.Contact switch
        {
            ContactFact.InTime => Verdict.Include(
                terms.Contact == Judgement.ClaimedUnlessDenied && facts.CitizenContacted == false ? 0 : 1
            ),
            ContactFact.Late => Verdict.Include(0),
            ContactFact.NotAsked => Verdict.Exclude("notEvaluated"),
            _ when facts.NotContacted is { } reason && terms.Excused.Contains(reason) => Verdict.Exclude(
                "notEvaluated"
            ),
            ContactFact.Missed => Verdict.Include(0),
            _ => Verdict.Exclude("notYetDue"),
        };
    }

    private static Verdict OnTime(RateTerms terms, RateFacts facts)
    {
        var finish = (terms.Finish, terms.Deadline) switch
        {
            (Finish.ClosedAt, HeldAgainst.DueAt) => facts.Closed,
            (Finish.ClosedAt, _) => facts.ClosedByOriginal,
            (_, HeldAgainst.DueAt) => facts.Submitted,
            _ => facts.SubmittedByOriginal,
        };
        return finish switch
        {
            FinishFact.InTime => Verdict.Include(1),
            FinishFact.Open => Verdict.Exclude("notYetDue"),
            _ => Verdict.Include(0),
        };
    }

    private static Verdict Resolution(RateTerms terms, RateFacts facts)
    {
        if (terms.ResolutionBy == Judgement.Citizen)
            return facts.CitizenResolved is { } resolved
                ? Verdict.Include(resolved ? 1 : 0)
                : Verdict.Exclude("notEvaluated");
        var claim = terms.ResolutionBy == Judgement.Claimed ? facts.ClaimedResolution : facts.Resolution;
        return claim is not { } resolution ? Verdict.Exclude("notClosed")
            : terms.ResolutionOf.Contains(resolution)
                ? Verdict.Include(resolution == Tickets.Resolution.Resolved ? 1 : 0)
            : Verdict.Exclude(resolution.Text());
    }

    private static Verdict Satisfaction(RateTerms terms, RateFacts facts) =>
        facts.Satisfaction is not { } satisfaction ? Verdict.Exclude("notClosed")
        : terms.Weights.TryGetValue(satisfaction, out var weight) ? Verdict.Include(weight)
        : Verdict.Exclude("notRated");
}
