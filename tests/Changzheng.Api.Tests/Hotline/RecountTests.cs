using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// Random lives with late entries, suspensions, voids, returns, reworks and splits; every rate of a thousand random
/// spans beside a recount that has nothing but their histories.
/// </summary>
public partial class RecountTests(string database) : HotlineTest(database)
{
    private const int Lives = 90;

    private static readonly string[] rates = "firstContact onTimeClosing resolution satisfaction dispatch".Split(' ');

    private readonly Dictionary<DateOnly, DateTimeOffset> nextDays = [];
    private Random dice = null!;

    [Test]
    public Task Random_spans_agree_with_a_recount_from_history() => AgreeAsync(100);

    [Test, Explicit("A minute long; .ci/run calls it."), Category("Soak"), CancelAfter(600_000)]
    public Task A_thousand_random_spans_agree_with_a_recount_from_history() => AgreeAsync(1_000);

    private async Task AgreeAsync(int spans)
    {
        const int seed = 20220413;
        dice = new Random(seed);
        var numbers = new List<string>();
        for (var i = 0; i < Lives; i++)
            numbers.Add(await ALifeAsync(new DateTime(2022, 2, 8).AddMinutes(dice.Next(200 * 24 * 60))));
        At("2022-12-20T10:00");
        var recounts = new List<Recount>();
        foreach (var number in numbers)
            recounts.Add(await RecountAsync(number));
        var definitions = (await ReadAsync("/api/v1/hotline/rates/definitions"))["items"]!
            .AsArray()
            .ToDictionary(one => Text(one!, "code"), one => one!["terms"]!);

        for (var i = 0; i < spans; i++)
        {
            var from = new DateOnly(2022, 2, 1).AddDays(dice.Next(240));
            var to = from.AddDays(dice.Next(90));
            // Whole months are answered from the counts kept as tickets change.
            if (i % 2 == 0)
                (from, to) = (from.AddDays(1 - from.Day), new DateOnly(to.Year, to.Month, 1).AddMonths(1).AddDays(-1));
            var (code, terms) = definitions.ElementAt(dice.Next(definitions.Count));
            var url = $"/api/v1/hotline/rates?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&definition={code}";
            Assert.That(
                Shown(await ReadAsync(url)),
                Is.EqualTo(Recounted(recounts, terms, from, to)),
                $"{seed}: {url}"
            );
        }

        await KnownNowAsync();
        await ClosedMonthsStayAsync(numbers, recounts, definitions);
        await CountsAreProvedAsync();
        Assert.That(recounts.Count(one => one is { IsSplit: true, Closed: not null }), Is.GreaterThan(5));
        Assert.That((await ReadAsync("/api/v1/hotline/lateEntries"))["items"]!.AsArray(), Has.Count.GreaterThan(20));
    }

    /// <summary>A closed month is as it was recounted at its closing, whatever its tickets go through later.</summary>
    private async Task ClosedMonthsStayAsync(
        List<string> numbers,
        List<Recount> recounts,
        Dictionary<string, JsonNode> definitions
    )
    {
        var months = Enumerable.Range(2, 5).Select(month => new DateOnly(2022, month, 1)).ToList();
        var closed = new Dictionary<string, string>();
        foreach (var (from, to) in months.Select(month => (month, month.AddMonths(1).AddDays(-1))))
        {
            foreach (var (code, terms) in definitions)
                closed[$"/api/v1/hotline/rates?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&definition={code}"] =
                    Recounted(recounts, terms, from, to);
            var answer = await SendAsync(Http, HttpMethod.Post, $"/api/v1/hotline/months/{from:yyyy-MM}/close");
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        }

        foreach (var number in numbers)
        {
            Clock.Advance(TimeSpan.FromMinutes(dice.Next(60)));
            await StepAsync(number);
        }

        var restated = 0;
        foreach (var (url, recounted) in closed)
        {
            var view = await ReadAsync(url);
            Assert.That(Shown(view), Is.EqualTo(recounted), url);
            restated += view["restatement"] is null ? 0 : 1;
        }

        Assert.That(restated, Is.GreaterThan(0), "what happened later would have moved some of them");
    }

    /// <summary>What was kept with the events says the same as the tickets themselves.</summary>
    private async Task KnownNowAsync()
    {
        var now = Uri.EscapeDataString(Now.ToString("O", CultureInfo.InvariantCulture));
        foreach (var definition in new[] { "town", "district", "strict" })
        foreach (var grouping in new[] { "unit", "neighbourhood", "category", "month" })
        {
            var url = $"/api/v1/hotline/rates?from=2022-01-01&to=2022-12-31&groupBy={grouping}&definition={definition}";
            var (plain, known) = (await ReadAsync(url), await ReadAsync($"{url}&knownAt={now}"));
            Assert.That(known["groups"]!.ToJsonString(), Is.EqualTo(plain["groups"]!.ToJsonString()), definition);
            Assert.That(known["rates"]!.ToJsonString(), Is.EqualTo(plain["rates"]!.ToJsonString()), definition);
        }
    }

