using System.Globalization;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>
/// Every kind of promise on five days of the year, at each threshold on both sides, as API.md §3 words it. Weekends are
/// the only days off here, so reports are due on the fifth-last weekday of a month: 25 January, 24 June, 26 September,
/// 27 December.
/// </summary>
public class JudgeTests
{
    private const int Year = 2022;

    /// <summary>An amount by months, with a target of 1000: ten points of tolerance until the due day, none on it.</summary>
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

    [TestCase("..06=100/100", "06-30", "1 - True green 为100.00%，达到目标100.00%")]
    [TestCase("..01=20000/20000", "01-31", "1 - True green 为100.00%，达到目标100.00%")]
    [TestCase("..01=19999/20000", "01-31", "0.9999 - False yellow 为99.99%，距目标100.00%差0.01个百分点")]
    [TestCase("..01=70/100", "01-31", "0.7 - False yellow 为70.00%，距目标100.00%差30.00个百分点")]
    [TestCase("..01=6999/10000", "01-31", "0.6999 - False red 为69.99%，距目标100.00%差30.01个百分点")]
    [TestCase("..12=100/100", "12-30", "1 - True green 为100.00%，达到目标100.00%")]
    [TestCase("..12=99/100", "12-31", "0.99 - False yellow 为99.00%，距目标100.00%差1.00个百分点")]
    [TestCase("..01=0/0", "01-31", "- - - noData 分母为零")]
    [TestCase("01=100/100 03=100/100", "03-31", "1 - True stale 为100.00%，达到目标100.00%，数据截至1月，2期未报")]
    public void A_ratio_promised_in_full_is_kept_or_not(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Ratio) with
            {
                Accumulation = Accumulation.Ratio,
                UnitOfMeasure = "%",
            },
            Aim(100),
            null,
            reports,
            day,
            expected
        );

    [TestCase("..06=10410", "06-30", "- - True green 控制在10410人以内")]
    [TestCase("..06=10411", "06-30", "- - False red 超出上限10410人1人")]
    [TestCase("..01=11000", "01-31", "- - False red 超出上限10410人590人")]
    [TestCase("..09=0", "09-30", "- - True green 控制在10410人以内")]
    [TestCase("..12=10410", "12-30", "- - True green 控制在10410人以内")]
    [TestCase("..12=11000", "12-31", "- - False red 超出上限10410人590人")]
    [TestCase("..05=10410", "06-30", "- - True stale 控制在10410人以内，数据截至5月，1期未报")]
    [TestCase("..05=10411", "06-30", "- - False red 超出上限10410人1人，数据截至5月，1期未报")]
    public void A_ceiling_is_kept_or_broken_and_never_a_share(string reports, string day, string expected)
    {
        var ceiling = Of(IndicatorKind.Maximum) with
        {
            Accumulation = Accumulation.Latest,
            Direction = Direction.Down,
            UnitOfMeasure = "人",
        };
        Check(ceiling, Aim(10410), null, reports, day, expected);
        Check(ceiling with { Kind = IndicatorKind.Minimum }, Aim(10410), null, reports, day, expected);
    }

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

    [TestCase("", "01-25", "- - - noData 尚未填报")]
    [TestCase("", "01-31", "- - - stale 尚未填报，1期未报")]
    [TestCase("", "06-30", "- - - stale 尚未填报，6期未报")]
    [TestCase("..06=0", "06-30", "- - True green 未发生")]
    [TestCase("..05=0", "06-24", "- - True green 未发生")]
    [TestCase("..05=0", "06-30", "- - True stale 未发生，数据截至5月，1期未报")]
    [TestCase("01=0 03=0", "03-31", "- - True stale 未发生，数据截至1月，2期未报")]
    [TestCase("02=0", "02-28", "- - True stale 未发生，2期未报")]
    [TestCase("..08=0 09=1", "09-30", "- - False red 已发生1件，全年亮红灯")]
    [TestCase("..11=0 12=0", "12-30", "- - True green 未发生")]
    [TestCase("03=2", "12-31", "- - False red 已发生2件，全年亮红灯，12期未报")]
    public void An_event_that_must_not_happen_is_kept_while_every_month_says_none(
        string reports,
        string day,
        string expected
    ) => Check(Of(IndicatorKind.ZeroEvent) with { UnitOfMeasure = "件" }, null, null, reports, day, expected);

    [TestCase("2022=81.01", "- - True green 较上年改善1.01")]
    [TestCase("2022=81", "- - False yellow 较上年改善1.00")]
    [TestCase("2022=80", "- - False yellow 与上年持平")]
    [TestCase("2022=79", "- - False yellow 较上年变差1.00")]
    [TestCase("2022=78.99", "- - False red 较上年变差1.01")]
    public void A_direction_has_a_tolerance(string reports, string expected) =>
        Check(
            Of(IndicatorKind.Direction) with
            {
                Frequency = Frequency.Year,
                Accumulation = Accumulation.Latest,
                Tolerance = 1,
            },
            null,
            Base(80),
            reports,
            "12-31",
            expected
        );

    [TestCase("..06=1", "06-30", "- - True green 保持")]
    [TestCase("..06=0", "06-30", "- - False red 未能保持")]
    [TestCase("..05=1", "06-30", "- - True stale 保持，数据截至5月，1期未报")]
    [TestCase("..12=1", "12-31", "- - True green 保持")]
    public void What_is_held_is_kept_or_lost(string reports, string day, string expected) =>
        Check(Of(IndicatorKind.Hold) with { Accumulation = Accumulation.Latest }, null, null, reports, day, expected);

    [TestCase("..06=3/9", "06-30", "- - True green 第3名（共9），位居上游")]
    [TestCase("..06=4/9", "06-30", "- - False yellow 第4名（共9），位居中游")]
    [TestCase("..06=6/9", "06-30", "- - False yellow 第6名（共9），位居中游")]
    [TestCase("..06=7/9", "06-30", "- - False red 第7名（共9），位居下游")]
    [TestCase("..06=1/10", "06-30", "- - True green 第1名（共10），位居上游")]
    [TestCase("..12=4/10", "12-31", "- - False yellow 第4名（共10），位居中游")]
    [TestCase("..12=7/10", "12-31", "- - False red 第7名（共10），位居下游")]
    public void A_rank_is_in_a_third(string reports, string day, string expected) =>
        Check(
            Of(IndicatorKind.Rank) with
            {
                Accumulation = Accumulation.Latest,
                Direction = Direction.Down,
            },
            null,
            null,
            reports,
            day,
            expected
        );

    [TestCase("..06=98/97", "- - True green 为98，高于对比值97（高1）")]
    [TestCase("..06=97/97", "- - True green 为97，与对比值相同")]
    [TestCase("..06=96.9/97", "- - False yellow 为96.9，低于对比值97（低0.1）")]
    [TestCase("..06=96.8/97", "- - False red 为96.8，低于对比值97（低0.2）")]
    public void A_comparison_is_with_a_series_reported_beside(string reports, string expected) =>
        Check(
            Of(IndicatorKind.Relative) with
            {
                Accumulation = Accumulation.Latest,
                Tolerance = 0.1m,
            },
            null,
            null,
            reports,
            "06-30",
            expected
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

    private static Indicator Of(IndicatorKind kind) =>
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

    private static Target Aim(decimal value) =>
        new()
        {
            Indicator = "i",
            Kind = "target",
            Version = 1,
            Value = value,
            EffectiveOn = new DateOnly(Year, 1, 1),
            DocumentNumber = "测",
        };

    private static Target Base(decimal value) => Aim(value) with { Kind = "baseline" };

    /// <summary>Neither kept nor broken.</summary>
    private static string Paced(string expected)
    {
        var words = expected.Split(' ', 3);
        return $"{words[0]} {words[1]} - {words[2]}";
    }

    /// <param name="expected">Attainment, expected, kept, lamp, reason.</param>
    private static void Check(
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
