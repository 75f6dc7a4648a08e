using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>Fair rankings: who is ranked, among whom, and how long it took them.</summary>
public partial class MonthTests
{
    [Test]
    public async Task Offices_and_committees_are_ranked_apart_and_none_below_the_least_number()
    {
        Assert.That(
            await PlacesAsync("town"),
            Is.EqualTo(new[] { "offices 0.8 -", "offices 0 -", "committees 0 -", "committees 0 -" }),
            "all have fewer than ten"
        );
        await RankFromAsync("one", 1);
        await RankFromAsync("two", 2);

        Assert.That(
            await PlacesAsync("one"),
            Is.EqualTo(new[] { "offices 0.8 1", "offices 0 2", "committees 0 1", "committees 0 1" })
        );
        Assert.That(
            await PlacesAsync("two"),
            Is.EqualTo(new[] { "offices 0.8 1", "offices 0 2", "committees 0 -", "committees 0 -" })
        );
        await RankFromAsync("none", 0, 400);
    }

    // Closed on 8 April, the fourth working day after: 2 April was a make-up day, 3 to 5 were off. Due on the 11th.
    [TestCase("unit", Office, "5 0 0 0 0 3 1 1 last 1 0.2")]
    [TestCase("unit", OtherCommittee, "1 0 0 0 0 0 0 1 last 0 0")]
    [TestCase("unit", Committee, "0 0 0 0 0 0 0 0 last 0 ")]
    [TestCase("neighbourhood", null, "6 0 0 0 0 3 1 2 last 1 0.1667")]
    public async Task How_long_they_took_stands_beside_the_rates(string grouping, string? key, string days)
    {
        var groups = (await ReadAsync($"{Rates}?{April}&groupBy={grouping}"))["groups"]!.AsArray();
        var own = groups.First(group => (string?)group!["key"] == key)!;
        var shown = new[] { "closed", "sameDay", "one", "two", "three", "four", "five", "later" };
        Assert.That(
            $"{string.Join(' ', shown.Select(name => own["days"]![name]))} last {own["days"]!["onLastDay"]} {own["days"]!["lastDayShare"]}",
            Is.EqualTo(days)
        );
        Assert.That(key is null ? Text(own, "name") : "未标居委", Is.EqualTo("未标居委"));
    }

    [Test]
    public async Task Tickets_without_a_unit_have_a_row_with_a_name()
    {
        At("2022-09-05T09:00");
        await ATicketAsync(phone: "13700001111", address: "枣阳路1号");
        var groups = (await ReadAsync($"{Rates}?from=2022-09-01&to=2022-09-30&groupBy=unit"))["groups"]!;
        Assert.That((groups[0]!["key"], Text(groups[0]!, "name")), Is.EqualTo(((JsonNode?)null, "未派单")));
    }

    private async Task<IEnumerable<string>> PlacesAsync(string definition)
    {
        var groups = (await ReadAsync($"{Rates}?{April}&groupBy=unit&definition={definition}"))["groups"]!.AsArray();
        return new[] { Office, OtherOffice, Committee, OtherCommittee }.Select(unit =>
        {
            var own = groups.First(group => (string?)group!["key"] == unit)!;
            var rate = own["rates"]!["onTimeClosing"]!;
            return $"{own["rankedAmong"]} {rate["value"]} {rate["rank"]?.ToString() ?? "-"}";
        });
    }

    /// <summary>The town's definition with another least number.</summary>
    private async Task RankFromAsync(string code, int rankedFrom, int status = 200)
    {
        var all = (await ReadAsync($"{Rates}/definitions"))["items"]!.AsArray();
        var town = all.First(one => Text(one!, "code") == "town")!;
        var terms = town["terms"]!.DeepClone();
        Assert.That((int)terms["rankedFrom"]!, Is.EqualTo(10));
        terms["rankedFrom"] = rankedFrom;
        var made = await SendAsync(
            Http,
            HttpMethod.Put,
            $"{Rates}/definitions/{code}",
            new
            {
                title = "试",
                titleEn = "To try",
                terms,
                basis = "试",
            }
        );
        Assert.That((int)made.StatusCode, Is.EqualTo(status), await made.Content.ReadAsStringAsync());
    }
}
