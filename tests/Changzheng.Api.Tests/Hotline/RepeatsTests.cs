using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using CsCheck;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// The rule by which a ticket may repeat another, ninety days back in one channel and thirty in the other.
/// </summary>
[TestFixture]
public sealed class RepeatsTests
{
    private static readonly Dictionary<string, int> days = new() { ["hotline12345"] = 90, ["petition"] = 30 };

    // number, day, then what differs: p phone, a address, e external number, c category, v voided, o other channel
    [TestCase("there:A 0 p1", "fresh:B 90 p1", "B>A reporter", TestName = "The last day of the window counts")]
    [TestCase("there:A 0 p1", "fresh:B 91 p1", "", TestName = "The day after it does not")]
    [TestCase(
        "there:A 5 p1",
        "fresh:B 0 p1",
        "A>B reporter",
        TestName = "What is there and later repeats what comes late"
    )]
    [TestCase("there:A 95 p1", "fresh:B 0 p1", "", TestName = "Later than the window it does not")]
    [TestCase("there:A 0 p1", "fresh:B 0 p1", "B>A reporter", TestName = "Of one instant what is there is the earlier")]
    [TestCase(
        "",
        "fresh:B 0 p1|fresh:A 0 p1",
        "A>B reporter",
        TestName = "Of one instant the first of a file is the earlier"
    )]
    [TestCase(
        "",
        "fresh:B 1 p1|fresh:A 0 p1",
        "B>A reporter",
        TestName = "Among fresh ones time decides, not their order"
    )]
    [TestCase(
        "there:A 0 p1|there:B 0 p2",
        "fresh:C 1 p1",
        "C>A reporter",
        TestName = "Another phone is nobody's repeat"
    )]
    [TestCase("there:A 0 p1o", "fresh:B 1 p1", "", TestName = "Channels are apart")]
    [TestCase("there:A 0 p1o", "fresh:B 31 p1o", "", TestName = "Each channel counts its own days")]
    [TestCase("there:A 0 p1v", "fresh:B 1 p1", "", TestName = "What was voided is not repeated")]
    [TestCase("there:A 0 p1", "fresh:B 1 p1v", "", TestName = "What was voided repeats nothing")]
    [TestCase("there:A 0 a1c1", "fresh:B 1 a1c2", "", TestName = "One place, two categories: two matters")]
    [TestCase("there:A 0 a1c1", "fresh:B 1 a1", "B>A place", TestName = "Without a category the place decides")]
    [TestCase("there:A 0 a1", "fresh:B 1 a1c1", "", TestName = "A category is not what has none")]
    [TestCase(
        "there:A 0 p1c1",
        "fresh:B 1 p1c2",
        "B>A reporter",
        TestName = "Of one reporter the category does not matter"
    )]
    [TestCase("there:A 0 p1a1e1", "fresh:B 1 p1a1e1", "B>A reporter", TestName = "The reporter is the first reason")]
    [TestCase("there:A 0 a1e1", "fresh:B 1 a1e1", "B>A externalNumber", TestName = "Then the external number")]
    [TestCase("there:A 0 p1|there:A 0 p1", "fresh:B 1 p1", "B>A reporter", TestName = "Found twice it is one")]
    [TestCase("there:B 1 p1", "fresh:B 1 p1", "", TestName = "Nothing repeats itself")]
    [TestCase(
        "there:A 1 p1|there:B 2 p1|there:C 3 p1|there:D 4 p1|there:E 5 p1|there:F 6 p1",
        "fresh:G 7 p1",
        "G>F reporter|G>E reporter|G>D reporter|G>C reporter|G>B reporter",
        TestName = "The five nearest before"
    )]
    [TestCase(
        "there:A 2 p1|there:B 3 p1|there:C 4 p1|there:D 5 p1|there:E 6 p1|there:F 7 p1",
        "fresh:G 1 p1",
        "A>G reporter|B>G reporter|C>G reporter|D>G reporter|E>G reporter",
        TestName = "The five nearest after"
    )]
    public void It_says(string there, string fresh, string pairs) =>
        Assert.That(
            RepeatRules
                .FindPairs(Tickets(fresh), Tickets(there), days)
                .Select(pair => $"{pair.Number}>{pair.Earlier} {pair.Because.Text()}"),
            Is.EquivalentTo(pairs.Split('|', StringSplitOptions.RemoveEmptyEntries))
        );

    /// <summary>
    /// However a file is cut and whatever its order, the same pairs are found: fewer than six alike, so that none is
    /// left out.
    /// </summary>
    [Test]
    public void The_order_of_a_file_does_not_matter() =>
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, 5).ToArray()), Gen.Int[0, 60].Array[5], Gen.Int[0, 5])
            .Where((_, on, _) => on.Distinct().Count() == 5)
            .Sample(
                (order, on, cut) =>
                {
                    var tickets = order.Select(at => ATicket($"{at} {on[at]} p1")).ToList();
                    var atOnce = RepeatRules.FindPairs(tickets, [], days);
                    IEnumerable<RepeatRules.Pair> inTwo =
                    [
                        .. RepeatRules.FindPairs(tickets[..cut], [], days),
                        .. RepeatRules.FindPairs(tickets[cut..], tickets[..cut], days),
                    ];
                    return atOnce.Count == 10 && atOnce.ToHashSet().SetEquals(inTwo);
                }
            );

    private static List<Ticket> Tickets(string said) =>
        [.. said.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(one => ATicket(one.Split(':')[1]))];

    private static Ticket ATicket(string said)
    {
        var parts = said.Split(' ');
        string? Of(char sign) => parts[2].Contains(sign) ? parts[2][parts[2].IndexOf(sign)..][..2] : null;
        return new Ticket
        {
            Number = parts[0],
            ExternalNumber = Of('e'),
            Category = Of('c'),
            PhoneHash = Of('p'),
            PlaceHash = Of('a'),
            Channel = parts[2].Contains('o') ? "petition" : "hotline12345",
            Status = parts[2].Contains('v') ? TicketStatus.Voided : TicketStatus.Registered,
        }.SetRegisteredAt(
            new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(
                int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)
            )
        );
    }
}
