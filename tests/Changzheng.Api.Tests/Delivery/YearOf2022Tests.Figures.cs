using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery;

/// <summary>The plan's figures: targets and bases by document, a report for each period, a ticket a month.</summary>
public partial class YearOf2022Tests
{
    private static readonly decimal[] taxOf2021 =
    [
        14200,
        7600,
        8300,
        11900,
        9700,
        9400,
        12800,
        7900,
        8200,
        12300,
        8900,
        8800,
    ];

    /// <summary>Shares of the first three quarters; the fourth is whole.</summary>
    private static readonly decimal[] quarters = [0, 0.5m, 0.5m, 1];

    private async Task PlanIndicatorsAsync()
    {
        var all = (await ReadAsync($"/api/v1/indicators?plan=changzheng-2022&limit=500"))["items"]!.AsArray();
        var scale = (await ReadAsync(Plan))["stageScale"]!.AsArray();
        foreach (var indicator in all.Select(one => one!))
        {
            var code = (string)indicator["code"]!;
            var measures = indicator["measures"]!.AsArray().Select(one => (string)one!).ToList();
            var kind = (string)indicator["kind"]!;
            if (kind is "direction" or "growth")
                SetBaseline(code, kind);
            if ((string?)indicator["source"] == "derived")
            {
                foreach (var measure in measures)
                    redLines.Add((measure, day => day >= new DateOnly(2022, 2, 1) ? true : null));
                continue;
            }

            var frequency = (string)indicator["frequency"]!;
            if (kind is "zeroEvent" or "hold" or "rank" or "direction" or "ratio")
            {
                ReportEach(code, frequency, (_, _) => RedLineReport(kind));
                foreach (var measure in measures)
                    redLines.Add((measure, day => CountOver(frequency, day) > 0 ? true : null));
                continue;
            }

            PlanFigure(indicator, code, kind, frequency, measures, scale);
        }
    }

    private static object RedLineReport(string kind) =>
        kind switch
        {
            "zeroEvent" => new { value = 0 },
            "hold" => new { value = 1 },
            "rank" => new { rank = 2, of = 10 },
            "ratio" => new { numerator = 40, denominator = 40 },
            _ => new { value = 99 },
        };

    /// <summary>Those that count a share: a sum of months, or the latest of quarters.</summary>
    private void PlanFigure(
        JsonNode indicator,
        string code,
        string kind,
        string frequency,
        List<string> measures,
        JsonArray scale
    )
    {
        switch (kind)
        {
            case "growth":
                ReportEach(code, frequency, (month, _) => new { value = taxOf2021[month - 1] * 1.15m });
                // Done ÷ (base × 1.15): the base year's months.
                Answers(measures, day => Known(frequency, day, count => taxOf2021.Take(count).Sum() / taxOf2021.Sum()));
                break;
            case "minimum" when frequency == "month":
                PlanFitnessTests(code, measures);
                break;
            case "accreditation":
                var stages = new[] { "applied", "reviewed", "inspected", "named" };
                ReportEach(
                    code,
                    frequency,
                    (quarter, on) => new { stage = stages[quarter - 1], on = Iso(on.AddDays(-1)) }
                );
                var shareOf = scale.ToDictionary(one => (string)one!["stage"]!, one => (decimal)one!["share"]!);
                Answers(measures, day => Known(frequency, day, count => shareOf[stages[count - 1]]));
                break;
            default:
                var whole = kind switch
                {
                    "coverage" => indicator["members"] is JsonArray { Count: > 0 } members ? members.Count : 4m,
                    "assigned" => 8,
                    "range" => 5,
                    _ => 1,
                };
                if (kind == "assigned")
                    SetTarget(code, whole);
                decimal Done(int quarter) => Math.Floor(whole * quarters[quarter - 1]);
                ReportEach(
                    code,
                    frequency,
                    (quarter, _) =>
                        kind == "coverage"
                            ? new { numerator = Done(quarter), denominator = whole }
                            : new { value = Done(quarter) }
                );
                // A range is met at its lower bound.
                var met = kind == "range" ? 3 : whole;
                Answers(measures, day => Known(frequency, day, count => Math.Min(1, Done(count) / met)));
                break;
        }
    }

