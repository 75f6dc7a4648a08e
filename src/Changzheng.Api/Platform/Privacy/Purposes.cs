using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>
/// Why personal data is asked for: without a purpose it is shown masked, with one it is shown to those who may see it,
/// on the trail.
/// </summary>
internal static class Purposes
{
    public const int Longest = 100;

    public static void MustAllow(Caller caller, string? purpose)
    {
        if (purpose is null)
            return;
        if (!Rights.Allow(caller, PrivacyRights.ReadPersonalData))
            throw AccessRefusals.Forbidden.WithDetail("无权查看个人信息。", "Personal data is not yours to see.");
        if (purpose.Trim().Length is < 2 or > Longest)
            throw PrivacyRefusals.PurposeNeeded.WithDetail(
                $"用途须为 2 至 {Longest} 个字符。",
                $"A purpose has 2 to {Longest} characters."
            );
        // The header is percent-encoded: what it says is read here only.
        if (PlainText.FindFault(purpose) is { } because)
            throw Refusals.TextUnreadable.WithDetail($"用途：{because}", $"The purpose: {because}");
    }

    /// <summary>
    /// A search by phone needs the right to read it: a guess that finds a ticket reveals what the mask hides.
    /// </summary>
    public static void MustAllowSearch(Caller caller, string? purpose)
    {
        if (!Rights.Allow(caller, PrivacyRights.ReadPersonalData))
            throw AccessRefusals.Forbidden.WithDetail(
                "按电话查找须有查看个人信息的权限。",
                "To search by phone takes the right to personal data."
            );
        if (purpose is null)
            throw PrivacyRefusals.PurposeNeeded.WithDetail(
                "按电话查找须写明用途（purpose）。",
                "To search by phone takes a purpose."
            );
        MustAllow(caller, purpose);
    }
}
