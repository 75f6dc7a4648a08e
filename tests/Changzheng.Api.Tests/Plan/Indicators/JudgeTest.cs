using System.Globalization;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>
/// Kinds of promise on five days of the year, at each threshold on both sides, as API.md §3 words it. Weekends are the
/// only days off here, so reports are due on the fifth-last weekday of a month: 25 January, 24 June, 26 September, 27
/// December.
/// </summary>
public abstract class JudgeTest
{
    private const int Year = 2022;

    private protected static Indicator Of(IndicatorKind kind) =>
        new()
        {
            Code = "i",
            PlanCode = "p",
            Name = "指标",
            Kind = kind,
            UnitOfMeasure = "人",
            Frequency = Frequency.Month,
            Accumulation = Accumulation.Sum,
            Direction = Direction.Up,
            Source = IndicatorSource.Reported,
            Members = [],
            OpenList = false,
            Pace = Pace.ByMonth,
            Assumed = false,
        };

    private protected static Target Aim(decimal value) =>
        new()
        {
            Indicator = "i",
            Kind = "target",
            Version = 1,
            Value = value,
            EffectiveOn = new DateOnly(Year, 1, 1),
            DocumentNumber = "测",
        };

    private protected static Target Base(decimal value) => Aim(value) with { Kind = "baseline" };

    /// <summary>Neither kept nor broken.</summary>
    private protected static string Paced(string expected)
    {
        var words = expected.Split(' ', 3);
        return $"{words[0]} {words[1]} - {words[2]}";
    }

    /// <param name="expected">Attainment, expected, kept, lamp, reason.</param>
    private protected static void Check(
        Indicator indicator,
        Target? target,
        Target? baseline,
        string reports,
        string day,
        string expected,
        string? due = null
    )
    {
        var plan = new AnnualPlan
        {
            Code = "p",
            Title = "计划",
            DocumentNumber = "测",
            IssuedOn = new DateOnly(Year, 1, 1),
            PlanYear = Year,
            Unit = "u",
            YellowBehind = 10,
            RedBehind = 30,
            DueFromMonthEnd = 5,
            Version = 1,
        };
        var figures = Figures.Accumulate(indicator.Accumulation, [.. Read(reports)]);
        var standing = Standing.Of(
            new Judge(indicator, target, baseline, figures, plan),
            due is null ? null : Day(due),
            Day(day),
            new ReportSchedule(Year, 5, WorkingDays.WithoutNotices)
        );
        var told = FormattableString.Invariant(
            $"{Text(standing.Attainment)} {Text(standing.Expected)} {standing.Kept?.ToString() ?? "-"} {Lamp(standing)} {standing.Reason}"
        );
        Assert.That(told, Is.EqualTo(expected));
    }

    private static string Lamp(Standing standing) =>
        char.ToLowerInvariant(standing.Lamp.ToString()[0]) + standing.Lamp.ToString()[1..];

    private static string Text(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact($"{Year}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>06=500 is June; ..06=500 every month through June; Q2 a quarter; 2022 the year; 1/4 a pair.</summary>
    private static IEnumerable<Counted> Read(string reports)
    {
        foreach (var one in reports.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (period, figure) = (one.Split('=')[0], one.Split('=')[1]);
            IEnumerable<string> periods = period.StartsWith("..", StringComparison.Ordinal)
                ? Enumerable
                    .Range(1, int.Parse(period[2..], CultureInfo.InvariantCulture))
                    .Select(month => $"{Year}-{month:00}")
                : [period.Length == 4 ? period : $"{Year}-{period}"];
            foreach (var each in periods)
                yield return Count(each, figure);
        }
    }

    private static Counted Count(string period, string figure)
    {
        var parts = figure.Split('/').Select(part => decimal.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Counted
        {
            Period = period,
            Unit = "",
            Value = parts.Length == 1 ? parts[0] : null,
            Numerator = parts.Length == 2 ? parts[0] : null,
            Denominator = parts.Length == 2 ? parts[1] : null,
        };
    }
}
