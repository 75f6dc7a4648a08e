using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Operations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// A file as it arrived, judged and put into the store before its row is: on disk meanwhile, encrypted, and never in
/// memory whole.
/// </summary>
internal sealed class ReceivedFile : IAsyncDisposable
{
    public const long Most = 50L << 20;

    /// <summary>What a form has around its file.</summary>
    private const long Around = 64 * 1024;

    public required Stream Content { get; init; }
    public required string Sha256 { get; init; }
    public required FileType Type { get; init; }
    public string? Name { get; init; }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    /// <summary>The request's file, received once and kept until the request ends.</summary>
    public static async Task<ReceivedFile> ReceiveAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Features.Get<ReceivedFile>() is { } received)
            return received;
        received = await ReadAsync(context, ct);
        context.Features.Set(received);
        context.Response.RegisterForDisposeAsync(received);
        try
        {
            await context
                .RequestServices.GetRequiredService<IFileStore>()
                .PutAsync(received.Sha256, received.Content, ct);
        }
        catch (FileStoreFailure)
        {
            throw StorageRefusals.Unavailable.ToRefusal().WithRetryAfter(60);
        }

        return received;
    }

    /// <summary>
    /// What tells one file from another for an Idempotency-Key, whatever boundary a form has. It is received before the
    /// transaction begins: a caller may send slowly.
    /// </summary>
    public static async Task<string> DigestAsync(HttpContext context, CancellationToken ct)
    {
        var file = await ReceiveAsync(context, ct);
        return $"{file.Type.Media} {file.Name} {file.Sha256}";
    }

    private static async Task<ReceivedFile> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Most + Around;
        if (context.Request.ContentLength > Most + Around)
            throw Upload.TooLarge(Most);
        var form = context.Request.HasFormContentType ? OpenForm(context.Request) : null;
        var content = new ScratchFile();
        try
        {
            var (body, type, name) = form is null
                ? (context.Request.Body, context.Request.ContentType, NameOf(context.Request))
                : await FindPartAsync(form, ct) ?? throw Upload.NoFile();
            var sha256 = await Upload.SpoolAsync(body, content, Most, ct);
            if (form is not null && await FindPartAsync(form, ct) is not null)
                throw Refusals.RequestMalformed.WithDetail("一次只传一个文件。", "One file at a time.");
            name = FileName.Clean(name);
            return new ReceivedFile
            {
                Content = content,
                Sha256 = sha256,
                Type = FileJudge.Judge(content, type, name),
                Name = name,
            };
        }
        catch (Exception cut) when (form is not null && IsCut(cut))
        {
            await content.DisposeAsync();
            throw Upload.NoFile();
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    private static bool IsCut(Exception fault) =>
        fault is InvalidDataException || (fault is IOException and not (BadHttpRequestException or FileStoreFailure));

    private static string? NameOf(HttpRequest request) => Upload.NameOf(request.Headers.ContentDisposition);

    private static MultipartReader OpenForm(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        return string.IsNullOrEmpty(boundary) || boundary.Length > 200
            ? throw Upload.NoFile()
            : new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
    }

    private static async Task<(Stream Body, string? Type, string? Name)?> FindPartAsync(
        MultipartReader form,
        CancellationToken ct
    )
    {
        while (await form.ReadNextSectionAsync(ct) is { } section)
            if (section.AsFileSection() is { FileStream: { } stream } file)
                return (stream, section.ContentType, file.FileName);
        return null;
    }
}
