using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Measures;

/// <summary>The columns of a file of measures, the same for an import and for an export.</summary>
internal static class MeasureSheet
{
    public static readonly Subject Subject = new(
        "measures",
        "举措",
        PlanRights.Amend,
        [
            new("plan", "计划代码", CellKind.Text, "changzheng-2022")
            {
                Required = true,
                Longest = 64,
                Aliases = ["计划"],
            },
            new("code", "举措编号", CellKind.Text, "3.2.13")
            {
                Required = true,
                Longest = 16,
                Aliases = ["编号", "举措代码"],
            },
            new("title", "举措", CellKind.Text, "完成不少于1000人（20-60周岁）国民体质测试工作")
            {
                Required = true,
                Longest = 200,
                Aliases = ["举措名称", "标题", "工作任务", "重点任务", "任务", "任务内容", "工作内容"],
            },
            new("titleEn", "英文名称", CellKind.Text, "") { Longest = 300 },
            new("kind", "办理机制", CellKind.Choice, "指标") { Values = MeasureWordings.Kind.Values },
            new("quote", "计划原文", CellKind.Text, "完成不少于1000人（20-60周岁）国民体质测试工作")
            {
                Longest = 2000,
                Aliases = ["引文", "原文"],
            },
            new("openList", "列举未尽", CellKind.Truth, "否"),
            new("leadUnit", "牵头部门", CellKind.Text, "310107102-FZB")
            {
                Longest = UnitNames.Longest,
                Takes = UnitNames.Takes,
                Written = "社会事业发展办公室",
                Aliases = ["牵头单位", "责任部门", "责任单位", "主责部门"],
            },
            new("supportingUnits", "配合部门", CellKind.List, "")
            {
                Longest = UnitNames.Longest,
                Takes = UnitNames.TakesSeveral,
                Aliases = ["配合单位", "协办部门", "协办单位"],
            },
            new("dueOn", "完成期限", CellKind.Day, "") { Aliases = ["完成时限", "完成时间", "截止日期", "时限"] },
            new("weight", "权重", CellKind.Number, "1"),
            new("documentNumber", "文号", CellKind.Text, "普长府〔2022〕1号")
            {
                Required = true,
                Longest = 100,
                Aliases = ["发文字号", "发文文号"],
            },
            new("assumed", "是否推定", CellKind.Truth, "否"),
            new("state", "状态", CellKind.Choice, "") { Derived = true, Values = BoardWordings.State.Values },
            new("completion", "完成度", CellKind.Number, "") { Derived = true, Share = true },
            new("lamp", "灯", CellKind.Choice, "") { Derived = true, Values = BoardWordings.Lamp.Values },
            new("reason", "说明", CellKind.Text, "") { Derived = true },
        ],
        ["plan", "code"],
        typeof(MeasureIntake)
    )
    {
        IsOfTown = true,
        Carried = ["板块", "小节", "责任人", "联系人", "备注"],
    };

    public static readonly Exports.Table<MeasureView> Table = new(
        Subject.Title,
        Subject.Columns,
        (measure, context) =>
            [
                context.Request.RouteValues["plan"],
                measure.Code,
                measure.Title,
                measure.TitleEn,
                measure.Kind.Text(),
                measure.Quote,
                measure.OpenList,
                measure.LeadUnit,
                measure.SupportingUnits,
                measure.DueOn,
                measure.Weight,
                measure.DocumentNumber,
                measure.Assumed,
                measure.State.Text(),
                measure.Completion,
                measure.Lamp.Text(),
                measure.Reason,
            ]
    );
}
