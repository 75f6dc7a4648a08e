using System.Net;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// What clerks put around their data is recognised and named, and never taken for data; what may be data is never
/// passed over.
/// </summary>
public sealed class ClerkFileTests(string database) : ImportTest(database)
{
    [Test]
    public async Task A_monthly_table_in_GBK_is_read_around_its_frame()
    {
        var import = await BothAsync("indicatorValues", ClerkFiles.MonthlyTable, "3 3 0 0 0 0");
        Assert.That(
            Notes(import),
            Is.EqualTo("title 1\nlabel 2\nheader 3\ncolumn \nblank 6\ntotal 8\nfooter 10\nremark 9")
        );
        Assert.That(Sentence(import, "column"), Does.Contain("序号").And.Contain("指标名称"));
        Assert.That(Sentence(import, "total"), Is.EqualTo("第 8 行是合计（“合　计”），不作数据。"));
        Assert.That(Sentence(import, "footer"), Does.Contain("填表人").And.Not.Contain("甲"), "The person stays out.");
        Assert.That(
            (int)(await ReadAsync("/api/v1/indicators/2022-major-accidents/values/2022-03"))["value"]!,
            Is.Zero
        );
    }

    [Test]
    public async Task A_workbook_is_read_on_the_sheet_and_below_the_header_of_two_rows()
    {
        var import = await BothAsync("indicatorValues", ClerkFiles.Workbook, "2 2 0 0 0 0", Xlsx);
        Assert.That(Notes(import), Is.EqualTo("sheet \ntitle 1\nheader 2–3\ncolumn \nblank 7\ntotal 6\nfooter 8"));
        Assert.That(Sentence(import, "sheet"), Does.Contain("封面").And.Contain("须知").And.Not.Contain("二季度"));
        Assert.That(
            (int)(await ReadAsync("/api/v1/indicators/2022-education-bases/values/2022-Q3"))["value"]!,
            Is.EqualTo(5)
        );
    }

    [Test]
    public async Task The_citys_ledger_is_read_by_its_own_headers()
    {
        var import = await BothAsync("hotlineTickets", ClerkFiles.TicketLedger, "2 2 0 0 0 0");
        Assert.That(Notes(import), Is.EqualTo("title 1\nheader 2\ncolumn \ntotal 5\nremark 6"));
        var ticket = await ReadAsync("/api/v1/hotline/tickets/H-1");
        Assert.That(
            $"{ticket["unit"]} {ticket["satisfaction"]} {ticket["description"]}",
            Is.EqualTo("310107102-GLB satisfied 三楼拉线充电。")
        );
    }

    [Test]
    public async Task Tickets_of_a_workbook_keep_merged_callers_and_times()
    {
        var import = await BothAsync("hotlineTickets", ClerkFiles.TicketWorkbook, "2 2 0 0 0 0", Xlsx);
        Assert.That(Notes(import), Is.EqualTo("title 1\nheader 2\nmerged 3–4\ntotal 5\nfooter 6"));
        Assert.That(
            (string?)(await ReadAsync("/api/v1/hotline/tickets/W-2"))["registeredAt"],
            Does.StartWith("2022-04-01T00:00:00")
        );
    }

    [Test]
    public async Task All_that_is_wrong_with_the_header_is_said_at_once()
    {
        var (status, import) = await ImportAsync("hotlineTickets", ClerkFiles.WrongHeaders, "mode=check");
        var problem = import["problem"]!;
        Assert.That((status, (string?)problem["code"]), Is.EqualTo(((HttpStatusCode)422, "file.header_unknown")));
        Assert.That(
            (string?)problem["detail"],
            Does.Contain("“工单号码”这一列，是否为“工单编号”")
                .And.Contain("“类形”这一列，是否为“诉求类型”")
                .And.Contain("没有“心情”这一列；")
                .And.Contain("“标题”列出现两次")
                .And.Contain("缺少必填列：工单编号、诉求类型")
        );
    }

    [Test]
    public async Task A_total_amid_the_data_is_an_error_and_so_is_a_row_that_may_be_one()
    {
        var (_, import) = await ImportAsync("indicatorValues", ClerkFiles.TotalsAmid, "mode=check&onError=skip");
        Assert.That(Counts(import), Is.EqualTo("5 2"));
        Assert.That(
            (await RejectionsAsync(import)).Select(row => $"{row!["row"]} {row["code"]}"),
            Is.EqualTo(new[] { "3 row.amid_data", "5 row.unclear" })
        );
        Assert.That(Notes(import), Is.EqualTo("total 7"));
    }

    [Test]
    public async Task A_row_above_the_header_that_may_be_data_is_refused()
    {
        var (_, import) = await ImportAsync("indicatorValues", ClerkFiles.DataAbove, "mode=check");
        Assert.That((string?)import["problem"]!["code"], Is.EqualTo("file.row_above_header"));
        Assert.That((string?)import["problem"]!["detail"], Does.StartWith("第 1 行").And.Contain("2022-04"));
    }

