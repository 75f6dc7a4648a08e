namespace Changzheng.Api.Tests;

/// <summary>The source as it lies in the repository.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Every C# file of the API: its path below src/Changzheng.Api with forward slashes, its text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Api { get; } =
        Under(Path.Combine(Root, "src", "Changzheng.Api"));

    public static IReadOnlyList<(string Path, string Text)> Tests { get; } =
        Under(Path.Combine(Root, "tests", "Changzheng.Api.Tests"));

    private static IReadOnlyList<(string, string)> Under(string folder) =>
        [
            .. from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(folder, file).Replace('\\', '/')
            where
                !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
            orderby path
            select (path, File.ReadAllText(file)),
        ];

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Changzheng.Api.sln"))
            ? folder
            : Above(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
