using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Town.Units;

/// <summary>Why a unit does not fit.</summary>
internal static class UnitRefusals
{
    public static readonly RefusalKind UnitNotBelow = new(
        409,
        "unit.not_below_town",
        "该单位不在本镇之下",
        "The unit is not below the town"
    );
    public static readonly RefusalKind UnitNotValid = new(
        409,
        "unit.not_valid_then",
        "该单位在此期间不存在",
        "The unit did not exist in that period"
    );

    /// <summary>Declared where keys are bound to units, for it is refused there too.</summary>
    public static RefusalKind NotFound => AccessRefusals.UnitNotFound;
}
