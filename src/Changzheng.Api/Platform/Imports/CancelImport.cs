using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Cancels an import; what it had written is rolled back.</summary>
internal static class CancelImport
{
    internal sealed record Command(string Id) : ICommand<bool>, ISilent;

    public static void Map(IEndpointRouteBuilder imports) =>
        imports
            .MapDelete("{id}", Handle)
            .WithName(nameof(CancelImport))
            .Needs(ImportRights.Import)
            .Refuses(ImportRefusals.NotFound, ImportRefusals.Finished);

    /// <summary>Cancel an import</summary>
    /// <remarks>A running one stops within a moment and leaves nothing of what it had written.</remarks>
    /// <param name="id">The import.</param>
    /// <response code="204">It is cancelled, or is about to be.</response>
    internal static async Task<NoContent> Handle(
        IMediator mediator,
        ImportRows rows,
        ImportWorker worker,
        string id,
        CancellationToken ct
    )
    {
        _ = await rows.GetAsync(id, ct);
        // First cancel the run in this process: while it writes, SQLite takes no other write.
        if (worker.Of(id) is { } pulse)
            await pulse.CancelAsync();
        await mediator.Send(new Command(id), ct);
        return TypedResults.NoContent();
    }

    internal sealed class Handler(ImportRows rows, ImportLease lease) : ICommandHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var import = await rows.GetAsync(command.Id, cancellationToken);
            if (import.State is ImportState.Done or ImportState.Failed)
                throw ImportRefusals.Finished.WithDetail(
                    $"该导入已{(import.State == ImportState.Done ? "完成" : "失败")}。",
                    $"The import is {import.State.Text()}."
                );
            await rows.AskCancelAsync(command.Id, cancellationToken);
            await lease.CancelAsync(command.Id, "", cancellationToken);
            return true;
        }
    }
}
