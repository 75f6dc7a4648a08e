namespace Changzheng.Api.Imports;

/// <summary>Workbooks.</summary>
internal static class WorkbookWriter
{
    public static Task WriteAsync(Stream output, IReadOnlyList<Column> columns, IAsyncEnumerable<object?[]> rows, CancellationToken ct) => throw new NotImplementedException();

    public static Task WriteTemplateAsync(Stream output, IReadOnlyList<Column> columns, CancellationToken ct) => throw new NotImplementedException();
}
