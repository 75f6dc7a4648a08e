using System.Net;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

public class TicketRulesTests(string database) : HotlineTest(database)
{
    [SetUp]
    public void Tuesday() => At("2022-05-10T10:00");

    [Test]
    public async Task The_same_number_with_the_same_content_is_the_same_ticket()
    {
        object ticket = new
        {
            number = NextNumber(),
            type = "help",
            subject = "求助",
            reporter = new { name = "李四", phone = "021-62345678" },
        };
        Assert.That((await RegisterAsync(ticket)).StatusCode, Is.EqualTo(HttpStatusCode.Created));

        var again = await RegisterAsync(ticket);

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await JsonAsync(again))["version"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_number_with_other_content_is_refused()
    {
        var number = await ATicketAsync();
        var before = (await TicketAsync(number)).ToJsonString();

        await IsRefusedAsync(
            await RegisterAsync(
                new
                {
                    number,
                    type = "complaint",
                    subject = "另一件事",
                }
            ),
            409,
            "ticket.number_taken"
        );

        Assert.That((await TicketAsync(number)).ToJsonString(), Is.EqualTo(before));
    }

    [TestCase("phone", "12345", 400, "phone.invalid")]
    [TestCase("phone", "1381234567", 400, "phone.invalid")]
    [TestCase("phone", "电话不详", 400, "phone.invalid")]
    [TestCase("subject", "long", 400, "text.too_long")]
    [TestCase("description", "long", 400, "text.too_long")]
    [TestCase("type", "gossip", 400, "ticket.type_unknown")]
    [TestCase("channel", "radio", 400, "ticket.type_unknown")]
    [TestCase("neighbourhood", "310107102-999", 404, "unit.not_found")]
    [TestCase("registeredAt", "2022-05-10T10:00:01+08:00", 400, "ticket.time_future")]
    [TestCase("number", "12 34", 400, "request.invalid")]
    [TestCase("number", "1234\n", 400, "request.invalid")]
    [TestCase("subject", "", 400, "request.invalid")]
    public async Task What_cannot_be_registered_is_refused_and_leaves_nothing(
        string field,
        string value,
        int status,
        string code
    )
    {
        var body = new Dictionary<string, object?>
        {
            ["number"] = NextNumber(),
            ["type"] = "complaint",
            ["subject"] = "某事",
        };
        if (field == "phone")
            body["reporter"] = new { phone = value };
        else
            body[field] = value == "long" ? new string('长', field == "subject" ? 201 : 4001) : value;

        await IsRefusedAsync(await RegisterAsync(body), status, code);

        Assert.That((await Http.GetAsync($"{Tickets}/{body["number"]}")).StatusCode, Is.Not.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_action_names_the_version_it_acts_on()
    {
        var number = await ATicketAsync();

        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Tickets}/{number}/dispatch", new { unit = Office }),
            428,
            "version.needed"
        );
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, $"{Tickets}/{number}/dispatch", new { unit = Office }, 2),
            412,
            "version.stale"
        );
        var both = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => SendAsync(Http, HttpMethod.Post, $"{Tickets}/{number}/dispatch", new { unit = Office }, 1))
        );
        Assert.That(
            both.Select(response => (int)response.StatusCode).Order(),
            Is.EqualTo(new[] { 200, 412, 412, 412 })
        );
    }

    [Test]
    public async Task Time_does_not_run_backwards()
    {
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Office });

        await IsRefusedAsync(
            await TryAsync(number, "accept", new { at = "2022-05-10T09:59:59+08:00" }),
            409,
            "ticket.time_backwards"
        );
        await IsRefusedAsync(
            await TryAsync(number, "accept", new { at = "2022-05-10T10:00:01+08:00" }),
            400,
            "ticket.time_future"
        );
        await DoAsync(number, "accept");
        await IsRefusedAsync(
            await TryAsync(number, "contact", new { contactedAt = "2022-05-10T09:00:00+08:00", person = "张小妹" }),
            409,
            "ticket.time_backwards"
        );
    }

    [Test]
    public async Task What_a_move_needs_said_is_asked_for()
    {
        var number = await ATicketAsync();
        await IsRefusedAsync(await TryAsync(number, "dispatch", new { unit = "310107102-NIX" }), 404, "unit.not_found");
        await BringToAsync(number, "accepted");
        await IsRefusedAsync(
            await TryAsync(number, "contact", new { person = "张小妹" }),
            400,
            "ticket.contact_incomplete"
        );
        await IsRefusedAsync(
            await TryAsync(number, "contact", new { contactedAt = Now }),
            400,
            "ticket.contact_incomplete"
        );
        await IsRefusedAsync(
            await TryAsync(
                number,
                "contact",
                new
                {
                    contactedAt = Now,
                    person = "张小妹",
                    reason = "noPhone",
                }
            ),
            400,
            "ticket.contact_incomplete"
        );
        await IsRefusedAsync(await TryAsync(number, "return", new { reason = "other" }), 400, "note.needed");
        await IsRefusedAsync(
            await TryAsync(number, "supervise", new { note = new string('长', 1001) }),
            400,
            "text.too_long"
        );
        await DoAsync(number, "contact", new { reason = "notAnswered" });
        await DoAsync(number, "submit", new { resolution = "explained", note = "已解释" });
        await IsRefusedAsync(
            await TryAsync(number, "callback", new { reached = true, satisfaction = "dissatisfied" }),
            400,
            "note.needed"
        );
        await IsRefusedAsync(
            await TryAsync(
                number,
                "callback",
                new
                {
                    reached = false,
                    satisfaction = "satisfied",
                    note = "未接通",
                }
            ),
            400,
            "request.invalid"
        );
        await IsRefusedAsync(
            await TryAsync(number, "close", AClosing(satisfaction: "notRated", note: null)),
            400,
            "note.needed"
        );
        await IsRefusedAsync(
            await TryAsync(number, "close", AClosing(satisfaction: "dissatisfied", note: null)),
            400,
            "note.needed"
        );
        await CallBackAsync(number, "notRated");
        await IsRefusedAsync(
            await TryAsync(
                number,
                "close",
                new
                {
                    resolution = "resolved",
                    reply = "已复",
                    repliedBy = "phone",
                    repliedAt = "2022-05-09T10:00:00+08:00",
                    satisfaction = "satisfied",
                }
            ),
            409,
            "ticket.time_backwards"
        );
        await DoAsync(number, "close", AClosing(satisfaction: "dissatisfied", note: "嫌慢"));
    }

    [Test]
    public async Task A_unit_sees_and_acts_on_its_own_tickets_only()
    {
        using var handler = await SignedInAsync("社区管理办承办员", Office, Role.Handler);
        using var other = await SignedInAsync("平安办承办员", OtherOffice, Role.Handler);
        var own = await ATicketAsync();
        await DoAsync(own, "dispatch", new { unit = Office });

        Assert.That((await handler.GetAsync($"{Tickets}/{own}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await IsRefusedAsync(await other.GetAsync($"{Tickets}/{own}"), 404, "ticket.not_found");
        await IsRefusedAsync(await TryAsync(own, "accept", by: other), 404, "ticket.not_found");
        await IsRefusedAsync(await TryAsync(own, "void", new { note = "误" }, handler), 403, "access.forbidden");
        await DoAsync(own, "accept", by: handler);
        Assert.That(
            (await ReadAsync($"{Tickets}?limit=500", handler))["items"]!
                .AsArray()
                .Select(ticket => Text(ticket!, "number")),
            Has.Member(own)
        );
        Assert.That(
            (await ReadAsync($"{Tickets}?limit=500", other))["items"]!
                .AsArray()
                .Select(ticket => Text(ticket!, "number")),
            Has.No.Member(own)
        );
        Assert.That(
            (await ReadAsync("/api/v1/hotline/due?within=P30D&limit=500", other))["items"]!
                .AsArray()
                .Select(ticket => Text(ticket!, "number")),
            Has.No.Member(own)
        );
    }

    [TestCase("grid", "event", 5)]
    [TestCase("enterprise", "consultation", 5)]
    [TestCase("visit", "help", 15)]
    public async Task Other_channels_have_types_and_deadlines_of_their_own(string channel, string type, int days)
    {
        var number = await ATicketAsync(type, channel);
        var due = await ReadAsync($"/api/v1/calendar/deadline?from=2022-05-10T10:00:00%2B08:00&workingDays={days}");

        Assert.That(Text(await TicketAsync(number), "dueAt"), Is.EqualTo(Text(due, "dueAt")));
        var rates = await ReadAsync("/api/v1/hotline/rates?from=2022-05-10&to=2022-05-10");
        Assert.That(
            (await ReadAsync($"{Tickets}?channel={channel}"))["items"]!
                .AsArray()
                .Select(ticket => Text(ticket!, "channel")),
            Is.All.EqualTo(channel)
        );
        Assert.That(
            rates["rates"]!["tickets"]!.GetValue<int>(),
            Is.EqualTo(
                (
                    await ReadAsync(
                        $"{Tickets}?channel=hotline12345&registeredFrom=2022-05-10&registeredTo=2022-05-10&count=true"
                    )
                )["total"]!.GetValue<int>()
            )
        );
    }
}
