using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>One whole month by the clock: April 2022, counted by hand.</summary>
public partial class MonthTests(string database) : HotlineTest(database)
{
    private const string April = "from=2022-04-01&to=2022-04-30",
        Rates = "/api/v1/hotline/rates";

    /// <summary>
    /// Ten tickets of the hotline and one of the grid, all registered on Friday 1 April, due on Monday 11 April;
    /// contact due on Saturday 2 April, a make-up day.
    /// </summary>
    [OneTimeSetUp]
    public async Task AprilAsync()
    {
        await TwoCommitteesAsync();
        At("2022-04-01T09:00");
        var t = new List<string>();
        for (var i = 0; i < 10; i++)
            t.Add(
                await ATicketAsync(
                    category: i < 4 ? "飞线充电" : null,
                    phone: $"1381234000{i}",
                    address: $"真光路{i}号",
                    anonymous: i == 9
                )
            );
        var grid = await ATicketAsync("event", "grid", phone: "13900000000", address: "梅川路1号");
        foreach (var number in t.Append(grid))
            await DoAsync(
                number,
                "dispatch",
                new
                {
                    unit = number == t[8] ? Committee
                    : number == t[9] ? OtherCommittee
                    : number == t[5] || number == t[6] ? OtherOffice
                    : Office,
                }
            );
        foreach (var number in t.Where(number => number != t[7]))
            await DoAsync(number, "accept");
        await VoidAsync(t[7]);

        At("2022-04-02T20:00");
        foreach (var i in new[] { 0, 1, 2, 4, 5, 6, 8 })
            await DoAsync(t[i], "contact", AContact);
        await DoAsync(t[9], "contact", new { reason = "anonymous" });
        At("2022-04-03T00:00");
        await DoAsync(t[3], "contact", AContact);

        At("2022-04-08T16:00");
        await FinishAsync(t[0], "resolved", "satisfied");
        await FinishAsync(t[1], "resolved", "fairlySatisfied");
        await FinishAsync(t[2], "explained", "neutral", contacted: false);
        At("2022-04-11T23:00");
        await FinishAsync(t[3], "unresolved", "dissatisfied", resolved: false);
        At("2022-04-12T09:00");
        await FinishAsync(t[4], "resolved", "satisfied");
        await SuspendAsync(t[5], "2022-06-01");
        await FinishAsync(t[9], "resolved", "notRated");
        At("2022-04-28T10:00");
        await DoAsync(t[6], "supervise", new { note = "已超期，请尽快办结" });
    }

    private async Task FinishAsync(
        string number,
        string resolution,
        string satisfaction,
        bool? contacted = true,
        bool? resolved = true
    )
    {
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已处理" });
        await DoAsync(
            number,
            "callback",
            new
            {
                reached = satisfaction != "notRated",
                contacted,
                resolved,
                satisfaction,
                note = "居民反馈",
            }
        );
        await DoAsync(number, "close", AClosing(resolution, satisfaction));
    }

