using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Judges a file without writing what it says: each batch of verdicts is stored in a transaction of its own.
/// </summary>
internal sealed class ImportJudge(Db db, ImportVerdicts verdicts, Catalogue catalogue, IServiceProvider services)
{
    /// <param name="import">The import, claimed by the worker.</param>
    /// <param name="file">Its file.</param>
    /// <param name="pulse">Where it tells how far it is.</param>
    /// <param name="all">Whether each row's verdict is stored; else only those of rejected rows.</param>
    /// <returns>A digest of everything that was decided.</returns>
    public async Task<string> JudgeAsync(Import import, Stream file, Pulse pulse, bool all, CancellationToken ct)
    {
        var subject = catalogue.GetImport(import.Kind);
        var run = new ImportRun(import, subject, (Intake)services.GetRequiredService(subject.Intake), pulse);
        file.Position = 0;
        await run.RunAsync(
            file,
            write: false,
            decided =>
                db.TransactAsync(
                    async () =>
                    {
                        await verdicts.AddAsync(
                            import,
                            all ? decided : decided.Where(verdict => verdict.Outcome == RowOutcome.Rejected),
                            ct
                        );
                        return true;
                    },
                    ct
                ),
            ct
        );
        return run.Digest;
    }
}
