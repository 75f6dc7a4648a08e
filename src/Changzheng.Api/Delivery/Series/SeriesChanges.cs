using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Series;

/// <summary>What happens to series, as the change feed names it.</summary>
internal static class SeriesChanges
{
    public static readonly ChangeKind<DossierChange> Opened = new(
        "series.opened",
        PlanRights.Read,
        ChangeReach.Everyone,
        "系列已设立",
        "A series was opened"
    )
    {
        Marks = true,
    };

    public static readonly ChangeKind<DossierChange> Changed = new(
        "series.changed",
        PlanRights.Read,
        ChangeReach.Everyone,
        "系列有进展",
        "A series changed"
    )
    {
        Marks = true,
    };
}
