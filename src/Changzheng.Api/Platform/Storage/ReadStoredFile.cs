using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Changzheng.Api.Platform.Storage;

/// <summary>Gives a file to a caller who may read something that names it.</summary>
internal static class ReadStoredFile
{
    /// <summary>A command, for every reading is on the audit trail; silent, for nothing changes.</summary>
    internal sealed record Command(string Sha256, string? Purpose) : ICommand<Found>, ISilent;

    internal sealed record Found(FileRow File, string? Name);

    public static void Map(IEndpointRouteBuilder files) =>
        files
            .MapGet("{sha256}", Handle)
            .WithName(nameof(ReadStoredFile))
            .WithMetadata(new SendsAnyFile(), new DisableRequestTimeoutAttribute())
            .Needs(StorageRights.Read)
            .Refuses(
                StorageRefusals.NotFound,
                PrivacyRefusals.PurposeNeeded,
                AccessRefusals.Forbidden,
                StorageRefusals.Unavailable
            );

    /// <summary>Read a file</summary>
    /// <remarks>
    /// For callers who may read something that names it, and for its uploader while it is new; to all others it is not
    /// there. A file that only tickets name is a citizen's matter: it takes the right to personal data and a purpose.
    /// Every reading is on the audit trail. Ranges are answered.
    /// </remarks>
    /// <param name="sha256">Its hash.</param>
    /// <param name="purpose">What a citizen's file is needed for.</param>
    /// <param name="purposeHeader">The same as a header, percent-encoded.</param>
    /// <response code="200">The file.</response>
    /// <response code="206">The range of it that was asked for.</response>
    internal static async Task<IResult> Handle(
        HttpContext context,
        IMediator mediator,
        IFileStore store,
        string sha256,
        string? purpose,
        [FromHeader(Name = "Purpose")] string? purposeHeader,
        CancellationToken ct
    )
    {
        purpose ??= purposeHeader is null ? null : Uri.UnescapeDataString(purposeHeader);
        var (file, name) = await mediator.Send(new Command(sha256, purpose), ct);
        var content = await OpenAsync(store, file, ct);
        var headers = context.Response.Headers;
        headers.CacheControl = purpose is null ? "private, no-cache" : "no-store";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        return Results.Stream(
            content,
            file.Type,
            name,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""),
            enableRangeProcessing: true
        );
    }

    private static async Task<Stream> OpenAsync(IFileStore store, FileRow file, CancellationToken ct)
    {
        try
        {
            return await store.FindAsync(file.Sha256, ct) ?? throw StorageRefusals.Unavailable.ToRefusal();
        }
        catch (FileStoreFailure)
        {
            throw StorageRefusals.Unavailable.ToRefusal().WithRetryAfter(60);
        }
    }

    internal sealed class Handler(Db db, FileReferences references, AuditTrail trail, Caller caller)
        : ICommandHandler<Command, Found>
    {
        public const string OneSql = $$"""
            SELECT {of f {{FileRow.Columns}}} FROM StoredFiles f WHERE f.Sha256 = @Sha256
            """;

        public const string UploadsSql = $$"""
            SELECT {of u {{UploadRow.Columns}}} FROM FileUploads u WHERE u.Sha256 = @Sha256 ORDER BY u.UploadedAt, u.CallerId
            """;

        public async Task<Found> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await db.FindAsync<FileRow>(OneSql, command, cancellationToken);
            var grant = file is null ? null : await references.FindGrantAsync(file.Sha256, cancellationToken);
            if (file is null || grant is null)
                throw StorageRefusals.NotFound.ToRefusal();
            if (grant.IsPersonal)
                await MustStatePurposeAsync(command.Purpose, grant.Thing!, cancellationToken);
            var uploads = await db.QueryAsync<UploadRow>(UploadsSql, command, cancellationToken);
            var own =
                uploads.FirstOrDefault(upload => upload.CallerId == caller.Id)
                ?? (uploads.Count > 0 ? uploads[0] : null);
            return new Found(file, FileName.Complete(own?.Name, file));
        }

        private async Task MustStatePurposeAsync(string? purpose, string thing, CancellationToken ct)
        {
            if (!Rights.Allow(caller, PrivacyRights.ReadPersonalData))
                throw AccessRefusals.Forbidden.WithDetail("无权查看个人信息。", "Personal data is not yours to see.");
            if (purpose is null)
                throw PrivacyRefusals.PurposeNeeded.WithDetail(
                    "附件属个人信息，查看须写明用途（purpose）。",
                    "An attachment is personal data; reading it takes a purpose."
                );
            Purposes.MustAllow(caller, purpose);
            await trail.ReadAsync(caller, [thing], Masking.Certain(purpose.Trim()), ct);
        }
    }
}

/// <summary>The operation answers with a file of any type that is kept.</summary>
internal sealed record SendsAnyFile;
