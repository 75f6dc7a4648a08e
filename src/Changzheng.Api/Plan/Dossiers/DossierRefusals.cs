using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>Why a dossier of any kind is not opened or changed.</summary>
internal static class DossierRefusals
{
    public static readonly RefusalKind MeasureNotFound = new(
        422,
        "dossier.measure_not_found",
        "所对应的举措不存在",
        "The measure it answers for is not there"
    );

    public static readonly RefusalKind SystemNotTaken = new(
        400,
        "site.system_not_taken",
        "坐标系不予采用",
        "The reference system is not taken"
    );

    /// <summary>What every opening can be refused with.</summary>
    public static IReadOnlyList<RefusalKind> OfOpening =>
        [
            Refusals.RequestInvalid,
            PlanRefusals.DateFuture,
            PlanRefusals.DateOutsidePlan,
            AccessRefusals.BeyondUnit,
            AccessRefusals.UnitNotFound,
            PlanRefusals.NotFound,
            PlanRefusals.Closed,
            MeasureNotFound,
            StorageRefusals.Unknown,
        ];

    /// <summary>What every change can be refused with.</summary>
    public static IReadOnlyList<RefusalKind> OfMoves => [.. OfOpening, Refusals.Stale, Refusals.VersionNeeded];
}
