using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Operations;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Works off queued imports, one at a time. An import whose process died is begun again when its lease has run out:
/// what had been written was rolled back with the transaction, so nothing is there twice and nothing half. A second
/// death ends it.
/// </summary>
internal sealed class ImportWorker(
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ILogger<ImportWorker> log
) : BackgroundService
{
    private const int MostAttempts = 5;

    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    private readonly string name = Guid.CreateVersion7().ToString("N");
    private readonly SemaphoreSlim waiting = new(0);
    private readonly ConcurrentDictionary<string, Pulse> running = new();

    /// <summary>Something was queued: no need to wait for the next look.</summary>
    public void Wake() => waiting.Release();

    public Pulse? Of(string import) => running.GetValueOrDefault(import);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ScratchFile.RemoveLeftovers();
        // Services are stopped one after the other, and the server first: it waits for its callers, some of whom wait
        // for an import.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await ClaimAsync(stop.Token) is { } import)
                    await WorkAsync(import, stop.Token);
                else
                    await waiting.WaitAsync(pause, stop.Token);
            }
            catch (OperationCanceledException lost) when (!stop.IsCancellationRequested)
            {
                log.LogInformation("An import was left where it was: {Reason}", lost.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (DbException fault)
            {
                log.LogWarning("Imports wait: the database does not answer ({Fault})", Faults.Trace(fault));
                await Task.Delay(pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Import?> ClaimAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, lease) = (
            scope.ServiceProvider.GetRequiredService<Db>(),
            scope.ServiceProvider.GetRequiredService<ImportLease>()
        );
        return await lease.AnyWaitingAsync(ct) ? await db.TransactAsync(() => lease.ClaimAsync(name, ct), ct) : null;
    }

    private async Task WorkAsync(Import import, CancellationToken stopping)
    {
        var pulse = running[import.Id] = new Pulse();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, pulse.Stop.Token);
        using var over = new CancellationTokenSource();
        var watching = WatchAsync(import, pulse, over.Token);
        try
        {
            await RunAsync(import, pulse, stop.Token);
        }
        // An interrupted statement or a closed stream throws an exception of its own type.
        catch (Exception ended) when (stop.IsCancellationRequested || ended is OperationCanceledException)
        {
            await SettleAsync(lease =>
                stopping.IsCancellationRequested && !pulse.IsCancelled
                    ? lease.ReleaseAsync(import.Id, name, counts: false, CancellationToken.None)
                : pulse.IsCancelled ? lease.StopAsync(import.Id, name, CancellationToken.None)
                : lease.CancelAsync(import.Id, name, CancellationToken.None)
            );
        }
        catch (Exception fault)
        {
            await SettleAsync(import, fault, stopping);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
            running.TryRemove(import.Id, out _);
        }
    }

    private async Task RunAsync(Import import, Pulse pulse, CancellationToken ct)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(import.Language);
        await using var file = new ScratchFile();
        await using (var scope = ScopeOf(import))
        {
            var (db, verdicts) = (
                scope.ServiceProvider.GetRequiredService<Db>(),
                scope.ServiceProvider.GetRequiredService<ImportVerdicts>()
            );
            await db.TransactAsync(() => verdicts.ForgetAsync(import.Id, ct), ct);
            await scope.ServiceProvider.GetRequiredService<ImportFiles>().ReadAsync(import, file, ct);
        }

        try
        {
            if (import.Mode == ImportMode.Apply)
            {
                await using var scope = ScopeOf(import);
                await scope
                    .ServiceProvider.GetRequiredService<IMediator>()
                    .Send(new ApplyImport.Command(import, file, name, pulse), ct);
                return;
            }

            var shown = await JudgeAsync(import, file, pulse, ct);
            await SettleAsync(lease =>
                lease.FinishAsync(import, name, ImportState.Done, pulse.Rows, pulse.Notes, shown, null, ct)
            );
        }
        catch (ApplyImport.RowRejected)
        {
            var shown = await JudgeAsync(import, file, pulse, ct);
            var because = Words.Say(
                $"{pulse.Rows.Rejected} 行未通过，整个文件未导入。",
                $"{pulse.Rows.Rejected} rows were rejected; nothing of the file was taken in."
            );
            await SettleAsync(lease =>
                lease.FinishAsync(
                    import,
                    name,
                    ImportState.Failed,
                    pulse.Rows,
                    pulse.Notes,
                    shown,
                    new ImportProblem(ImportRefusals.Rejected.Code, because),
                    ct
                )
            );
        }
        catch (FileRefused refused)
        {
            await FailAsync(
                import,
                pulse.Rows,
                pulse.Notes,
                new ImportProblem(refused.Fault.Code, refused.Fault.Message)
            );
        }
        catch (Refusal refused)
        {
            await FailAsync(import, pulse.Rows, pulse.Notes, new ImportProblem(refused.Code, refused.Message));
        }
    }

    private async Task<string> JudgeAsync(Import import, Stream file, Pulse pulse, CancellationToken ct)
    {
        await using var scope = ScopeOf(import);
        return await scope
            .ServiceProvider.GetRequiredService<ImportJudge>()
            .JudgeAsync(import, file, pulse, import.Mode == ImportMode.Check, ct);
    }

    /// <summary>
    /// Handles a failed attempt: released when the database was busy, retried after another database fault, else
    /// failed.
    /// </summary>
    private async Task SettleAsync(Import import, Exception fault, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var busy = fault is DbException waited && scope.ServiceProvider.GetRequiredService<Dialect>().IsBusy(waited);
        // Its message may quote what the file says.
        log.LogError(
            "Import {Import} failed in attempt {Attempt}: {Fault}",
            import.Id,
            import.Attempts,
            Faults.Trace(fault)
        );
        if (busy || (fault is DbException && import.Attempts < MostAttempts))
            await SettleAsync(lease => lease.ReleaseAsync(import.Id, name, counts: !busy, CancellationToken.None));
        else
            await FailAsync(
                import,
                new RowCounts(0, 0, 0, 0, 0, 0),
                [],
                new ImportProblem(Refusals.Fault.Code, Refusals.Fault.Title)
            );
        await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task FailAsync(Import import, RowCounts counts, IReadOnlyList<FileNote> notes, ImportProblem problem) =>
        SettleAsync(lease =>
            lease.FinishAsync(import, name, ImportState.Failed, counts, notes, null, problem, CancellationToken.None)
        );

    private async Task SettleAsync(Func<ImportLease, Task> settle)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<Db>()
            .TransactAsync(
                async () =>
                {
                    await settle(scope.ServiceProvider.GetRequiredService<ImportLease>());
                    return true;
                },
                CancellationToken.None
            );
    }

    /// <summary>Renews the lease, and checks whether another process was asked to cancel.</summary>
    private async Task WatchAsync(Import import, Pulse pulse, CancellationToken over)
    {
        for (var ticks = 1; !over.IsCancellationRequested; ticks++)
        {
            try
            {
                await Task.Delay(ImportLease.Duration / 30, over);
                await using var scope = scopes.CreateAsyncScope();
                var (db, lease) = (
                    scope.ServiceProvider.GetRequiredService<Db>(),
                    scope.ServiceProvider.GetRequiredService<ImportLease>()
                );
                if (
                    await lease.IsToBeCancelledAsync(import.Id, over)
                    || (
                        ticks % 10 == 0
                        && !await db.TransactAsync(() => lease.RenewAsync(import.Id, name, pulse, over), over)
                    )
                )
                    await pulse.Stop.CancelAsync();
            }
            catch (Exception fault) when (fault is OperationCanceledException or DbException) { }
        }
    }

    /// <summary>A scope in which the caller is the one who uploaded the import.</summary>
    private AsyncServiceScope ScopeOf(Import import)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OnBehalf>().Caller = JsonSerializer.Deserialize<Caller>(
            import.Caller,
            Json.Stored
        );
        return scope;
    }
}
