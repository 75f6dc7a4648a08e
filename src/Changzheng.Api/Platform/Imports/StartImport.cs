using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Uploads a file to be checked or taken in, or takes in exactly what a check showed.</summary>
internal static class StartImport
{
    private const int LongestWait = 60;

    internal sealed record Command(
        string Kind,
        ImportMode Mode,
        OnConflict? OnConflict,
        OnError? OnError,
        string? Charset,
        Upload File
    ) : ICommand<Import>, ISilent;

    /// <summary>Takes in what a check showed.</summary>
    internal sealed record ApplyCommand(string Kind, string Token) : ICommand<Import>, ISilent;

    public static void Map(IEndpointRouteBuilder imports) =>
        imports
            .MapPost("{id}", Handle)
            .WithName(nameof(StartImport))
            .Needs(ImportRights.Import)
            .WithMetadata(
                new Uploads(),
                new ReadsOwnBody(Upload.DigestAsync),
                new AnswersPersonal(),
                new DisableRequestTimeoutAttribute()
            )
            .Produces<ImportView>(StatusCodes.Status200OK)
            .Produces<ImportView>(StatusCodes.Status202Accepted)
            .Produces<ImportView>(StatusCodes.Status207MultiStatus)
            .Produces<ImportView>(StatusCodes.Status422UnprocessableEntity)
            .Refuses(
                ImportRefusals.KindUnknown,
                Refusals.RequestInvalid,
                ImportRefusals.TokenInvalid,
                Refusals.RequestMalformed,
                Refusals.MediaTypeUnsupported,
                Refusals.BodyTooLarge,
                AccessRefusals.BeyondUnit
            );

    /// <summary>Import a file</summary>
    /// <remarks>
    /// The body is the file: CSV, NDJSON, JSON or xlsx, in UTF-8, GB18030 or UTF-16, with Chinese or English headers in
    /// any order; or a form with one file. The answer is 202 with the import's address; with <c>Prefer: wait=10</c> it
    /// is the finished import when it is finished in time: 200 when no row was rejected, 207 when some were and the
    /// others taken in, 422 when nothing was taken in. A check answers a token; <c>check=…</c> with it without a body
    /// then takes in exactly what was shown, or refuses because the world has moved.
    /// </remarks>
    /// <param name="kind">What is imported: {imports}.</param>
    /// <param name="mode">check judges every row and writes nothing; apply takes the file in; check if omitted.</param>
    /// <param name="onConflict">What happens to a row whose key is there with other content: update if omitted.</param>
    /// <param name="onError">What a rejected row does to the others: atomic, taking in nothing, if omitted.</param>
    /// <param name="charset">How the text is encoded, where it is not to be found out: utf-8, gb18030, utf-16.</param>
    /// <param name="check">The token of a check: takes in exactly what it showed.</param>
    /// <param name="prefer">wait=10 waits that many seconds for the end, 60 at most.</param>
    /// <response code="200">Finished in time, no row rejected.</response>
    /// <response code="202">Queued.</response>
    /// <response code="207">Finished in time; some rows were rejected, the others taken in.</response>
    /// <response code="422">Finished in time; nothing was taken in.</response>
    internal static async Task<IResult> Handle(
        HttpContext context,
        IMediator mediator,
        ImportRows rows,
        IHostApplicationLifetime lifetime,
        TimeProvider clock,
        [FromRoute(Name = "id")] string kind,
        Choice<ImportMode>? mode,
        Choice<OnConflict>? onConflict,
        Choice<OnError>? onError,
        string? charset,
        string? check,
        [FromHeader(Name = "Prefer")] string? prefer,
        CancellationToken ct
    )
    {
        var import = check is null ? await UploadAsync() : await mediator.Send(new ApplyCommand(kind, check), ct);
        context.Response.Headers.Location = ImportView.Url(import.Id);
        context.Response.Headers.RetryAfter = "1";
        var queued = TypedResults.Json(import.View(clock.GetUtcNow()), statusCode: StatusCodes.Status202Accepted);
        return Wait(prefer) is { } seconds ? new Later(queued, FinishedAsync) : queued;

        async Task<Import> UploadAsync()
        {
            await using var upload = await Upload.ReceiveAsync(context, ct);
            return await mediator.Send(
                new Command(kind, mode ?? ImportMode.Check, onConflict?.Value, onError?.Value, charset, upload),
                ct
            );
        }

        async Task<IResult?> FinishedAsync()
        {
            if (await WaitAsync(rows, import.Id, seconds, lifetime.ApplicationStopping, ct) is not { } finished)
                return null;
            context.Response.Headers.Remove("Retry-After");
            context.Response.Headers["Preference-Applied"] = $"wait={seconds}";
            return TypedResults.Json(finished.View(clock.GetUtcNow()), statusCode: finished.Status);
        }
    }

