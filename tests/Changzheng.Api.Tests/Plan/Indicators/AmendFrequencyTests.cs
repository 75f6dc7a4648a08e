using System.Net;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Another frequency by document: what was due stays due, and no day is reported twice.</summary>
public class AmendFrequencyTests(string database) : AmendIndicatorTest(database)
{
    [Test]
    public async Task A_rarer_frequency_silences_nothing_that_was_due()
    {
        var plan = await Http.APlanAsync("rarer", ("sum", Scenarios.Minimum()));
        await ReportAsync($"{plan}-sum", "2022-01", new { value = 20 });
        var before = await BoardsAsync(plan);

        // From the 10th of June: the month goes on until a quarter begins.
        var change = Change(("frequency", "quarter"));
        (change["issuedOn"], change["effectiveOn"]) = ("2022-06-01", "2022-06-10");
        Assert.That((await AmendAsync(plan, "sum", change)).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        Assert.That(
            await OverdueAsync(plan, "2022-12-31"),
            Is.EqualTo(new[] { "2022-02", "2022-03", "2022-04", "2022-05", "2022-06", "2022-Q3", "2022-Q4" })
        );
        Assert.That((string?)(await IndicatorAsync(plan, "sum", June))["frequency"], Is.EqualTo("month"));
        Assert.That((string?)(await IndicatorAsync(plan, "sum"))["frequency"], Is.EqualTo("quarter"));
        Assert.That((string?)(await MeasureAsync(plan, "asOf=2022-07-05"))["lamp"], Is.EqualTo("stale"));
        await IsRefusedAsync(
            await ReportAsync($"{plan}-sum", "2022-07", new { value = 1 }),
            400,
            "period.wrong_frequency"
        );
        await IsRefusedAsync(
            await ReportAsync($"{plan}-sum", "2022-Q2", new { value = 1 }),
            400,
            "period.wrong_frequency"
        );
        await ReportAsync($"{plan}-sum", "2022-06", new { value = 30 });
        await ReportAsync($"{plan}-sum", "2022-Q3", new { value = 25 });
        var standing = (await IndicatorAsync(plan, "sum"))["standing"]!;
        Assert.That(
            ((decimal)standing["value"]!, (string?)standing["through"], (bool)standing["stale"]!),
            Is.EqualTo((75m, "2022-Q3", false))
        );
        Assert.That((await BoardsAsync(plan))[0], Is.EqualTo(before[0]), "the 9th of June");
        await IsIntactAsync();
    }

    [Test]
    public async Task A_frequency_does_not_change_behind_what_is_reported_or_due()
    {
        var plan = await Http.APlanAsync(
            "not-silenced",
            ("sum", Scenarios.Minimum()),
            ("derived", new Dictionary<string, object?>(Scenarios.Minimum().Citing(2)) { ["source"] = "derived" })
        );
        var overdue = await OverdueAsync(plan, "2022-12-31");

        await IsRefusedAsync(
            await AmendAsync(plan, "sum", Change(("frequency", "year"))),
            409,
            "indicator.frequency_too_late"
        );
        await ReportAsync($"{plan}-sum", "2022-07", new { value = 1 });
        await IsRefusedAsync(
            await AmendAsync(plan, "sum", Change(("frequency", "quarter"))),
            409,
            "indicator.frequency_reported"
        );
        await IsRefusedAsync(
            await AmendAsync(plan, "derived", Change(("frequency", "quarter"))),
            409,
            "indicator.derived"
        );
        Assert.That(await OverdueAsync(plan, "2022-12-31"), Is.EqualTo(overdue.Where(period => period != "2022-07")));
    }

    [Test]
    public async Task A_more_frequent_one_replaces_the_period_that_runs()
    {
        var plan = await Http.APlanAsync("more-often", ("latest", Scenarios.Minimum(100, "quarter", "latest")));
        var change = Change(("frequency", "month"));
        (change["issuedOn"], change["effectiveOn"]) = ("2022-05-10", "2022-05-20");
        await ReportAsync($"{plan}-latest", "2022-Q1", new { value = 30 });
        await AmendAsync(plan, "latest", change);

        Assert.That(await OverdueAsync(plan, "2022-07-05"), Is.EqualTo(new[] { "2022-05", "2022-06" }));
        foreach (var (period, value) in new[] { ("2022-04", 40), ("2022-06", 60) })
            Assert.That(
                (await ReportAsync($"{plan}-latest", period, new { value })).StatusCode,
                Is.EqualTo(HttpStatusCode.Created)
            );
        var standing = (await IndicatorAsync(plan, "latest"))["standing"]!;
        Assert.That(
            ((decimal)standing["value"]!, (string?)standing["through"]),
            Is.EqualTo((60m, "2022-06")),
            "June is later than the first quarter, though Q sorts after 0"
        );
        await IsIntactAsync();
    }
}
