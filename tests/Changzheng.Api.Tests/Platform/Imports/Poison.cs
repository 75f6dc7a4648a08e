using System.Text;
using Changzheng.Api.Tests.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// Small files that were made to keep a reader busy for minutes or for ever, and the refusal each gets.
/// </summary>
internal static class Poison
{
    private const string Csv = "text/csv",
        NdJson = "application/x-ndjson",
        Json = "application/json",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>
    /// Kind of import, media type, content and the code it fails with; null where the file is read and only its rows
    /// are rejected.
    /// </summary>
    public static IReadOnlyDictionary<
        string,
        (string Kind, string Type, Func<byte[]> Make, string? Code)
    > Files { get; } =
        new Dictionary<string, (string, string, Func<byte[]>, string?)>
        {
            ["rows_beyond_counting"] = (
                "units",
                Xlsx,
                () =>
                    Workbook("""<row r="2147483647"><c><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>"""),
                "file.malformed"
            ),
            ["a_row_beyond_Excels"] = (
                "units",
                Xlsx,
                () => Workbook("""<row r="2147483647"><c><v>1</v></c></row>"""),
                "file.malformed"
            ),
            ["cells_in_the_last_column"] = (
                "units",
                Xlsx,
                () => Workbook(Rows(5_000, row => $"""<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>""")),
                "file.too_many_columns"
            ),
            ["merged_cells_without_end"] = (
                "units",
                Xlsx,
                () =>
                    new Book()
                        .Sheet(
                            Header + Book.Texts(2, "A", "甲", "office"),
                            merges: [.. Enumerable.Repeat("A1:XFD1", 150_000)]
                        )
                        .Bytes(),
                "file.malformed"
            ),
            ["a_header_of_300000_columns"] = (
                "units",
                Csv,
                () => Utf8(string.Join(',', Enumerable.Range(0, 300_000)) + "\n1\n"),
                "file.too_many_columns"
            ),
            ["a_header_of_300000_empty_columns"] = (
                "units",
                Csv,
                () => Utf8(new string(',', 300_000) + "\n1\n"),
                "file.too_many_columns"
            ),
            ["a_row_of_300000_cells"] = (
                "units",
                Csv,
                () => Utf8("code,name,kind\nA,甲,office" + new string(',', 300_000) + "\n"),
                "file.too_many_columns"
            ),
            ["an_object_of_300000_properties"] = (
                "hotlineTickets",
                NdJson,
                () =>
                    Utf8("{" + string.Join(',', Enumerable.Range(0, 300_000).Select(at => $"\"titel{at}\":1")) + "}\n"),
                "file.too_many_columns"
            ),
            ["a_list_of_3000000_items"] = (
                "units",
                NdJson,
                () =>
                    Utf8(
                        "{\"code\":\"A\",\"aliases\":[" + string.Join(',', Enumerable.Repeat("1", 3_000_000)) + "]}\n"
                    ),
                "file.cell_too_long"
            ),
            ["one_object_of_40_MB_in_UTF-16"] = (
                "units",
                Json,
                () => Encoding.Unicode.GetBytes("\uFEFF[{\"code\":\"" + new string('x', 20_000_000) + "\"}]"),
                "file.cell_too_long"
            ),
            ["numbers_that_are_none"] = (
                "indicatorValues",
                Csv,
                () =>
                    Utf8(
                        "indicator,period,value\n"
                            + Rows(300, row => $"2022-fitness-tests,2022-05,{new string('e', 32_000)}{row}\n")
                    ),
                null
            ),
        };

    private static string Header => Book.Texts(1, "code", "name", "kind");

    private static byte[] Workbook(string rows) => new Book().Sheet(Header + rows).Bytes();

    private static string Rows(int count, Func<int, string> row) =>
        string.Concat(Enumerable.Range(2, count).Select(row));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
