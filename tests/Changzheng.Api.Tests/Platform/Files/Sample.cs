using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>A subject with a column of every kind, and files of it.</summary>
internal static class Sample
{
    public static readonly Column Code = new("code", "编号", CellKind.Text, "CZ-2022-001")
    {
        Required = true,
        Aliases = ["工单编号"],
        Longest = 40,
    };
    public static readonly Column Note = new("note", "说明", CellKind.Text, "已电话回访");
    public static readonly Column Count = new("count", "件数", CellKind.Whole, "12");
    public static readonly Column Rate = new("rate", "满意率", CellKind.Number, "0.56");
    public static readonly Column Day = new("day", "完成日期", CellKind.Day, "2022-01-13");
    public static readonly Column Received = new("receivedAt", "受理时间", CellKind.Instant, "2022-01-13 08:30");
    public static readonly Column Urgent = new("urgent", "是否紧急", CellKind.Truth, "否");
    public static readonly Column Status = new("status", "状态", CellKind.Choice, "办理中")
    {
        Values = [new("inProgress", "办理中"), new("closed", "已办结"), new("returned", "已退单")],
    };
    public static readonly Column Units = new("units", "配合部门", CellKind.List, "城建中心；综合行政执法队");
    public static readonly Column DocumentNumber = new("documentNumber", "文号", CellKind.Text, "普长府〔2022〕1号");

    public static readonly IReadOnlyList<Column> Columns =
    [
        Code,
        Note,
        Count,
        Rate,
        Day,
        Received,
        Urgent,
        Status,
        Units,
        DocumentNumber,
    ];

    public static readonly IReadOnlyList<Column> Two = [Code, Note];

    public static List<RawRow> Rows(
        byte[] file,
        TableFormat format = TableFormat.Csv,
        IReadOnlyList<Column>? columns = null,
        string? charset = null,
        ReadLimits? limits = null,
        FileNotes? notes = null
    )
    {
        using var stream = new MemoryStream(file);
        return
        [
            .. TableReader.Read(
                stream,
                format,
                columns ?? Two,
                notes ?? new FileNotes(),
                charset,
                limits ?? ReadLimits.Usual
            ),
        ];
    }

    public static List<RawRow> Rows(
        string file,
        TableFormat format = TableFormat.Csv,
        IReadOnlyList<Column>? columns = null
    ) => Rows(Encoding.UTF8.GetBytes(file), format, columns);

    public static FileRefused Refused(
        byte[] file,
        TableFormat format = TableFormat.Csv,
        IReadOnlyList<Column>? columns = null,
        string? charset = null,
        ReadLimits? limits = null
    ) => Assert.Throws<FileRefused>(() => Rows(file, format, columns, charset, limits))!;

    public static FileRefused Refused(
        string file,
        TableFormat format = TableFormat.Csv,
        IReadOnlyList<Column>? columns = null
    ) => Refused(Encoding.UTF8.GetBytes(file), format, columns);

    public static async Task<byte[]> FileAsync(
        TableFormat format,
        IReadOnlyList<Column> columns,
        IEnumerable<object?[]> rows,
        bool bom = false
    )
    {
        await using var output = new AsyncOnly();
        await TableWriter.WriteAsync(output, format, columns, rows.ToAsyncEnumerable(), bom, CancellationToken.None);
        return output.Written;
    }

    public static Encoding Gb18030
    {
        get
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding("GB18030");
        }
    }
}

/// <summary>An answer's body as Kestrel has it: forward only, and nothing written at once.</summary>
internal sealed class AsyncOnly : Stream
{
    private readonly MemoryStream written = new();

    public byte[] Written => written.ToArray();

    public int Count => (int)written.Length;

    /// <summary>The most bytes one write brought: what the writer held.</summary>
    public int Largest { get; private set; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await Task.Yield();
        Largest = Math.Max(Largest, buffer.Length);
        written.Write(buffer.Span);
    }
}
