using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Changzheng.Api.Platform.Operations;

/// <summary>
/// A temporary file that only this process can read: each page is encrypted with a key that is nowhere but in memory.
/// On Unix it loses its name as soon as it is open, on Windows when it is closed: a killed process leaves nothing
/// behind that can be read.
/// </summary>
internal sealed class ScratchFile : Stream
{
    private const string Prefix = "changzheng-",
        Suffix = ".scratch";

    private const int PageBytes = 1 << 16,
        NonceBytes = 12,
        TagBytes = 16,
        SlotBytes = NonceBytes + TagBytes + PageBytes;

    private readonly FileStream file;
    private readonly AesGcm cipher = new(RandomNumberGenerator.GetBytes(32), TagBytes);
    private readonly byte[] page = new byte[PageBytes],
        slot = new byte[SlotBytes];
    private long length,
        position,
        held = -1,
        sealings;
    private bool changed;

    public ScratchFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Prefix}{Guid.CreateVersion7():N}{Suffix}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => length;
    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new IOException("There is nothing before a file.");
    }

    /// <summary>
    /// What a power failure, or a kill between two statements, left. A file another process has open cannot be deleted
    /// or has no name.
    /// </summary>
    public static void RemoveLeftovers()
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetTempPath(), $"{Prefix}*{Suffix}"))
        {
            try
            {
                File.Delete(left);
            }
            catch (Exception used) when (used is IOException or UnauthorizedAccessException) { }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && position < length)
        {
            var at = Hold(position / PageBytes);
            var some = (int)Math.Min(Math.Min(buffer.Length - read, PageBytes - at), length - position);
            page.AsSpan(at, some).CopyTo(buffer[read..]);
            read += some;
            position += some;
        }

        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var at = Hold(position / PageBytes);
            var some = Math.Min(buffer.Length, PageBytes - at);
            buffer[..some].CopyTo(page.AsSpan(at));
            changed = true;
            position += some;
            length = Math.Max(length, position);
            buffer = buffer[some..];
        }
    }

    // A page is a copy in memory, and a disk's cache answers the rest: a thread of its own would cost more than it
    // does.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position =
            offset
            + (
                origin switch
                {
                    SeekOrigin.Begin => 0,
                    SeekOrigin.Current => position,
                    _ => length,
                }
            );

    public override void SetLength(long value)
    {
        if (value > length)
            throw new NotSupportedException("It grows by being written.");
        length = value;
    }

    /// <summary>No other reader opens the file, so a flush need not write the buffer.</summary>
    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <returns>Where in the page the position is.</returns>
    private int Hold(long number)
    {
        if (number != held)
        {
            Leave();
            Load(number);
            held = number;
        }

        return (int)(position % PageBytes);
    }

    private void Leave()
    {
        if (!changed)
            return;
        var nonce = slot.AsSpan(0, NonceBytes);
        // A number used once: the key is of this file only, and a page written again is sealed under the next number.
        BinaryPrimitives.WriteInt64LittleEndian(nonce, ++sealings);
        cipher.Encrypt(nonce, page, slot.AsSpan(NonceBytes + TagBytes), slot.AsSpan(NonceBytes, TagBytes));
        file.Position = held * SlotBytes;
        file.Write(slot);
        changed = false;
    }

    private void Load(long number)
    {
        file.Position = number * SlotBytes;
        if (
            file.ReadAtLeast(slot, SlotBytes, throwOnEndOfStream: false) < SlotBytes
            || slot.AsSpan(0, NonceBytes).IndexOfAnyExcept((byte)0) < 0
        )
            Array.Clear(page);
        else
            cipher.Decrypt(
                slot.AsSpan(0, NonceBytes),
                slot.AsSpan(NonceBytes + TagBytes),
                slot.AsSpan(NonceBytes, TagBytes),
                page
            );
    }
}
