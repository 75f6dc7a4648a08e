using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>What happens in supervision, as the change feed names it.</summary>
internal static class SupervisionChanges
{
    public static readonly ChangeKind<DossierChange> CampaignOpened = OfTown(
        "campaign.opened",
        "专项行动已启动",
        "A campaign was opened"
    );

    public static readonly ChangeKind<DossierChange> CampaignChanged = OfTown(
        "campaign.changed",
        "专项行动已修订",
        "A campaign changed"
    );

    public static readonly ChangeKind<DossierChange> ChecklistOpened = OfTown(
        "checklist.opened",
        "检查表已设立",
        "A checklist was made"
    );

    public static readonly ChangeKind<DossierChange> ChecklistChanged = OfTown(
        "checklist.changed",
        "检查表已修订",
        "A checklist was changed"
    );

    public static readonly ChangeKind<DossierChange> DrawPublished = OfTown(
        "draw.published",
        "抽查名单已公布",
        "The candidates of a draw were published"
    );

    public static readonly ChangeKind<DossierChange> DrawChanged = OfTown(
        "draw.drawn",
        "抽查已抽取",
        "A draw was made"
    );

    public static readonly ChangeKind<DossierChange> Inspected = OfUnits(
        "inspection.recorded",
        "检查已登记",
        "An inspection was recorded"
    );

    public static readonly ChangeKind<DossierChange> InspectionChanged = OfUnits(
        "inspection.changed",
        "检查已更正",
        "An inspection was changed"
    );

    public static readonly ChangeKind<DossierChange> Found = OfUnits(
        "finding.recorded",
        "问题已登记",
        "A finding was recorded"
    );

    public static readonly ChangeKind<DossierChange> FindingChanged = OfUnits(
        "finding.changed",
        "问题有进展",
        "A finding moved"
    );

    private static ChangeKind<DossierChange> OfTown(string name, string title, string titleEn) =>
        new(name, PlanRights.Read, ChangeReach.Everyone, title, titleEn) { Marks = true };

    private static ChangeKind<DossierChange> OfUnits(string name, string title, string titleEn) =>
        new(name, SupervisionRights.Read, ChangeReach.Units, title, titleEn) { Marks = true };
}
