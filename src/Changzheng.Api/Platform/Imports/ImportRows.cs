using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Imports, their files and verdicts as they are kept. One worker has an import at a time: it holds a lease and renews it.</summary>
internal sealed class ImportRows(Db db, PersonalData personal, Caller caller, TimeProvider clock)
{
    /// <summary>What a column of eight thousand bytes holds when it is sealed.</summary>
    private const int ChunkBytes = 8000 - FileSeal.Overhead;

    /// <summary>An import during which its process died this often is not begun again.</summary>
    private const int MostDeaths = 2;

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private const string Columns = """
        Id, Kind, Mode, OnConflict, OnError, Format, Charset, FileKey, SealedName, SealedDetail, FileOf, FileBytes, FileDigest, Shown, Language, Caller, CallerId,
        CreatedAt, CreatedBy, State, Attempts, Deaths, Worker, StartedAt, FinishedAt, Progress, RowsRead, RowsCreated, RowsUpdated, RowsUnchanged, RowsSkipped,
        RowsRejected, Code
        """;

    public const string QueueSql = """
        INSERT INTO Imports (Id, Kind, Mode, OnConflict, OnError, Format, Charset, FileKey, SealedName, FileOf, FileBytes, FileDigest, Shown, Language, Caller, CallerId,
            CreatedAt, CreatedBy, State, Attempts, Deaths, Worker, LeaseUntil, CancelAsked, StartedAt, FinishedAt, Progress, RowsRead, RowsCreated, RowsUpdated, RowsUnchanged,
            RowsSkipped, RowsRejected, Code)
        VALUES (@Id, @Kind, @Mode, @OnConflict, @OnError, @Format, @Charset, @FileKey, @SealedName, @FileOf, @FileBytes, @FileDigest, @Shown, @Language, @Caller, @CallerId,
            @CreatedAt, @CreatedBy, 'queued', 0, 0, NULL, NULL, 0, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, NULL)
        """;

    public const string ChunkSql = "INSERT INTO ImportFiles (Import, Number, Bytes) VALUES (@Import, @Number, @Bytes)";

    public const string ChunksSql =
        "SELECT Bytes FROM ImportFiles WHERE Import = @Import AND Number >= @From AND Number < @Until ORDER BY Number";

    public const string OneSql = $"SELECT {Columns} FROM Imports WHERE Id = @Id";

    public const string MineSql =
        $"SELECT {Columns} FROM Imports WHERE CallerId = @CallerId AND Id < @Before ORDER BY Id DESC {{page}}";

    public const string WaitingSql =
        $"SELECT {Columns} FROM Imports WHERE State = 'queued' OR (State = 'running' AND LeaseUntil < @Now) ORDER BY Id {{page}}";

    /// <summary>An import this worker left behind itself, because the database did not answer, is no death.</summary>
    public const string ClaimSql = """
        UPDATE Imports SET Deaths = CASE WHEN State = 'running' AND Worker <> @Worker THEN Deaths + 1 ELSE Deaths END,
            State = 'running', Worker = @Worker, LeaseUntil = @LeaseUntil, Attempts = Attempts + 1, StartedAt = @Now, Progress = 0,
            RowsRead = 0, RowsCreated = 0, RowsUpdated = 0, RowsUnchanged = 0, RowsSkipped = 0, RowsRejected = 0
        WHERE Id = @Id AND CancelAsked = 0 AND (State = 'queued' OR (State = 'running' AND LeaseUntil < @Now))
        """;

    public const string RenewSql = """
        UPDATE Imports SET LeaseUntil = @LeaseUntil, Progress = @Progress, RowsRead = @Read, RowsCreated = @Created, RowsUpdated = @Updated, RowsUnchanged = @Unchanged,
            RowsSkipped = @Skipped, RowsRejected = @Rejected
        WHERE Id = @Id AND Worker = @Worker AND State = 'running' AND CancelAsked = 0
        """;

    public const string FinishSql = """
        UPDATE Imports SET State = @State, FinishedAt = @Now, Progress = 1, Shown = @Shown, RowsRead = @Read, RowsCreated = @Created, RowsUpdated = @Updated,
            RowsUnchanged = @Unchanged, RowsSkipped = @Skipped, RowsRejected = @Rejected, Code = @Code, SealedDetail = @SealedDetail
        WHERE Id = @Id AND Worker = @Worker AND State = 'running' AND CancelAsked = 0
        """;