    private static int? Wait(string? prefer) =>
        prefer
            ?.Split(',')
            .Select(part => part.Trim())
            .FirstOrDefault(part => part.StartsWith("wait=", StringComparison.OrdinalIgnoreCase))
            is { } wait
        && int.TryParse(wait.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Math.Min(seconds, LongestWait)
            : null;

    private static async Task<Import?> WaitAsync(
        ImportRows rows,
        string id,
        int seconds,
        CancellationToken stopping,
        CancellationToken ct
    )
    {
        var (until, pause) = (Environment.TickCount64 + seconds * 1000L, 10);
        do
        {
            await Task.Delay(pause, ct);
            pause = Math.Min(250, pause * 2);
            if (await rows.FindAsync(id, ct) is { State: not (ImportState.Queued or ImportState.Running) } finished)
                return finished;
        } while (Environment.TickCount64 < until && !stopping.IsCancellationRequested);
        return null;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Charset).IsAtMost(40);
    }

    internal sealed class Handler(
        Db db,
        ImportRows rows,
        ImportFiles files,
        PersonalData personal,
        ImportWorker worker,
        Catalogue catalogue,
        Reaches reaches,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, Import>, ICommandHandler<ApplyCommand, Import>
    {
        public async Task<Import> Handle(Command command, CancellationToken cancellationToken)
        {
            await MustMayAsync(command.Kind, cancellationToken);
            var import = MakeImport(command.Kind) with
            {
                Mode = command.Mode,
                OnConflict = command.OnConflict ?? OnConflict.Update,
                OnError = command.OnError ?? OnError.Atomic,
                Format = command.File.Format,
                Charset = command.Charset,
                FileKey = FileSeal.MakeKey(personal),
                FileName = command.File.Name,
                FileBytes = command.File.Content.Length,
                FileDigest = command.File.Digest,
            };
            import = import with { FileOf = import.Id };
            await rows.QueueAsync(import, cancellationToken);
            command.File.Content.Position = 0;
            await files.WriteAsync(import, command.File.Content, cancellationToken);
            db.OnCommitted(worker.Wake);
            return import;
        }

        public async Task<Import> Handle(ApplyCommand command, CancellationToken cancellationToken)
        {
            await MustMayAsync(command.Kind, cancellationToken);
            var parts = command.Token.Split('.');
            if (
                parts.Length != 2
                || await rows.FindAsync(parts[0], cancellationToken) is not { } check
                || check.CallerId != caller.Id
                || check.Kind != command.Kind
                || check.View(clock.GetUtcNow()).Token != command.Token
                || check.FileKey is null
                || check.FinishedAt < clock.GetUtcNow() - ImportRetention.Period
            )
                throw ImportRefusals.TokenInvalid.WithDetail(
                    "令牌须取自本人一天内完成且可应用的检查。",
                    "A token comes from a check of one's own, finished within the last day."
                );
            var import = MakeImport(command.Kind) with
            {
                Mode = ImportMode.Apply,
                OnConflict = check.OnConflict,
                OnError = check.OnError,
                Format = check.Format,
                Charset = check.Charset,
                FileKey = check.FileKey,
                FileName = check.FileName,
                FileOf = check.FileOf,
                FileBytes = check.FileBytes,
                FileDigest = check.FileDigest,
                Shown = check.Shown,
            };
            await rows.QueueAsync(import, cancellationToken);
            db.OnCommitted(worker.Wake);
            return import;
        }

        private async Task MustMayAsync(string kind, CancellationToken ct)
        {
            var subject = catalogue.GetImport(kind);
            var needs = subject.Needs;
            if (!Rights.Allow(caller, needs))
                throw AccessRefusals.Forbidden.WithDetail(
                    $"导入 {kind} 须有权限 {needs.Name}。",
                    $"An import of {kind} needs the right {needs.Name}."
                );
            if (subject.IsOfTown)
                (await reaches.OfCallerAsync(ct)).MustBeTown();
        }

        private Import MakeImport(string kind) =>
            new()
            {
                Id = Guid.CreateVersion7().ToString("N"),
                Kind = kind,
                Language = CultureInfo.CurrentUICulture.Name,
                Caller = JsonSerializer.Serialize(caller, Json.Stored),
                CallerId = caller.Id,
                CreatedAt = clock.GetUtcNow().TruncateToMilliseconds(),
                CreatedBy = caller.Name,
                State = ImportState.Queued,
            };
    }
}
