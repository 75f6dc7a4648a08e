using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>One move on many tickets: one answer a ticket, and one that is refused leaves the others.</summary>
public class BatchTests(string database) : HonestTest(database)
{
    [SetUp]
    public void Tuesday() => At("2022-05-10T10:00");

    [TestCase(null)]
    [TestCase("batch-1")]
    public async Task One_answer_a_ticket_and_a_refused_one_leaves_the_others(string? key)
    {
        var numbers = new[] { await ATicketAsync(), await ATicketAsync(), await ATicketAsync() };
        await DoAsync(numbers[1], "dispatch", new { unit = Office });
        object[] moves =
        [
            Move(numbers[0], 1, new { unit = Office }),
            Move(numbers[1], 1, new { unit = Office }),
            Move(numbers[1], 2, new { unit = Office }),
            Move("NONE", 1, new { unit = Office }),
            Move(numbers[2], 1, new { unit = "310107" }),
            Move(numbers[2], 1, new { unit = "" }),
            Move(numbers[2], 1, new { unit = OtherOffice }),
        ];
        var answer = await BatchAsync("dispatch", moves, key);
        Assert.That((int)answer.StatusCode, Is.EqualTo(207));
        var said = await JsonAsync(answer);

        Assert.That(
            said["tickets"]!.AsArray().Select(one => $"{one!["number"]} {one["status"]} {one["problem"]?["code"]}"),
            Is.EqualTo(
                new[]
                {
                    $"{numbers[0]} 200 ",
                    $"{numbers[1]} 412 version.stale",
                    $"{numbers[1]} 409 ticket.move_not_allowed",
                    "NONE 404 ticket.not_found",
                    $"{numbers[2]} 409 ticket.unit_outside_town",
                    $"{numbers[2]} 400 request.invalid",
                    $"{numbers[2]} 200 ",
                }
            )
        );
        Assert.That($"{said["moved"]} {said["refused"]}", Is.EqualTo("2 5"));
        Assert.That(Text(await TicketAsync(numbers[0]), "unit"), Is.EqualTo(Office));
        Assert.That(Text(await TicketAsync(numbers[2]), "unit"), Is.EqualTo(OtherOffice));
        Assert.That((int)(await TicketAsync(numbers[1]))["version"]!, Is.EqualTo(2));
        var refused = said["tickets"]![2]!["problem"]!;
        Assert.That(refused["allowed"]!.AsArray().Select(one => (string)one!), Has.Member("accept"));
        Assert.That(said["tickets"]![5]!["problem"]!["errors"]!["unit"], Is.Not.Null);
    }

    [Test]
    public async Task A_repeat_under_its_key_moves_nothing_again()
    {
        var number = await ATicketAsync();
        object[] moves = [Move(number, 1, new { unit = Office }), Move("NONE", 1, new { unit = Office })];
        var first = await BatchAsync("dispatch", moves, "again");
        var again = await BatchAsync("dispatch", moves, "again");

        Assert.That((int)again.StatusCode, Is.EqualTo(207));
        Assert.That(again.Headers.Contains("Idempotency-Replayed"), Is.True);
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That((int)(await TicketAsync(number))["version"]!, Is.EqualTo(2));
        await IsRefusedAsync(await BatchAsync("dispatch", moves[..1], "again"), 422, "idempotency.differs");
    }

    [Test]
    public async Task From_dispatch_to_closing()
    {
        var category = NextCategory();
        var numbers = new[] { await ATicketAsync(category: category), await ATicketAsync(category: category) };
        await MoveAllAsync("dispatch", numbers, new { unit = Office });
        await MoveAllAsync("accept", numbers, null);
        foreach (var number in numbers)
        {
            await DoAsync(number, "contact", AContact);
            await DoAsync(number, "submit", new { resolution = "resolved", note = "已处理" });
        }

        var own = await JsonAsync(await BatchAsync("callback", await MovesAsync(numbers, ACallback(true, true))));
        Assert.That((int)own["refused"]!, Is.EqualTo(2), "who submitted does not call back");
        await MoveAllAsync("callback", numbers, ACallback(true, true), Mover("callback"));
        await MoveAllAsync("close", numbers, AClosing());

        Assert.That(await RatesAsync(category), Is.EqualTo("2/2 2/2 2/2 2/2"));
    }

