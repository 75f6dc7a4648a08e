using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>What the members of a list are.</summary>
public enum MemberKind
{
    Neighbourhood,
    Building,
    Site,
    Unit,
    Group,
}

/// <summary>全覆盖推进: the same done for every member of a closed list.</summary>
internal sealed record Rollout : Dossier
{
    public required MemberKind MemberKind { get; init; }

    /// <summary>The set its states come from.</summary>
    public required string StateSet { get; init; }

    /// <summary>The states, as the set had them when it was opened.</summary>
    public required IReadOnlyList<MemberState> States { get; init; }

    /// <summary>The number of members the plan names; null where it names none.</summary>
    public int? LeastMembers { get; init; }

    /// <summary>Null where no consent is asked for.</summary>
    public ConsentRule? Consent { get; init; }
    public DateOnly? Due { get; init; }

    public override string Status => "running";

    public override DateOnly? DueOn => Due;

    public MemberState Get(string state) =>
        States.FirstOrDefault(one => one.State == state)
        ?? throw RolloutRefusals.StateUnknown.WithDetail(
            $"没有状态 {state}；有：{string.Join("、", States.Select(one => one.State))}。",
            $"There is no state {state}; there are {string.Join(", ", States.Select(one => one.State))}."
        );
}

/// <summary>名单成员: one member of a rollout's list, with every state it had.</summary>
internal sealed record Member : Dossier
{
    /// <summary>Tells the members of one list apart.</summary>
    public required string Key { get; init; }

    /// <summary>组团: members that are asked for their consent together; null for one by itself.</summary>
    public string? Group { get; init; }
    public Site? Site { get; init; }

    /// <summary>The later document that added it; null for what was there from the beginning.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>合成数据: made up for a demonstration.</summary>
    public bool Synthetic { get; init; }
    public IReadOnlyList<MemberStanding> Standings { get; init; } = [];

    /// <summary>The owners' poll; null until one was held.</summary>
    public Poll? Poll { get; init; }

    public override string Status => Standings.Count == 0 ? "" : Standings[^1].State;

    public override DateOnly? DueOn => null;

    /// <summary>The newest about a day wins: the latest day by then, and of one day the last recorded.</summary>
    public MemberStanding? StandingOn(DateOnly day) =>
        Standings.Where(standing => standing.On <= day).OrderBy(standing => standing.On).LastOrDefault();

    /// <summary>A state forward or back; what counts as done takes evidence, and what is refused a reason.</summary>
    public Member Set(SetMemberState.Request request, DossierContext context)
    {
        var rollout = (Rollout)context.Whole!;
        var state = rollout.Get(request.State);
        var evidence = request.Evidence ?? [];
        if (state.Share == 1 && evidence.Count == 0)
            throw RolloutRefusals.EvidenceNeeded.WithDetail(
                $"“{state.Name}”须附佐证材料。",
                $"{state.State} takes evidence."
            );
        if (
            (state.NeedsReason || Share(rollout, context.On) > state.Share) && string.IsNullOrWhiteSpace(request.Reason)
        )
            throw RolloutRefusals.ReasonNeeded.WithDetail(
                $"“{state.Name}”须说明原因。",
                $"{state.State}, or a step back, takes a reason."
            );
        var poll = request.Poll ?? Poll;
        if (state.NeedsConsent && rollout.Consent is { } rule)
            rule.MustBeMet(
                Group is null
                    ? [(Key, poll)]
                    : context
                        .Siblings.Cast<Member>()
                        .Where(one => one.Group == Group)
                        .Select(one => (one.Key, one.Key == Key ? poll : one.Poll))
            );
        return this with
        {
            Poll = poll,
            Standings = [.. Standings, new MemberStanding(state.State, context.On, request.Reason, evidence)],
        };
    }

    public decimal Share(Rollout rollout, DateOnly day) =>
        StandingOn(day) is { } standing ? rollout.Get(standing.State).Share : 0;
}

/// <summary>How a member stood from a day on.</summary>
/// <param name="State">Its state.</param>
/// <param name="On">From when.</param>
/// <param name="Reason">Why, where it was refused or set back.</param>
/// <param name="Evidence">佐证材料.</param>
public sealed record MemberStanding(string State, DateOnly On, string? Reason, IReadOnlyList<Evidence> Evidence)
{
    internal static MemberStanding Example =>
        new("polled", new DateOnly(2022, 6, 20), null, [Plan.Indicators.Evidence.Example]);
}

/// <summary>A state a member can have.</summary>
/// <param name="State">Its name in JSON: polled.</param>
/// <param name="Name">Its Chinese name.</param>
/// <param name="Share">How much of the member it counts, 0 to 1.</param>
/// <param name="NameEn">English gloss.</param>
/// <param name="NeedsReason">Whether it takes a reason, as a refusal does.</param>
/// <param name="NeedsConsent">Whether the rollout's consent rule must be met.</param>
public sealed record MemberState(
    string State,
    string Name,
    decimal Share,
    string? NameEn = null,
    bool NeedsReason = false,
    bool NeedsConsent = false
);

/// <summary>A set of states, as data.</summary>
internal sealed record StateSet : Dossier
{
    public required IReadOnlyList<MemberState> States { get; init; }

    public override string Status => "inUse";

    public override DateOnly? DueOn => null;
}
