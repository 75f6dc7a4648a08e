using System.Globalization;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>
/// Whatever happened to a plan, in whatever order and about whichever day: its board of any day, as known at any
/// instant and on either basis, is the one that follows from what happened.
/// </summary>
public class PastBoardsTests(string database) : ApiTest(database)
{
    private static readonly string[] units = ["310107102-JJB", "310107102-JZB", "310107102-DZB"];

    protected override DateTimeOffset Today => new(2022, 1, 20, 9, 0, 0, TimeSpan.FromHours(8));

    private DateTimeOffset Now => Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    [Test]
    public async Task A_board_of_any_viewpoint_is_what_history_says([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var (plan, past) = await ANewYearAsync(seed);
        var instants = new List<DateTimeOffset> { Now };
        for (var step = 0; step < 60; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(60, 9_000)));
            await DoSomethingAsync(plan, past, random);
            instants.Add(Now);
        }

        var (wrong, seen) = (new List<string>(), new HashSet<string>());
        for (var view = 0; view < 60; view++)
        {
            var knownAt = view % 4 == 0 ? Now : instants[random.Next(instants.Count)];
            var asOf = Day(Now).AddDays(random.Next(-300, 20));
            var confirmed = random.Next(2) == 0;
            var known = view % 4 == 0 ? "" : $"&knownAt={Uri.EscapeDataString(knownAt.ToString("o"))}";
            var url =
                $"/api/v1/plans/{plan}/measures?limit=500&asOf={asOf:yyyy-MM-dd}{known}&basis={(confirmed ? "confirmed" : "reported")}";
            var measures = (await ReadAsync(url))["items"]!.AsArray().Select(one => one!).ToList();
            var summary = url.Replace("/measures?limit=500&", "/pillars/summary?", StringComparison.Ordinal);
            // Before the plan's year there is no measure yet.
            if (measures.Count > 0)
                Recount.Check((await ReadAsync(summary))["overall"]!, measures, isInFull: false);
            var board = measures.Select(one => PastPlan.Read(one, plan)).ToList();
            foreach (var (read, expected) in board.Zip(past.Board(asOf, knownAt, confirmed)))
                if (read != expected)
                    wrong.Add($"{url}\n  is  {read}\n  not {expected}");
            seen.UnionWith(board);
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(seen, Has.Count.GreaterThan(100), "the boards did differ");
        Assert.That(past.Values.Select(value => value.Action).Distinct().Count(), Is.EqualTo(4));
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.DateTime);

    /// <summary>A plan of the next year, in whose January the clock now stands.</summary>
    private async Task<(string Plan, PastPlan Past)> ANewYearAsync(int seed)
    {
        Clock.SetUtcNow(new DateTimeOffset(Now.Year + 1, 1, 12, 9, 0, 0, TimeSpan.FromHours(8)));
        var year = Now.Year;
        var plan = await Http.APlanAsync(
            $"history-{seed}",
            year,
            ("sum", Scenarios.Minimum(100).Citing(1, 2)),
            ("latest", Scenarios.Minimum(50, accumulation: "latest").Citing(2, 4)),
            ("ratio", Scenarios.Of("ratio", accumulation: "ratio", target: 90).Citing(3)),
            ("zero", Scenarios.Of("zeroEvent", accumulation: "sum", target: 0).Citing(4)),
            ("assigned", Scenarios.Of("assigned").Citing(5)),
            (
                "steps",
                new
                {
                    kind = "minimum",
                    frequency = "month",
                    accumulation = "sum",
                    direction = "up",
                    source = "reported",
                    target = new { value = 80 },
                    pace = new
                    {
                        kind = "steps",
                        steps = new[]
                        {
                            new { on = $"{year}-04-01", share = PastPlan.StepsAfter },
                            new { on = $"{year}-12-31", share = 1m },
                        },
                    },
                }.Citing(6)
            )
        );
        var past = new PastPlan(year, await DueDaysAsync(year));
        foreach (
            var (key, figure) in new[] { ("sum", 100m), ("latest", 50), ("ratio", 90), ("zero", 0), ("steps", 80) }
        )
            past.Targets.Add(new PastPlan.Target(Now, new DateOnly(year, 1, 1), key, figure));
        return (plan, past);
    }

    /// <summary>The fifth-last working day of each month, counted in the calendar the API shows.</summary>
    private async Task<IReadOnlyList<DateOnly>> DueDaysAsync(int year)
    {
        var calendar = await ReadAsync($"/api/v1/calendar/{year}");
        var named = new[] { ("daysOff", false), ("makeUpDays", true) }
            .SelectMany(list => calendar[list.Item1]!.AsArray().Select(day => (Day: (string)day!["date"]!, list.Item2)))
            .ToDictionary(day => DateOnly.Parse(day.Day, CultureInfo.InvariantCulture), day => day.Item2);
        bool IsWorking(DateOnly day) =>
            named.TryGetValue(day, out var working)
                ? working
                : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        return
        [
            .. Enumerable
                .Range(1, 12)
                .Select(month =>
                    Enumerable
                        .Range(1, DateTime.DaysInMonth(year, month))
                        .Select(day => new DateOnly(year, month, day))
                        .Where(IsWorking)
                        .TakeLast(5)
                        .First()
                ),
        ];
    }

