using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Tests.Plan.Indicators;

[TestFixture]
public sealed class PeriodTests
{
    [TestCase("2022", Frequency.Year, "2022-01-01", "2022-12-31", 12)]
    [TestCase("2022-Q1", Frequency.Quarter, "2022-01-01", "2022-03-31", 3)]
    [TestCase("2022-Q4", Frequency.Quarter, "2022-10-01", "2022-12-31", 3)]
    [TestCase("2022-02", Frequency.Month, "2022-02-01", "2022-02-28", 1)]
    [TestCase("2024-02", Frequency.Month, "2024-02-01", "2024-02-29", 1)]
    [TestCase("2022-12", Frequency.Month, "2022-12-01", "2022-12-31", 1)]
    [TestCase("1900", Frequency.Year, "1900-01-01", "1900-12-31", 12)]
    [TestCase("9999-12", Frequency.Month, "9999-12-01", "9999-12-31", 1)]
    [TestCase("9999", Frequency.Year, "9999-01-01", "9999-12-31", 12)]
    public void A_period_runs_from_its_first_day_to_its_last(
        string text,
        Frequency frequency,
        string start,
        string end,
        int months
    )
    {
        var period = Period.Parse(text);

        Assert.Multiple(() =>
        {
            Assert.That(period.Frequency, Is.EqualTo(frequency));
            Assert.That($"{period.Start:yyyy-MM-dd}", Is.EqualTo(start));
            Assert.That($"{period.End:yyyy-MM-dd}", Is.EqualTo(end));
            Assert.That(period.CoveredMonths, Is.EqualTo(Enumerable.Range(period.Start.Month, months)));
            Assert.That(period.ToString(), Is.EqualTo(text));
        });
    }

    [
        TestCase(null),
        TestCase(""),
        TestCase("22"),
        TestCase("2022-"),
        TestCase("2022-Q0"),
        TestCase("2022-Q5"),
        TestCase("2022-q1"),
        TestCase("2022-Q"),
        TestCase("2022-00")
    ]
    [
        TestCase("2022-13"),
        TestCase("2022-3"),
        TestCase("2022-003"),
        TestCase("2022-03-01"),
        TestCase("2022/03"),
        TestCase("202203"),
        TestCase(" 2022"),
        TestCase("2022 ")
    ]
    [
        TestCase("2022\n"),
        TestCase("2022-03\n"),
        TestCase("2022-Q1\n"),
        TestCase("1899"),
        TestCase("0000"),
        TestCase("２０２２"),
        TestCase("٢٠٢٢"),
        TestCase("2022年"),
        TestCase("-2022"),
        TestCase("20220")
    ]
    public void What_is_not_written_as_a_period_is_none(string? text)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Period.TryParse(text, out _), Is.False);
            Assert.That(() => Period.Parse(text!), Throws.TypeOf<FormatException>());
        });
    }

    [TestCase(Frequency.Year, "2022", "2022", 1)]
    [TestCase(Frequency.Quarter, "2022-Q1", "2022-Q4", 4)]
    [TestCase(Frequency.Month, "2022-01", "2022-12", 12)]
    public void A_year_is_all_its_periods_without_a_gap(Frequency frequency, string first, string last, int count)
    {
        var periods = Period.Of(2022, frequency).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(periods, Has.Count.EqualTo(count));
            Assert.That((periods[0].ToString(), periods[^1].ToString()), Is.EqualTo((first, last)));
            Assert.That(
                periods.SkipLast(1).Select(period => period.End.AddDays(1)),
                Is.EqualTo(periods.Skip(1).Select(period => period.Start))
            );
            Assert.That(periods, Is.Ordered);
            Assert.That(
                periods.Select(period => period.ToString()),
                Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal)
            );
            Assert.That(periods.Select(period => Period.Parse(period.ToString())), Is.EqualTo(periods));
        });
    }
}
