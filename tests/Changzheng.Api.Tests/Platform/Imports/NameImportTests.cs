using System.Net;
using System.Text;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>What has a code also has a name: a file may say either, in Chinese or in English.</summary>
public sealed class NameImportTests(string database) : ImportTest(database)
{
    private const string Ticket = "/api/v1/hotline/tickets/";

    private int last;

    [TestCase("", "投诉", "hotline12345 complaint")]
    [TestCase("", "complaint", "hotline12345 complaint")]
    [TestCase("", " 投 诉 ", "hotline12345 complaint")]
    [TestCase("", "Complaint", "hotline12345 complaint")]
    [TestCase("", "Request for help", "hotline12345 help")]
    [TestCase("hotline12345", "求助", "hotline12345 help")]
    [TestCase("12345市民服务热线", "举报", "hotline12345 report")]
    [TestCase("１２３４５市民服务热线", "咨询", "hotline12345 consultation")]
    [TestCase("信访", "投诉请求", "petition complaint")]
    [TestCase("petition", "检举控告", "petition report")]
    [TestCase("Grid cases", "部件", "grid component")]
    [TestCase("四百走访", "居民诉求", "visit help")]
    [TestCase("企业诉求", "政策咨询", "enterprise consultation")]
    public async Task Channels_and_types_are_taken_by_code_and_by_name(string channel, string type, string expected)
    {
        var number = $"N-{++last}";
        await TakenAsync("hotlineTickets", $"工单编号,渠道,诉求类型,标题\n{number},{channel},{type},合成\n");
        var ticket = await ReadAsync(Ticket + number);
        Assert.That($"{ticket["channel"]} {ticket["type"]}", Is.EqualTo(expected));
    }

    [TestCase("", "投述", "type ticket.type_unknown 投诉", "意见建议")]
    [TestCase("信访", "咨询", "type ticket.type_unknown ", "检举控告")]
    [TestCase("信访", "投诉", "type ticket.type_unknown 投诉请求", "检举控告")]
    [TestCase("", "部件", "type ticket.type_unknown ", "意见建议")]
    [TestCase("市长信箱", "投诉", "channel cell.not_choice ", "四百走访")]
    [TestCase("12345市民热线", "投诉", "channel cell.not_choice 12345市民服务热线", "四百走访")]
    public async Task An_unknown_name_is_refused_with_the_choices(
        string channel,
        string type,
        string expected,
        string choice
    )
    {
        var (_, import) = await ImportAsync(
            "hotlineTickets",
            $"工单编号,渠道,诉求类型,标题\nX-1,{channel},{type},合成\n",
            ""
        );
        var rejected = (await RejectionsAsync(import))[0]!;
        Assert.Multiple(() =>
        {
            Assert.That($"{rejected["column"]} {rejected["code"]} {rejected["proposal"]}", Is.EqualTo(expected));
            Assert.That((string?)rejected["message"], Does.Contain(choice));
        });
    }

    [TestCase("飞线充电", "飞线充电")]
    [TestCase("业委会运作", "业委会")]
    [TestCase("河道水质", "河道")]
    [TestCase("Fire hazards", "消防隐患")]
    [TestCase("本表未列的类别", "本表未列的类别")]
    public async Task Categories_known_by_name_are_taken_by_it_and_others_as_they_are(string category, string expected)
    {
        var number = $"C-{++last}";
        await TakenAsync("hotlineTickets", $"工单编号,诉求类型,诉求类别,标题\n{number},投诉,{category},合成\n");
        Assert.That((string?)(await ReadAsync(Ticket + number))["category"], Is.EqualTo(expected));
    }

