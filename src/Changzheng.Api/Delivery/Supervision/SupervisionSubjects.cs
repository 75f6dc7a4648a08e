using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Campaigns as dossiers: what they say to their measures.</summary>
internal sealed class CampaignSubject : DossierSubject<Campaign, CampaignView>
{
    public static readonly CampaignSubject Instance = new();

    /// <summary>A finding nobody has ordered to be put right is an alarm after a week (assumed).</summary>
    private const int DaysToOrder = 7;

    public override string Kind => "campaign";
    public override Phrase Noun => new("专项行动", "campaign");
    public override RefusalKind NotFound => SupervisionRefusals.CampaignNotFound;
    public override RefusalKind Exists => SupervisionRefusals.CampaignExists;
    public override ChangeKind<DossierChange> Opened => SupervisionChanges.CampaignOpened;
    public override ChangeKind<DossierChange> Changed => SupervisionChanges.CampaignChanged;
    public override UndertakingKind? Undertaking => UndertakingKind.Campaign;
    public override IReadOnlyList<string> PartKinds => [InspectionSubject.Instance.Kind, FindingSubject.Instance.Kind];
    public override IReadOnlyList<string> Statuses => ["running"];

    public override string Url(Dossier dossier) => $"/api/v1/campaigns/{dossier.Code}";

    public override CampaignView View(Campaign campaign, DossierSight sight) => CampaignView.Of(campaign, sight);

    /// <summary>
    /// An object counts when it was inspected and every finding of it is closed or exempted: finding something costs
    /// nothing, leaving it costs the object. Without a planned number nothing is known of the share.
    /// </summary>
    public override Contribution? Contribute(Dossier dossier, IReadOnlyList<Dossier> parts, DateOnly day)
    {
        var campaign = (Campaign)dossier;
        var inspected = parts
            .OfType<Inspection>()
            .Where(one => one.InspectedOn <= day)
            .Select(one => one.Title)
            .ToHashSet(StringComparer.Ordinal);
        var findings = parts.OfType<Finding>().Where(one => one.FoundOn <= day).ToList();
        var open = findings.Where(one => one.IsOpen(day)).ToList();
        var done = inspected.Except(open.Select(one => one.Inspected)).Count();
        return Contributions.Say(
            new Phrase(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"已检查{inspected.Count}个，发现问题{findings.Count}个，未闭环{open.Count}个"
                ),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{inspected.Count} inspected, {findings.Count} findings, {open.Count} open"
                )
            )
        ) with
        {
            Completion =
                inspected.Count > 0 && campaign.PlannedObjects is { } planned
                    ? Math.Round(Math.Min((decimal)done / planned, 1), 4, MidpointRounding.ToZero)
                    : null,
            DueOn = campaign.Due,
            Alarms = [.. AlarmsOf(open)],
            Evidence = EvidenceClass.Confirmed,
        };
    }

    /// <summary>The first of each kind: what is overdue, what is overdue and major, what was never ordered.</summary>
    private static IEnumerable<Alarm> AlarmsOf(IReadOnlyList<Finding> open)
    {
        foreach (var (lamp, severity) in new[] { (Lamp.Yellow, Severity.General), (Lamp.Red, Severity.Major) })
            if (
                open.Where(one => one.Severity == severity && one.DueOn is not null)
                    .MinBy(one => (one.DueOn, one.Code)) is
                { } first
            )
                yield return new Alarm(
                    first.DueOn!.Value.AddDays(1),
                    lamp,
                    new Phrase(
                        $"问题“{first.Title}”应于{first.DueOn:M月d日}整改，逾期",
                        $"'{first.Title}' was to be put right by {first.DueOn:yyyy-MM-dd}"
                    )
                );
        if (open.Where(one => one.Order is null).MinBy(one => (one.FoundOn, one.Code)) is { } idle)
            yield return new Alarm(
                idle.FoundOn.AddDays(DaysToOrder),
                Lamp.Yellow,
                new Phrase($"问题“{idle.Title}”尚未下达整改", $"'{idle.Title}' was not ordered to be put right")
            );
    }
}

/// <summary>Inspections as dossiers.</summary>
internal sealed class InspectionSubject : DossierSubject<Inspection, InspectionView>
{
    public static readonly InspectionSubject Instance = new();

