using System.IO.Compression;

namespace Changzheng.Api.Platform.Files;

/// <summary>What a workbook would unpack to, judged before any of it is.</summary>
internal static class Unpacking
{
    private const long WorthJudging = 8 << 20;

    public static void MustBeSafe(Stream seekable, ReadLimits limits)
    {
        if (OldContainer.Holds(seekable))
            throw OldContainer.Refuse(seekable);
        using var archive = new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
        var (total, names) = (0L, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var part in archive.Entries)
        {
            // The framework's reader stops at the length an entry states, so a stated length cannot be exceeded.
            total += part.Length;
            var bomb =
                IsTooLarge(part, total, limits)
                || part.Length > limits.MaxFrameBytes && IsFrame(part.Name)
                || part.Length > limits.MaxSharedTextBytes
                    && part.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase);
            if (bomb)
                throw FileRefusals.FileUnpacksTooLarge.OfFile(
                    $"工作簿解压后过大（上限 {limits.MaxUnpackedBytes >> 20} MiB）。",
                    $"The workbook unpacks too large; the limit is {limits.MaxUnpackedBytes >> 20} MiB."
                );
            if (!names.Add(part.FullName.Replace('\\', '/')))
                throw FileRefusals.FileMalformed.OfFile(
                    "工作簿结构有误：同一部件出现两次。",
                    "The workbook has a part twice."
                );
        }

        if (!names.Contains("[Content_Types].xml"))
            throw FileRefusals.FileMalformed.OfFile(
                "这是压缩包，不是 xlsx 工作簿。",
                "This is an archive, but not an xlsx workbook."
            );
    }

    /// <param name="total">What it and the parts before it unpack to.</param>
    public static bool IsTooLarge(ZipArchiveEntry part, long total, ReadLimits limits) =>
        total > limits.MaxUnpackedBytes
        || part.Length > WorthJudging && part.Length / Math.Max(1, part.CompressedLength) > limits.MaxPackingRatio;

    /// <summary>A sheet name or a format in it is looked at again and again, so few of them are let in.</summary>
    private static bool IsFrame(string name) =>
        name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || name.Equals("workbook.xml", StringComparison.OrdinalIgnoreCase)
        || name.Equals("styles.xml", StringComparison.OrdinalIgnoreCase);
}
