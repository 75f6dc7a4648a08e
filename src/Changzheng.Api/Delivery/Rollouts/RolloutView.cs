using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>A rollout; how far it is stands on its measure and in the list of its members.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Measures">The measures it answers for.</param>
/// <param name="Title">Its name.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="MemberKind">What the members of its list are.</param>
/// <param name="StateSet">The set its states come from.</param>
/// <param name="States">The states, as the set had them when it was opened.</param>
/// <param name="LeastMembers">The number of members the plan names; never fewer count.</param>
/// <param name="Consent">What owners must take part and agree; null where no consent is asked for.</param>
/// <param name="LeadUnit">牵头部门; null where nothing names one.</param>
/// <param name="LeadUnitName">Its name.</param>
/// <param name="SupportingUnits">配合部门.</param>
/// <param name="DueOn">When it is due; null where nothing says so.</param>
/// <param name="Assumed">True where the plan's text does not say all of this.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record RolloutView(
    string Code,
    string Plan,
    IReadOnlyList<string> Measures,
    string Title,
    string? TitleEn,
    MemberKind MemberKind,
    string StateSet,
    IReadOnlyList<MemberState> States,
    int? LeastMembers,
    ConsentRule? Consent,
    string? LeadUnit,
    string? LeadUnitName,
    IReadOnlyList<string> SupportingUnits,
    DateOnly? DueOn,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static RolloutView Example =>
        new(
            "2022-lift-polling",
            "changzheng-2022",
            ["5.1.9"],
            "加梯意愿一次征询",
            "One poll of each neighbourhood on lifts",
            MemberKind.Neighbourhood,
            "changzheng-2022-lift-poll",
            StateSetView.Example.States,
            null,
            ConsentRule.Example,
            "310107102-GLB",
            "社区管理办公室",
            [],
            null,
            true,
            1
        );

    internal static RolloutView Of(Rollout rollout, DossierSight sight) =>
        new(
            rollout.Code,
            rollout.PlanCode,
            rollout.Measures,
            rollout.Title,
            rollout.TitleEn,
            rollout.MemberKind,
            rollout.StateSet,
            rollout.States,
            rollout.LeastMembers,
            rollout.Consent,
            rollout.Unit,
            sight.NameOf(rollout.Unit),
            rollout.SupportingUnits,
            rollout.Due,
            rollout.Assumed,
            rollout.Version
        );
}

/// <summary>A member of a rollout's list.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Key">Tells the members of one list apart.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">The unit it lies in; null where none is known.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Group">组团: members polled together.</param>
/// <param name="State">How it stands; null where nothing was reported.</param>
/// <param name="On">From when.</param>
/// <param name="Standings">Every state it had.</param>
/// <param name="Poll">征询: what its owners said.</param>
/// <param name="Site">Where it is; null where no coordinates are known.</param>
/// <param name="DocumentNumber">The later document that added it.</param>
/// <param name="Synthetic">合成数据: made up for a demonstration.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record MemberView(
    string Rollout,
    string Key,
    string Name,
    string? Unit,
    string? UnitName,
    string? Group,
    string? State,
    DateOnly? On,
    IReadOnlyList<MemberStanding> Standings,
    Poll? Poll,
    Site? Site,
    string? DocumentNumber,
    bool Synthetic,
    int Version
) : IVersioned
{
    internal static MemberView Example =>
        new(
            "2022-lift-polling",
            "jw01",
            "某居民区（示例）",
            null,
            null,
            null,
            "polled",
            new DateOnly(2022, 6, 20),
            [MemberStanding.Example],
            Poll.Example,
            null,
            null,
            true,
            2
        );

    internal static MemberView Of(Member member, DossierSight sight)
    {
        var standing = member.StandingOn(sight.Today);
        return new MemberView(
            member.Parent!,
            member.Key,
            member.Title,
            member.Unit,
            sight.NameOf(member.Unit),
            member.Group,
            standing?.State,
            standing?.On,
            member.Standings,
            member.Poll,
            member.Site,
            member.DocumentNumber,
            member.Synthetic,
            member.Version
        );
    }
}

/// <summary>A set of states.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan whose rollouts use it.</param>
/// <param name="Title">Its name.</param>
/// <param name="States">In their order.</param>
/// <param name="Assumed">True where no text prescribes it.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record StateSetView(
    string Code,
    string Plan,
    string Title,
    IReadOnlyList<MemberState> States,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static StateSetView Example =>
        new(
            "changzheng-2022-lift-poll",
            "changzheng-2022",
            "加梯意愿征询",
            [
                new("notStarted", "未启动", 0, "Not started"),
                new("polling", "征询中", 0.5m, "Being polled"),
                new("polled", "已征询", 1, "Polled"),
            ],
            true,
            1
        );
}
