using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>Promises that are kept or broken.</summary>
public class JudgedRedLinesTests : JudgeTest
{
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
}
