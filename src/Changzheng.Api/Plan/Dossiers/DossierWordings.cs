using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>How reference systems of coordinates are written.</summary>
internal static class DossierWordings
{
    public static readonly Wording<CoordinateSystem> Coordinates = new(
        (CoordinateSystem.Wgs84, "WGS84"),
        (CoordinateSystem.Cgcs2000, "2000国家大地坐标系"),
        (CoordinateSystem.Gcj02, "国测局坐标（GCJ-02）"),
        (CoordinateSystem.Bd09, "百度坐标（BD-09）")
    );
}
