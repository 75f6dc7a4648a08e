using Changzheng.Api.Tests.Platform.Imports;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>The same tricks by file.</summary>
public sealed class ImportedTricksTests(string database) : ImportTest(database)
{
    private const string Header =
        "工单编号,诉求类型,标题,诉求类别,承办单位,受理时间,派单时间,先行联系时间,办结提交时间,结案时间,单位自评,"
        + "市民称已联系,市民称已解决,结案评判,满意度,状态,办理工作日\n";

    private const string Open = "310107102-GLB,2022-06-01 10:00,2022-06-01 10:00";

    [Test]
    public async Task A_file_does_not_backdate_what_was_not_done()
    {
        await TakesAsync($"T-1,complaint,合成,试一,{Open},,,,,,,,,已派单,\n", "0 1 0");
        var before = await RatesAsync("试一");
        Assert.That(before, Is.EqualTo("0/1 0/1 0/0 0/0"));

        await TakesAsync(
            $"T-1,complaint,合成,试一,{Open},2022-06-01 11:00,2022-06-02 09:00,2022-06-02 10:00,解决,是,是,解决,满意,已结案,60\n",
            "0 0 1"
        );

        Assert.That(await RatesAsync("试一"), Is.EqualTo("0/1 0/1 0/1 0/1"));
        Assert.That((bool)(await ReadAsync("/api/v1/hotline/tickets/T-1"))["lateEntry"]!, Is.True);
    }

    [Test]
    public async Task A_file_does_not_overrule_the_citizen_or_the_first_closing()
    {
        const string Times = "2022-07-04 10:00,2022-07-04 10:00,2022-07-04 11:00,2022-07-04 12:00,2022-07-04 13:00";
        const string Row = $"T-2,complaint,合成,试二,310107102-GLB,{Times},解决";
        await TakesAsync($"{Row},否,否,解释,不满意,已结案,\n", "0 1 0");
        var before = await RatesAsync("试二");
        Assert.That(before, Is.EqualTo("0/1 1/1 0/1 0/1"));

        await TakesAsync($"{Row},是,是,解决,满意,已结案,\n", "0 0 1");

        Assert.That(await RatesAsync("试二"), Is.EqualTo(before));
    }

    [TestCase("作废", "ticket.decision_needed")]
    [TestCase("挂账", "ticket.decision_needed")]
    public async Task A_file_sets_no_known_ticket_aside(string status, string code)
    {
        const string Columns = "工单编号,诉求类型,标题,承办单位,受理时间,派单时间,状态,前一状态,挂账时间,挂账复核日\n";
        var number = status == "作废" ? "T-3" : "T-4";
        await ImportAsync("hotlineTickets", $"{Columns}{number},complaint,合成,{Open},已派单,,,\n");
        var (_, import) = await ImportAsync(
            "hotlineTickets",
            $"{Columns}{number},complaint,合成,{Open},{status},已派单,2022-06-03 10:00,2022-09-01\n"
        );

        Assert.That((string?)(await RejectionsAsync(import))[0]!["code"], Is.EqualTo(code));
        Assert.That(
            (string?)(await ReadAsync($"/api/v1/hotline/tickets/{number}"))["status"],
            Is.EqualTo("dispatched")
        );
    }

    [Test]
    public async Task A_file_gives_no_excuse_and_no_unit_that_a_desk_may_not()
    {
        var (_, excused) = await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,联系电话,未联系原因,承办单位,受理时间,派单时间,状态\n"
                + $"T-5,complaint,合成,13811110000,未留电话,{Open},办理中\n"
        );
        Assert.That((string?)(await RejectionsAsync(excused))[0]!["code"], Is.EqualTo("ticket.excuse_contradicted"));
        var (_, beyond) = await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,承办单位,受理时间,派单时间,状态\n"
                + "T-6,complaint,合成,310107102,2022-06-01 10:00,2022-06-01 10:00,已派单\n"
        );
        Assert.That((string?)(await RejectionsAsync(beyond))[0]!["code"], Is.EqualTo("ticket.unit_outside_town"));
    }

    private async Task TakesAsync(string rows, string counts)
    {
        var (_, import) = await ImportAsync("hotlineTickets", Header + rows);
        Assert.That(Rows(import), Does.StartWith("1 " + counts[2..]), (await RejectionsAsync(import)).ToJsonString());
    }

    private async Task<string> RatesAsync(string category)
    {
        var view = await ReadAsync("/api/v1/hotline/rates?from=2022-06-01&to=2022-07-31&groupBy=category");
        var rates = view["groups"]!.AsArray().Single(group => (string?)group!["key"] == category)!["rates"]!;
        return string.Join(
            " ",
            new[] { "firstContact", "onTimeClosing", "resolution", "satisfaction" }.Select(rate =>
                $"{rates[rate]!["numerator"]}/{rates[rate]!["denominator"]}"
            )
        );
    }
}
