using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Moves;

/// <summary>
/// Optimistic versions: a change names the version it follows in If-Match. 428 where it names none, 412 where it names
/// another than the current one.
/// </summary>
internal static class Versions
{
    public static void MustBe(int expected, int current)
    {
        if (expected != current)
            throw Refusals.Stale.WithDetail($"现为第 {current} 版。", $"The version is {current}.");
    }

    /// <summary>For a history that its first entry begins: that one names no version, every later one does.</summary>
    /// <param name="expected">The version named; null if none is.</param>
    /// <param name="current">The newest version; null where there is none.</param>
    public static void MustFollow(int? expected, int? current)
    {
        if (current is not null && expected is null)
            throw Refusals.VersionNeeded.WithDetail(
                $"现为第 {current} 版，须在 If-Match 中写明。",
                $"The version is {current}; If-Match names it."
            );
        if (expected != current)
            throw Refusals.Stale.WithDetail($"现为第 {current ?? 0} 版。", $"The version is {current ?? 0}.");
    }

    /// <summary>After an UPDATE … WHERE Version = @Expected: no row means that another change came first.</summary>
    public static void MustHaveWritten(int rows, string noun, string nounEn)
    {
        if (rows == 0)
            throw Refusals.Stale.WithDetail(
                $"该{noun}已被他人改动，请重新读取。",
                $"The {nounEn} has changed since it was read."
            );
    }
}
