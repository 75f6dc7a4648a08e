using System.Globalization;
using System.Text.Json.Nodes;
using Changzheng.Api.Delivery.Series;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Calendar;
using OneSeries = Changzheng.Api.Delivery.Series.Series;

namespace Changzheng.Api.Tests.Delivery.Series;

/// <summary>
/// Ten cadences lived day by day through 2022: what is due, and what became of it, from a ledger of the test's own.
/// </summary>
public class CadencesTests
{
    private static readonly Dictionary<DateOnly, bool> notices = ReadNotices();

    private static readonly AnnualPlan plan = new()
    {
        Code = "p",
        Title = "p",
        DocumentNumber = "p",
        IssuedOn = new DateOnly(2022, 1, 1),
        PlanYear = 2022,
        Unit = "310107102",
        YellowBehind = 0.1m,
        RedBehind = 0.3m,
        DueFromMonthEnd = 5,
        Version = 1,
    };

    [TestCase("FREQ=DAILY")]
    [TestCase("FREQ=DAILY;INTERVAL=3")]
    [TestCase("FREQ=WEEKLY;BYDAY=WE")]
    [TestCase("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")]
    [TestCase("FREQ=MONTHLY;BYMONTHDAY=15")]
    [TestCase("FREQ=MONTHLY;BYDAY=1FR")]
    [TestCase("FREQ=MONTHLY;BYDAY=-1SU")]
    [TestCase("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")]
    [TestCase("FREQ=YEARLY;BYMONTH=5,6,7,8;BYDAY=2SA")]
    [TestCase("FREQ=YEARLY;BYMONTH=1,2,3,12;BYMONTHDAY=1,31")]
    public void On_each_of_365_days_held_late_missed_and_excused_are_what_was_due(string cadence)
    {
        const int grace = 2;
        var random = new Random(7);
        var series = Open(cadence, grace);
        var ledger = series.Occurrences.Select(one => new Entry(one.DueOn, AddWorkingDays(one.DueOn, grace))).ToList();
        var seen = new int[4];
        for (var day = new DateOnly(2022, 1, 1); day.Year == 2022; day = day.AddDays(1))
        {
            if (random.Next(3) > 0)
                series = Act(series, ledger, day, random);
            var counts = OccurrenceCounts.Of(series, day);
            seen = Count(ledger, day);
            Assert.That(
                (counts.Held, counts.Late, counts.Missed, counts.Excused, counts.Due),
                Is.EqualTo((seen[0], seen[1], seen[2], seen[3], seen.Sum())),
                $"{cadence} on {day:yyyy-MM-dd}"
            );
        }

        Assert.That(ledger.Select(one => one.DueOn), Is.Unique.And.Ordered.And.All.Matches<DateOnly>(IsWorking));
        Assert.That(seen.Sum(), Is.GreaterThanOrEqualTo(ledger.Count - grace), "only the last can be in time");
        Assert.That(seen.Count(number => number > 0), Is.GreaterThanOrEqualTo(2), string.Join(' ', seen));
    }

    /// <summary>An occurrence and what became of it.</summary>
    private sealed record Entry(DateOnly DueOn, DateOnly LastOn)
    {
        public DateOnly? HeldOn { get; set; }
        public DateOnly? CancelledOn { get; set; }
        public DateOnly? ExcusedOn { get; set; }
    }

    /// <summary>Holds, cancels or excuses one of those near; a refusal leaves everything as it is.</summary>
    private static OneSeries Act(OneSeries series, List<Entry> ledger, DateOnly day, Random random)
    {
        var near = ledger.FindIndex(one =>
            one.HeldOn is null && one.ExcusedOn is null && one.LastOn >= day.AddDays(-9)
        );
        if (near < 0)
            return series;
        var (entry, number) = (ledger[near], (near + 1).ToString(CultureInfo.InvariantCulture));
        var context = new DossierContext(day, day, author, plan, number, calendar, null, null, []);
        try
        {
            switch (random.Next(8))
            {
                case 0:
                    series = series.Cancel(number, "封控", context);
                    entry.CancelledOn = day;
                    break;
                case 1 or 2:
                    series = series.Excuse(number, "封控", null, day);
                    entry.ExcusedOn = day;
                    break;
                default:
                    series = series.Hold(number, new Holding([], null, [], null, []), context);
                    entry.HeldOn = day;
                    break;
            }
        }
        catch (Refusal) { }

        return series;
    }

    /// <summary>Held, late, missed, excused by that day, as API.md §8 has them.</summary>
    private static int[] Count(List<Entry> ledger, DateOnly day)
    {
        var counts = new int[4];
        foreach (var one in ledger)
            if (one.HeldOn is { } held)
                counts[held > one.LastOn ? 1 : 0]++;
            else if (one.ExcusedOn is not null)
                counts[3]++;
            else if (day > one.LastOn)
                counts[2]++;
        return counts;
    }

    private static readonly WorkingDays calendar = new(notices);

    private static readonly Author author = new() { RecordedBy = "x", RecordedAt = DateTimeOffset.UnixEpoch };

    private static OneSeries Open(string cadence, int grace) =>
        new()
        {
            Code = "s",
            PlanCode = plan.Code,
            Title = "s",
            Kind = SeriesKind.Meeting,
            Cadence = cadence,
            GraceDays = grace,
            Occurrences = OneSeries.ListOccurrences(
                cadence,
                new DateOnly(2022, 1, 1),
                grace,
                1,
                new DossierContext(default, default, author, plan, null, calendar, null, null, [])
            ),
        };

    private static bool IsWorking(DateOnly day) =>
        notices.TryGetValue(day, out var working) ? working : (int)day.DayOfWeek is >= 1 and <= 5;

    private static DateOnly AddWorkingDays(DateOnly day, int count)
    {
        for (; count > 0; count--)
            do day = day.AddDays(1);
            while (!IsWorking(day));
        return day;
    }

    private static Dictionary<DateOnly, bool> ReadNotices()
    {
        var days = new Dictionary<DateOnly, bool>();
        foreach (var year in new[] { 2022, 2023 })
        {
            var file = Path.Combine(Repository.Root, "seeds", "calendar", $"{year}.json");
            var notice = JsonNode.Parse(File.ReadAllText(file))!;
            foreach (var (list, working) in new[] { ("daysOff", false), ("makeUpDays", true) })
            foreach (var one in notice[list]!.AsArray())
                days[DateOnly.Parse((string)one!["date"]!, CultureInfo.InvariantCulture)] = working;
        }

        return days;
    }
}