    public override string Kind => "inspection";
    public override Phrase Noun => new("检查", "inspection");
    public override RefusalKind NotFound => SupervisionRefusals.InspectionNotFound;
    public override RefusalKind Exists => SupervisionRefusals.InspectionExists;
    public override ChangeKind<DossierChange> Opened => SupervisionChanges.Inspected;
    public override ChangeKind<DossierChange> Changed => SupervisionChanges.InspectionChanged;
    public override string? ParentKind => CampaignSubject.Instance.Kind;
    public override RefusalKind WholeNotFound => SupervisionRefusals.CampaignNotFound;
    public override string? TemplateKind => ChecklistSubject.Instance.Kind;
    public override Right Reads => SupervisionRights.Read;
    public override bool IsSeenByReach => true;

    public override string Url(Dossier dossier) => $"/api/v1/inspections/{dossier.Code}";

    public override InspectionView View(Inspection inspection, DossierSight sight) =>
        InspectionView.Of(inspection, sight);
}

/// <summary>Findings as dossiers.</summary>
internal sealed class FindingSubject : DossierSubject<Finding, FindingView>
{
    public static readonly FindingSubject Instance = new();

    public override string Kind => "finding";
    public override Phrase Noun => new("问题", "finding");
    public override RefusalKind NotFound => SupervisionRefusals.FindingNotFound;
    public override RefusalKind Exists => SupervisionRefusals.FindingExists;
    public override ChangeKind<DossierChange> Opened => SupervisionChanges.Found;
    public override ChangeKind<DossierChange> Changed => SupervisionChanges.FindingChanged;
    public override string? ParentKind => CampaignSubject.Instance.Kind;
    public override RefusalKind WholeNotFound => SupervisionRefusals.CampaignNotFound;
    public override Right Reads => SupervisionRights.Read;
    public override bool IsSeenByReach => true;
    public override IReadOnlyList<string> Statuses { get; } =
    [.. Enum.GetValues<FindingStatus>().Select(status => status.Text())];

    public override string Url(Dossier dossier) => $"/api/v1/findings/{dossier.Code}";

    public override FindingView View(Finding finding, DossierSight sight) => FindingView.Of(finding, sight);
}

/// <summary>Checklists as dossiers.</summary>
internal sealed class ChecklistSubject : DossierSubject<Checklist, ChecklistView>
{
    public static readonly ChecklistSubject Instance = new();

    public override string Kind => "checklist";
    public override Phrase Noun => new("检查表", "checklist");
    public override RefusalKind NotFound => SupervisionRefusals.ChecklistNotFound;
    public override RefusalKind Exists => SupervisionRefusals.ChecklistExists;
    public override ChangeKind<DossierChange> Opened => SupervisionChanges.ChecklistOpened;
    public override ChangeKind<DossierChange> Changed => SupervisionChanges.ChecklistChanged;

    public override string Url(Dossier dossier) => $"/api/v1/campaigns/checklists/{dossier.Code}";

    public override ChecklistView View(Checklist list, DossierSight sight) =>
        new(list.Code, list.PlanCode, list.Title, list.Items, list.Assumed, list.Version);
}

/// <summary>Draws as dossiers.</summary>
internal sealed class DrawSubject : DossierSubject<Draw, DrawView>
{
    public static readonly DrawSubject Instance = new();

    public override string Kind => "draw";
    public override Phrase Noun => new("抽查", "draw");
    public override RefusalKind NotFound => SupervisionRefusals.DrawNotFound;
    public override RefusalKind Exists => SupervisionRefusals.DrawExists;
    public override ChangeKind<DossierChange> Opened => SupervisionChanges.DrawPublished;
    public override ChangeKind<DossierChange> Changed => SupervisionChanges.DrawChanged;
    public override string? ParentKind => CampaignSubject.Instance.Kind;
    public override RefusalKind WholeNotFound => SupervisionRefusals.CampaignNotFound;

    public override string CodeOf(DossierPath path) => CodeOf(path.First, path.Second!);

    public override string? PartOf(DossierPath path) => null;

    public override string Url(Dossier dossier) =>
        $"/api/v1/campaigns/{dossier.Parent}/draws/{dossier.Code[(dossier.Parent!.Length + 1)..]}";

    public override DrawView View(Draw draw, DossierSight sight) => DrawView.Of(draw);

    public static string CodeOf(string campaign, string draw) => $"{campaign}/{draw}";
}
