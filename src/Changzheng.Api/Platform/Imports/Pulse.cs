using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// The progress of a running import, in memory: while a file is imported, SQLite takes no other write.
/// </summary>
internal sealed class Pulse
{
    public RowCounts Rows { get; set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>What of the file was not taken for data, once it was read.</summary>
    public IReadOnlyList<FileNote> Notes { get; set; } = [];
    public decimal Progress { get; set; }
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Whether a caller of this process wants it to end, and not a worker that has lost it.</summary>
    public bool IsCancelled { get; private set; }

    public Task CancelAsync()
    {
        IsCancelled = true;
        return Stop.CancelAsync();
    }
}