    [Test]
    public async Task Periods_are_read_as_people_write_them()
    {
        var (_, import) = await ImportAsync("indicatorValues", ClerkFiles.Periods, "mode=apply&onError=skip");
        Assert.That(Counts(import), Is.EqualTo("15 5"), (await RejectionsAsync(import)).ToJsonString());
        for (var month = 1; month <= 7; month++)
            Assert.That(
                (int)(await ReadAsync($"/api/v1/indicators/2022-fitness-tests/values/2022-0{month}"))["value"]!,
                Is.EqualTo(month)
            );
        for (var quarter = 1; quarter <= 3; quarter++)
            Assert.That(
                (int)
                    (await ReadAsync($"/api/v1/indicators/2022-zero-illegal-building/values/2022-Q{quarter}"))[
                        "value"
                    ]!,
                Is.EqualTo(quarter)
            );
        var rejected = await RejectionsAsync(import);
        Assert.That(
            rejected.Select(row => $"{row!["row"]} {row["code"]} {row["proposal"]}"),
            Is.EqualTo(
                new[]
                {
                    "12 period.malformed ",
                    "13 period.malformed ",
                    "14 period.malformed ",
                    "15 period.malformed 2022-05",
                    "16 period.malformed ",
                }
            )
        );
        Assert.That((string?)rejected[0]!["message"], Does.Contain("1 月还是 10 月"));
    }

    [Test]
    public async Task All_that_is_wrong_with_a_row_is_said_at_once_in_the_files_own_words()
    {
        var (_, import) = await ImportAsync("hotlineTickets", ClerkFiles.Mistakes, "mode=check");
        Assert.That(Rows(import), Is.EqualTo("4 1 0 0 0 3"));
        var rejected = await RejectionsAsync(import);
        Assert.That(
            rejected[0]!["faults"]!.AsArray().Select(fault => $"{fault!["column"]} {fault["header"]} {fault["code"]}"),
            Is.EqualTo(
                new[]
                {
                    "registeredAt 来电时间 cell.not_instant",
                    "satisfaction 满意情况 cell.not_choice",
                    "unit 承办部门 unit.not_found",
                }
            )
        );
        Assert.That((string?)rejected[0]!["faults"]![1]!["message"], Does.Contain("基本满意").And.Contain("未评价"));
        Assert.That((string?)rejected[1]!["message"], Is.EqualTo("“主题”必填。"));
        Assert.That(
            $"{rejected[2]!["row"]} {rejected[2]!["code"]} {rejected[2]!["message"]}",
            Is.EqualTo("5 row.duplicate 与第 4 行键值相同。")
        );
        var file = System.Text.Encoding.UTF8.GetString(
            await ExportAsync($"/api/v1/imports/{(string)import["id"]!}/rejections")
        );
        Assert.That(file, Does.Contain("来电时间；满意情况；承办部门").And.Contain("cell.not_choice"));
    }

    [Test]
    public async Task Measures_take_what_is_merged_beside_them()
    {
        var import = await BothAsync("measures", ClerkFiles.MeasureLedger, "2 0 2 0 0 0", Xlsx);
        Assert.That(Notes(import), Is.EqualTo("title 1\nheader 2\ncolumn \nmerged 3–4\nremark 5"));
        Assert.That((string?)(await ReadAsync($"{Plan}/measures/3.2.12"))["title"], Is.EqualTo("合成任务二"));
    }

    [Test]
    public async Task Printed_pages_are_one_table()
    {
        var import = await BothAsync("units", ClerkFiles.PrintedPages, "2 2 0 0 0 0");
        Assert.That(Notes(import), Is.EqualTo("title 1\nheader 2\ncolumn \nunread 6–7\nrepeated 4\nfooter 8"));
    }

    [Test]
    public async Task A_figure_merged_over_rows_is_refused_and_a_unit_of_measure_is_converted()
    {
        var (_, import) = await ImportAsync(
            "indicatorValues",
            ClerkFiles.MergedFigure,
            "mode=apply&onError=skip",
            Xlsx
        );
        Assert.That(Rows(import), Is.EqualTo("4 2 0 0 0 2"), (await RejectionsAsync(import)).ToJsonString());
        Assert.That(
            (await RejectionsAsync(import)).Select(row => $"{row!["row"]} {row["code"]}"),
            Is.EqualTo(new[] { "6 cell.merged_figure", "7 cell.merged_figure" })
        );
        Assert.That(Notes(import), Is.EqualTo("title 1\nlabel 2\nunit 2\nheader 3\nmerged 4–7"));
        Assert.That(
            (int)(await ReadAsync("/api/v1/indicators/2022-district-tax/values/2022-01"))["value"]!,
            Is.EqualTo(12_000)
        );
    }

    /// <summary>A check and an apply say the same of a file.</summary>
    private async Task<JsonNode> BothAsync(string kind, byte[] file, string rows, string type = Csv)
    {
        var (checkedAs, check) = await ImportAsync(kind, file, "mode=check", type);
        Assert.That(
            (checkedAs, Rows(check)),
            Is.EqualTo((HttpStatusCode.OK, rows)),
            check.ToJsonString() + (await RejectionsAsync(check)).ToJsonString()
        );
        var (appliedAs, apply) = await ImportAsync(kind, file, "mode=apply", type);
        Assert.That((appliedAs, Rows(apply)), Is.EqualTo((HttpStatusCode.OK, rows)), apply.ToJsonString());
        Assert.That(apply["notes"]!.ToJsonString(), Is.EqualTo(check["notes"]!.ToJsonString()));
        return apply;
    }

    private static string Counts(JsonNode import) => $"{import["rows"]!["read"]} {import["rows"]!["rejected"]}";

    private static string Notes(JsonNode import) =>
        string.Join(
            '\n',
            import["notes"]!
                .AsArray()
                .Select(note => $"{note!["kind"]} {string.Join(',', note["rows"]!.AsArray().Select(SpanOf))}")
        );

    private static string SpanOf(JsonNode? span)
    {
        var (from, to) = ((int)span!["from"]!, (int)span["to"]!);
        return from == to ? $"{from}" : $"{from}–{to}";
    }

    private static string Sentence(JsonNode import, string kind) =>
        (string)import["notes"]!.AsArray().Single(note => (string?)note!["kind"] == kind)!["detail"]!;
}
