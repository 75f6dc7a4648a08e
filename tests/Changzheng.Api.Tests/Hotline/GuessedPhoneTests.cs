using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// A mask hides four digits of a phone: ten thousand guesses. No answer tells a right guess from a wrong one to those
/// who may not see the phone.
/// </summary>
public class GuessedPhoneTests(string database) : HotlineTest(database)
{
    private const string Wrong = "13800005678";

    [Test]
    public async Task Searching_by_phone_takes_the_right_and_a_purpose_and_is_on_the_trail()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync(phone: "13877778888");
        await ATicketAsync(phone: "13877778889");
        using var dispatcher = await SignedInAsync("派单员甲", null, Role.Dispatcher);

        foreach (var by in new[] { Http, Reviewer })
        foreach (
            var url in new[]
            {
                $"{Tickets}?q=13877778888",
                $"{Tickets}?q=13877778888&purpose=回访核实",
                $"{Tickets}?q=138-7777-8888&count=true",
                $"{Tickets}?q=１３８７７７７８８８８",
            }
        )
            await IsRefusedAsync(await by.GetAsync(url), 403, "access.forbidden");
        await IsRefusedAsync(await dispatcher.GetAsync($"{Tickets}?q=13877778888"), 400, "purpose.needed");
        var found = await ReadAsync($"{Tickets}?q=13877778888&purpose=回访核实&count=true&limit=1", dispatcher);
        var none = await ReadAsync($"{Tickets}?q=13877770000&purpose=请找13877770000", dispatcher);

        Assert.That(found["items"]!.AsArray().Select(ticket => Text(ticket!, "number")), Is.EqualTo(new[] { number }));
        Assert.That(
            ((int)found["total"]!, found["next"], none["items"]!.AsArray().Count),
            Is.EqualTo((1, (object?)null, 0))
        );
        var reads = (await ReadAsync("/api/v1/audit?outcome=read&caller=派单员甲"))["items"]!
            .AsArray()
            .Select(read => read!["detail"]!.ToJsonString(Changzheng.Api.Platform.Database.Json.Stored));
        Assert.That(
            reads,
            Is.EquivalentTo(
                new[]
                {
                    $$"""{"search":"138****8888","subjects":["{{number}}"],"purpose":"回访核实"}""",
                    """{"search":"138****0000","subjects":[],"purpose":"请找138****0000"}""",
                }
            )
        );
    }

    [Test]
    public async Task Words_days_and_numbers_are_looked_for_by_everybody()
    {
        At("2022-05-11T10:00");
        var number = await ATicketAsync();
        Assert.That((await ReadAsync($"{Tickets}?q={number}"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await ReadAsync($"{Tickets}?q=20220511"))["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Registering_it_again_tells_no_right_guess_from_a_wrong_one()
    {
        object Guess(string number, string? phone) =>
            new
            {
                number,
                type = "complaint",
                subject = "飞线充电",
                reporter = new { name = "张小妹", phone },
            };
        var number = NextNumber();
        using var city = await SignedInAsync("市平台", null, Role.Dispatcher);
        using var other = SignedIn(await AKeyAsync("另一系统", Role.Integration));
        Assert.That((int)(await RegisterAsync(Guess(number, Phone), city)).StatusCode, Is.EqualTo(201));

        var answers = new List<string>();
        foreach (var by in new[] { Http, other })
        foreach (var phone in new[] { Phone, Wrong })
            answers.Add($"{(int)(await RegisterAsync(Guess(number, phone), by)).StatusCode}");

        Assert.That(answers, Is.EqualTo(new[] { "200", "200", "200", "200" }));
        await IsRefusedAsync(await RegisterAsync(Guess(number, "13800005679"), other), 409, "ticket.number_taken");
        Assert.That(
            (int)(await RegisterAsync(Guess(number, Phone), city)).StatusCode,
            Is.EqualTo(200),
            "Who wrote it is told for certain."
        );
        await IsRefusedAsync(await RegisterAsync(Guess(number, Wrong), city), 409, "ticket.number_taken");
    }

    [Test]
    public async Task Who_wrote_it_is_told_whether_it_is_the_same()
    {
        object Mine(string number, string phone) =>
            new
            {
                number,
                type = "complaint",
                subject = "飞线充电",
                reporter = new { name = "张小妹", phone },
            };
        using var platform = SignedIn(await AKeyAsync("区平台", Role.Integration));
        var number = NextNumber();
        Assert.That((int)(await RegisterAsync(Mine(number, Phone), platform)).StatusCode, Is.EqualTo(201));

        Assert.That((int)(await RegisterAsync(Mine(number, Phone), platform)).StatusCode, Is.EqualTo(200));
        await IsRefusedAsync(await RegisterAsync(Mine(number, Wrong), platform), 409, "ticket.number_taken");
    }

    [Test]
    public async Task A_repeat_of_another_units_ticket_does_not_tell_its_number()
    {
        At("2022-06-10T10:00");
        var theirs = await ATicketAsync(phone: "13866660001", address: "大渡河路1号");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var mine = await ATicketAsync(phone: "13866660001", address: "大渡河路1号");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var mineToo = await ATicketAsync(phone: "13866660001", address: "大渡河路1号");
        await DoAsync(theirs, "dispatch", new { unit = OtherOffice });
        await DoAsync(mine, "dispatch", new { unit = Office });
        await DoAsync(mineToo, "dispatch", new { unit = Office });
        using var handler = await SignedInAsync("承办员", Office, Role.Handler, Role.Dispatcher, Role.Reviewer);

        var proposed = (await ReadAsync("/api/v1/hotline/repeats", handler))["items"]!
            .AsArray()
            .Select(one => (Text(one!, "number"), Text(one!, "of")))
            .ToList();
        Assert.That(proposed, Is.EqualTo(new[] { (mineToo, mine) }));

        await DoAsync(mine, "repeat", new { of = theirs, confirmed = true });
        await DoAsync(mineToo, "repeat", new { of = mine, confirmed = true });
        var moved = await DoAsync(mine, "accept", by: handler);
        var said = new List<string> { moved.ToJsonString() };
        foreach (
            var url in new[]
            {
                $"{Tickets}/{mine}",
                $"{Tickets}/{mine}/history",
                $"{Tickets}/{mine}/history?purpose=回访核实",
                Tickets,
                $"{Tickets}?purpose=回访核实",
                "/api/v1/hotline/repeats?standing=confirmed",
                "/api/v1/hotline/rates/tickets?rate=resolution&part=excluded&from=2022-06-01&to=2022-06-30",
                "/api/v1/hotline/disputed",
            }
        )
        {
            said.Add((await ReadAsync(url, handler)).ToJsonString());
            using var asked = new HttpRequestMessage(HttpMethod.Get, url);
            asked.Headers.Accept.ParseAdd("text/csv");
            said.Add(await (await handler.SendAsync(asked)).Content.ReadAsStringAsync());
        }

        Assert.That(said.Where(text => text.Contains(theirs, StringComparison.Ordinal)), Is.Empty);
        Assert.That(said[1], Does.Contain(mine));
        Assert.That(
            Text(await TicketAsync(mineToo, handler), "repeatOf"),
            Is.EqualTo(mine),
            "Both are the unit's own."
        );
        Assert.That(Text(await TicketAsync(mine), "repeatOf"), Is.EqualTo(theirs), "The town sees both.");
    }
}