    // t0 t1: in time, solved. t2: denies contact, explained, neutral. t3: contact late, closed on the last day,
    // unresolved. t4: closed late.
    // t5: suspended after it was overdue: that stays. t6, t8: contacted and overdue, open. t7: void. t9: anonymous,
    // closed late, not rated.
    [TestCase("firstContact", "0.7143", "5", "7", "notEvaluated:1,suspended:1,voided:1")]
    [TestCase("onTimeClosing", "0.4444", "4", "9", "voided:1")]
    [TestCase("resolution", "0.6667", "4", "6", "notClosed:2,suspended:1,voided:1")]
    [TestCase("dispatch", "1", "8", "8", "suspended:1,voided:1")]
    [TestCase("satisfaction", "0.68", "3.4", "5", "notClosed:2,notRated:1,suspended:1,voided:1")]
    public async Task The_rates_are_those_counted_by_hand(
        string rate,
        string value,
        string numerator,
        string denominator,
        string excluded
    )
    {
        var counted = (await ReadAsync($"{Rates}?{April}"))["rates"]![rate]!;

        Assert.That(
            (
                counted["value"]!.ToString(),
                counted["numerator"]!.ToString(),
                counted["denominator"]!.ToString(),
                Reasons(counted)
            ),
            Is.EqualTo((value, numerator, denominator, excluded))
        );
        Assert.That(
            await BehindAsync(rate, "denominator"),
            Has.Count.EqualTo(int.Parse(denominator, System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.That(
            (await BehindAsync(rate, "numerator"))
                .Sum(one => one["weight"]!.GetValue<decimal>())
                .ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(numerator)
        );
        Assert.That(
            string.Join(
                ",",
                (await BehindAsync(rate, "excluded"))
                    .GroupBy(one => Text(one, "excluded"))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => $"{group.Key}:{group.Count()}")
            ),
            Is.EqualTo(excluded)
        );
    }

    [TestCase("2022-hotline-first-contact", "5", "7")]
    [TestCase("2022-hotline-on-time-closing", "4", "9")]
    [TestCase("2022-hotline-resolution", "4", "6")]
    [TestCase("2022-hotline-satisfaction", "3.4", "5")]
    public async Task The_plans_indicators_follow(string indicator, string numerator, string denominator)
    {
        var value = await ReadAsync($"/api/v1/indicators/{indicator}/values/2022-04");

        Assert.That(
            (value["numerator"]!.ToString(), value["denominator"]!.ToString()),
            Is.EqualTo((numerator, denominator))
        );
        await IsRefusedAsync(
            await ReportAsync(indicator, "2022-05", new { numerator = 1, denominator = 1 }),
            409,
            "indicator.derived"
        );
    }

    [Test]
    public async Task Two_definitions_of_the_same_month_stand_side_by_side()
    {
        var both = await ReadAsync($"{Rates}?{April}&definition=town@1&compare=district");

        Assert.That(Text(both["definition"]!, "code"), Is.EqualTo("town"));
        var district = both["comparison"]!["rates"]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                district["resolution"]!["denominator"]!.ToString(),
                Is.EqualTo("5"),
                "unresolved stands outside"
            );
            Assert.That(district["resolution"]!["value"]!.ToString(), Is.EqualTo("0.8"));
            Assert.That(district["tickets"]!.ToString(), Is.EqualTo("6"), "closed in the month");
            Assert.That(district["firstContact"]!["denominator"]!.ToString(), Is.EqualTo("6"));
        });
    }

    [Test]
    public async Task A_month_without_tickets_has_no_rate()
    {
        var empty = await ReadAsync($"{Rates}?from=2021-01-01&to=2021-02-28&groupBy=month");

        Assert.That(empty["rates"]!["onTimeClosing"]!["value"], Is.Null);
        Assert.That(empty["groups"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task What_was_claimed_and_denied_is_listed()
    {
        var disputed = (await ReadAsync("/api/v1/hotline/disputed"))["items"]!.AsArray();

        Assert.That(
            disputed.Select(ticket =>
                (ticket!["citizenContacted"]!.GetValue<bool>(), ticket["citizenResolved"]!.GetValue<bool>())
            ),
            Is.EquivalentTo(new[] { (false, true), (true, false) })
        );
    }

    [Test]
    public async Task What_is_overdue_is_a_list_of_its_own()
    {
        var overdue = (await ReadAsync("/api/v1/hotline/due?overdue=true"))["items"]!.AsArray();

        Assert.That(overdue, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(overdue.Select(ticket => (bool)ticket!["overdue"]!), Is.All.True);
        Assert.That(overdue.Select(ticket => (int)ticket!["minutesLeft"]!), Is.All.Zero);
        Assert.That(overdue.Select(ticket => (int)ticket!["minutesOverdue"]!), Is.All.Positive);
        Assert.That(overdue.Select(ticket => Text(ticket!, "dueAt")), Is.Ordered);
        Assert.That(
            (await ReadAsync($"{Tickets}?overdue=true&channel=hotline12345&registeredTo=2022-04-01"))[
                "items"
            ]!.AsArray(),
            Has.Count.EqualTo(2)
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/hotline/due?within=8h"), 400, "request.invalid");
        var both = await Http.GetAsync("/api/v1/hotline/due?within=PT8H&overdue=true");
        await IsRefusedAsync(both, 400, "request.invalid");
    }

    [Test]
    public async Task A_measure_shows_its_complaints_before_and_after()
    {
        var counted = await ReadAsync($"{Plan}/measures/4.2.17/complaints?on=2022-04-02&days=30");

        var town = counted["town"]!;
        Assert.That((town["before"]!.ToString(), town["after"]!.ToString()), Is.EqualTo(("4", "0")));
        Assert.That(
            counted["categories"]!.AsArray().Select(category => category!.GetValue<string>()),
            Has.Member("飞线充电")
        );
    }

    private async Task<List<JsonNode>> BehindAsync(string rate, string part)
    {
        var (found, next) = (new List<JsonNode>(), (string?)$"{Rates}/tickets?rate={rate}&part={part}&{April}&limit=3");
        while (next is not null)
        {
            var page = await ReadAsync(next);
            found.AddRange(page["items"]!.AsArray()!);
            next = page["next"]?.GetValue<string>();
        }

        return found;
    }

    private static string Reasons(JsonNode rate) =>
        string.Join(",", rate["excluded"]!.AsObject().Select(reason => $"{reason.Key}:{reason.Value}"));
}
