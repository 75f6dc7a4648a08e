namespace Changzheng.Api.Tests.Hotline;

public class RepeatTests(string database) : HotlineTest(database)
{
    private const string Repeats = "/api/v1/hotline/repeats";

    [Test]
    public async Task Two_tickets_of_another_channel_with_the_same_phone_are_in_nobodys_way()
    {
        At("2022-03-10T10:00");
        for (var i = 0; i < 2; i++)
            await ATicketAsync(phone: "13855556666", address: "曹杨路1号");

        var number = await ATicketAsync("complaint", "petition", phone: "13855556666", address: "曹杨路1号");

        Assert.That((await ReadAsync($"{Repeats}?number={number}"))["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Earlier_tickets_of_the_same_phone_place_or_number_are_proposed_and_a_person_decides()
    {
        At("2022-01-10T10:00");
        var old = await ATicketAsync(phone: "13811112222", address: "大渡河路1号");
        At("2022-05-10T10:00");
        var first = await ATicketAsync(phone: "13811112222", address: "真光路1号", category: "飞线充电");
        var elsewhere = await ATicketAsync(phone: "13833334444", address: "真光路1号", category: "飞线充电");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await ATicketAsync(phone: "138-1111-2222", address: "真光路 1号", category: "飞线充电");

        var proposed = (await ReadAsync($"{Repeats}?number={later}"))["items"]!.AsArray();
        Assert.That(
            proposed.Select(one => (Text(one!, "of"), Text(one!, "because"))),
            Is.EquivalentTo(new[] { (first, "reporter"), (elsewhere, "place") }),
            $"{old} is out of the window"
        );
        Assert.That((await TicketAsync(later))["repeatOf"], Is.Null);

        var confirmed = await DoAsync(later, "repeat", new { of = first, confirmed = true });
        await DoAsync(later, "repeat", new { of = elsewhere, confirmed = false });

        Assert.That(Text(confirmed, "repeatOf"), Is.EqualTo(first));
        Assert.That((await ReadAsync($"{Repeats}?number={later}"))["items"]!.AsArray(), Is.Empty);
        Assert.That(
            (await ReadAsync($"{Repeats}?standing=confirmed"))["items"]!.AsArray().Select(one => Text(one!, "number")),
            Is.EqualTo(new[] { later })
        );
        await IsRefusedAsync(
            await TryAsync(first, "repeat", new { of = later, confirmed = true }),
            409,
            "ticket.repeat_of_itself"
        );
        await IsRefusedAsync(
            await TryAsync(first, "repeat", new { of = "none", confirmed = true }),
            404,
            "ticket.not_found"
        );
        var counts = (await ReadAsync($"{Repeats}/counts?from=2022-05-10&to=2022-05-10&groupBy=category"))[
            "items"
        ]!.AsArray();
        Assert.That(
            counts.Select(row =>
                (Text(row!, "key"), row!["tickets"]!.GetValue<int>(), row["repeats"]!.GetValue<int>())
            ),
            Is.EqualTo(new[] { ("飞线充电", 3, 1) })
        );
    }

    [Test]
    public async Task A_ticket_that_comes_late_is_what_later_ones_repeat()
    {
        At("2023-05-10T10:00");
        var later = await ATicketAsync(phone: "13855556666");
        var late = Text(
            await JsonAsync(
                await RegisterAsync(
                    new
                    {
                        number = "LATE-1",
                        type = "complaint",
                        subject = "合成",
                        reporter = new { phone = "13855556666" },
                        registeredAt = "2023-05-01T10:00:00+08:00",
                    }
                )
            ),
            "number"
        );

        Assert.That(
            (await ReadAsync($"{Repeats}?number={later}"))["items"]!.AsArray().Select(one => Text(one!, "of")),
            Is.EqualTo(new[] { late })
        );
        Assert.That((await ReadAsync($"{Repeats}?number={late}"))["items"]!.AsArray(), Is.Empty);
    }
}
