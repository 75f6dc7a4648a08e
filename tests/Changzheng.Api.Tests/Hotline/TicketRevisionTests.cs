using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Tests.Platform.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// What an import changes of a ticket is kept as it was and as it is: in its history, sealed where it is personal,
/// and named in the feed.
/// </summary>
public sealed class TicketRevisionTests(string database) : ImportTest(database)
{
    private const string Header =
        "工单编号,诉求类型,标题,诉求内容,反映人,联系电话,地址,承办单位,受理时间,派单时间,签收时间,"
        + "先行联系时间,办结提交时间,结案时间,单位自评,市民称已联系,市民称已解决,结案评判,满意度,状态\n";

    private static readonly string[] secrets =
    [
        "13811110000",
        "13922223333",
        "欧阳小妹",
        "上官飞燕",
        "1234弄",
        "4321弄",
    ];

    private static readonly string[] fields =
    [
        "subject",
        "description",
        "reporterName",
        "reporterPhone",
        "address",
        "unit",
        "contactedAt",
        "closedAt",
        "citizenContacted",
        "citizenResolved",
        "resolution",
        "satisfaction",
    ];

    private JsonObject before = null!;
    private long position;

    [OneTimeSetUp]
    public async Task AChangedTicketAsync()
    {
        await ImportAsync(
            "hotlineTickets",
            Header
                + "R-1,complaint,合成欧阳小妹,请打13811110000,欧阳小妹,13811110000,真光路1234弄5号601室,310107102-GLB,"
                + "2022-04-22 10:00,2022-04-22 10:20,2022-04-22 11:00,2022-04-22 12:00,2022-04-25 09:00,2022-04-26 09:00,"
                + "解决,否,否,未解决,不满意,已结案\n"
        );
        before = (await ReadAsync("/api/v1/hotline/tickets/R-1")).AsObject();
        position = (long)(await ReadAsync("/api/v1/changes?limit=500"))["position"]!;
        var (_, import) = await ImportAsync(
            "hotlineTickets",
            Header
                + "R-1,complaint,合成,改打13922223333,上官飞燕,13922223333,桃浦路4321弄1号,310107102-PAB,"
                + "2022-04-22 10:00,2022-04-22 10:20,2022-04-22 11:00,2022-04-22 10:30,2022-04-25 09:00,2022-04-25 10:00,"
                + "解决,是,是,解决,满意,已结案\n"
        );
        Assert.That(Rows(import), Is.EqualTo("1 0 1 0 0 0"), (await RejectionsAsync(import)).ToJsonString());
    }

    [Test]
    public async Task History_has_every_field_before_and_after()
    {
        var changes = (await HistoryAsync(Http))["changes"]!.AsObject();
        var after = await ReadAsync("/api/v1/hotline/tickets/R-1");
        Assert.That(changes.Select(change => change.Key), Is.EqualTo(fields));
        Assert.Multiple(() =>
        {
            foreach (
                var (field, change) in changes.Where(one => !one.Key.StartsWith("reporter", StringComparison.Ordinal))
            )
            {
                Assert.That(
                    JsonNode.DeepEquals(change!["before"], before[field]),
                    Is.True,
                    $"{field}: {change}, {before[field]}"
                );
                Assert.That(
                    JsonNode.DeepEquals(change["after"], after[field]),
                    Is.True,
                    $"{field}: {change}, {after[field]}"
                );
            }
        });
    }

