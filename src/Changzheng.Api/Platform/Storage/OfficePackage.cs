using System.IO.Compression;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Documents that are archives of parts: docx, xlsx, pptx and OFD (GB/T 33190). What they would unpack to is judged
/// before any of it is, and what would run is refused. Any other archive is not taken: its files come by themselves.
/// </summary>
internal static class OfficePackage
{
    private const int MostParts = 20_000;
    private const int MostOfPart = 1 << 20;

    private static readonly (string Main, FileType Type)[] documents =
    [
        ("wordprocessingml.document.main+xml", FileType.Word),
        ("spreadsheetml.sheet.main+xml", FileType.Workbook),
        ("presentationml.presentation.main+xml", FileType.Slides),
    ];

    public static FileType Recognise(Stream content)
    {
        try
        {
            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            MustUnpackSafely(archive);
            return Recognise(archive);
        }
        catch (InvalidDataException)
        {
            throw FileRefusals.FileMalformed.WithDetail(
                "压缩结构有误，文件可能不完整。",
                "The archive cannot be read; the file may be cut off."
            );
        }
    }

    private static FileType Recognise(ZipArchive archive)
    {
        var names = archive.Entries.Select(part => part.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var types = ReadPart(archive, "[Content_Types].xml");
        if (types is null)
            return names.Contains("OFD.xml") ? FileType.Ofd : throw NoDocument();
        if (types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || names.Any(Runs))
            throw StorageRefusals.Macros.WithDetail(
                "文档含有宏或控件，请另存为不带宏的 docx、xlsx、pptx。",
                "The document holds macros or controls; save it as docx, xlsx or pptx without them."
            );
        // A template from elsewhere is loaded, with its macros, as soon as the document is opened.
        if (
            ReadPart(archive, "word/_rels/settings.xml.rels") is { } settings
            && settings.Contains("attachedTemplate", StringComparison.OrdinalIgnoreCase)
            && settings.Contains("\"External\"", StringComparison.OrdinalIgnoreCase)
        )
            throw StorageRefusals.Macros.WithDetail(
                "文档从外部加载模板，请另存时选普通模板。",
                "The document loads a template from elsewhere; save it with the usual one."
            );
        var type = documents.FirstOrDefault(document => types.Contains(document.Main, StringComparison.Ordinal)).Type;
        return type ?? throw NoDocument();
    }

    private static bool Runs(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase);

    private static void MustUnpackSafely(ZipArchive archive)
    {
        var (total, names) = (0L, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var part in archive.Entries)
        {
            // The framework's reader stops at the length an entry states, so a stated length cannot be exceeded.
            total += part.Length;
            if (Unpacking.IsTooLarge(part, total, ReadLimits.Usual) || names.Count > MostParts)
                throw FileRefusals.FileUnpacksTooLarge.WithDetail(
                    $"文件解压后过大（上限 {ReadLimits.Usual.MaxUnpackedBytes >> 20} MiB）。",
                    $"The file unpacks too large; the limit is {ReadLimits.Usual.MaxUnpackedBytes >> 20} MiB."
                );
            if (part.IsEncrypted)
                throw FileRefusals.FileEncrypted.WithDetail("请取消密码后再传。", "Remove its password first.");
            if (!names.Add(part.FullName.Replace('\\', '/')) || part.FullName.Split('/', '\\').Contains(".."))
                throw FileRefusals.FileMalformed.WithDetail(
                    "压缩结构有误：部件重名，或指向文件之外。",
                    "A part is there twice, or names a place outside the file."
                );
        }
    }

    private static string? ReadPart(ZipArchive archive, string name)
    {
        if (
            archive.Entries.FirstOrDefault(part => part.FullName.Equals(name, StringComparison.OrdinalIgnoreCase))
            is not { } found
        )
            return null;
        if (found.Length > MostOfPart)
            throw FileRefusals.FileUnpacksTooLarge.ToRefusal();
        using var reader = new StreamReader(found.Open());
        return reader.ReadToEnd();
    }

    private static Http.Refusal NoDocument() =>
        StorageRefusals.TypeNotTaken.WithDetail(
            "这是压缩包，不是文档；请把其中的文件逐个上传。",
            "This is an archive and no document; send the files in it one by one."
        );
}
