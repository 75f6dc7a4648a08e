using Changzheng.Api.Http;

namespace Changzheng.Api.Access;

/// <summary>Why personal data is asked for: without a purpose it is shown masked, with one it is shown to those who may see it, on the trail.</summary>
internal static class Purposes
{
    public const int Longest = 100;

    public static void MustAllow(Caller caller, string? purpose)
    {
        if (purpose is null)
            return;
        if (!Rights.Allow(caller, Right.ReadPersonalData))
            throw Refusals.Forbidden.Because("无权查看个人信息。", "Personal data is not yours to see.");
        if (purpose.Trim().Length is < 2 or > Longest)
            throw Refusals.PurposeNeeded.Because($"用途须为 2 至 {Longest} 个字符。", $"A purpose has 2 to {Longest} characters.");
    }
}
