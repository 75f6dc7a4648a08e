namespace Changzheng.Api.Tests.Hotline;

public class TicketLifeTests(string database) : HotlineTest(database)
{
    [SetUp]
    public void Friday() => At("2022-04-22T10:00");

    [Test]
    public async Task A_ticket_lives_from_registration_to_closing()
    {
        var number = await ATicketAsync();
        var dispatched = await DoAsync(number, "dispatch", new { unit = Office });
        Assert.That(Text(dispatched, "contactDueAt"), Is.EqualTo("2022-04-24T23:59:59+08:00"));
        Assert.That(Text(dispatched, "dueAt"), Is.EqualTo("2022-04-28T23:59:59+08:00"));

        Clock.Advance(TimeSpan.FromHours(1));
        await DoAsync(number, "accept");
        Clock.Advance(TimeSpan.FromHours(1));
        await DoAsync(number, "contact", AContact);
        Clock.Advance(TimeSpan.FromHours(20));
        await DoAsync(number, "interim", new { note = "已贴告知单" });
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已拆除" });
        await DoAsync(
            number,
            "callback",
            new
            {
                reached = true,
                contacted = true,
                resolved = true,
                satisfaction = "fairlySatisfied",
            }
        );
        var closed = await DoAsync(number, "close", AClosing());

        Assert.Multiple(() =>
        {
            Assert.That(Text(closed, "status"), Is.EqualTo("closed"));
            Assert.That(Text(closed, "unit"), Is.EqualTo(Office));
            Assert.That(Text(closed, "contactedAt"), Is.EqualTo("2022-04-22T12:00:00+08:00"));
            Assert.That(closed["version"]!.GetValue<int>(), Is.EqualTo(8));
            Assert.That(closed["overdue"]!.GetValue<bool>(), Is.False);
        });
        var history = (await ReadAsync($"{Tickets}/{number}/history"))["items"]!.AsArray();
        Assert.That(
            history.Select(happened => Text(happened!, "action")),
            Is.EqualTo(new[] { "register", "dispatch", "accept", "contact", "interim", "submit", "callback", "close" })
        );
    }
}