    [Test]
    public async Task Personal_data_is_masked_for_who_may_not_read_it()
    {
        var said = (await HistoryAsync(Http)).ToJsonString(
            new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        Assert.That(secrets.Where(secret => said.Contains(secret, StringComparison.Ordinal)), Is.Empty);
        Assert.That(
            said,
            Does.Contain("""{"before":"138****0000","after":"139****3333"}""")
                .And.Contain("""{"before":"真光路***","after":"桃浦路***"}""")
        );
    }

    [Test]
    public async Task And_whole_for_who_may_and_says_what_for()
    {
        using var dispatcher = SignedIn(await AKeyAsync("派单员", Role.Dispatcher));
        var changes = (await HistoryAsync(dispatcher, "?purpose=回访核实"))["changes"]!;
        string[] personal = ["description", "reporterName", "reporterPhone", "address"];
        Assert.That(
            personal.Select(field => $"{changes[field]!["before"]}→{changes[field]!["after"]}"),
            Is.EqualTo(
                new[]
                {
                    "请打13811110000→改打13922223333",
                    "欧阳小妹→上官飞燕",
                    "13811110000→13922223333",
                    "真光路1234弄5号601室→桃浦路4321弄1号",
                }
            )
        );
    }

    [Test]
    public async Task At_rest_it_is_sealed()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var kept = string.Join(
            '\n',
            [
                .. await db.QueryAsync<string?>("SELECT CONCAT(Said, Sealed) FROM TicketEvents", null, default),
                .. await db.QueryAsync<string?>("SELECT Data FROM ChangeFeed", null, default),
            ]
        );
        Assert.That(secrets.Where(secret => kept.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_feed_names_the_fields_and_shows_none()
    {
        var facts = (await ReadAsync($"/api/v1/changes?after={position}"))["items"]!.AsArray();
        var fact = facts.First(one => (string?)one!["kind"] == "ticket.imported")!;
        Assert.That(fact["data"]!["changed"]!.AsArray().Select(field => (string)field!), Is.EqualTo(fields));
        Assert.That(fact["data"]!.ToJsonString(), Does.Not.Contain("****"));
    }

    /// <summary>
    /// Two phones that look alike masked: that it was changed is told, and the right reader sees how.
    /// </summary>
    [Test]
    public async Task A_change_that_masking_hides_is_still_a_change()
    {
        const string Phones = "工单编号,诉求类型,标题,联系电话\n";
        await ImportAsync("hotlineTickets", Phones + "R-2,complaint,合成,13811110000\n");
        await ImportAsync("hotlineTickets", Phones + "R-2,complaint,合成,13822220000\n");
        using var dispatcher = SignedIn(await AKeyAsync("派单员二", Role.Dispatcher));
        var shown = (await HistoryAsync(Http, "", "R-2"))["changes"]!["reporterPhone"]!;
        var open = (await HistoryAsync(dispatcher, "?purpose=回访核实", "R-2"))["changes"]!["reporterPhone"]!;
        Assert.That($"{shown["before"]} {shown["after"]}", Is.EqualTo("138****0000 138****0000"));
        Assert.That($"{open["before"]} {open["after"]}", Is.EqualTo("13811110000 13822220000"));
    }

    [Test]
    public async Task A_change_without_personal_data_seals_nothing()
    {
        await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,诉求类别,联系电话\nR-3,complaint,合成,群租,13811110000\n"
        );
        await ImportAsync("hotlineTickets", "工单编号,诉求类型,标题,诉求类别\nR-3,complaint,合成,楼道堆物\n");
        Assert.That(
            (await HistoryAsync(Http, "", "R-3")).ToJsonString(),
            Is.EqualTo(
                new JsonObject
                {
                    ["changes"] = new JsonObject
                    {
                        ["category"] = new JsonObject { ["before"] = "群租", ["after"] = "楼道堆物" },
                    },
                }.ToJsonString()
            )
        );
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        Assert.That(
            await db.QueryAsync<string?>("SELECT Sealed FROM TicketEvents WHERE Number = 'R-3'", null, default),
            Is.All.Null
        );
    }

    /// <summary>A deadline that a file moves by what it is counted from.</summary>
    [Test]
    public async Task A_moved_deadline_is_among_what_changed()
    {
        const string Columns = "工单编号,诉求类型,标题,紧急程度,受理时间,办理工作日\n";
        await ImportAsync("hotlineTickets", Columns + "R-4,complaint,合成,一般,2022-05-05 10:00,5\n");
        await ImportAsync("hotlineTickets", Columns + "R-4,complaint,合成,一般,2022-05-05 10:00,6\n");
        var changes = (await HistoryAsync(Http, "", "R-4"))["changes"]!;
        Assert.That($"{changes["dueDays"]!["before"]} {changes["dueDays"]!["after"]}", Is.EqualTo("5 6"));
        Assert.That(
            $"{changes["dueAt"]!["before"]} {changes["dueAt"]!["after"]}",
            Is.EqualTo("2022-05-11T23:59:59+08:00 2022-05-12T23:59:59+08:00")
        );
    }

    private async Task<JsonNode> HistoryAsync(HttpClient by, string query = "", string number = "R-1") =>
        (await ReadAsync($"/api/v1/hotline/tickets/{number}/history{query}", by))["items"]![1]!["said"]!;
}