    private Task DoSomethingAsync(string plan, PastPlan past, Random random) =>
        random.Next(10) switch
        {
            0 => SetTargetAsync(plan, past, random),
            1 => ReportProgressAsync(plan, past, random),
            2 => SignOffAsync(plan, past, random),
            3 or 4 => ReviewAsync(plan, past, random),
            _ => ReportFigureAsync(plan, past, random),
        };

    private async Task SetTargetAsync(string plan, PastPlan past, Random random)
    {
        var (key, figure) = (random.Next(2) == 0 ? "sum" : "assigned", random.Next(30, 150));
        var on = Day(Now).AddDays(random.Next(-60, 30));
        var count = past.Targets.Count(one => one.Indicator == key);
        var set = await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-{key}/target",
            new
            {
                value = figure,
                effectiveOn = $"{on:yyyy-MM-dd}",
                documentNumber = "区〔2022〕1号",
            },
            count == 0 ? null : count
        );
        if (set.IsSuccessStatusCode)
            past.Targets.Add(new PastPlan.Target(Now, on, key, figure));
    }

    private async Task ReportFigureAsync(string plan, PastPlan past, Random random)
    {
        var key = new[] { "sum", "latest", "ratio", "zero", "assigned", "steps" }[random.Next(6)];
        var unit = key is "latest" or "ratio" ? units[random.Next(units.Length)] : "";
        var period = $"{Now.Year}-{random.Next(1, Now.Month + 1):00}";
        var figure = key == "zero" ? random.Next(3) / 2 : random.Next(40);
        var versions = past.Values.Count(one => (one.Indicator, one.Period, one.Unit) == (key, period, unit));
        var reported = await ReportAsync(
            $"{plan}-{key}",
            period,
            key == "ratio"
                ? new { numerator = figure, denominator = PastPlan.Denominator }
                : (object)new { value = figure },
            versions == 0 ? null : versions,
            unit.Length == 0 ? null : unit
        );
        if (reported.IsSuccessStatusCode)
            past.Values.Add(
                new PastPlan.Value(
                    Now,
                    AboutDay(period),
                    key,
                    period,
                    unit,
                    versions == 0 ? "reported" : "corrected",
                    figure
                )
            );
    }

    private async Task ReviewAsync(string plan, PastPlan past, Random random)
    {
        if (past.Values.Count == 0)
            return;
        var one = past.Values[random.Next(past.Values.Count)];
        var last = past.Values.FindLast(other =>
            (other.Indicator, other.Period, other.Unit) == (one.Indicator, one.Period, one.Unit)
        )!;
        var version = past.Values.Count(other =>
            (other.Indicator, other.Period, other.Unit) == (one.Indicator, one.Period, one.Unit)
        );
        var verb = random.Next(3) == 0 ? "return" : "confirm";
        var reviewed = await SendAsync(
            Reviewer,
            HttpMethod.Post,
            $"/api/v1/indicators/{plan}-{one.Indicator}/values/{one.Period}/{verb}{(one.Unit.Length == 0 ? "" : "?unit=" + one.Unit)}",
            verb == "return" ? new { reason = "核" } : null,
            version
        );
        if (reviewed.IsSuccessStatusCode)
            past.Values.Add(last with { At = Now, On = AboutDay(one.Period), Action = verb + "ed" });
    }

    private async Task ReportProgressAsync(string plan, PastPlan past, Random random)
    {
        var (completion, on) = (PastPlan.Steps[random.Next(4)], Day(Now).AddDays(-random.Next(120)));
        var reported = await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.7/progress",
            new { completion, on = $"{on:yyyy-MM-dd}" },
            past.Progresses.Count == 0 ? null : past.Progresses.Count
        );
        if (reported.IsSuccessStatusCode)
            past.Progresses.Add(new PastPlan.Progress(Now, on, "reported", completion));
    }

    /// <summary>Asks for the sign-off, grants it, or takes it back: whichever comes next.</summary>
    private async Task SignOffAsync(string plan, PastPlan past, Random random)
    {
        var on = Day(Now).AddDays(-random.Next(40));
        var count = past.Progresses.Count;
        var (action, by, verb, body) = past.Progresses.LastOrDefault()?.Action switch
        {
            "requested" => ("signedOff", Reviewer, "/confirm", null),
            "signedOff" => ("returned", Reviewer, "/return", (object)new { reason = "抽查不实" }),
            _ => (
                "requested",
                Http,
                "",
                new
                {
                    evidence = new[] { new { title = "验收单", uri = "https://files.example.org/a.pdf" } },
                    on = $"{on:yyyy-MM-dd}",
                }
            ),
        };
        var url = $"/api/v1/plans/{plan}/measures/1.1.7/sign-off{verb}";
        if ((await SendAsync(by, HttpMethod.Post, url, body, count == 0 ? null : count)).IsSuccessStatusCode)
            past.Progresses.Add(
                new PastPlan.Progress(Now, action == "requested" ? on : past.Progresses[^1].On, action, 0)
            );
    }

    private DateOnly AboutDay(string period)
    {
        var end = DateOnly.ParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture).AddMonths(1).AddDays(-1);
        return end < Day(Now) ? end : Day(Now);
    }
}
