using System.Globalization;
using System.Text.Json.Nodes;
using Changzheng.Api.Town.Units;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Unit = Changzheng.Api.Town.Units.Unit;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>
/// Who owes which report, and who kept it: counted by hand from what the test reports, never by the program. January
/// to June were due on 26 Jan, 22 Feb, 25 Mar, 25 Apr, 25 May and 24 Jun. Today is 2022-07-05.
/// </summary>
public class ReportingTests(string database) : ApiTest(database)
{
    private const string Code = "reporting",
        A = "310107102901",
        B = "310107102902",
        C = "310107102903",
        Economy = "310107102-JJB",
        Assets = "310107102-JZB",
        School = "310107102-SQXX";

    [OneTimeSetUp]
    public async Task ReportAsync()
    {
        await RegisterAsync(A, UnitKind.Neighbourhood);
        await RegisterAsync(B, UnitKind.Neighbourhood, to: new DateOnly(2022, 2, 10));
        await RegisterAsync(C, UnitKind.Village, from: new DateOnly(2022, 3, 15));
        await Http.APlanAsync(
            Code,
            ("town", Led(1, Assets)),
            ("committees", Led(2)),
            ("offices", Led(3)),
            ("quarter", Led(4, School, "quarter")),
            ("derived", new Dictionary<string, object?>(Led(5)) { ["source"] = "derived" })
        );
        await ReportOnAsync("2022-01-20", "town", "2022-01");
        await ReportOnAsync("2022-01-26", "committees", "2022-01", A);
        await ReportOnAsync("2022-01-27", "offices", "2022-01", Economy);
        await ReportOnAsync("2022-02-20", "town", "2022-02");
        await ReportOnAsync("2022-02-22", "offices", "2022-02", Assets);
        await ReportOnAsync("2022-02-24", "committees", "2022-02", A);
        await ReportOnAsync("2022-03-25", "committees", "2022-03", C);
        await ReportOnAsync("2022-03-28", "town", "2022-03");
        At("2022-04-10");
        var typed = await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{Code}/measures/1.1.6/progress",
            new { step = "planned", on = "2022-03-31" }
        );
        Assert.That(typed.IsSuccessStatusCode, await typed.Content.ReadAsStringAsync());
        At("2022-07-05");
    }

    [Test, Order(1)]
    public async Task Each_unit_owes_its_own()
    {
        // B merged away in February and C came in March; nobody leads the typed measure.
        Assert.That(
            await CountAsync("unit"),
            Is.EqualTo(
                new[]
                {
                    $"{Economy}: 6 = 0 + 1 + 5, 1, False",
                    $"{Assets}: 12 = 3 + 1 + 8, 0, False",
                    $"{School}: 2 = 0 + 0 + 2, , True",
                    $"{A}: 6 = 1 + 1 + 4, 1, False",
                    $"{B}: 2 = 0 + 0 + 2, , True",
                    $"{C}: 4 = 1 + 0 + 3, 0, False",
                    "未定牵头: 2 = 0 + 1 + 1, 9, False",
                }.Order(StringComparer.Ordinal)
            )
        );
    }

    [Test, Order(1)]
    public async Task Months_are_those_in_which_reports_were_due()
    {
        Assert.That(
            await CountAsync("month"),
            Is.EqualTo(
                new[]
                {
                    "2022-01: 5 = 2 + 1 + 2, 0, ",
                    "2022-02: 5 = 2 + 1 + 2, 0, ",
                    "2022-03: 7 = 1 + 2 + 4, 1, ",
                    "2022-04: 5 = 0 + 0 + 5, , ",
                    "2022-05: 5 = 0 + 0 + 5, , ",
                    "2022-06: 7 = 0 + 0 + 7, , ",
                }
            )
        );
        Assert.That(
            await CountAsync("month", "&from=2022-02-23&to=2022-04-25"),
            Is.EqualTo(new[] { "2022-03: 7 = 1 + 2 + 4, 1, ", "2022-04: 5 = 0 + 0 + 5, , " })
        );
        await IsRefusedAsync(
            await Http.GetAsync("/api/v1/reporting?from=2022-03-02&to=2022-03-01"),
            400,
            "request.invalid"
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/reporting?plan=nowhere"), 404, "plan.not_found");
    }

    [Test, Order(1)]
    public async Task One_committee_that_reports_does_not_cover_the_others()
    {
        var overdue = (await OverdueAsync("")).Where(row => (string?)row["indicator"] == $"{Code}-committees");

        Assert.That(
            overdue.Select(row => $"{row["period"]} {row["unit"]} {row["unitName"]}"),
            Is.EquivalentTo(
                new[]
                {
                    $"2022-01 {B} 单位{B}",
                    $"2022-02 {B} 单位{B}",
                    $"2022-03 {A} 单位{A}",
                    $"2022-04 {A} 单位{A}",
                    $"2022-04 {C} 单位{C}",
                    $"2022-05 {A} 单位{A}",
                    $"2022-05 {C} 单位{C}",
                    $"2022-06 {A} 单位{A}",
                    $"2022-06 {C} 单位{C}",
                }
            )
        );
    }

    [Test, Order(1)]
    public async Task A_measure_without_a_figure_is_overdue_too()
    {
        var typed = (await OverdueAsync("")).Where(row => row["measure"] is not null).ToList();

        Assert.That(
            typed.Select(row =>
                $"{row["measure"]} {row["name"]} {row["period"]} {row["dueOn"]}{row["unit"]}{row["indicator"]}"
            ),
            Is.EqualTo(new[] { "1.1.6 承诺第6件事 2022-Q2 2022-06-24" }),
            "1.1.5 is answered for by a derived indicator"
        );
    }

    [TestCase(A, 4)]
    [TestCase(Assets, 8)]
    [TestCase(School, 2)]
    [TestCase("310107102", 25)]
    [Order(1)]
    public async Task Who_asks_for_a_unit_sees_what_it_and_those_below_it_owe(string unit, int rows)
    {
        Assert.That(await OverdueAsync($"&unit={unit}"), Has.Count.EqualTo(rows));
        await IsRefusedAsync(await Http.GetAsync("/api/v1/indicators/overdue?unit=nowhere"), 404, "unit.not_found");
    }

    [TestCase("2022-07-05"), Order(1)]
    [TestCase("2022-03-26")]
    [TestCase("2022-02-23")]
    public async Task The_list_the_counts_and_the_board_agree(string day)
    {
        var end = Uri.EscapeDataString(day + "T23:59:59.999+08:00");
        var board = await ReadAsync($"/api/v1/plans/{Code}/pillars/summary?asOf={day}&knownAt={end}");
        var (counts, overdue) = (board["overall"]!["reporting"]!, await OverdueAsync("", day));

        Assert.That((int)counts["missing"]!, Is.EqualTo(overdue.Count).And.GreaterThan(0));
        Assert.That(board["pillars"]![0]!["reporting"]!.ToJsonString(), Is.EqualTo(counts.ToJsonString()));
        if (day != "2022-07-05")
            return;
        var rows = (await ReadAsync($"/api/v1/reporting?plan={Code}"))["items"]!.AsArray();
        foreach (var field in new[] { "due", "onTime", "late", "missing" })
            Assert.That(rows.Sum(row => (int)row![field]!), Is.EqualTo((int)counts[field]!), field);
        Assert.That(
            ((int)counts["due"]!, (int)counts["onTime"]!, (int)counts["late"]!, (int)counts["missing"]!),
            Is.EqualTo((34, 5, 4, 25))
        );
    }

    [Test, Order(2)]
    public async Task A_new_committee_owes_at_once()
    {
        var before = await MissingAsync();
        await RegisterAsync("310107102904", UnitKind.Neighbourhood, from: new DateOnly(2022, 6, 1));

        Assert.That(await MissingAsync(), Is.EqualTo(before + 1));
        Assert.That(await OverdueAsync("&unit=310107102904"), Has.Count.EqualTo(1));
    }

    private static Dictionary<string, object?> Led(int measure, string? lead = null, string frequency = "month") =>
        new(Scenarios.Minimum(frequency: frequency).Citing(measure)) { ["leadUnit"] = lead };

    private async Task<int> MissingAsync() =>
        (int)(await ReadAsync($"/api/v1/plans/{Code}/pillars/summary"))["overall"]!["reporting"]!["missing"]!;

    private async Task<IReadOnlyList<JsonNode>> OverdueAsync(string query, string day = "2022-07-05") =>
        [
            .. (await ReadAsync($"/api/v1/indicators/overdue?plan={Code}&asOf={day}&limit=500{query}"))["items"]!
                .AsArray()
                .Select(row => row!),
        ];

    private async Task<IEnumerable<string>> CountAsync(string by, string query = "") =>
        (await ReadAsync($"/api/v1/reporting?plan={Code}&groupBy={by}{query}"))["items"]!
            .AsArray()
            .Select(row =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row!["month"] ?? row["unit"] ?? row["unitName"]}: {row["due"]} = {row["onTime"]} + {row["late"]} + {row["missing"]}, {(decimal?)row["medianLagWorkingDays"]:0.#}, {(bool?)row["neverReported"]}"
                )
            );

    private void At(string day) =>
        Clock.AdjustTime(DateTimeOffset.Parse(day + "T09:00:00+08:00", CultureInfo.InvariantCulture));

    private async Task ReportOnAsync(string day, string indicator, string period, string? unit = null)
    {
        At(day);
        var reported = await ReportAsync($"{Code}-{indicator}", period, new { value = 1 }, null, unit);
        Assert.That(reported.IsSuccessStatusCode, await reported.Content.ReadAsStringAsync());
    }

    private async Task RegisterAsync(string code, UnitKind kind, DateOnly? from = null, DateOnly? to = null)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var unit = new Unit(code, "单位" + code, null, kind, "310107102", from, to, [], [], true);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RegisterUnits.Command([unit]));
    }
}