    [TestCase("310107102-ZFD")]
    [TestCase("310107102-zfd")]
    [TestCase("综合行政执法队")]
    [TestCase("综合执法队")]
    [TestCase(" 综合 执法队 ")]
    [TestCase("Comprehensive Administrative Law Enforcement Team")]
    public async Task A_unit_is_taken_by_code_name_and_alias(string unit)
    {
        var number = $"U-{++last}";
        await TakenAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,承办单位,考核单位,居委代码,退单单位,受理时间,派单时间\n"
                + $"{number},投诉,合成,{unit},规建环办,城运中心,{unit}；社区管理办；已撤并的科室,2022-05-01 08:00,2022-05-01 09:00\n"
        );
        var ticket = await ReadAsync(Ticket + number);
        Assert.That(
            $"{ticket["unit"]} {ticket["countedUnit"]} {ticket["neighbourhood"]}",
            Is.EqualTo("310107102-ZFD 310107102-GHB 310107102-CYZX")
        );
        Assert.That(
            string.Join('+', ticket["returnedBy"]!.AsArray()),
            Is.EqualTo("310107102-ZFD+310107102-GLB+已撤并的科室")
        );
    }

    [TestCase("综合执法大队", "综合执法队")]
    [TestCase("交警支队", null)]
    public async Task An_unknown_unit_is_refused_in_its_column(string unit, string? proposal)
    {
        var (_, import) = await ImportAsync(
            "hotlineTickets",
            $"工单编号,诉求类型,标题,考核单位\nX-2,投诉,合成,{unit}\n",
            ""
        );
        var rejected = (await RejectionsAsync(import))[0]!;
        Assert.That(
            ($"{rejected["column"]} {rejected["code"]}", (string?)rejected["proposal"]),
            Is.EqualTo(("countedUnit unit.not_found", proposal))
        );
    }

    [Test]
    public async Task A_name_that_two_units_have_is_refused_with_both_codes()
    {
        await TakenAsync(
            "units",
            "code,name,kind,parent\nT-1,同名居委会,居委会,310107102\nT-2,同名居委会,居委会,长征镇\n"
        );
        var (_, import) = await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,居委代码\nX-3,投诉,合成,同名居委会\n",
            ""
        );
        var rejected = (await RejectionsAsync(import))[0]!;
        Assert.That(
            $"{rejected["column"]} {rejected["code"]} {rejected["message"]}",
            Does.StartWith("neighbourhood cell.ambiguous").And.Contain("T-1、T-2")
        );
    }

    [Test]
    public async Task An_official_name_goes_before_anothers_alias()
    {
        await TakenAsync(
            "units",
            "code,name,kind,parent,aliases\nP-1,先名办,办公室,310107102,\nP-2,后名办,办公室,310107102,先名办\n"
        );
        await TakenAsync("hotlineTickets", "工单编号,诉求类型,标题,考核单位\nP-T,投诉,合成,先名办\n");
        Assert.That((string?)(await ReadAsync(Ticket + "P-T"))["countedUnit"], Is.EqualTo("P-1"));
    }

    [Test]
    public async Task A_values_unit_is_the_same_row_by_whatever_name()
    {
        await TakenAsync("indicatorValues", "指标代码,期间,单位,完成值\n2022-incubators,2022-Q2,社发办,2\n");
        var value = await ReadAsync("/api/v1/indicators/2022-incubators/values/2022-Q2/310107102-FZB");
        Assert.That((int)value["value"]!, Is.EqualTo(2));
        var (_, again) = await ImportAsync(
            "indicatorValues",
            "指标代码,期间,单位,完成值\n2022-incubators,2022-Q2,社会事业发展办公室,2\n2022-incubators,2022-Q2,310107102-FZB,3\n",
            ""
        );
        Assert.That(Rows(again), Is.EqualTo("2 0 0 1 0 1"), "By name and by code it is one key.");
        Assert.That((string?)(await RejectionsAsync(again))[0]!["code"], Is.EqualTo("row.duplicate"));
    }

    [Test]
    public async Task A_measures_units_are_taken_by_name()
    {
        await TakenAsync(
            "measures",
            "举措编号,计划,举措,文号,牵头部门,配合部门\n3.2.11,changzheng-2022,试,普长府[2022]9号,社发办,文化中心；社区学校\n"
        );
        var measure = await ReadAsync($"{Plan}/measures/3.2.11");
        Assert.That(
            $"{measure["leadUnit"]} {string.Join('+', measure["supportingUnits"]!.AsArray())}",
            Is.EqualTo("310107102-FZB 310107102-WHZX+310107102-SQXX")
        );
        var (_, import) = await ImportAsync(
            "measures",
            "举措编号,计划,举措,文号,配合部门\n3.2.11,changzheng-2022,试,普长府[2022]9号,社发办；交警支队\n",
            ""
        );
        Assert.That((string?)(await RejectionsAsync(import))[0]!["column"], Is.EqualTo("supportingUnits"));
    }

    [Test]
    public async Task A_units_parent_is_taken_by_name_of_the_database_or_of_an_earlier_row()
    {
        await TakenAsync(
            "units",
            "code,name,kind,parent,predecessors\nW-1,上片,centre,镇政府,\nW-2,下片,centre,上片,综合执法队\n"
        );
        var unit = await ReadAsync("/api/v1/units/W-2");
        Assert.That($"{unit["parent"]} {unit["predecessors"]![0]}", Is.EqualTo("W-1 310107102-ZFD"));
        var (_, again) = await ImportAsync(
            "units",
            "code,name,kind,parent,predecessors\nW-2,下片,centre,上片,综合执法队\n"
        );
        Assert.That(Rows(again), Is.EqualTo("1 0 0 1 0 0"));
    }

    /// <summary>What stands there by a name that means a code since is the same, and stays.</summary>
    [Test]
    public async Task An_export_that_holds_a_name_comes_back_unchanged()
    {
        var registered = await SendAsync(
            Http,
            HttpMethod.Post,
            "/api/v1/hotline/tickets",
            new
            {
                number = "S-1",
                type = "complaint",
                subject = "合成",
                category = "业委会运作",
            }
        );
        Assert.That(registered.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var file = await ExportAsync("/api/v1/hotline/tickets?q=S-1");
        Assert.That(Encoding.UTF8.GetString(file), Does.Contain("业委会运作"));
        var (_, import) = await ImportAsync("hotlineTickets", file);
        Assert.That(Rows(import), Is.EqualTo("1 0 0 1 0 0"));
    }

    /// <summary>A workbook tells an instant to the second; what is kept to the millisecond is the same.</summary>
    [Test]
    public async Task A_workbook_of_what_was_registered_just_now_comes_back_unchanged()
    {
        await SendAsync(
            Http,
            HttpMethod.Post,
            "/api/v1/hotline/tickets",
            new
            {
                number = "R-NOW",
                type = "complaint",
                subject = "合成",
                registeredAt = "2022-05-03T08:00:00.123+08:00",
            }
        );
        const string Url = "/api/v1/hotline/tickets/R-NOW";
        var before = (string?)(await ReadAsync(Url))["registeredAt"];
        Assert.That(before, Does.Contain(".123"));
        var file = await ExportAsync("/api/v1/hotline/tickets?q=R-NOW", Xlsx);
        var (_, import) = await ImportAsync("hotlineTickets", file, type: Xlsx);
        Assert.That(Rows(import), Is.EqualTo("1 0 0 1 0 0"), (await RejectionsAsync(import)).ToJsonString());
        Assert.That((string?)(await ReadAsync(Url))["registeredAt"], Is.EqualTo(before));
    }

    /// <summary>The channel that stands there says which types there are, where the file does not.</summary>
    [Test]
    public async Task A_known_tickets_type_is_read_by_its_own_channel()
    {
        await TakenAsync("hotlineTickets", "工单编号,渠道,诉求类型,标题\nK-1,信访,投诉请求,合成\n");
        var (_, again) = await ImportAsync("hotlineTickets", "工单编号,诉求类型,标题\nK-1,投诉请求,合成\n");
        Assert.That(Rows(again), Is.EqualTo("1 0 0 1 0 0"), (await RejectionsAsync(again)).ToJsonString());
    }

    [Test]
    public async Task The_templates_example_speaks_chinese_and_is_taken()
    {
        var template = await ExportAsync("/api/v1/imports/hotlineTickets/template");
        Assert.That(
            Encoding.UTF8.GetString(template),
            Does.Contain("12345市民服务热线,投诉").And.Not.Contain("complaint")
        );
        var (_, import) = await ImportAsync("hotlineTickets", template, "");
        Assert.That(Rows(import), Does.EndWith(" 0"), (await RejectionsAsync(import)).ToJsonString());
    }

    private async Task TakenAsync(string kind, string file)
    {
        var (status, import) = await ImportAsync(kind, file);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), (await RejectionsAsync(import)).ToJsonString());
    }
}
