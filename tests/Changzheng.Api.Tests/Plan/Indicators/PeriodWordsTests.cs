using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Periods as people write them, by what the indicator counts.</summary>
[TestFixture]
internal sealed class PeriodWordsTests
{
    [TestCase("2022", "2022")]
    [TestCase("2022年", "2022")]
    [TestCase("2022年度", "2022")]
    [TestCase("2022年全年", "2022")]
    [TestCase("2022-06", "2022-06")]
    [TestCase("2022-6", "2022-06")]
    [TestCase("2022.06", "2022-06")]
    [TestCase("2022.10", "2022-10")]
    [TestCase("2022/6", "2022-06")]
    [TestCase("202206", "2022-06")]
    [TestCase(" 2022 年 6 月 ", "2022-06")]
    [TestCase("２０２２年６月", "2022-06")]
    [TestCase("2022年六月", "2022-06")]
    [TestCase("2022年十二月份", "2022-12")]
    [TestCase("2022年十月", "2022-10")]
    [TestCase("2022-Q2", "2022-Q2")]
    [TestCase("2022q2", "2022-Q2")]
    [TestCase("2022年Q2", "2022-Q2")]
    [TestCase("2022年二季度", "2022-Q2")]
    [TestCase("2022年第二季度", "2022-Q2")]
    [TestCase("2022年2季度", "2022-Q2")]
    [TestCase("2022年第2季", "2022-Q2")]
    public void A_period_is_read_however_it_is_written(string text, string period) =>
        Assert.That(Parse(text, Frequency.Month, Accumulation.Sum), Is.EqualTo(period));

    [TestCase("2022.1")]
    [TestCase("2022年13月")]
    [TestCase("2022年第五季度")]
    [TestCase("2022年零月")]
    [TestCase("202213")]
    [TestCase("5月")]
    [TestCase("22年5月")]
    [TestCase("上半年")]
    [TestCase("2022年下半年")]
    [TestCase("2022年5月至6月")]
    [TestCase("2022-02-30")]
    [TestCase("2022-05-17")]
    public void What_is_none_or_may_be_two_is_refused(string text) =>
        Assert.That(Parse(text, Frequency.Month, Accumulation.Latest), Is.Null);

    /// <summary>What stands at the end of June is June's; what is added up is not.</summary>
    [TestCase("2022年上半年", Frequency.Month, Accumulation.Latest, "2022-06")]
    [TestCase("2022年上半年", Frequency.Quarter, Accumulation.Latest, "2022-Q2")]
    [TestCase("2022年上半年", Frequency.Year, Accumulation.Latest, null)]
    [TestCase("2022年上半年", Frequency.Month, Accumulation.Sum, null)]
    [TestCase("2022年上半年", Frequency.Quarter, Accumulation.Ratio, null)]
    [TestCase("2022年1-5月", Frequency.Month, Accumulation.Latest, "2022-05")]
    [TestCase("2022年1-5月", Frequency.Quarter, Accumulation.Latest, null)]
    [TestCase("2022年前三季度", Frequency.Quarter, Accumulation.Latest, "2022-Q3")]
    [TestCase("2022-06-01", Frequency.Month, Accumulation.Sum, "2022-06")]
    [TestCase("2022-06-30", Frequency.Month, Accumulation.Sum, "2022-06")]
    [TestCase("2022-06-30", Frequency.Quarter, Accumulation.Sum, "2022-Q2")]
    [TestCase("2022-06-01", Frequency.Quarter, Accumulation.Sum, null)]
    [TestCase("2022/12/31", Frequency.Year, Accumulation.Sum, "2022")]
    public void Several_months_and_days_depend_on_the_indicator(
        string text,
        Frequency frequency,
        Accumulation accumulation,
        string? period
    ) => Assert.That(Parse(text, frequency, accumulation), Is.EqualTo(period));

    private static string? Parse(string text, Frequency frequency, Accumulation accumulation)
    {
        var period = PeriodWords.Parse(
            text,
            new IndicatorRows.Measured
            {
                Code = "x",
                Kind = IndicatorKind.Minimum,
                UnitOfMeasure = "人",
                Frequency = frequency,
                Accumulation = accumulation,
            },
            out var fault
        );
        Assert.That(fault is null, Is.EqualTo(period is not null));
        return period;
    }
}
