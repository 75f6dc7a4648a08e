namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// What clerks attach: photos and videos from their phones, documents as Office, WPS and the document systems of the
/// city write them, tables and notes as text. What runs, and what packs other files, is not among them.
/// </summary>
/// <param name="Media">What it is served as.</param>
/// <param name="Extensions">How the names of such files end.</param>
/// <param name="Aliases">What browsers also declare it as.</param>
internal sealed record FileType(string Media, IReadOnlyList<string> Extensions, IReadOnlyList<string> Aliases)
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    public static readonly FileType Jpeg = new("image/jpeg", ["jpg", "jpeg", "jfif"], ["image/jpg", "image/pjpeg"]);
    public static readonly FileType Png = new("image/png", ["png"], ["image/x-png"]);
    public static readonly FileType Webp = new("image/webp", ["webp"], []);
    public static readonly FileType Heic = new("image/heic", ["heic", "heif"], ["image/heif"]);
    public static readonly FileType Mp4 = new("video/mp4", ["mp4", "m4v"], ["video/x-m4v"]);
    public static readonly FileType QuickTime = new("video/quicktime", ["mov", "qt"], []);
    public static readonly FileType Pdf = new("application/pdf", ["pdf"], ["application/x-pdf"]);
    public static readonly FileType Ofd = new("application/ofd", ["ofd"], ["application/x-ofd"]);
    public static readonly FileType Word = new(Office + "wordprocessingml.document", ["docx"], []);
    public static readonly FileType Workbook = new(Office + "spreadsheetml.sheet", ["xlsx"], []);
    public static readonly FileType Slides = new(Office + "presentationml.presentation", ["pptx"], []);

    /// <summary>Excel on Windows declares csv files as its own.</summary>
    public static readonly FileType Text = new(
        "text/plain",
        ["txt", "csv", "md"],
        ["text/csv", "text/markdown", "application/csv", "application/vnd.ms-excel"]
    );

    public static IReadOnlyList<FileType> All { get; } =
    [Jpeg, Png, Webp, Heic, Mp4, QuickTime, Pdf, Ofd, Word, Workbook, Slides, Text];

    /// <summary>For people: jpg, png, …</summary>
    public static string Listed { get; } = string.Join(", ", All.Select(type => type.Extensions[0]));

    /// <summary>The same type with how its text is encoded, as Content-Type says it.</summary>
    public FileType Encoded(string charset) => this with { Media = $"{Media}; charset={charset}" };

    public bool IsEndOf(string extension) => Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);

    public bool IsDeclaredAs(string media) =>
        Media.Split(';')[0].Equals(media, StringComparison.OrdinalIgnoreCase)
        || Aliases.Contains(media, StringComparer.OrdinalIgnoreCase);
}
