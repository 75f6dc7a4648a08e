using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>一件多诉: a ticket of several demands is no better than the worst of them.</summary>
public class DemandTests(string database) : HonestTest(database)
{
    private static object Two(string? unit = null) =>
        new { demands = new[] { new { text = "拆除飞线", unit = (string?)null }, new { text = "清理楼道", unit } } };

    private static object Answer(int demand, string resolution = "resolved") =>
        new
        {
            demand,
            resolution,
            note = "已处理",
        };

    private static readonly object submission = new { resolution = "resolved", note = "已处理" };

    private async Task<string> ASplitTicketAsync(string category)
    {
        var number = await OfMayAsync(category, "handling");
        await DoAsync(number, "split", Two());
        return number;
    }

    [Test]
    public async Task Closed_only_when_every_demand_is_answered_and_as_the_worst()
    {
        var category = NextCategory();
        var number = await ASplitTicketAsync(category);
        await IsUnchangedAsync(number, () => TryAsync(number, "submit", submission), 409, "ticket.demand_unanswered");
        await DoAsync(number, "answerDemand", Answer(1));
        await IsUnchangedAsync(number, () => TryAsync(number, "submit", submission), 409, "ticket.demand_unanswered");
        await DoAsync(number, "answerDemand", Answer(2, "unresolved"));
        var submitted = await DoAsync(number, "submit", submission);
        Assert.That(Text(submitted, "claimedResolution"), Is.EqualTo("unresolved"));
        await CallBackAsync(number);
        var closed = await DoAsync(number, "close", AClosing());

        Assert.That(Text(closed, "resolution"), Is.EqualTo("unresolved"));
        Assert.That(await RateAsync(category, "resolution"), Is.EqualTo("0/1"));
        Assert.That(
            Demands(closed),
            Is.EqualTo(new[] { "1 拆除飞线 answered resolved", "2 清理楼道 answered unresolved" })
        );
    }

    [Test]
    public async Task A_denied_demand_is_not_resolved_until_it_is_done_again()
    {
        var category = NextCategory();
        var number = await ASplitTicketAsync(category);
        await DoAsync(number, "answerDemand", Answer(1));
        await DoAsync(number, "answerDemand", Answer(2));
        await DoAsync(number, "submit", submission);
        object denied = new
        {
            reached = true,
            satisfaction = "satisfied",
            deniedDemands = new[] { 2 },
        };
        await IsUnchangedAsync(
            number,
            () =>
                TryAsync(
                    number,
                    "callback",
                    new
                    {
                        reached = true,
                        satisfaction = "satisfied",
                        resolved = true,
                        deniedDemands = new[] { 2 },
                    }
                ),
            400,
            "request.invalid"
        );
        await IsUnchangedAsync(
            number,
            () =>
                TryAsync(
                    number,
                    "callback",
                    new
                    {
                        reached = true,
                        satisfaction = "satisfied",
                        deniedDemands = new[] { 3 },
                    }
                ),
            409,
            "ticket.demand_unknown"
        );
        await DoAsync(number, "callback", denied);
        var closed = await DoAsync(number, "close", AClosing());
        Assert.That(Text(closed, "resolution"), Is.EqualTo("unresolved"));
        Assert.That((bool)closed["citizenResolved"]!, Is.False);
        Assert.That(Demands(closed)[1], Is.EqualTo("2 清理楼道 denied resolved"));
        Assert.That(await RateAsync(category, "resolution"), Is.EqualTo("0/1"));
        Assert.That((await TicketAsync(number))["callbacks"]!.AsArray(), Has.Count.EqualTo(1));

        var again = await DoAsync(number, "rework", new { note = "重办" });
        Assert.That(Demands(again), Is.EqualTo(new[] { "1 拆除飞线 open ", "2 清理楼道 open " }));
        await IsUnchangedAsync(number, () => TryAsync(number, "submit", submission), 409, "ticket.demand_unanswered");
    }

    /// <summary>Denied after it was closed: the judgement stays, the rate does not.</summary>
    [Test]
    public async Task A_demand_denied_after_closing_counts()
    {
        var category = NextCategory();
        var number = await ASplitTicketAsync(category);
        foreach (var demand in new[] { 1, 2 })
            await DoAsync(number, "answerDemand", Answer(demand));
        await FinishAsync(number);
        Assert.That(await RateAsync(category, "resolution"), Is.EqualTo("1/1"));
        await DoAsync(
            number,
            "callback",
            new
            {
                reached = true,
                satisfaction = "satisfied",
                deniedDemands = new[] { 1 },
                level = "city",
            }
        );
        foreach (var definition in Definitions)
            Assert.That(await RateAsync(category, "resolution", definition), Is.EqualTo("0/1"), definition);
    }

    [Test]
    public async Task None_is_taken_away_and_a_file_closes_nothing_early()
    {
        var number = await ASplitTicketAsync(NextCategory());
        var more = await DoAsync(
            number,
            "split",
            new { demands = new[] { new { text = "张小妹另求回电13812345678" } } }
        );
        Assert.That(Demands(more)[2], Is.EqualTo("3 ***另求回电138****5678 open "));
        var single = await OfMayAsync(NextCategory());
        await IsUnchangedAsync(
            single,
            () => TryAsync(single, "split", new { demands = new[] { new { text = "一个" } } }),
            409,
            "ticket.demands_too_few"
        );
        await IsUnchangedAsync(number, () => TryAsync(number, "answerDemand", Answer(9)), 409, "ticket.demand_unknown");
        var file =
            "工单编号,诉求类型,标题,状态,办结提交时间,结案时间,单位自评,结案评判,满意度\n"
            + $"{number},complaint,飞线充电,已结案,2022-05-10 10:00,2022-05-10 10:00,解决,解决,满意\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/hotlineTickets?mode=apply")
        {
            Content = new StringContent(file, null, "text/csv"),
        };
        request.Headers.Add("Prefer", "wait=60");
        var import = await JsonAsync(await Http.SendAsync(request));
        var rejected = await ReadAsync($"/api/v1/imports/{(string)import["id"]!}/rejections");
        Assert.That(rejected["items"]!.ToJsonString(), Does.Contain("ticket.demand_unanswered"));
        Assert.That(Text(await TicketAsync(number), "status"), Is.EqualTo("handling"));
    }

    [Test]
    public async Task The_unit_a_demand_names_answers_that_one_only()
    {
        var number = await OfMayAsync(NextCategory(), "handling");
        await DoAsync(number, "split", Two(OtherOffice));
        using var other = await SignedInAsync("另一办公室", OtherOffice, Role.Handler);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "answerDemand", Answer(1), other),
            403,
            "ticket.supporting_only"
        );
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "submit", submission, other),
            403,
            "ticket.supporting_only"
        );
        var answered = await DoAsync(number, "answerDemand", Answer(2), other);
        Assert.That(Demands(answered)[1], Is.EqualTo("2 清理楼道 answered resolved"));
    }

    private static string[] Demands(JsonNode ticket) =>
        [
            .. ticket["demands"]!
                .AsArray()
                .Select(one => $"{one!["number"]} {one["text"]} {one["state"]} {one["resolution"]}"),
        ];
}
