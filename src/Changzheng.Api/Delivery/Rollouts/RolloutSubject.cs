using System.Globalization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Rollouts as dossiers: what they say to their measures.</summary>
internal sealed class RolloutSubject : DossierSubject<Rollout, RolloutView>
{
    public static readonly RolloutSubject Instance = new();

    public override string Kind => "rollout";
    public override Phrase Noun => new("推进", "rollout");
    public override RefusalKind NotFound => RolloutRefusals.NotFound;
    public override RefusalKind Exists => RolloutRefusals.Exists;
    public override ChangeKind<DossierChange> Opened => RolloutChanges.Opened;
    public override ChangeKind<DossierChange> Changed => RolloutChanges.Changed;
    public override UndertakingKind? Undertaking => UndertakingKind.Rollout;
    public override IReadOnlyList<string> PartKinds => [MemberSubject.Instance.Kind];
    public override string? TemplateKind => StateSetSubject.Instance.Kind;
    public override IReadOnlyList<string> Statuses => ["running"];

    public override string Url(Dossier dossier) => $"/api/v1/rollouts/{dossier.Code}";

    public override RolloutView View(Rollout rollout, DossierSight sight) => RolloutView.Of(rollout, sight);

    /// <summary>
    /// The mean share of the list's members, of never fewer than the plan names; before any member's state was reported
    /// nothing is known.
    /// </summary>
    public override Contribution? Contribute(Dossier dossier, IReadOnlyList<Dossier> parts, DateOnly day)
    {
        var (rollout, members) = ((Rollout)dossier, parts.Cast<Member>().ToList());
        var (known, done) = (
            members.Count(one => one.StandingOn(day) is not null),
            members.Count(one => one.Share(rollout, day) == 1)
        );
        var whole = Math.Max(members.Count, rollout.LeastMembers ?? 0);
        return Contributions.Say(
            members.Count == 0
                ? new Phrase("名单尚未建立", "there is no list yet")
                : new Phrase(
                    string.Create(CultureInfo.InvariantCulture, $"名单{whole}个，已完成{done}个，有进展记录{known}个"),
                    string.Create(CultureInfo.InvariantCulture, $"{done} of {whole} done, {known} reported")
                )
        ) with
        {
            Completion =
                known == 0
                    ? null
                    : Math.Round(members.Sum(one => one.Share(rollout, day)) / whole, 4, MidpointRounding.ToZero),
            DueOn = rollout.Due,
            Evidence = done > 0 ? EvidenceClass.Confirmed : EvidenceClass.SelfReported,
        };
    }
}

/// <summary>Members as dossiers: parts of their rollout.</summary>
internal sealed class MemberSubject : DossierSubject<Member, MemberView>
{
    public static readonly MemberSubject Instance = new();

    public override string Kind => "member";
    public override Phrase Noun => new("名单成员", "member");
    public override RefusalKind NotFound => RolloutRefusals.MemberNotFound;
    public override RefusalKind Exists => RolloutRefusals.MemberExists;
    public override ChangeKind<DossierChange> Opened => RolloutChanges.MemberAdded;
    public override ChangeKind<DossierChange> Changed => RolloutChanges.MemberChanged;
    public override string? ParentKind => RolloutSubject.Instance.Kind;
    public override RefusalKind WholeNotFound => RolloutRefusals.NotFound;
    public override bool ReadsSiblings => true;

    public override string CodeOf(DossierPath path) => CodeOf(path.First, path.Second!);

    public override string? PartOf(DossierPath path) => null;

    public override string Url(Dossier dossier) => $"/api/v1/rollouts/{dossier.Parent}/members/{((Member)dossier).Key}";

    public override MemberView View(Member member, DossierSight sight) => MemberView.Of(member, sight);

    public static string CodeOf(string rollout, string key) => $"{rollout}/{key}";
}

/// <summary>Sets of states as dossiers.</summary>
internal sealed class StateSetSubject : DossierSubject<StateSet, StateSetView>
{
    public static readonly StateSetSubject Instance = new();

    public override string Kind => "stateSet";
    public override Phrase Noun => new("状态套", "set of states");
    public override RefusalKind NotFound => RolloutRefusals.StateSetNotFound;
    public override RefusalKind Exists => RolloutRefusals.StateSetExists;
    public override ChangeKind<DossierChange> Opened => RolloutChanges.StateSetOpened;
    public override ChangeKind<DossierChange> Changed => RolloutChanges.StateSetChanged;

    public override string Url(Dossier dossier) => $"/api/v1/rollouts/stateSets/{dossier.Code}";

    public override StateSetView View(StateSet set, DossierSight sight) =>
        new(set.Code, set.PlanCode, set.Title, set.States, set.Assumed, set.Version);
}