    /// <summary>
    /// 体质测试: reported by month until June; from July on, by a document, the participants aged 20–60 of the tests
    /// themselves, and no others.
    /// </summary>
    private void PlanFitnessTests(string code, List<string> measures)
    {
        for (var month = 1; month <= 6; month++)
        {
            var period = $"2022-{month:00}";
            acts.Add((new DateOnly(2022, month, 20), () => ReportedAsync(code, period, new { value = 100 })));
        }

        var document = new
        {
            documentNumber = "（合成）4号",
            issuedOn = "2022-06-20",
            quote = "国民体质测试人数由测试活动登记得出",
            effectiveOn = "2022-07-01",
            derivedFrom = "series.participants",
        };
        Do(new DateOnly(2022, 7, 1), $"/api/v1/indicators/{code}", "", document, puts: true);
        var fed = new
        {
            title = "国民体质测试",
            documentNumber = "（合成）4号",
            reason = "由登记得出",
            feeds = new { indicator = code, groups = new[] { "20-60周岁" } },
        };
        Do(new DateOnly(2022, 7, 1), FitnessTests, "", fed, puts: true);
        // 600 until June, 500 more at the test of September: of 1,000 promised.
        Answers(
            measures,
            day =>
                day < new DateOnly(2022, 1, 31) ? null
                : day < new DateOnly(2022, 9, 30) ? Math.Min(6, CountOver("month", day)) / 10m
                : 1
        );
    }

    private static decimal? Known(string frequency, DateOnly day, Func<int, decimal> share) =>
        CountOver(frequency, day) is > 0 and var count ? share(count) : null;

    /// <summary>How many periods have ended by that day.</summary>
    private static int CountOver(string frequency, DateOnly day) =>
        ListPeriods(frequency).Count(period => period.End <= day);

    private static IEnumerable<(string Name, DateOnly End)> ListPeriods(string frequency) =>
        frequency switch
        {
            "month" => Enumerable
                .Range(1, 12)
                .Select(month => ($"2022-{month:00}", new DateOnly(2022, month, 1).AddMonths(1).AddDays(-1))),
            "quarter" => quarterEnds.Select((end, at) => ($"2022-Q{at + 1}", end)),
            _ => [("2022", new DateOnly(2022, 12, 31))],
        };

    /// <summary>On the 20th of each period's last month, before its report is due.</summary>
    private void ReportEach(string indicator, string frequency, Func<int, DateOnly, object> report)
    {
        foreach (var (at, (period, end)) in ListPeriods(frequency).Index())
        {
            var day = new DateOnly(end.Year, end.Month, 20);
            acts.Add((day, () => ReportedAsync(indicator, period, report(at + 1, day))));
        }
    }

    private async Task ReportedAsync(string indicator, string period, object report)
    {
        var answer = await ReportAsync(indicator, period, report);
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), $"{indicator} {period}: {await ReadTextAsync(answer)}");
    }

    private void SetBaseline(string code, string kind) =>
        acts.Add(
            (
                new DateOnly(2022, 1, 17),
                () =>
                    PutAsync(
                        $"/api/v1/indicators/{code}/baseline",
                        kind == "growth"
                            ? new
                            {
                                effectiveOn = "2022-01-01",
                                documentNumber = "（合成）2号",
                                months = taxOf2021,
                            }
                            : new
                            {
                                effectiveOn = "2022-01-01",
                                documentNumber = "（合成）2号",
                                value = 50,
                            }
                    )
            )
        );

    private void SetTarget(string code, decimal value) =>
        acts.Add(
            (
                new DateOnly(2022, 1, 17),
                () =>
                    PutAsync(
                        $"/api/v1/indicators/{code}/target",
                        new
                        {
                            effectiveOn = "2022-01-17",
                            documentNumber = "（合成）3号",
                            value,
                        }
                    )
            )
        );

    private async Task PutAsync(string url, object body)
    {
        var answer = await SendAsync(Http, HttpMethod.Put, url, body);
        Assert.That((int)answer.StatusCode, Is.AnyOf(200, 201), $"{url}: {await ReadTextAsync(answer)}");
    }

    /// <summary>A ticket a month: contacted, resolved, satisfied, closed the day it came.</summary>
    private void PlanTickets()
    {
        for (var month = 1; month <= 12; month++)
            acts.Add(
                (
                    new DateOnly(2022, month, 18),
                    async () =>
                    {
                        var number = await ATicketAsync();
                        await BringToAsync(number, "closed");
                    }
                )
            );
    }
}
