using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Promises that come in over the year.</summary>
public class JudgedAmountsTests : JudgeTest
{
    /// <summary>An amount by months, with a target of 1000: ten points of tolerance until the due day, none on
    /// it.</summary>
    [TestCase("01=0", "01-31", "0 0.0833 green 完成年度目标的0.00%，落后序时进度8.33个百分点")]
    [TestCase("06=500", "06-30", "0.5 0.5 green 完成年度目标的50.00%，与序时进度持平")]
    [TestCase("06=400", "06-30", "0.4 0.5 green 完成年度目标的40.00%，落后序时进度10.00个百分点")]
    [TestCase("06=399", "06-30", "0.399 0.5 yellow 完成年度目标的39.90%，落后序时进度10.10个百分点")]
    [TestCase("06=200", "06-30", "0.2 0.5 yellow 完成年度目标的20.00%，落后序时进度30.00个百分点")]
    [TestCase("06=199", "06-30", "0.199 0.5 red 完成年度目标的19.90%，落后序时进度30.10个百分点")]
    [TestCase("06=500", "07-15", "0.5 0.5 green 完成年度目标的50.00%，与序时进度持平")]
    [TestCase("09=650", "09-30", "0.65 0.75 green 完成年度目标的65.00%，落后序时进度10.00个百分点")]
    [TestCase("09=649", "09-30", "0.649 0.75 yellow 完成年度目标的64.90%，落后序时进度10.10个百分点")]
    [TestCase("09=449", "09-30", "0.449 0.75 red 完成年度目标的44.90%，落后序时进度30.10个百分点")]
    [TestCase("12=817", "12-30", "0.817 0.9167 green 完成年度目标的81.70%，落后序时进度9.97个百分点")]
    [TestCase("12=816", "12-30", "0.816 0.9167 yellow 完成年度目标的81.60%，落后序时进度10.07个百分点")]
    [TestCase("12=616", "12-30", "0.616 0.9167 red 完成年度目标的61.60%，落后序时进度30.07个百分点")]
    [TestCase("12=1000", "12-31", "1 1 green 完成年度目标的100.00%，与序时进度持平")]
    [TestCase("12=999", "12-31", "0.999 1 yellow 完成年度目标的99.90%，落后序时进度0.10个百分点")]
    [TestCase("12=910", "12-31", "0.91 1 yellow 完成年度目标的91.00%，落后序时进度9.00个百分点")]
    [TestCase("12=900", "12-31", "0.9 1 yellow 完成年度目标的90.00%，落后序时进度10.00个百分点")]
    [TestCase("12=899", "12-31", "0.899 1 red 完成年度目标的89.90%，落后序时进度10.10个百分点")]
    [TestCase("12=1200", "12-31", "1.2 1 green 完成年度目标的120.00%，超序时进度20.00个百分点")]
    [TestCase("05=500", "06-24", "0.5 0.4167 green 完成年度目标的50.00%，超序时进度8.33个百分点")]
    [TestCase("05=500", "06-25", "0.5 0.4167 stale 完成年度目标的50.00%，数据截至5月，1期未报")]
    [TestCase("01=500", "06-30", "0.5 0.5 stale 完成年度目标的50.00%，数据截至1月，5期未报")]
    [TestCase("12=500", "12-31", "0.5 1 red 完成年度目标的50.00%，落后序时进度50.00个百分点")]
    public void An_amount_is_paced(string reports, string day, string expected) =>
        Check(Of(IndicatorKind.Minimum), Aim(1000), null, reports, day, Paced(expected));

