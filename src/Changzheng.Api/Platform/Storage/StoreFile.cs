using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Changzheng.Api.Platform.Storage;

/// <summary>Keeps a file, so that evidence and attachments can name it.</summary>
internal static class StoreFile
{
    /// <param name="Uri">As evidence and attachments name it.</param>
    /// <param name="Type">What it is, by its content.</param>
    /// <param name="Bytes">How many it has.</param>
    public sealed record StoredFile(string Uri, string Type, long Bytes)
    {
        internal static StoredFile Example =>
            new(
                FileUri.Of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                FileType.Pdf.Media,
                48_213
            );
    }

    /// <summary>
    /// Silent where the same caller sends the same content again: only until when it is kept changes.
    /// </summary>
    internal sealed record Command(ReceivedFile File) : ICommand<Answer>, ISilent;

    internal sealed record Answer(StoredFile File, bool IsNew);

    public static void Map(IEndpointRouteBuilder files) =>
        files
            .MapPost("", Handle)
            .WithName(nameof(StoreFile))
            .Needs(StorageRights.Store)
            .WithMetadata(
                new TakesAnyFile(),
                new ReadsOwnBody(ReceivedFile.DigestAsync),
                new DisableRequestTimeoutAttribute()
            )
            .Refuses(
                Refusals.RequestMalformed,
                Refusals.BodyTooLarge,
                FileRefusals.FileEmpty,
                FileRefusals.FileTruncated,
                FileRefusals.FileMalformed,
                FileRefusals.FileEncrypted,
                FileRefusals.FileUnpacksTooLarge,
                StorageRefusals.TypeNotTaken,
                StorageRefusals.TypeDiffers,
                StorageRefusals.TwoTypes,
                StorageRefusals.Markup,
                StorageRefusals.Scripted,
                StorageRefusals.Macros,
                StorageRefusals.Unavailable
            );

    /// <summary>Keep a file</summary>
    /// <remarks>
    /// The body is the file, or a form with one file, 50 MB at most. What it is, is found out from its content; its
    /// name and its Content-Type, where given, must say the same. Photos (jpg, png, webp, heic), videos (mp4,
    /// mov), pdf,
    /// ofd, docx, xlsx, pptx and text are taken; what holds scripts or macros, is encrypted or unpacks too
    /// large is not.
    /// The answer's <c>uri</c> goes into evidence or attachments; a file that nothing names is deleted after seven
    /// days, unless the settings say otherwise.
    /// </remarks>
    /// <response code="201">Kept.</response>
    /// <response code="200">The same caller sent the same content before.</response>
    internal static async Task<Results<Created<StoredFile>, Ok<StoredFile>>> Handle(
        HttpContext context,
        IMediator mediator,
        CancellationToken ct
    )
    {
        var (file, isNew) = await mediator.Send(new Command(await ReceivedFile.ReceiveAsync(context, ct)), ct);
        return isNew ? TypedResults.Created(file.Uri, file) : TypedResults.Ok(file);
    }

    internal sealed class Handler(Db db, IFileStore store, ChangeFeed changes, Caller caller, TimeProvider clock)
        : ICommandHandler<Command, Answer>
    {
        public const string KeepSql = """
            INSERT INTO StoredFiles (Sha256, Type, Bytes, StoredAt)
            SELECT @Sha256, @Type, @Bytes, @StoredAt
            WHERE NOT EXISTS (SELECT 1 FROM StoredFiles {hold} WHERE Sha256 = @Sha256)
            """;

        public const string RenewSql =
            "UPDATE FileUploads SET UploadedAt = @UploadedAt WHERE Sha256 = @Sha256 AND CallerId = @CallerId";

        public const string UploadSql = $"INSERT INTO FileUploads {{insert {UploadRow.Columns}}}";

        public async Task<Answer> Handle(Command command, CancellationToken cancellationToken)
        {
            var (file, now) = (command.File, clock.GetUtcNow().TruncateToMilliseconds());
            var row = new FileRow
            {
                Sha256 = file.Sha256,
                Type = file.Type.Media,
                Bytes = file.Content.Length,
                StoredAt = now,
            };
            await db.ExecuteAsync(KeepSql, row, cancellationToken);
            // Between the upload and this transaction the hourly job may have found bytes that no row knew.
            if (!await store.HasAsync(row.Sha256, cancellationToken))
                await store.PutAsync(row.Sha256, file.Content, cancellationToken);
            var upload = new UploadRow
            {
                Sha256 = row.Sha256,
                CallerId = caller.Id,
                Name = file.Name,
                UploadedAt = now,
                UploadedBy = caller.Name,
                Unit = caller.Unit,
            };
            var stored = new StoredFile(FileUri.Of(row.Sha256), row.Type, row.Bytes);
            if (await db.ExecuteAsync(RenewSql, upload, cancellationToken) > 0)
                return new Answer(stored, false);
            await db.ExecuteAsync(UploadSql, upload, cancellationToken);
            var fact = ChangeFeed.Fact.Of(FileChanges.Stored, stored.Uri, stored);
            await changes.AppendAsync(fact with { Units = [caller.Unit] }, cancellationToken);
            return new Answer(stored, true);
        }
    }
}

/// <summary>The operation's body is any file that clerks attach.</summary>
internal sealed record TakesAnyFile;