    [Test]
    public async Task Each_is_on_the_trail_and_in_the_feed()
    {
        var numbers = new[] { await ATicketAsync(), await ATicketAsync() };
        var (before, position) = (await TrailAsync(), await PositionAsync());
        await BatchAsync(
            "dispatch",
            [Move(numbers[0], 1, new { unit = Office }), Move(numbers[1], 9, new { unit = Office })]
        );
        var after = await TrailAsync();
        Assert.That(after - before, Is.EqualTo(2));
        var feed = (await ReadAsync($"/api/v1/changes?after={position}"))["items"]!.AsArray();
        Assert.That(feed.Select(one => Text(one!, "kind")), Is.EqualTo(new[] { "ticket.dispatched" }));
        var trail = (await ReadAsync("/api/v1/audit?limit=500"))["items"]!.AsArray();
        Assert.That(
            trail.Count(one =>
                Text(one!, "action") == "BatchDispatchTicket"
                && Text(one!, "outcome") == "refused"
                && one!["detail"]?.ToJsonString().Contains(numbers[1], StringComparison.Ordinal) == true
            ),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task Another_units_ticket_is_not_there()
    {
        var numbers = new[] { await ATicketAsync(), await ATicketAsync() };
        await DoAsync(numbers[0], "dispatch", new { unit = Office });
        await DoAsync(numbers[1], "dispatch", new { unit = OtherOffice });
        using var other = await SignedInAsync("另一单位批量", OtherOffice, Role.Handler);
        var said = await JsonAsync(
            await BatchAsync("accept", [Move(numbers[0], 2, null), Move(numbers[1], 2, null)], null, other)
        );
        Assert.That(
            said["tickets"]!.AsArray().Select(one => (int)one!["status"]!),
            Is.EqualTo(new[] { 404, 200 }),
            said.ToJsonString()
        );
    }

    [Test]
    public async Task Bounded_and_by_right()
    {
        await IsRefusedAsync(await BatchAsync("dispatch", []), 400, "request.invalid");
        var many = Enumerable.Range(0, 501).Select(one => Move($"N-{one}", 1, new { unit = Office })).ToArray();
        await IsRefusedAsync(await BatchAsync("dispatch", many), 400, "request.invalid");
        using var handler = SignedIn(await AKeyAsync("批量经办人", Role.Handler));
        await IsRefusedAsync(await BatchAsync("dispatch", many[..1], null, handler), 403, "access.forbidden");
    }

    private async Task MoveAllAsync(string action, string[] numbers, object? request, HttpClient? by = null)
    {
        var answer = await JsonAsync(await BatchAsync(action, await MovesAsync(numbers, request), null, by));
        Assert.That((int)answer["moved"]!, Is.EqualTo(numbers.Length), answer.ToJsonString());
    }

    private async Task<object[]> MovesAsync(string[] numbers, object? request)
    {
        var moves = new List<object>();
        foreach (var number in numbers)
            moves.Add(Move(number, (int)(await TicketAsync(number))["version"]!, request));
        return [.. moves];
    }

    private static object Move(string number, int version, object? request) =>
        new
        {
            number,
            version,
            request,
        };

    private async Task<HttpResponseMessage> BatchAsync(
        string action,
        object[] tickets,
        string? key = null,
        HttpClient? by = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Tickets}/batch/{action}")
        {
            Content = JsonContent.Create(new { tickets }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await (by ?? Http).SendAsync(request);
    }

    private async Task<long> TrailAsync() => (long)(await ReadAsync("/api/v1/audit/verify"))["position"]!;

    private async Task<long> PositionAsync() =>
        (long)(await ReadAsync("/api/v1/audit/verify"))["changes"]!["position"]!;
}
