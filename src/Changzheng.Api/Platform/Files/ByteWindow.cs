namespace Changzheng.Api.Platform.Files;

/// <summary>A file's bytes from where reading has come to, as many as were asked for.</summary>
internal sealed class ByteWindow(Stream stream)
{
    /// <summary>No row of cells at their limits is near it.</summary>
    private const int Most = 64 << 20;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    public bool Ended { get; private set; }

    /// <summary>Good until more is asked for.</summary>
    public ReadOnlyMemory<byte> Held => buffer.AsMemory(start, end - start);

    public void Pass(int count) => start += count;

    public void More(int row, ReadLimits limits)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= Most)
                throw CsvTable.TooLong(row, limits);
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        // Fills the whole buffer: the parser rescans all of it after each read, and a transcoding stream returns a page
        // a time.
        var read = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
        end += read;
        Ended = read == 0;
    }
}
