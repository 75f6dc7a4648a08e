using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Takes a file in: all of it in one transaction, or, where that was asked for, its good rows.</summary>
internal static class ApplyImport
{
    /// <param name="Import">The import, claimed by the worker.</param>
    /// <param name="File">Its file.</param>
    /// <param name="Worker">Who has it.</param>
    /// <param name="Pulse">Where it tells how far it is.</param>
    internal sealed record Command(Import Import, Stream File, string Worker, Pulse Pulse)
        : ICommand<RowCounts>,
            ISilent;

    /// <summary>A row was rejected and nothing is taken in.</summary>
    internal sealed class RowRejected : Exception;

    internal sealed class Handler(
        Db db,
        ImportLease lease,
        ImportVerdicts verdicts,
        ChangeFeed changes,
        Catalogue catalogue,
        IServiceProvider services
    ) : ICommandHandler<Command, RowCounts>
    {
        public async Task<RowCounts> Handle(Command command, CancellationToken cancellationToken)
        {
            var (import, pulse, subject) = (command.Import, command.Pulse, catalogue.GetImport(command.Import.Kind));
            command.File.Position = 0;
            await db.PrepareForManyAsync(cancellationToken);
            await using var interrupting = await db.InterruptOnAsync(cancellationToken);
            changes.Hold();
            var run = new ImportRun(import, subject, (Intake)services.GetRequiredService(subject.Intake), pulse);
            await run.RunAsync(
                command.File,
                write: true,
                async decided =>
                {
                    var rejected = decided.Where(verdict => verdict.Outcome == RowOutcome.Rejected).ToList();
                    if (rejected.Count > 0 && import.OnError == OnError.Atomic)
                        throw new RowRejected();
                    await verdicts.AddAsync(import, rejected, cancellationToken);
                },
                cancellationToken
            );
            if (import.Shown is { } shown && shown != run.Digest)
                throw ImportRefusals.Moved.WithDetail(
                    "自检查以来数据已变，应用结果会与所示不同；请重新检查。",
                    "What is there has changed since the check, and applying would not do what was shown; check again."
                );
            await changes.AppendHeldAsync(cancellationToken);
            // A file that changes nothing writes its import's row all the same, so the law of Record is kept here.
            if (pulse.Rows is { Created: > 0 } or { Updated: > 0 } && changes.Appended == 0)
                throw new InvalidOperationException($"An import of {import.Kind} wrote rows and appended no change.");
            await lease.FinishAsync(
                import,
                command.Worker,
                ImportState.Done,
                pulse.Rows,
                pulse.Notes,
                run.Digest,
                null,
                cancellationToken
            );
            return pulse.Rows;
        }
    }
}
