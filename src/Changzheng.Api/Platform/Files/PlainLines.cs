namespace Changzheng.Api.Platform.Files;

/// <summary>
/// Lines that all end in a line feed, with a separator the reader takes; what stands in quotes is left alone.
/// </summary>
/// <remarks>
/// The reader's fast path knows one kind of line end per file: a lone carriage return among others would join two rows
/// or split one.
/// </remarks>
internal sealed class PlainLines(TextReader inner, Separator separator) : TextReader
{
    private bool quoted;
    private bool fresh = true;
    private bool returned;
    private bool closed;

    public override int Read(char[] buffer, int index, int count)
    {
        int read,
            written;
        do
        {
            read = inner.Read(buffer, index, count);
            written = Convert(buffer.AsSpan(index, read));
        } while (read > 0 && written == 0);

        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Convert(Span<char> letters)
    {
        var written = 0;
        foreach (var letter in letters)
        {
            var follows = returned && letter == '\n';
            returned = !quoted && letter == '\r';
            if (follows)
                continue;
            var plain =
                quoted ? letter
                : letter == '\r' ? '\n'
                : letter == separator.Written ? separator.Stands
                : letter;
            // A doubled quote closes and opens again, which comes to the same; one amid bare letters is a letter.
            closed = letter == '"' && (quoted || fresh || closed) && !(quoted = !quoted);
            fresh = !quoted && (plain == '\n' || plain == separator.Stands);
            letters[written++] = plain;
        }

        return written;
    }
}
