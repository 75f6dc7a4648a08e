using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What a ticket is about is corrected, and no term is made longer by it after the fact.</summary>
public class ReclassifyTests(string database) : HonestTest(database)
{
    private static object Into(string type) => new { type, note = "经核实" };

    [OneTimeSetUp]
    public Task CommitteesAsync() => TwoCommitteesAsync();

    [Test]
    public async Task History_has_each_field_before_and_after_and_the_terms_follow_the_table()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync("consultation", category: "飞线充电", neighbourhood: Committee);
        await BringToAsync(number, "accepted");
        Assert.That(Text(await TicketAsync(number), "dueAt"), Is.EqualTo("2022-05-11T23:59:59+08:00"));

        var now = await DoAsync(
            number,
            "reclassify",
            new
            {
                type = "complaint",
                category = "楼道堆物",
                urgency = "urgent",
                neighbourhood = OtherCommittee,
                note = "经核实为楼道堆物",
            }
        );

        Assert.Multiple(() =>
        {
            Assert.That(Text(now, "type"), Is.EqualTo("complaint"));
            Assert.That(Text(now, "category"), Is.EqualTo("楼道堆物"));
            Assert.That(Text(now, "urgency"), Is.EqualTo("urgent"));
            Assert.That(Text(now, "neighbourhood"), Is.EqualTo(OtherCommittee));
            Assert.That(Text(now, "status"), Is.EqualTo("accepted"));
            Assert.That(Text(now, "dueAt"), Is.EqualTo("2022-05-17T23:59:59+08:00"), "five days since the dispatch");
            Assert.That(Text(now, "originalDueAt"), Is.EqualTo("2022-05-11T23:59:59+08:00"));
            Assert.That(Text(now, "contactDueAt"), Is.EqualTo("2022-05-11T23:59:59+08:00"));
        });
        var said = (await LastAsync(number))["said"]!;
        Assert.That(Text(said, "note"), Is.EqualTo("经核实为楼道堆物"));
        Assert.That(
            said["changes"]!
                .AsObject()
                .Select(change => $"{change.Key}: {change.Value!["before"]}→{change.Value["after"]}"),
            Is.EqualTo(
                new[]
                {
                    "category: 飞线充电→楼道堆物",
                    "type: consultation→complaint",
                    "urgency: normal→urgent",
                    $"neighbourhood: {Committee}→{OtherCommittee}",
                    "dueAt: 2022-05-11T23:59:59+08:00→2022-05-17T23:59:59+08:00",
                }
            )
        );
    }

    [Test]
    public async Task What_was_granted_stays_beside_the_new_term()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync("consultation");
        await BringToAsync(number, "accepted");
        await DoAsync(number, "extend", new { workingDays = 2, note = "情况复杂" });
        await DoAsync(number, "decideExtension", new { approved = true });
        Assert.That(
            Text(await DoAsync(number, "reclassify", Into("help")), "dueAt"),
            Is.EqualTo("2022-05-19T23:59:59+08:00"),
            "seven working days"
        );
        Assert.That(
            Text(await DoAsync(number, "reclassify", Into("suggestion")), "dueAt"),
            Is.EqualTo("2022-05-13T23:59:59+08:00")
        );
    }

    [TestCase("")]
    [TestCase("2022-05-11T20:00:00+08:00")]
    public async Task An_overdue_ticket_stays_overdue_whenever_it_is_said_to_have_been(string at)
    {
        var category = NextCategory();
        At("2022-05-10T10:00");
        var number = await ATicketAsync("consultation", category: category);
        await BringToAsync(number, "accepted");
        At("2022-05-12T08:00");
        Assert.That((bool)(await TicketAsync(number))["overdue"]!, Is.True);

        var now = await DoAsync(
            number,
            "reclassify",
            new
            {
                type = "complaint",
                note = "改为投诉",
                at = at.Length == 0 ? null : at,
            }
        );

        Assert.That(Text(now, "dueAt"), Is.EqualTo("2022-05-11T23:59:59+08:00"));
        Assert.That((bool)now["overdue"]!, Is.True);
        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 2, note = "复杂" }),
            409,
            "ticket.overdue"
        );
        await DoAsync(number, "contact", AContact);
        await FinishAsync(number);
        foreach (var definition in Definitions)
            Assert.That(await RateAsync(category, "onTimeClosing", definition), Is.EqualTo("0/1"), definition);
    }

    /// <summary>To and fro is worth nothing: strict judges by the first promise.</summary>
    [Test]
    public async Task A_shorter_term_counts_at_once_and_the_first_promise_stays()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category);
        var shorter = await DoAsync(number, "reclassify", Into("consultation"));
        Assert.That(Text(shorter, "dueAt"), Is.EqualTo("2022-05-11T23:59:59+08:00"));
        Assert.That(Text(shorter, "originalDueAt"), Is.EqualTo("2022-05-17T23:59:59+08:00"));
        At("2022-05-12T10:00");
        var back = await DoAsync(number, "reclassify", Into("complaint"));
        Assert.That(Text(back, "dueAt"), Is.EqualTo("2022-05-11T23:59:59+08:00"), "it has passed");
    }

    [Test]
    public async Task A_unit_does_not_classify_its_own_ticket()
    {
        var number = await OfMayAsync(NextCategory());
        using var own = await SignedInAsync("办公室派单员", Office, Role.Dispatcher);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "reclassify", Into("consultation"), own),
            403,
            "ticket.own_unit"
        );
        using var handler = await SignedInAsync("办公室经办人", Office, Role.Handler);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "reclassify", Into("consultation"), handler),
            403,
            "access.forbidden"
        );
    }

    [Test]
    public async Task Refused_ones_change_nothing()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category);
        async Task RefusedAsync(object body, int status, string code) =>
            await IsUnchangedAsync(number, () => TryAsync(number, "reclassify", body), status, code);
        await RefusedAsync(new { note = "经核实" }, 400, "request.invalid");
        await RefusedAsync(new { type = "help", note = " " }, 400, "note.needed");
        await RefusedAsync(new { type = "event", note = "网格" }, 400, "ticket.type_unknown");
        await RefusedAsync(
            new
            {
                type = "complaint",
                category,
                note = "同前",
            },
            409,
            "ticket.same_classification"
        );
        await RefusedAsync(new { neighbourhood = "310107102-XX", note = "错" }, 404, "unit.not_found");
        await RefusedAsync(new { neighbourhood = Office, note = "错" }, 409, "ticket.not_neighbourhood");
        await RefusedAsync(new { channel = "grid", note = "错" }, 400, "request.malformed");
        await SuspendAsync(number, "2022-06-01");
        await RefusedAsync(new { type = "help", note = "挂账中" }, 409, "ticket.move_not_allowed");
    }

    /// <summary>The rates by category and neighbourhood follow; those of a closed month do not.</summary>
    [Test]
    public async Task Rates_follow_the_classification_and_a_closed_month_does_not_move()
    {
        var (first, second) = (NextCategory(), NextCategory());
        At("2023-02-01T10:00");
        var number = await ATicketAsync(category: first);
        await BringToAsync(number, "handling");
        await FinishAsync(number, "unresolved");
        await DoAsync(number, "reclassify", new { category = second, note = "经核实" });
        Assert.That(await RateAsync(first, "resolution"), Is.EqualTo("0/0"));
        Assert.That(await RateAsync(second, "resolution"), Is.EqualTo("0/1"));

        At("2023-03-01T10:00");
        var closed = await SendAsync(Http, HttpMethod.Post, "/api/v1/hotline/months/2023-02/close", new { }, 0);
        Assert.That((int)closed.StatusCode, Is.AnyOf(200, 201), await closed.Content.ReadAsStringAsync());
        var kept = await DoAsync(
            number,
            "reclassify",
            new
            {
                category = first,
                type = "help",
                note = "改回",
            }
        );
        Assert.That(await RateAsync(first, "resolution"), Is.EqualTo("0/0"));
        Assert.That(await RateAsync(second, "resolution"), Is.EqualTo("0/1"));
        Assert.That((Text(kept, "category"), Text(kept, "type")), Is.EqualTo((first, "help")));
    }

    [Test]
    public async Task A_name_in_a_category_is_masked()
    {
        var number = await OfMayAsync(NextCategory());
        var now = await DoAsync(number, "reclassify", new { category = $"张小妹{Phone}", note = "张小妹来电" });
        Assert.That(Text(now, "category"), Is.EqualTo("***138****5678"));
        Assert.That((await LastAsync(number))["said"]!.ToJsonString(), Does.Not.Contain(Phone));
    }

    private async Task<JsonNode> LastAsync(string number) =>
        (await ReadAsync($"{Tickets}/{number}/history"))["items"]!.AsArray()[^1]!;
}