    private static string Shown(JsonNode view) =>
        string.Join(
            ' ',
            rates.Select(rate =>
                Figure((decimal)view["rates"]![rate]!["numerator"]!, (decimal)view["rates"]![rate]!["denominator"]!)
            )
        );

    private static string Figure(decimal numerator, decimal denominator) =>
        string.Create(CultureInfo.InvariantCulture, $"{numerator:0.####}/{denominator:0}");

    private string Recounted(List<Recount> all, JsonNode terms, DateOnly from, DateOnly to)
    {
        bool IsIn(DateTimeOffset? at) =>
            at is { } time
            && DateOnly.FromDateTime(time.ToOffset(TimeSpan.FromHours(8)).Date) is var day
            && day >= from
            && day <= to;
        var cohort = all.Where(one => IsIn((string?)terms["cohort"] == "registeredAt" ? one.Registered : one.Closed))
            .ToList();
        return string.Join(
            ' ',
            rates.Select(rate =>
            {
                var counted = cohort.Select(one => one.Weigh(rate, terms, Now)).OfType<decimal>().ToList();
                return Figure(counted.Sum(), counted.Count);
            })
        );
    }

    private async Task<Recount> RecountAsync(string number)
    {
        var history = (await ReadAsync($"{Tickets}/{number}/history?limit=500"))["items"]!.AsArray().ToList();
        foreach (var one in history)
        foreach (var member in new[] { "at", "recordedAt" })
            await LearnAsync(DateTimeOffset.Parse(Text(one!, member), CultureInfo.InvariantCulture));
        var recount = new Recount(at => nextDays[DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).Date)]);
        recount.Read(history!);
        return recount;
    }

    private async Task LearnAsync(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).Date);
        if (nextDays.ContainsKey(day))
            return;
        var asked = await ReadAsync($"/api/v1/calendar/deadline?from={day:yyyy-MM-dd}T10:00:00%2B08:00&workingDays=1");
        nextDays[day] = DateTimeOffset.Parse(Text(asked, "dueAt"), CultureInfo.InvariantCulture);
    }

    /// <summary>From registration on, whatever the table allows, at times and with words that chance picks.</summary>
    private async Task<string> ALifeAsync(DateTime begun)
    {
        Clock.AdjustTime(new DateTimeOffset(begun, TimeSpan.FromHours(8)));
        var number = NextNumber() + "-" + begun.ToString("HHmm", CultureInfo.InvariantCulture);
        var registered = await RegisterAsync(
            new
            {
                number,
                type = dice.Next(3) == 0 ? "consultation" : "complaint",
                subject = "合成",
                registeredAt = Back(new DateTimeOffset(begun, TimeSpan.FromHours(8)).AddDays(-4)),
            }
        );
        Assert.That((int)registered.StatusCode, Is.EqualTo(201), await registered.Content.ReadAsStringAsync());
        for (var steps = dice.Next(4, 18); steps > 0; steps--)
        {
            Clock.Advance(TimeSpan.FromMinutes(dice.Next(3) == 0 ? dice.Next(6000) : dice.Next(600)));
            await StepAsync(number);
        }

        return number;
    }

    /// <summary>A time from then till now: often long ago.</summary>
    private DateTimeOffset Back(DateTimeOffset then) =>
        dice.Next(3) > 0 ? Now : then.AddMinutes(dice.Next(1 + (int)(Now - then).TotalMinutes));

    private async Task StepAsync(string number)
    {
        var ticket = await TicketAsync(number);
        var last = (await ReadAsync($"{Tickets}/{number}/history?limit=500"))["items"]!.AsArray()[^1]!["at"]!;
        var at = Back(DateTimeOffset.Parse((string)last!, CultureInfo.InvariantCulture));
        var (action, body) = Choose(Text(ticket, "status"), ticket, at);
        if (action is null)
            return;
        var response = await TryAsync(number, action, body);
        Assert.That((int)response.StatusCode, Is.AnyOf(200, 409), await response.Content.ReadAsStringAsync());
        // What was asked for is mostly granted.
        if (response.IsSuccessStatusCode && action is "suspend" or "void" or "extend" or "return" && dice.Next(4) > 0)
            await TryAsync(
                number,
                action switch
                {
                    "suspend" => "decideSuspension",
                    "void" => "decideVoid",
                    "extend" => "decideExtension",
                    _ => "decideReturn",
                },
                new { approved = true }
            );
    }
}