    public const string GiveUpSql = """
        UPDATE Imports SET State = 'failed', FinishedAt = @Now, Progress = 1, Deaths = Deaths + 1, Code = @Code
        WHERE Id = @Id AND CancelAsked = 0 AND State = 'running' AND LeaseUntil < @Now
        """;

    public const string CancelAskedSql = "SELECT CancelAsked FROM Imports WHERE Id = @Id";

    /// <summary>Given back unfinished, for whoever comes next to begin again.</summary>
    public const string ReleaseSql =
        "UPDATE Imports SET State = 'queued', Worker = NULL, LeaseUntil = NULL, Attempts = Attempts - @Back WHERE Id = @Id AND Worker = @Worker AND State = 'running'";

    public const string AskCancelSql =
        "UPDATE Imports SET CancelAsked = 1 WHERE Id = @Id AND State IN ('queued', 'running')";

    /// <summary>By the worker that has it, told in its own process: before the wish to cancel is written, perhaps.</summary>
    public const string StopSql = """
        UPDATE Imports SET State = 'cancelled', CancelAsked = 1, FinishedAt = @Now
        WHERE Id = @Id AND State = 'running' AND Worker = @Worker
        """;

    public const string CancelSql =
        "UPDATE Imports SET State = 'cancelled', FinishedAt = @Now WHERE Id = @Id AND CancelAsked = 1 AND (State = 'queued' OR LeaseUntil < @Now OR Worker = @Worker)";

    /// <summary>Somebody else's import is as if it were not there.</summary>
    public async Task<Import> FindAsync(string id, CancellationToken ct) =>
        await LookAsync(id, ct) is { } import && import.CallerId == caller.Id
            ? import
            : throw ImportRefusals.NotFound.Because($"没有导入 {id}。", $"There is no import {id}.");

    public async Task<Import?> LookAsync(string id, CancellationToken ct) =>
        await db.FindAsync<Import>(OneSql, new { Id = id }, ct) is { } import ? Opened(import) : null;

    /// <summary>The caller's own, the latest first.</summary>
    public async Task<IReadOnlyList<Import>> MineAsync(
        string callerId,
        string? before,
        int take,
        CancellationToken ct
    ) =>
        [
            .. (
                await db.QueryAsync<Import>(
                    MineSql,
                    new
                    {
                        CallerId = callerId,
                        Before = before ?? "~",
                        Skip = 0,
                        Take = take,
                    },
                    ct
                )
            ).Select(Opened),
        ];

    public Task QueueAsync(Import import, CancellationToken ct) =>
        db.ExecuteAsync(
            QueueSql,
            new
            {
                import.Id,
                import.Kind,
                Mode = import.Mode.Text(),
                OnConflict = import.OnConflict.Text(),
                OnError = import.OnError.Text(),
                Format = import.Format.Text(),
                import.Charset,
                import.FileKey,
                SealedName = Sealed(import.FileName),
                import.FileOf,
                import.FileBytes,
                import.FileDigest,
                import.Shown,
                import.Language,
                import.Caller,
                import.CallerId,
                import.CreatedAt,
                import.CreatedBy,
            },
            ct
        );

    public async Task KeepFileAsync(Import import, Stream file, CancellationToken ct)
    {
        var number = 0;
        using var seal = FileSeal.Open(personal, import.FileKey!);
        await db.WriteAllAsync(
            ChunkSql,
            Chunks(file)
                .Select(plain => new
                {
                    Import = import.Id,
                    Number = number++,
                    Bytes = seal.Close(plain.Span),
                }),
            ct
        );
    }

    public async Task ReadFileAsync(Import import, Stream into, CancellationToken ct)
    {
        const int Most = 500;
        using var seal = FileSeal.Open(personal, import.FileKey!);
        for (var from = 0; ; from += Most)
        {
            var chunks = await db.QueryAsync<byte[]>(
                ChunksSql,
                new
                {
                    Import = import.FileOf,
                    From = from,
                    Until = from + Most,
                },
                ct
            );
            foreach (var bytes in chunks)
                await into.WriteAsync(seal.Open(bytes), ct);
            if (chunks.Count < Most)
                break;
        }

        into.Position = 0;
    }

    /// <summary>Asked every second by every process: it must not take the turn to write from anybody.</summary>
    public async Task<bool> AnyWaitingAsync(CancellationToken ct) =>
        (
            await db.QueryAsync<Import>(
                WaitingSql,
                new
                {
                    Now = clock.GetUtcNow(),
                    Skip = 0,
                    Take = 1,
                },
                ct
            )
        ).Count > 0;

