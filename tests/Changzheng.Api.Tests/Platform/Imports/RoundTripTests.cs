using System.Net;
using System.Text;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>What one town exports another imports, and exports again byte for byte.</summary>
public sealed class RoundTripTests(string database) : ImportTest(database)
{
    private readonly string database = database;

    private const string Values = "/api/v1/indicators/2022-fitness-tests/values";

    private const string Tickets = """
        工单编号,诉求类型,标题,诉求内容,反映人,联系电话,地址,居委代码,承办单位,受理时间,派单时间,签收时间,先行联系时间,办结提交时间,结案时间,单位自评,结案评判,满意度,诉求类别,退单次数,退单单位,状态,挂账时间,挂账复核日,前一状态
        R-1,complaint,窗口拉线给电瓶车充电,"三楼有人拉线充电，
        请联系13812345678。",张小妹,13812345678,真光路1234弄5号601室,,310107102-GLB,2022-04-22 10:00,2022-04-22 10:20,2022/4/22 11:00,2022-04-22 12:00,2022-04-25 09:00,2022年4月26日 9:00,解决,解决,满意,飞线充电,1,310107102-CGB,已结案,,,
        R-2,consultation,"=HYPERLINK(""x"")",,,,,,,2022-05-01 08:00,,,,,,,,,,,,,,,
        R-3,complaint,-5号楼漏水,@电梯,李四,021-62345678,桃浦路1号,,310107102-GLB,2022-05-02 08:00,2022-05-02 09:00,,,,,,,,,,,挂账,2022-05-03 09:00,2022-09-01,已派单

        """;

    [TestCase("indicatorValues", Values, Csv)]
    [TestCase("indicatorValues", Values, NdJson)]
    [TestCase("indicatorValues", Values, Xlsx)]
    [TestCase("hotlineTickets", "/api/v1/hotline/tickets", Csv)]
    [TestCase("hotlineTickets", "/api/v1/hotline/tickets", NdJson)]
    [TestCase("hotlineTickets", "/api/v1/hotline/tickets", Xlsx)]
    [TestCase("measures", "/api/v1/plans/changzheng-2022/measures", Csv)]
    [TestCase("measures", "/api/v1/plans/changzheng-2022/measures", NdJson)]
    [TestCase("measures", "/api/v1/plans/changzheng-2022/measures", Xlsx)]
    [TestCase("units", "/api/v1/units", Csv)]
    [TestCase("units", "/api/v1/units", NdJson)]
    [TestCase("units", "/api/v1/units", Xlsx)]
    [TestCase("calendars", "/api/v1/calendar/2024", Csv)]
    [TestCase("calendars", "/api/v1/calendar/2024", NdJson)]
    [TestCase("calendars", "/api/v1/calendar/2024", Xlsx)]
    public async Task What_is_exported_is_imported_elsewhere_and_exported_the_same(
        string kind,
        string list,
        string type
    )
    {
        await FillAsync();
        var file = await ExportAsync(list, type);
        var (status, here) = await ImportAsync(kind, file, type: type);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), here.ToJsonString());
        Assert.That(
            (int)here["rows"]!["unchanged"]!,
            Is.EqualTo((int)here["rows"]!["read"]!).And.GreaterThan(0),
            "An export imported where it comes from changes nothing: " + (await RejectionsAsync(here)).ToJsonString()
        );

        var elsewhere = new Elsewhere(database);
        await elsewhere.StartAsync();
        try
        {
            // How far a measure is comes from its values and its tickets, in whichever town.
            if (kind == "measures")
                foreach (
                    var (other, from) in new[]
                    {
                        ("indicatorValues", Values),
                        ("hotlineTickets", "/api/v1/hotline/tickets"),
                    }
                )
                    await elsewhere.AgainAsync(other, await ExportAsync(from), from, Csv);
            Assert.That(await elsewhere.AgainAsync(kind, file, list, type), Is.EqualTo(file));
        }
        finally
        {
            await elsewhere.StopAsync();
        }
    }

    [Test]
    public async Task An_export_with_a_purpose_brings_the_personal_data_along()
    {
        await FillAsync();
        using var dispatcher = SignedIn(await AKeyAsync("派单员", Role.Dispatcher));
        const string List = "/api/v1/hotline/tickets?purpose=%E5%9B%9E%E8%AE%BF";
        var file = await ExportAsync(List, by: dispatcher);
        Assert.That(
            Encoding.UTF8.GetString(file),
            Does.Contain("13812345678").And.Contain("张小妹").And.Contain("真光路1234弄5号601室")
        );
        Assert.That(
            Encoding.UTF8.GetString(await ExportAsync("/api/v1/hotline/tickets", by: dispatcher)),
            Does.Contain("138****5678").And.Not.Contain("13812345678").And.Not.Contain("张小妹")
        );
        var (_, again) = await ImportAsync("hotlineTickets", file, by: dispatcher);
        Assert.That((int)again["rows"]!["unchanged"]!, Is.EqualTo(3), "Open or masked, it is the same person.");
        var read = await ReadAsync("/api/v1/audit?limit=500");
        Assert.That(
            read["items"]!
                .AsArray()
                .Where(one => (string?)one!["outcome"] == "read")
                .Select(one => one!.ToJsonString()),
            Has.Some.Contains("R-1")
        );
    }

    [Test]
    public async Task A_cell_that_would_be_a_formula_is_text_in_the_file()
    {
        await FillAsync();
        Assert.That(
            Encoding.UTF8.GetString(await ExportAsync("/api/v1/hotline/tickets")),
            Does.Contain("\"'=HYPERLINK(\"\"x\"\")\"").And.Contain("'-5号楼漏水").And.Contain("'@电梯")
        );
        Assert.That(
            (string?)(await ReadAsync("/api/v1/hotline/tickets/R-2"))["subject"],
            Is.EqualTo("=HYPERLINK(\"x\")")
        );
    }

    private bool filled;

    private async Task FillAsync()
    {
        if (filled)
            return;
        filled = true;
        var (status, import) = await ImportAsync("hotlineTickets", Tickets);
        Assert.That(
            (status, Rows(import)),
            Is.EqualTo((HttpStatusCode.OK, "3 3 0 0 0 0")),
            (await RejectionsAsync(import)).ToJsonString()
        );
        await ReportAsync(
            "2022-fitness-tests",
            "2022-01",
            new
            {
                value = 10.5,
                note = "+加号开头",
                evidence = new[] { new { title = "表", uri = "https://example.org/a;b" } },
            }
        );
        await ReportAsync("2022-fitness-tests", "2022-02", new { value = 20 });
        await ImportAsync(
            "units",
            "code,name,kind,parent,validFrom\n310107102-JW01,示例居委会,neighbourhood,310107102,2022-01-01\n"
        );
        var measure = (await ReadAsync($"{Plan}/measures/3.2.11"))!;
        await ImportAsync(
            "measures",
            $"plan,code,title,documentNumber,dueOn,weight\nchangzheng-2022,3.2.11,{(string?)measure["title"]}（修订）,普长府[2022]9号,2022-11-30,2\n"
        );
    }

    /// <summary>Another town's API.</summary>
    private sealed class Elsewhere(string database) : ImportTest(database)
    {
        public async Task<byte[]> AgainAsync(string kind, byte[] file, string list, string type)
        {
            var (status, import) = await ImportAsync(kind, file, type: type);
            Assert.That(
                status,
                Is.EqualTo(HttpStatusCode.OK),
                import.ToJsonString() + (await RejectionsAsync(import)).ToJsonString()
            );
            return await ExportAsync(list, type);
        }
    }
}
