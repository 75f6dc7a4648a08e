using System.Security.Cryptography;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Operations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// A file as it arrived, on disk until it is in the database: however large it is, little of it is in memory.
/// </summary>
internal sealed class Upload : IAsyncDisposable
{
    public const long Most = 1024L * 1024 * 1024;

    public required Stream Content { get; init; }
    public required string Digest { get; init; }
    public required TableFormat Format { get; init; }
    public string? Name { get; init; }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    /// <summary>The request's file, received once and kept until the request ends.</summary>
    public static async Task<Upload> ReceiveAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Features.Get<Upload>() is { } received)
            return received;
        var upload = await ReadAsync(context, ct);
        context.Features.Set(upload);
        context.Response.RegisterForDisposeAsync(upload);
        return upload;
    }

    /// <summary>
    /// What tells one file from another, whatever boundary a form has. It is received before the transaction begins in
    /// which the key is kept: a caller may send slowly. A request that applies a check has no file.
    /// </summary>
    public static async Task<string> DigestAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Request.Query.ContainsKey("check"))
            return "";
        var upload = await ReceiveAsync(context, ct);
        return $"{upload.Format} {upload.Name} {upload.Digest}";
    }

    private static async Task<Upload> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var most = context.RequestServices.GetRequiredService<IConfiguration>().GetValue("Imports:MostBytes", Most);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most + 64 * 1024;
        if (context.Request.ContentLength > most + 64 * 1024)
            throw TooLarge(most);
        var (body, type, name) = context.Request.HasFormContentType
            ? await PartAsync(context.Request, ct)
            : (context.Request.Body, context.Request.ContentType, NameOf(context.Request.Headers.ContentDisposition));
        var content = new ScratchFile();
        try
        {
            var digest = await SpoolAsync(body, content, most, ct);
            var format =
                TableFormats.Of(type, name)
                ?? (
                    IsOpaque(type)
                        ? TableFormats.Sniff(content)
                        : throw Refusals.MediaTypeUnsupported.WithDetail(
                            "文件须为 CSV、NDJSON、JSON 或 xlsx。",
                            "A file is CSV, NDJSON, JSON or xlsx."
                        )
                );
            return new Upload
            {
                Content = content,
                Digest = digest,
                Format = format,
                Name = name is { Length: > 200 } ? name[^200..] : name,
            };
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    internal static async Task<string> SpoolAsync(Stream body, ScratchFile content, long most, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; )
        {
            if (content.Length + read > most)
                throw TooLarge(most);
            hash.AppendData(buffer, 0, read);
            await content.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        content.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The first file of a form.</summary>
    private static async Task<(Stream Body, string? Type, string? Name)> PartAsync(
        HttpRequest request,
        CancellationToken ct
    )
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
            throw NoFile();
        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
                if (section.AsFileSection() is { FileStream: { } stream } file)
                    return (
                        stream,
                        section.ContentType,
                        string.IsNullOrEmpty(file.FileName) ? null : Path.GetFileName(file.FileName)
                    );
        }
        catch (Exception fault)
            when (fault is InvalidDataException || (fault is IOException and not BadHttpRequestException))
        {
            throw NoFile();
        }

        throw NoFile();
    }

    internal static string? NameOf(string? disposition) =>
        ContentDispositionHeaderValue.TryParse(disposition, out var parsed)
        && HeaderUtilities.RemoveQuotes(parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).Value
            is { Length: > 0 } name
            ? Path.GetFileName(name)
            : null;

    /// <summary>What browsers, Excel and curl send when they do not know better.</summary>
    private static bool IsOpaque(string? type) =>
        type is null
        || type.Split(';')[0].Trim().ToLowerInvariant()
            is "application/octet-stream"
                or "application/x-www-form-urlencoded"
                or "text/plain"
                or "application/vnd.ms-excel"
                or "application/zip"
                or "";

    internal static Refusal TooLarge(long most) =>
        Refusals.BodyTooLarge.WithDetail(
            $"文件至多 {most / (1024 * 1024)} MB。",
            $"A file has at most {most / (1024 * 1024)} MB."
        );

    internal static Refusal NoFile() =>
        Refusals.RequestMalformed.WithDetail("表单中没有文件。", "The form has no file.");
}

/// <summary>The operation's body is a file.</summary>
internal sealed record Uploads;
