using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>佐证材料: where it can be seen that a figure or a completion is true.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Uri">Where it is kept: /api/v1/files/… as POST /files answers it, or an absolute http or https address,
/// or a file reference of the town's own.</param>
public sealed record Evidence([property: JsonConverter(typeof(Masked))] string Title, string Uri)
{
    internal static Evidence Example =>
        new("体质测试登记表（6月）", "https://files.example.org/2022/06/fitness-tests.pdf");

    /// <summary>A file that is kept here.</summary>
    internal static Evidence Kept => new("现场照片", StoreFile.StoredFile.Example.Uri);

    /// <summary>The hashes of those that are files kept here, each once.</summary>
    internal static IReadOnlyList<string> FindFiles(IReadOnlyList<Evidence>? evidence) =>
        [
            .. (evidence ?? [])
                .Where(one => FileUri.IsFile(one.Uri))
                .Select(one => one.Uri[FileUri.Prefix.Length..])
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>As a cell has it, a line each; null where there is none.</summary>
    internal static string? Text(IReadOnlyList<Evidence> evidence) =>
        evidence.Count == 0
            ? null
            : string.Join('\n', evidence.Select(one => $"{one.Title.ReplaceLineEndings(" ").Trim()}<{one.Uri}>"));
}
