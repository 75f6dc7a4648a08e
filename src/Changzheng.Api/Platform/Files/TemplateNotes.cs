using System.Runtime.CompilerServices;

namespace Changzheng.Api.Platform.Files;

/// <summary>The sheet that tells a clerk what each column takes.</summary>
internal static class TemplateNotes
{
    public static readonly IReadOnlyList<Column> Columns =
    [
        new("title", "列名", CellKind.Text, ""),
        new("name", "英文名", CellKind.Text, ""),
        new("required", "必填", CellKind.Truth, ""),
        new("kind", "写法", CellKind.Text, ""),
        new("values", "可选值", CellKind.Text, ""),
    ];

    public static async IAsyncEnumerable<object?[]> RowsAsync(
        IReadOnlyList<Column> columns,
        [EnumeratorCancellation] CancellationToken ct = default
    )
    {
        await Task.CompletedTask;
        foreach (var column in columns)
        {
            ct.ThrowIfCancellationRequested();
            yield return
            [
                column.Title,
                column.Name,
                column.Required,
                Kind(column),
                column.Values.Count == 0
                    ? null
                    : string.Join(
                        '\n',
                        column.Values.Select(allowed =>
                            allowed.Title == allowed.Value ? allowed.Title : $"{allowed.Title}（{allowed.Value}）"
                        )
                    ),
            ];
        }
    }

    private static string Kind(Column column) =>
        column.Takes
        ?? column.Kind switch
        {
            CellKind.Text => $"文字，至多 {column.Longest} 个字符",
            CellKind.Whole => "整数，不写单位",
            CellKind.Number => "数字，不写单位",
            CellKind.Day => "日期，如 2022-01-13",
            CellKind.Instant => "时间，如 2022-01-13 08:30，北京时间",
            CellKind.Truth => "是或否",
            CellKind.Choice => "可选值之一",
            _ => "多个值之间用“；”隔开",
        };
}
