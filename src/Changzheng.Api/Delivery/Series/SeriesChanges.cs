using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Delivery.Series;

/// <summary>What happens to series, as the change feed names it.</summary>
internal static class SeriesChanges
{
    public static readonly ChangeKind<DossierChange> Opened = DossierChange.OfTown(
        "series.opened",
        "系列已设立",
        "A series was opened"
    );

    public static readonly ChangeKind<DossierChange> Changed = DossierChange.OfTown(
        "series.changed",
        "系列有进展",
        "A series changed"
    );
}
