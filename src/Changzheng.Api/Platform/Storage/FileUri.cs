using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Storage;

/// <summary>How evidence and attachments name a file that is kept here: /api/v1/files/ and its hash.</summary>
internal static partial class FileUri
{
    public const string Prefix = "/api/v1/files/";

    public static string Of(string sha256) => Prefix + sha256;

    public static bool IsSha256(string text) => Hash().IsMatch(text);

    public static bool IsFile(string? uri) =>
        uri?.StartsWith(Prefix, StringComparison.Ordinal) == true && IsSha256(uri[Prefix.Length..]);

    /// <summary>
    /// A file of this server written any other way, with its host or in capitals, would name nothing: the file would
    /// be deleted as one that nothing names.
    /// </summary>
    public static bool IsMiswritten(string? uri) =>
        uri?.Contains(Prefix, StringComparison.OrdinalIgnoreCase) == true && !IsFile(uri);

    /// <summary>The hashes of the files that a JSON text names as uri, each once.</summary>
    public static IReadOnlyList<string> FindIn(string? json) =>
        json is null
            ? []
            : [.. Named().Matches(json).Select(match => match.Groups["sha256"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("\\A[0-9a-f]{64}\\z")]
    private static partial Regex Hash();

    [GeneratedRegex("\"uri\":\"/api/v1/files/(?<sha256>[0-9a-f]{64})\"")]
    private static partial Regex Named();
}
