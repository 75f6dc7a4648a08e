namespace Changzheng.Api.Tests.Hotline;

/// <summary>From a ticket to the town's board, and no further than its figures.</summary>
public class TicketMovesBoardTests(string database) : HotlineTest(database)
{
    [Test]
    public async Task A_changed_ticket_moves_the_board_and_an_unchanged_figure_writes_nothing()
    {
        const string Contacted = "/api/v1/indicators/2022-hotline-first-contact/values/2022-03";
        At("2022-03-01T09:00");
        var early = await ATicketAsync(phone: "13900000001", address: "曹安路1号");
        var late = await ATicketAsync(phone: "13900000002", address: "曹安路2号");
        foreach (var number in new[] { early, late })
            await BringToAsync(number, "accepted");
        await DoAsync(early, "contact", AContact);
        var whole = await PillarAsync();
        At("2022-03-06T09:00");
        await ATicketAsync("consultation", phone: "13900000003", address: "曹安路3号");
        var (before, figures) = (await PillarAsync(), await VersionsAsync(Contacted));
        Assert.That(figures[^1], Is.EqualTo("1/2"), "One was contacted in time, one was not.");
        Assert.That(before, Is.Not.EqualTo(whole), "behind, and was not");

        // What changes a ticket and no figure writes no version.
        await DoAsync(late, "interim", new { note = "正在处理" });
        Assert.That(await VersionsAsync(Contacted), Is.EqualTo(figures));
        Assert.That(await PillarAsync(), Is.EqualTo(before));

        // That the late one was missed stays, though it is voided.
        await VoidAsync(late);
        Assert.That(await VersionsAsync(Contacted), Is.EqualTo(figures));

        // A third one, contacted in time.
        var third = await ATicketAsync(phone: "13900000004", address: "曹安路4号");
        await BringToAsync(third, "handling");
        Assert.That(await VersionsAsync(Contacted), Is.EqualTo(figures.Append("2/3")));
    }

    private async Task<string> PillarAsync() =>
        (await ReadAsync($"{Plan}/measures?pillar=4&asOf=2022-12-31&limit=500"))["items"]!.ToJsonString();

    private async Task<List<string>> VersionsAsync(string value) =>
        [
            .. (await ReadAsync($"{value}/history?limit=500"))["items"]!
                .AsArray()
                .Select(version => $"{version!["numerator"]}/{version["denominator"]}"),
        ];
}
