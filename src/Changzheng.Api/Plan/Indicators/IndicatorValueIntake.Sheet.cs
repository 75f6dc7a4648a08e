using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>The columns of a file of reported values, and a value's cells in them.</summary>
internal sealed partial class IndicatorValueIntake
{
    /// <summary>What ledgers say beside a figure. 填报单位 is not among them: it may be the unit that reports.</summary>
    private static readonly string[] carried =
    [
        "指标名称",
        "指标内容",
        "板块",
        "举措",
        "举措编号",
        "牵头部门",
        "责任部门",
        "年度目标",
        "全年目标",
        "目标值",
        "年度目标值",
        "累计完成",
        "完成率",
        "完成比例",
        "进度",
        "序时进度",
        "去年同期",
        "上年同期",
        "同比",
        "环比",
    ];

    private const string Figures = "数字，按指标的计量单位；写了单位的换算成计量单位，如 58%、1.2亿元、3千人";

    public static readonly Subject Subject = new(
        "indicatorValues",
        "指标填报值",
        PlanRights.Report,
        [
            new("indicator", "指标代码", CellKind.Text, "2022-fitness-tests")
            {
                Required = true,
                Longest = 64,
                Aliases = ["指标", "指标编号", "指标编码"],
            },
            new("period", "期间", CellKind.Text, "2022-06")
            {
                Required = true,
                Longest = PeriodWords.Longest,
                Takes = PeriodWords.Takes,
                Aliases =
                [
                    "月份",
                    "季度",
                    "时期",
                    "报告期",
                    "统计期",
                    "统计期间",
                    "填报期",
                    "填报期间",
                    "所属期",
                    "年月",
                    "年度",
                ],
            },
            new("unit", "单位代码", CellKind.Text, "")
            {
                Longest = UnitNames.Longest,
                Takes = UnitNames.Takes,
                Aliases = ["单位"],
            },
            new("value", "完成值", CellKind.Number, "560")
            {
                Measured = true,
                Takes = Figures,
                Aliases = ["数值", "完成数", "实际完成", "完成情况", "本期完成", "本期完成值", "实际值"],
            },
            new("numerator", "分子", CellKind.Number, "") { Measured = true, Takes = Figures },
            new("denominator", "分母", CellKind.Number, "") { Measured = true, Takes = Figures },
            new("rank", "名次", CellKind.Whole, "") { Aliases = ["排名"] },
            new("of", "参评数", CellKind.Whole, ""),
            new("stage", "创建阶段", CellKind.Choice, "")
            {
                Values = IndicatorWordings.Stage.Values,
                Aliases = ["阶段"],
            },
            new("on", "达成日期", CellKind.Day, "") { Aliases = ["达成时间"] },
            new("note", "说明", CellKind.Text, "镇文体中心台账") { Longest = 500, Aliases = ["备注", "情况说明"] },
            new(
                "evidence",
                "佐证材料",
                CellKind.Text,
                "体质测试登记表（6月）<https://files.example.org/2022/06/fitness-tests.pdf>"
            )
            {
                Longest = 15_000,
            },
            new("confirmed", "已核实", CellKind.Truth, ""),
            new("measuredIn", "计量单位", CellKind.Text, "")
            {
                Longest = 30,
                Takes = "可不填；与指标的计量单位不同的换算成它，如 万元",
            },
        ],
        ["indicator", "period", "unit"],
        typeof(IndicatorValueIntake)
    )
    {
        Carried = carried,
    };

    /// <summary>What stands; a returned value does not, and is not in the file. All but the unit of measure.</summary>
    public static readonly Exports.Table<ReportedValue> Table = new(
        Subject.Title,
        [.. Subject.Columns.SkipLast(1)],
        (value, _) => value.Status == ValueAction.Returned ? null : Cells(value)[..^1]
    );

    // Below the subject: fields are set in the order of their file.
    private static readonly int indicatorPlace = Subject["indicator"],
        periodPlace = Subject["period"],
        valuePlace = Subject["value"],
        measuredPlace = Subject["measuredIn"];
    private static readonly int[] figures = [Subject["value"], Subject["numerator"], Subject["denominator"]];

    private static object?[] Cells(ReportedValue value) =>
        [
            value.Indicator,
            value.Period,
            value.Unit,
            value.Value,
            value.Numerator,
            value.Denominator,
            (long?)value.Rank,
            (long?)value.Of,
            value.Stage?.Text(),
            value.On,
            value.Note,
            Evidence.Text(value.Evidence),
            null,
            null,
        ];
}
