using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>What happens in supervision, as the change feed names it.</summary>
internal static class SupervisionChanges
{
    public static readonly ChangeKind<DossierChange> CampaignOpened = DossierChange.OfTown(
        "campaign.opened",
        "专项行动已启动",
        "A campaign was opened"
    );

    public static readonly ChangeKind<DossierChange> CampaignChanged = DossierChange.OfTown(
        "campaign.changed",
        "专项行动已修订",
        "A campaign changed"
    );

    public static readonly ChangeKind<DossierChange> ChecklistOpened = DossierChange.OfTown(
        "checklist.opened",
        "检查表已设立",
        "A checklist was made"
    );

    public static readonly ChangeKind<DossierChange> ChecklistChanged = DossierChange.OfTown(
        "checklist.changed",
        "检查表已修订",
        "A checklist was changed"
    );

    public static readonly ChangeKind<DossierChange> DrawPublished = DossierChange.OfTown(
        "draw.published",
        "抽查名单已公布",
        "The candidates of a draw were published"
    );

    public static readonly ChangeKind<DossierChange> DrawChanged = DossierChange.OfTown(
        "draw.drawn",
        "抽查已抽取",
        "A draw was made"
    );

    public static readonly ChangeKind<DossierChange> AccidentsReported = DossierChange.OfTown(
        "accidents.reported",
        "事故月报已登记",
        "The accidents of a month were reported"
    );

    public static readonly ChangeKind<DossierChange> AccidentsCorrected = DossierChange.OfTown(
        "accidents.corrected",
        "事故月报已更正",
        "The accidents of a month were corrected"
    );

    public static readonly ChangeKind<DossierChange> Inspected = DossierChange.OfUnits(
        "inspection.recorded",
        SupervisionRights.Read,
        "检查已登记",
        "An inspection was recorded"
    );

    public static readonly ChangeKind<DossierChange> InspectionChanged = DossierChange.OfUnits(
        "inspection.changed",
        SupervisionRights.Read,
        "检查已更正",
        "An inspection was changed"
    );

    public static readonly ChangeKind<DossierChange> Found = DossierChange.OfUnits(
        "finding.recorded",
        SupervisionRights.Read,
        "问题已登记",
        "A finding was recorded"
    );

    public static readonly ChangeKind<DossierChange> FindingChanged = DossierChange.OfUnits(
        "finding.changed",
        SupervisionRights.Read,
        "问题有进展",
        "A finding moved"
    );
}
