using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>Complaints tied to a measure, before and after a day: 飞线充电 and 4.2.17.</summary>
public class ComplaintTests(string database) : HonestTest(database)
{
    private const string Measure = Plan + "/measures/4.2.17";

    [OneTimeSetUp]
    public async Task ComplaintsAsync()
    {
        At("2022-06-11T18:00");
        await TwoCommitteesAsync();
        await FileAsync(8, "2022-05-25", Committee);
        await FileAsync(4, "2022-05-30", OtherCommittee);
        await FileAsync(2, "2022-06-01", Committee);
        await FileAsync(4, "2022-06-09", OtherCommittee);
        // Neither of these has a day on the other side: they are left out.
        await FileAsync(3, "2022-05-20", Committee);
        await FileAsync(3, "2022-06-11", Committee);
        await FileAsync(6, "2021-05-25", Committee);
        await FileAsync(9, "2021-06-01", Committee);
    }

    [Test, Order(1)]
    public async Task As_many_days_are_counted_before_as_are_over_since()
    {
        var counted = await ReadAsync($"{Measure}/complaints?on=2022-06-01&days=90");

        Assert.That((int)counted["days"]!, Is.EqualTo(10), "1 to 10 June; the 11th is not over");
        Assert.Multiple(() =>
        {
            Assert.That(Said(counted["town"]!), Is.EqualTo("12 6 1.2 0.6 6 9 -0.5 0.5 "));
            var own = counted["neighbourhoods"]!.AsArray().First(one => (string?)one!["neighbourhood"] == Committee)!;
            Assert.That(Said(own["own"]!), Is.EqualTo("8 2 0.8 0.2 6 9 -0.75 0.5 "));
            Assert.That(
                Said(own["others"]!),
                Does.StartWith("4 4 0.4 0.4 0 0   前后合计8件，少于10件"),
                "eight are too few to say anything"
            );
        });
        var short_ = await ReadAsync($"{Measure}/complaints?on=2022-06-01&days=5");
        Assert.That(Said(short_["town"]!), Does.StartWith("4 2 0.8 0.4 0 9   前后合计6件"));
    }

    [Test, Order(2)]
    public async Task Before_any_day_is_over_nothing_is_claimed()
    {
        var counted = await ReadAsync($"{Measure}/complaints?on=2022-06-11");
        Assert.That(Said(counted["town"]!), Is.EqualTo("0 0   0 0   分界日之后尚无整日。"));
    }

    [Test, Order(4)]
    public async Task Repeats_are_counted_apart()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var number = NextNumber();
            var made = await RegisterAsync(
                new
                {
                    number,
                    type = "complaint",
                    category = "飞线充电",
                    neighbourhood = Committee,
                    subject = "飞线充电",
                    reporter = new { name = "李重复", phone = "13811112222" },
                    registeredAt = "2022-06-05T10:00:00+08:00",
                }
            );
            Assert.That((int)made.StatusCode, Is.EqualTo(201));
            numbers.Add(number);
        }

        await DoAsync(numbers[1], "repeat", new { of = numbers[0], confirmed = true });
        var town = (await ReadAsync($"{Measure}/complaints?on=2022-06-01&days=90"))["town"]!;
        Assert.That(((int)town["after"]!, (int)town["repeatsAfter"]!), Is.EqualTo((7, 1)));
    }

    [Test, Order(3)]
    public async Task A_sign_off_that_was_returned_does_not_count()
    {
        Assert.That(Text(await ReadAsync($"{Measure}/complaints"), "because"), Is.EqualTo("today"));
        var evidence = new[] { new { title = "验收单", uri = "https://example.org/1" } };
        await StepAsync(Http, "sign-off", null, new { on = "2022-06-01", evidence });
        await StepAsync(Reviewer, "sign-off/confirm", 1, null);
        var signedOff = await ReadAsync($"{Measure}/complaints");
        Assert.That((Text(signedOff, "because"), Text(signedOff, "on")), Is.EqualTo(("signedOff", "2022-06-01")));
        await StepAsync(Reviewer, "sign-off/return", 2, new { reason = "现场不符" });
        Assert.That(Text(await ReadAsync($"{Measure}/complaints"), "because"), Is.EqualTo("today"));
    }

    private static async Task StepAsync(HttpClient by, string step, int? version, object? body)
    {
        var made = await SendAsync(by, HttpMethod.Post, $"{Measure}/{step}", body, version);
        Assert.That((int)made.StatusCode, Is.EqualTo(200), await made.Content.ReadAsStringAsync());
    }

    private async Task FileAsync(int many, string day, string neighbourhood)
    {
        for (var i = 0; i < many; i++)
        {
            var made = await RegisterAsync(
                new
                {
                    number = NextNumber(),
                    type = "complaint",
                    category = "飞线充电",
                    neighbourhood,
                    subject = "飞线充电",
                    registeredAt = $"{day}T10:00:00+08:00",
                }
            );
            Assert.That((int)made.StatusCode, Is.EqualTo(201), await made.Content.ReadAsStringAsync());
        }
    }

    private static string Said(JsonNode counts) =>
        string.Join(
            ' ',
            new[]
            {
                "before",
                "after",
                "beforePerDay",
                "afterPerDay",
                "lastYearBefore",
                "lastYearAfter",
                "change",
                "lastYearChange",
                "reason",
            }.Select(name => counts[name]?.ToString() ?? "")
        );
}
