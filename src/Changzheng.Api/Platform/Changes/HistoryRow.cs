using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Changes;

/// <summary>
/// A row of an append-only history, as it lies in its table: a property a column. Its hash covers them all, and stands
/// in the change feed's row that tells of it, so that the feed's chain holds the history too.
/// </summary>
internal abstract record HistoryRow
{
    /// <summary>Counts from 1 for each subject, without gaps.</summary>
    public int Version { get; init; }

    /// <summary>Null in rows that were written before rows had hashes.</summary>
    public string? Hash { get; init; }

    /// <summary>Whose history it is; the rows of one subject lie together, by version.</summary>
    public abstract string GetSubject();

    public bool IsAsWritten() => Hash == RowHash.Of(this);
}

/// <summary>A history, declared beside the subject whose it is.</summary>
/// <param name="Table">Its table.</param>
internal abstract record History(string Table)
{
    /// <summary>All of it, subject by subject, version by version, read as it comes.</summary>
    public abstract IAsyncEnumerable<HistoryRow> ReadAsync(Db db, CancellationToken ct);

    /// <summary>The row with its hash, to be written.</summary>
    public static T Seal<T>(T row)
        where T : HistoryRow => (T)((HistoryRow)row with { Hash = RowHash.Of(row) });
}

/// <param name="Table">Its table.</param>
/// <param name="Rows">Reads it whole, by its key.</param>
internal sealed record History<T>(string Table, string Rows) : History(Table)
    where T : HistoryRow
{
    public override IAsyncEnumerable<HistoryRow> ReadAsync(Db db, CancellationToken ct) => db.StreamAsync<T>(Rows, ct);
}
