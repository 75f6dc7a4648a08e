using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What is still to come and what has passed are two lists, whatever the minute.</summary>
public class DueTests(string database) : HotlineTest(database)
{
    private const string Due = "/api/v1/hotline/due";

    protected override DateTimeOffset Today => new(2022, 5, 10, 9, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public async Task A_ticket_is_on_one_list_until_its_deadline_and_on_the_other_after_it()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        var dueAt = await DueAtAsync(number);

        // A tick is less than the millisecond the database keeps.
        (TimeSpan, int)[] befores =
        [
            (Minutes(90), 90),
            (Minutes(0.99), 0),
            (TimeSpan.Zero, 0),
            (TimeSpan.FromTicks(-1), 0),
        ];
        foreach (var (before, left) in befores)
        {
            Clock.AdjustTime(dueAt - before);
            var due = (await OfAsync(number, $"{Due}?within=P1D")).Select(Shown);
            Assert.That(due, Is.EqualTo(new[] { (left, 0, false) }), $"{before} before");
            Assert.That(await OfAsync(number, $"{Due}?overdue=true"), Is.Empty, $"{before} before");
        }

        (TimeSpan, int)[] afters =
        [
            (TimeSpan.FromMilliseconds(1), 0),
            (Minutes(61), 61),
            (Minutes(1_440_000), 1_440_000),
        ];
        foreach (var (after, overdue) in afters)
        {
            Clock.AdjustTime(dueAt + after);
            Assert.That(await OfAsync(number, $"{Due}?within=P366D"), Is.Empty, $"{after} after");
            var passed = (await OfAsync(number, $"{Due}?overdue=true")).Select(Shown);
            Assert.That(passed, Is.EqualTo(new[] { (0, overdue, true) }), $"{after} after");
        }
    }

    [Test]
    public async Task Pages_follow_one_another_while_the_clock_goes_on()
    {
        var numbers = new List<string>();
        for (var made = 0; made < 5; made++)
        {
            numbers.Add(await ATicketAsync());
            await BringToAsync(numbers[^1], "handling");
            Clock.Advance(TimeSpan.FromDays(1));
        }

        var first = await ReadAsync($"{Due}?within=P30D&limit=2");
        Assert.That(first["items"]!.AsArray().Select(ticket => Text(ticket!, "number")), Is.EqualTo(numbers.Take(2)));
        // The deadline of the first three passes before the second page is asked for.
        Clock.AdjustTime((await DueAtAsync(numbers[2])).AddMinutes(1));
        var second = await ReadAsync(Text(first, "next"));

        Assert.That(second["items"]!.AsArray().Select(ticket => Text(ticket!, "number")), Is.EqualTo(numbers.Skip(3)));
        var overdue = new List<string>();
        for (var next = $"{Due}?overdue=true&limit=2"; next is not null; )
        {
            var page = await ReadAsync(next);
            overdue.AddRange(page["items"]!.AsArray().Select(ticket => Text(ticket!, "number")));
            next = (string?)page["next"];
        }

        Assert.That(overdue.Intersect(numbers), Is.EqualTo(numbers.Take(3)));
    }

    private async Task<List<JsonNode>> OfAsync(string number, string url) =>
        [
            .. (await ReadAsync($"{url}&limit=500"))["items"]!
                .AsArray()
                .OfType<JsonNode>()
                .Where(ticket => Text(ticket, "number") == number),
        ];

    private async Task<DateTimeOffset> DueAtAsync(string number) =>
        DateTimeOffset.Parse(Text(await TicketAsync(number), "dueAt"), CultureInfo.InvariantCulture);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static (int Left, int Overdue, bool IsOverdue) Shown(JsonNode ticket) =>
        ((int)ticket["minutesLeft"]!, (int)ticket["minutesOverdue"]!, (bool)ticket["overdue"]!);
}
