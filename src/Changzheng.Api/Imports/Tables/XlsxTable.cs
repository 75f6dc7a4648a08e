namespace Changzheng.Api.Imports;

/// <summary>Tables as sheets of a workbook.</summary>
internal static class XlsxTable
{
    public static IEnumerable<RawRow> Read(Stream seekable, IReadOnlyList<Column> columns, ReadLimits limits) => throw new NotImplementedException();
}
