using System.Globalization;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// A file of synthetic tickets, each said to be synthetic in its subject: as another system would export a year of
/// closed ones.
/// </summary>
internal static class TicketFile
{
    private static readonly string[] names =
    [
        "number",
        "type",
        "category",
        "subject",
        "description",
        "reporterName",
        "reporterPhone",
        "address",
        "unit",
        "registeredAt",
        "dispatchedAt",
        "acceptedAt",
        "contactedAt",
        "submittedAt",
        "closedAt",
        "claimedResolution",
        "resolution",
        "satisfaction",
    ];

    private static readonly string[] offices = ["310107102-GLB", "310107102-PAB", "310107102-SQXX", "310107102-CYZX"];
    private static readonly string[] types = ["complaint", "help", "consultation", "suggestion", "report"];

    public static async Task<string> WriteAsync(string path, TableFormat format, int rows)
    {
        IReadOnlyList<Column> columns =
        [
            .. names.Select(name => TicketTable.Columns.First(column => column.Name == name)),
        ];
        await using var file = File.Create(path);
        await TableWriter.WriteAsync(
            file,
            format,
            columns,
            All(rows).ToAsyncEnumerable(),
            false,
            CancellationToken.None
        );
        return path;
    }

    private static IEnumerable<object?[]> All(int rows)
    {
        var (random, start) = (new Random(2022), new DateTimeOffset(2022, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)));
        for (var row = 1; row <= rows; row++)
        {
            var at = start.AddMinutes(Math.Floor(row * 1_500_000.0 / rows));
            yield return
            [
                string.Create(CultureInfo.InvariantCulture, $"B{row:00000000}"),
                types[random.Next(types.Length)],
                "飞线充电",
                string.Create(CultureInfo.InvariantCulture, $"合成工单（非真实诉求）第{row}号"),
                "合成内容：楼道堆物，请有关部门处理。",
                "合成人",
                string.Create(CultureInfo.InvariantCulture, $"138{random.Next(100_000_000):00000000}"),
                string.Create(CultureInfo.InvariantCulture, $"合成路{random.Next(2000)}弄{random.Next(100)}号"),
                offices[random.Next(offices.Length)],
                at,
                at.AddMinutes(20),
                at.AddHours(1),
                at.AddHours(2),
                at.AddDays(2),
                at.AddDays(3),
                "resolved",
                "resolved",
                "satisfied",
            ];
        }
    }
}
