using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Who changes how the rates are counted.</summary>
internal static class RateRights
{
    public static readonly Right Amend = new("amendHotline", Role.Administrator);
}
