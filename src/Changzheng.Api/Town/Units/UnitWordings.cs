using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Town.Units;

/// <summary>How clerks write what a unit is.</summary>
internal static class UnitWordings
{
    public static readonly Wording<UnitKind> Kind = new(
        (UnitKind.District, "区"),
        (UnitKind.Town, "镇"),
        (UnitKind.Office, "办公室"),
        (UnitKind.Centre, "中心"),
        (UnitKind.Neighbourhood, "居委会"),
        (UnitKind.Village, "村委会")
    );
}
