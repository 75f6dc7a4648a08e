namespace Changzheng.Api.Tests.Plan.Indicators;

public class ListOverdueReportsTests(string database) : ApiTest(database)
{
    [Test]
    public async Task A_report_is_due_on_the_fifth_last_working_day_of_its_last_month()
    {
        var plan = await Http.APlanAsync(
            "overdue",
            ("month", Scenarios.Minimum()),
            ("quarter", Scenarios.Minimum(frequency: "quarter")),
            ("year", Scenarios.Minimum(frequency: "year"))
        );
        await ReportAsync($"{plan}-month", "2022-02", new { value = 1 });

        Assert.That(
            await OverdueAsync(plan, "2022-07-05"),
            Is.EqualTo(
                new[]
                {
                    // January 2022 ends in the Spring Festival with the 29th and 30th worked: 26, 27, 28, 29, 30; June
                    // ends on a Thursday.
                    "month 2022-01 2022-01-26",
                    "month 2022-03 2022-03-25",
                    "quarter 2022-Q1 2022-03-25",
                    "month 2022-04 2022-04-25",
                    "month 2022-05 2022-05-25",
                    "month 2022-06 2022-06-24",
                    "quarter 2022-Q2 2022-06-24",
                }
            )
        );
    }

    [Test]
    public async Task On_the_day_it_is_due_it_is_not_overdue()
    {
        var plan = await Http.APlanAsync("due", ("month", Scenarios.Minimum()));

        Assert.That(await OverdueAsync(plan, "2022-01-26"), Is.Empty);
        Assert.That(await OverdueAsync(plan, "2022-01-27"), Is.EqualTo(new[] { "month 2022-01 2022-01-26" }));
        Assert.That(
            (int)
                (await ReadAsync($"/api/v1/indicators/overdue?plan={plan}&asOf=2022-02-07"))["items"]![0]![
                    "workingDaysLate"
                ]!,
            Is.EqualTo(5)
        );
    }

    [Test]
    public async Task A_returned_report_is_overdue_again()
    {
        var plan = await Http.APlanAsync("due-again", ("month", Scenarios.Minimum()));
        await ReportAsync($"{plan}-month", "2022-01", new { value = 1 });
        Assert.That(await OverdueAsync(plan, "2022-07-05"), Does.Not.Contain("month 2022-01 2022-01-26"));

        await SendAsync(
            Reviewer,
            HttpMethod.Post,
            $"/api/v1/indicators/{plan}-month/values/2022-01/return",
            new { reason = "不实" },
            1
        );

        Assert.That(await OverdueAsync(plan, "2022-07-05"), Does.Contain("month 2022-01 2022-01-26"));
    }

    [Test]
    public async Task Nobody_reports_what_the_system_derives()
    {
        Assert.That(
            (await ReadAsync("/api/v1/indicators/overdue?plan=changzheng-2022&limit=500"))["items"]!
                .AsArray()
                .Select(report => (string?)report!["indicator"] ?? ""),
            Has.None.StartsWith("2022-hotline")
        );
    }

    private async Task<IEnumerable<string>> OverdueAsync(string plan, string asOf) =>
        (await ReadAsync($"/api/v1/indicators/overdue?plan={plan}&asOf={asOf}"))["items"]!
            .AsArray()
            .Where(report => report!["indicator"] is not null)
            .Select(report =>
                $"{((string)report!["indicator"]!)[(plan.Length + 1)..]} {report["period"]} {report["dueOn"]}"
            );
}