    public async Task<Import?> ClaimAsync(string worker, CancellationToken ct)
    {
        foreach (
            var waiting in await db.QueryAsync<Import>(
                WaitingSql,
                new
                {
                    Now = clock.GetUtcNow(),
                    Skip = 0,
                    Take = 10,
                },
                ct
            )
        )
        {
            var now = clock.GetUtcNow();
            if (
                waiting.State == ImportState.Running
                && waiting.Worker != worker
                && waiting.Deaths + 1 >= MostDeaths
                && await db.ExecuteAsync(
                    GiveUpSql,
                    new
                    {
                        waiting.Id,
                        Now = now,
                        ImportRefusals.GaveUp.Code,
                    },
                    ct
                ) == 1
            )
                continue;
            if (
                await db.ExecuteAsync(
                    ClaimSql,
                    new
                    {
                        waiting.Id,
                        Worker = worker,
                        Now = now,
                        LeaseUntil = now + Lease,
                    },
                    ct
                ) == 1
            )
                return await LookAsync(waiting.Id, ct);
            // Its process died after somebody asked to cancel it.
            await CancelAsync(waiting.Id, "", ct);
        }

        return null;
    }

    /// <returns>False when the import is no longer this worker's, or is to be cancelled.</returns>
    public async Task<bool> RenewAsync(string id, string worker, Pulse pulse, CancellationToken ct) =>
        await db.ExecuteAsync(
            RenewSql,
            new
            {
                Id = id,
                Worker = worker,
                LeaseUntil = clock.GetUtcNow() + Lease,
                pulse.Progress,
                pulse.Rows.Read,
                pulse.Rows.Created,
                pulse.Rows.Updated,
                pulse.Rows.Unchanged,
                pulse.Rows.Skipped,
                pulse.Rows.Rejected,
            },
            ct
        ) == 1;

    public async Task<bool> IsToBeCancelledAsync(string id, CancellationToken ct) =>
        await db.FindAsync<bool>(CancelAskedSql, new { Id = id }, ct);

    /// <summary>The fence: a worker whose import was taken over, or is to be cancelled, writes nothing.</summary>
    public async Task FinishAsync(
        Import import,
        string worker,
        ImportState state,
        RowCounts rows,
        string? shown,
        ImportProblem? problem,
        CancellationToken ct
    )
    {
        if (
            await db.ExecuteAsync(
                FinishSql,
                new
                {
                    import.Id,
                    Worker = worker,
                    State = state.Text(),
                    Now = clock.GetUtcNow(),
                    Shown = shown,
                    rows.Read,
                    rows.Created,
                    rows.Updated,
                    rows.Unchanged,
                    rows.Skipped,
                    rows.Rejected,
                    problem?.Code,
                    SealedDetail = Sealed(problem?.Detail),
                },
                ct
            ) == 0
        )
            throw new OperationCanceledException($"Import {import.Id} is no longer this worker's.");
    }

    /// <param name="id">The import.</param>
    /// <param name="counts">Whether this was an attempt: not where it had to make way.</param>
    public Task ReleaseAsync(string id, string worker, bool counts, CancellationToken ct) =>
        db.ExecuteAsync(
            ReleaseSql,
            new
            {
                Id = id,
                Worker = worker,
                Back = counts ? 0 : 1,
            },
            ct
        );

    public Task AskCancelAsync(string id, CancellationToken ct) => db.ExecuteAsync(AskCancelSql, new { Id = id }, ct);

    /// <param name="id">The import.</param>
    public Task CancelAsync(string id, string worker, CancellationToken ct) =>
        db.ExecuteAsync(
            CancelSql,
            new
            {
                Id = id,
                Worker = worker,
                Now = clock.GetUtcNow(),
            },
            ct
        );

    public Task StopAsync(string id, string worker, CancellationToken ct) =>
        db.ExecuteAsync(
            StopSql,
            new
            {
                Id = id,
                Worker = worker,
                Now = clock.GetUtcNow(),
            },
            ct
        );

    private Import Opened(Import import) =>
        import with
        {
            FileName = Open(import.SealedName),
            Detail = Open(import.SealedDetail),
        };

    private string? Sealed(string? text) => text is null ? null : personal.Seal(text);

    private string? Open(string? text) => text is null ? null : personal.Open<string>(text);

    /// <summary>Each good until the next.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Chunks(Stream file)
    {
        var buffer = new byte[ChunkBytes];
        for (int read; (read = file.ReadAtLeast(buffer, ChunkBytes, throwOnEndOfStream: false)) > 0; )
            yield return buffer.AsMemory(0, read);
    }
}
