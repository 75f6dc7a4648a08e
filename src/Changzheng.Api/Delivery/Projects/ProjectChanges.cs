using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>What happens to projects, as the change feed names it.</summary>
internal static class ProjectChanges
{
    public static readonly ChangeKind<DossierChange> Opened = DossierChange.OfTown(
        "project.opened",
        "项目已立项",
        "A project was opened"
    );

    public static readonly ChangeKind<DossierChange> Changed = DossierChange.OfTown(
        "project.changed",
        "项目有进展",
        "A project changed"
    );

    public static readonly ChangeKind<DossierChange> StageSetOpened = DossierChange.OfTown(
        "project.stages.made",
        "节点套已设立",
        "A set of stages was made"
    );

    public static readonly ChangeKind<DossierChange> StageSetChanged = DossierChange.OfTown(
        "project.stages.changed",
        "节点套已修订",
        "A set of stages was changed"
    );
}