    [TestCase("..06=115", "06-30", "1 0.5 True green 同比增长15.00%（目标增长15.00%），完成全年目标额的50.00%")]
    [TestCase(
        "..06=114.99",
        "06-30",
        "0.9993 0.5 False yellow 同比增长14.99%（目标增长15.00%），完成全年目标额的50.00%"
    )]
    [TestCase(
        "..06=110.51",
        "06-30",
        "0.7007 0.5 False yellow 同比增长10.51%（目标增长15.00%），完成全年目标额的48.05%"
    )]
    [TestCase("..06=110.5", "06-30", "0.7 0.5 False red 同比增长10.50%（目标增长15.00%），完成全年目标额的48.04%")]
    [TestCase("..06=104", "06-30", "0.2667 0.5 False red 同比增长4.00%（目标增长15.00%），完成全年目标额的45.22%")]
    [TestCase("..06=100", "06-30", "0 0.5 False red 同比增长0.00%（目标增长15.00%），完成全年目标额的43.48%")]
    [TestCase("..06=81", "06-30", "0 0.5 False red 同比下降19.00%（目标增长15.00%），完成全年目标额的35.22%")]
    [TestCase("..01=115", "01-31", "1 0.0833 True green 同比增长15.00%（目标增长15.00%），完成全年目标额的8.33%")]
    [TestCase(
        "..09=110.6",
        "09-30",
        "0.7067 0.75 False yellow 同比增长10.60%（目标增长15.00%），完成全年目标额的72.13%"
    )]
    [TestCase("..12=115", "12-30", "1 0.9167 True green 同比增长15.00%（目标增长15.00%），完成全年目标额的100.00%")]
    [TestCase("..12=115", "12-31", "1 1 True green 同比增长15.00%（目标增长15.00%），完成全年目标额的100.00%")]
    [TestCase(
        "01=115 03=130",
        "03-31",
        "1.5 0.25 True stale 同比增长22.50%（目标增长15.00%），完成全年目标额的17.75%，数据截至1月，2期未报"
    )]
    [TestCase(
        "..05=115",
        "06-30",
        "1 0.5 True stale 同比增长15.00%（目标增长15.00%），完成全年目标额的41.67%，数据截至5月，1期未报"
    )]
    public void A_growth_is_judged_by_growth(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Growth) with
            {
                Pace = new Pace(PaceKind.BaseYear),
                UnitOfMeasure = "万元",
            },
            Aim(15),
            Base(1200) with
            {
                Months = [.. Enumerable.Repeat(100m, 12)],
            },
            reports,
            day,
            expected
        );

    [TestCase("..06=108", "06-30", "1 0.5 True green 同比增长8.00%（目标增长8.00%-10.00%），完成全年目标额的50.00%")]
    [TestCase(
        "..06=107.99",
        "06-30",
        "0.9988 0.5 False yellow 同比增长7.99%（目标增长8.00%-10.00%），完成全年目标额的50.00%"
    )]
    public void A_growth_may_be_a_range(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Growth) with
            {
                UnitOfMeasure = "万元",
                Pace = new Pace(PaceKind.BaseYear),
            },
            Aim(8) with
            {
                Upper = 10,
            },
            Base(1200) with
            {
                Months = [.. Enumerable.Repeat(100m, 12)],
            },
            reports,
            day,
            expected
        );

    [TestCase(3, "0.6 0.4959 green 完成年度目标的60.00%，超序时进度10.41个百分点", 5)]
    [TestCase(2, "0.6667 0.4959 green 完成年度目标的66.67%，超序时进度17.08个百分点", 3)]
    [TestCase(3, "1 0.4959 green 达到下限，完成年度目标的100.00%，超序时进度50.41个百分点", 3)]
    [TestCase(4, "1.3333 0.4959 green 达到下限，完成年度目标的133.33%，超序时进度83.74个百分点", 3)]
    [TestCase(5, "1.6667 0.4959 green 达到上限，完成年度目标的166.67%，超序时进度117.08个百分点", 3)]
    public void A_range_is_met_at_its_lower_bound(int done, string expected, int lower) =>
        Check(
            Of(IndicatorKind.Range) with
            {
                Frequency = Frequency.Quarter,
                Pace = Pace.Even,
            },
            Aim(lower) with
            {
                Upper = 5,
            },
            null,
            $"Q2={done}",
            "06-30",
            Paced(expected)
        );

    [TestCase("Q4=3", "12-31", "1 1 green 达到下限，完成年度目标的100.00%，与序时进度持平")]
    [TestCase("Q4=2", "12-31", "0.6667 1 red 完成年度目标的66.67%，落后序时进度33.33个百分点")]
    [TestCase("Q1=2", "06-30", "0.6667 0.4959 stale 完成年度目标的66.67%，数据截至第1季度，1期未报")]
    public void A_range_is_due_like_an_amount(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Range) with
            {
                Frequency = Frequency.Quarter,
                Pace = Pace.Even,
            },
            Aim(3) with
            {
                Upper = 5,
            },
            null,
            reports,
            day,
            Paced(expected)
        );

    [TestCase("06=72", "06-30", "0.5 0.5 green 较上年改善2.00（目标4.00），完成年度目标的50.00%，与序时进度持平")]
    [TestCase("06=69", "06-30", "0 0.5 red 较上年变差1.00（目标4.00），完成年度目标的0.00%，落后序时进度50.00个百分点")]
    [TestCase("12=74", "12-31", "1 1 green 较上年改善4.00（目标4.00），完成年度目标的100.00%，与序时进度持平")]
    [TestCase(
        "12=73.6",
        "12-31",
        "0.9 1 yellow 较上年改善3.60（目标4.00），完成年度目标的90.00%，落后序时进度10.00个百分点"
    )]
    [TestCase(
        "12=73.59",
        "12-31",
        "0.8975 1 red 较上年改善3.59（目标4.00），完成年度目标的89.75%，落后序时进度10.25个百分点"
    )]
    public void A_change_is_counted_in_points(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.PointsChange) with
            {
                Accumulation = Accumulation.Latest,
                UnitOfMeasure = "%",
            },
            Aim(4),
            Base(70),
            reports,
            day,
            Paced(expected)
        );

    [TestCase("Q2=1", "06-30", "0.25 0.4959 - yellow 已到“申报”阶段，完成年度目标的25.00%，落后序时进度24.59个百分点")]
    [TestCase("Q2=2", "06-30", "0.5 0.4959 - green 已到“初审”阶段，完成年度目标的50.00%，超序时进度0.41个百分点")]
    [TestCase("Q4=3", "12-31", "0.75 1 - red 已到“验收”阶段，完成年度目标的75.00%，落后序时进度25.00个百分点")]
    [TestCase("Q4=4", "12-31", "1 1 - green 已到“命名”阶段，完成年度目标的100.00%，与序时进度持平")]
    [TestCase("Q2=5", "06-30", "0 - False red 未通过")]
    public void Only_named_is_all_of_an_accreditation(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Accreditation) with
            {
                Accumulation = Accumulation.Latest,
                Frequency = Frequency.Quarter,
                Pace = Pace.Even,
            },
            null,
            null,
            reports,
            day,
            expected
        );

    [TestCase("Q2=1/4", "06-30", "0.25 0.4959 yellow 1/4已完成，完成年度目标的25.00%，落后序时进度24.59个百分点")]
    [TestCase("Q4=4/4", "12-31", "1 1 green 4/4已完成，完成年度目标的100.00%，与序时进度持平")]
    [TestCase(
        "Q4=19999/20000",
        "12-31",
        "0.9999 1 yellow 19999/20000已完成，完成年度目标的99.99%，落后序时进度0.01个百分点"
    )]
    public void A_list_is_covered_by_its_members(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Coverage) with
            {
                Accumulation = Accumulation.Latest,
                Frequency = Frequency.Quarter,
                Pace = Pace.Even,
            },
            Aim(100),
            null,
            reports,
            day,
            Paced(expected)
        );

    [Test]
    public void The_lamp_follows_the_first_of_two_tiers_and_both_are_shown()
    {
        var target = Aim(1000) with { Stretch = 1200 };
        Check(
            Of(IndicatorKind.Minimum),
            target,
            null,
            "12=1000",
            "12-31",
            "1 1 - green 完成年度目标的100.00%，距力争目标1200差200，与序时进度持平"
        );
        Check(
            Of(IndicatorKind.Minimum),
            target,
            null,
            "12=1200",
            "12-31",
            "1.2 1 - green 完成年度目标的120.00%，达到力争目标1200，超序时进度20.00个百分点"
        );
    }

    [Test]
    public void A_due_day_moves_the_pace()
    {
        var works = Of(IndicatorKind.Minimum);
        Check(
            works,
            Aim(1000),
            null,
            "06=500",
            "06-30",
            "0.5 0.6667 - yellow 完成年度目标的50.00%，落后序时进度16.67个百分点",
            "09-30"
        );
        Check(
            works,
            Aim(1000),
            null,
            "08=999",
            "09-15",
            "0.999 1 - yellow 完成年度目标的99.90%，落后序时进度0.10个百分点",
            "09-15"
        );
        Check(
            works with
            {
                Pace = Pace.Even,
            },
            Aim(1000),
            null,
            "06=500",
            "06-30",
            "0.5 0.663 - yellow 完成年度目标的50.00%，落后序时进度16.30个百分点",
            "09-30"
        );
    }
}
