using System.Data.Common;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// Whether there is room to write. A write that found none marks storage as full for the length of Retry-After; and a
/// disk is as good as full before its last byte is written, for the log of the database must be able to grow. Reading
/// goes on.
/// </summary>
internal sealed class StorageRoom(Dialect dialect, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Seconds after which a refused write is worth another try.</summary>
    public const int RetryAfter = 60;

    /// <summary>
    /// As exceptions carry ENOSPC and EDQUOT of Linux, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    /// </summary>
    private static readonly int[] noRoom = [28, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    private readonly long least = configuration.GetValue("Health:FreeBytes", 16L * 1024 * 1024);
    private readonly string? folder = dialect.FolderOf(
        configuration["Database:ConnectionString"] ?? "Data Source=changzheng.db"
    );
    private long fullSince;

    /// <summary>Whether a failure came of no room; it is remembered.</summary>
    public bool HasRunOut(Exception exception)
    {
        var isFull = exception is DbException fault
            ? dialect.IsStorageFull(fault)
            : exception is IOException { HResult: var code } && noRoom.Contains(code);
        if (!isFull)
            return false;
        Interlocked.Exchange(ref fullSince, clock.GetTimestamp());
        return true;
    }

    /// <returns>Why nothing can be written now; null when it can.</returns>
    public string? FindLack()
    {
        // By a timestamp: a clock that is set back must not make the minute longer.
        var since = Interlocked.Read(ref fullSince);
        if (since != 0 && clock.GetElapsedTime(since) < TimeSpan.FromSeconds(RetryAfter))
            return "The storage is full: a write found no room within the last minute.";
        return folder is not null && FreeBytes(folder) is { } free && free < least
            ? $"The storage is full: {free} bytes are free, {least} are needed."
            : null;
    }

    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
