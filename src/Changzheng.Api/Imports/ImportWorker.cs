using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Mediator;

namespace Changzheng.Api.Imports;

/// <summary>
/// Works off queued imports, one at a time. An import whose process died is begun again when its lease has run out: what had been
/// written was rolled back with the transaction, so nothing is there twice and nothing half.
/// </summary>
internal sealed class ImportWorker(IServiceScopeFactory scopes, ILogger<ImportWorker> log) : BackgroundService
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
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await ClaimAsync(stoppingToken) is { } import)
                    await WorkAsync(import, stoppingToken);
                else
                    await waiting.WaitAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException lost) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogInformation("An import was left where it was: {Reason}", lost.Message);
            }
            catch (DbException fault)
            {
                log.LogWarning(fault, "Imports wait: the database does not answer");
                await Task.Delay(pause, stoppingToken);
            }
        }
    }

    private async Task<Import?> ClaimAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, rows) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<ImportRows>());
        return await rows.AnyWaitingAsync(ct) ? await db.TransactAsync(() => rows.ClaimAsync(name, ct), ct) : null;
    }

    private async Task WorkAsync(Import import, CancellationToken stopping)
    {
        var pulse = running[import.Id] = new Pulse();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, pulse.Stop.Token);
        using var over = new CancellationTokenSource();
        var renewing = RenewAsync(import, pulse, over.Token);
        try
        {
            await RunAsync(import, pulse, stop.Token);
        }
        catch (OperationCanceledException)
        {
            await SettleAsync(rows => stopping.IsCancellationRequested ? rows.ReleaseAsync(import.Id, name, CancellationToken.None) : rows.CancelAsync(import.Id, name, CancellationToken.None));
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Import {Import} failed in attempt {Attempt}", import.Id, import.Attempts);
            await SettleAsync(rows => import.Attempts < MostAttempts && fault is DbException
                ? rows.ReleaseAsync(import.Id, name, CancellationToken.None)
                : rows.FinishAsync(import, name, ImportState.Failed, new RowCounts(0, 0, 0, 0, 0, 0), null, new ImportProblem(Refusals.Fault.Code, Refusals.Fault.Title), CancellationToken.None));
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
            running.TryRemove(import.Id, out _);
        }
    }

    private async Task RunAsync(Import import, Pulse pulse, CancellationToken ct)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(import.Language);
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await using (var scope = ScopeOf(import))
        {
            var (db, verdicts) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<ImportVerdicts>());
            await db.TransactAsync(() => verdicts.ForgetAsync(import.Id, ct), ct);
            await scope.ServiceProvider.GetRequiredService<ImportRows>().ReadFileAsync(import, file, ct);
        }

        try
        {
            if (import.Mode == ImportMode.Apply)
            {
                await using var scope = ScopeOf(import);
                await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ApplyImport.Command(import, file, name, pulse), ct);
                return;
            }

            await JudgeAsync(import, file, pulse, null, ct);
        }
        catch (ApplyImport.RowRejected)
        {
            await JudgeAsync(import, file, pulse, Refusals.ImportRejected, ct);
        }
        catch (FileRefused refused)
        {
            await FailAsync(import, pulse, new ImportProblem(refused.Fault.Code, refused.Fault.Message));
        }
        catch (Refusal refused)
        {
            await FailAsync(import, pulse, new ImportProblem(refused.Code, refused.Message));
        }
    }

    /// <summary>Without writing what the file says: every batch of verdicts is kept by itself.</summary>
    private async Task JudgeAsync(Import import, Stream file, Pulse pulse, RefusalKind? because, CancellationToken ct)
    {
        await using var scope = ScopeOf(import);
        var (services, subject) = (scope.ServiceProvider, Subjects.Find(import.Kind));
        var (db, verdicts) = (services.GetRequiredService<Db>(), services.GetRequiredService<ImportVerdicts>());
        var run = new ImportRun(import, subject, (Intake)services.GetRequiredService(subject.Intake), pulse);
        file.Position = 0;
        await run.GoAsync(file, write: false, decided => db.TransactAsync(async () =>
        {
            await verdicts.AddAsync(import.Id, because is null ? decided : decided.Where(verdict => verdict.Outcome == RowOutcome.Rejected), ct);
            return true;
        }, ct), ct);
        var rejected = pulse.Rows.Rejected;
        await SettleAsync(settled => settled.FinishAsync(import, name, because is null ? ImportState.Done : ImportState.Failed, pulse.Rows, run.Shown,
            because is null ? null : new ImportProblem(because.Code, Words.Say($"{rejected} 行未通过，整个文件未导入。", $"{rejected} rows were rejected; nothing of the file was taken in.")), ct));
    }

    private Task FailAsync(Import import, Pulse pulse, ImportProblem problem) =>
        SettleAsync(rows => rows.FinishAsync(import, name, ImportState.Failed, pulse.Rows, null, problem, CancellationToken.None));

    private async Task SettleAsync(Func<ImportRows, Task> settle)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Db>().TransactAsync(async () =>
        {
            await settle(scope.ServiceProvider.GetRequiredService<ImportRows>());
            return true;
        }, CancellationToken.None);
    }

    private async Task RenewAsync(Import import, Pulse pulse, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(ImportRows.Lease / 3, over);
                await using var scope = scopes.CreateAsyncScope();
                var rows = scope.ServiceProvider.GetRequiredService<ImportRows>();
                if (!await scope.ServiceProvider.GetRequiredService<Db>().TransactAsync(() => rows.RenewAsync(import.Id, name, pulse, over), over))
                    await pulse.Stop.CancelAsync();
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or DbException)
        {
        }
    }

    /// <summary>What an import does, it does as whoever uploaded it.</summary>
    private AsyncServiceScope ScopeOf(Import import)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OnBehalf>().Caller = JsonSerializer.Deserialize<Caller>(import.Caller, Json.Stored);
        return scope;
    }
}
