using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Judges one ticket by a definition: the only place that knows what a rate counts.</summary>
internal static class RateJudge
{
    /// <summary>Why a ticket is left out, as files say it.</summary>
    private static readonly IReadOnlyList<Allowed> reasons =
    [
        new("notEvaluated", "不参评"),
        new("notYetDue", "未到期"),
        new("notClosed", "未结案"),
        new("notRated", "未评价"),
        .. TicketWordings.Status.Values,
        .. TicketWordings.Resolution.Values,
    ];

    /// <summary>The column of the reason, with its words.</summary>
    public static Column NameReasons(Column column) =>
        column.Name == "excluded" ? column with { Kind = CellKind.Choice, Values = reasons } : column;

    /// <summary>
    /// What is set aside is excluded, unless it counted for less than a whole when it was: that keeps counting.
    /// </summary>
    public static Verdict Judge(this RateTerms terms, RateKind kind, RateFacts facts)
    {
        var verdict = JudgeRunning(terms, kind, facts);
        return
            facts.Status is TicketStatus.Voided or TicketStatus.Suspended
            && verdict is not { Excluded: null, Weight: < 1 }
            ? Verdict.Exclude(facts.Status.Text())
            : verdict;
    }

    /// <summary>By every rate, in the order of RateKind.</summary>
    public static IReadOnlyList<Verdict> JudgeAll(this RateTerms terms, RateFacts facts) =>
        [.. Enum.GetValues<RateKind>().Select(kind => terms.Judge(kind, facts))];

    private static Verdict JudgeRunning(RateTerms terms, RateKind kind, RateFacts facts) =>
        kind switch
        {
            RateKind.FirstContact => FirstContact(terms, facts),
            RateKind.OnTimeClosing => OnTime(facts),
            RateKind.Resolution => Resolution(terms, facts),
            RateKind.Satisfaction => Satisfaction(terms, facts),
            _ => Dispatch(facts),
        };

    /// <summary>What the citizen denied is no contact, whatever the definition asks, whatever the excuse.</summary>
    private static Verdict FirstContact(RateTerms terms, RateFacts facts)
    {
        if (terms.Contact == Judgement.Citizen)
            return facts.CitizenContacted is { } contacted
                ? Verdict.Include(contacted ? 1 : 0)
                : Verdict.Exclude("notEvaluated");
        return facts.Contact switch
        {
            StepFact.NotAsked => Verdict.Exclude("notEvaluated"),
            _ when facts.CitizenContacted == false => Verdict.Include(0),
            StepFact.InTime => Verdict.Include(1),
            StepFact.Late => Verdict.Include(0),
            _ when facts.Excuse is { } reason && terms.Excused.Contains(reason) => Verdict.Exclude("notEvaluated"),
            StepFact.Missed => Verdict.Include(0),
            _ => Verdict.Exclude("notYetDue"),
        };
    }

    private static Verdict OnTime(RateFacts facts) =>
        facts.Finish switch
        {
            FinishFact.InTime => Verdict.Include(1),
            FinishFact.Open => Verdict.Exclude("notYetDue"),
            _ => Verdict.Include(0),
        };

    private static Verdict Resolution(RateTerms terms, RateFacts facts)
    {
        var denied = facts.CitizenResolved == false || facts.LateClosing;
        if (terms.ResolutionBy == Judgement.Citizen)
            return facts.CitizenResolved is null ? Verdict.Exclude("notEvaluated") : Verdict.Include(denied ? 0 : 1);
        return facts.Resolution is not { } resolution ? Verdict.Exclude("notClosed")
            : terms.ResolutionOf.Contains(resolution)
                ? Verdict.Include(resolution == Tickets.Resolution.Resolved && !denied ? 1 : 0)
            : Verdict.Exclude(resolution.Text());
    }

    private static Verdict Satisfaction(RateTerms terms, RateFacts facts) =>
        facts.Satisfaction is not { } satisfaction ? Verdict.Exclude("notClosed")
        : terms.Weights.TryGetValue(satisfaction, out var weight) ? Verdict.Include(facts.LateClosing ? 0 : weight)
        : Verdict.Exclude("notRated");

    private static Verdict Dispatch(RateFacts facts) =>
        facts.Dispatch switch
        {
            StepFact.InTime => Verdict.Include(1),
            StepFact.NotAsked => Verdict.Exclude("notEvaluated"),
            StepFact.Pending => Verdict.Exclude("notYetDue"),
            _ => Verdict.Include(0),
        };
}
