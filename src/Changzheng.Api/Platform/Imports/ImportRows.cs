using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// The stored imports: queued, found, listed by their caller. Their files are in <see cref="ImportFiles" />.
/// </summary>
internal sealed class ImportRows(Db db, PersonalData personal, Caller caller)
{
    public const string Columns = """
        Id, Kind, Mode, OnConflict, OnError, Format, Charset, FileKey, SealedName, SealedDetail, FileOf, FileBytes, FileDigest, Shown, Language, Caller, CallerId,
        CreatedAt, CreatedBy, State, Attempts, Deaths, Worker, StartedAt, FinishedAt, Progress, RowsRead, RowsCreated, RowsUpdated, RowsUnchanged, RowsSkipped,
        RowsRejected, Code, SealedNotes
        """;

    public const string QueueSql = """
        INSERT INTO Imports (Id, Kind, Mode, OnConflict, OnError, Format, Charset, FileKey, SealedName, FileOf, FileBytes, FileDigest, Shown, Language, Caller, CallerId,
            CreatedAt, CreatedBy, State, Attempts, Deaths, Worker, LeaseUntil, CancelAsked, StartedAt, FinishedAt, Progress, RowsRead, RowsCreated, RowsUpdated, RowsUnchanged,
            RowsSkipped, RowsRejected, Code)
        VALUES (@Id, @Kind, @Mode, @OnConflict, @OnError, @Format, @Charset, @FileKey, @SealedName, @FileOf, @FileBytes, @FileDigest, @Shown, @Language, @Caller, @CallerId,
            @CreatedAt, @CreatedBy, 'queued', 0, 0, NULL, NULL, 0, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, NULL)
        """;

    public const string OneSql = $"SELECT {Columns} FROM Imports WHERE Id = @Id";

    public const string OwnSql =
        $"SELECT {Columns} FROM Imports WHERE CallerId = @CallerId AND Id < @Before ORDER BY Id DESC {{page}}";

    public const string AskCancelSql =
        "UPDATE Imports SET CancelAsked = 1 WHERE Id = @Id AND State IN ('queued', 'running')";

    /// <summary>An import of another caller is refused as not found.</summary>
    public async Task<Import> GetAsync(string id, CancellationToken ct) =>
        await FindAsync(id, ct) is { } import && import.CallerId == caller.Id
            ? import
            : throw ImportRefusals.NotFound.WithDetail($"没有导入 {id}。", $"There is no import {id}.");

    public async Task<Import?> FindAsync(string id, CancellationToken ct) =>
        await db.FindAsync<Import>(OneSql, new { Id = id }, ct) is { } import ? Unseal(import) : null;

    /// <summary>The caller's own, the latest first.</summary>
    public async Task<IReadOnlyList<Import>> ListOwnAsync(
        string callerId,
        string? before,
        int take,
        CancellationToken ct
    ) =>
        [
            .. (
                await db.QueryAsync<Import>(
                    OwnSql,
                    new
                    {
                        CallerId = callerId,
                        Before = before ?? "~",
                        Skip = 0,
                        Take = take,
                    },
                    ct
                )
            ).Select(Unseal),
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
                SealedName = Seal(import.FileName),
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

    public Task AskCancelAsync(string id, CancellationToken ct) => db.ExecuteAsync(AskCancelSql, new { Id = id }, ct);

    private Import Unseal(Import import) =>
        import with
        {
            FileName = UnsealText(import.SealedName),
            Detail = UnsealText(import.SealedDetail),
            Notes = import.SealedNotes is null ? [] : personal.Open<IReadOnlyList<FileNote>>(import.SealedNotes),
        };

    public string? Seal(string? text) => text is null ? null : personal.Seal(text);

    public string? Seal(IReadOnlyList<FileNote> notes) => notes.Count == 0 ? null : personal.Seal(notes);

    private string? UnsealText(string? text) => text is null ? null : personal.Open<string>(text);
}
