namespace Changzheng.Api.Tests.Platform.Lists;

/// <summary>The lists of what carries measures out.</summary>
public sealed partial record ExportedList
{
    private static IReadOnlyList<ExportedList> OfDelivery =>
        [
            new(
                "ListStageSets",
                "/api/v1/projects/stageSets",
                "code 代码, plan 计划代码, title 名称, stages 节点, assumed 是否推定"
            )
            {
                Own = ["stages"],
            },
            new(
                "ListProjects",
                "/api/v1/projects",
                "code 项目代码, plan 计划代码, measures 举措编号, title 项目名称, titleEn 英文名称, kind 项目类别, status 状态, leadUnit 牵头部门, leadUnitName 牵头部门名称, supportingUnits 配合部门, completion 完成度, expected 序时进度, lamp 灯, lamps.start 开工灯, lamps.progress 进度灯, lamps.payment 支付灯, lamps.blocks 堵点灯, milestones 节点, budget 概算, paid 已支付, dueOn 完成期限, assumed 是否推定"
            )
            {
                Own = ["milestones"],
            },
            new(
                "ListProjectHistory",
                "/api/v1/projects/all-project/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
            new(
                "ListStateSets",
                "/api/v1/rollouts/stateSets",
                "code 代码, plan 计划代码, title 名称, states 状态, assumed 是否推定"
            )
            {
                Own = ["states"],
            },
            new(
                "ListRollouts",
                "/api/v1/rollouts",
                "code 推进代码, plan 计划代码, measures 举措编号, title 名称, titleEn 英文名称, memberKind 成员类别, stateSet 状态套, states 状态, leastMembers 计划成员数, leadUnit 牵头部门, leadUnitName 牵头部门名称, supportingUnits 配合部门, dueOn 完成期限, assumed 是否推定"
            )
            {
                Own = ["states"],
            },
            new(
                "ListRolloutHistory",
                "/api/v1/rollouts/all-rollout/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
            new(
                "ListMembers",
                "/api/v1/rollouts/all-rollout/members",
                "rollout 推进代码, key 成员代码, name 成员名称, unit 所在单位, unitName 所在单位名称, group 组团, state 状态, on 日期, documentNumber 文号, synthetic 合成数据"
            ),
            new(
                "RankUnits",
                "/api/v1/rollouts/all-rollout/ranking",
                "rank 名次, unit 单位, unitName 单位名称, members 成员数, done 已完成数, reported 已报告数, completion 完成率"
            ),
            new(
                "ListMemberHistory",
                "/api/v1/rollouts/all-rollout/members/m1/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
            new(
                "ListSeries",
                "/api/v1/series",
                "code 系列代码, plan 计划代码, measures 举措编号, title 系列名称, titleEn 英文名称, kind 类别, leadUnit 主办部门, leadUnitName 主办部门名称, supportingUnits 配合部门, cadence 频次, graceDays 宽限工作日, counts.total 全年次数, counts.due 应办次数, counts.held 按时举行, counts.late 逾期举行, counts.missed 未举行, counts.excused 准予免办, participants 参加人次, places 覆盖单位, cost 经费, nextOn 下次应办, programme 所属多年计划, programmeYear 第几年, predecessor 上年系列, assumed 是否推定"
            )
            {
                Own = ["participants"],
            },
            new(
                "ListSeriesHistory",
                "/api/v1/series/all-series/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
            new(
                "ListOccurrences",
                "/api/v1/series/all-series/occurrences",
                "number 序次, dueOn 应办日期, lastOn 最迟日期, status 状态, heldOn 举行日期, lateEntry 补录, participants 参加人次, places 覆盖单位, cost 经费, note 说明, evidence 佐证材料, cancelledOn 取消日期, cancelReason 取消原因, excusedOn 免办日期, excuseReason 免办原因, excuseDocument 免办文号"
            )
            {
                Own = ["participants", "evidence"],
            },
            new(
                "ListCampaigns",
                "/api/v1/campaigns",
                "code 行动代码, plan 计划代码, measures 举措编号, title 名称, titleEn 英文名称, kind 类别, plannedObjects 计划检查数, leadUnit 牵头部门, leadUnitName 牵头部门名称, supportingUnits 配合部门, dueOn 完成期限, assumed 是否推定"
            ),
            new(
                "ListCampaignHistory",
                "/api/v1/campaigns/all-campaign/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
            new(
                "ListAccidents",
                "/api/v1/campaigns/all-campaign/accidents",
                "campaign 行动代码, month 月份, accidents 事故, highestLevel 最高等级"
            )
            {
                Own = ["accidents"],
            },
            new(
                "ListAccidentHistory",
                "/api/v1/campaigns/all-campaign/accidents/2022-01/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
            new(
                "ListRepeatFindings",
                "/api/v1/findings/all-finding/repeats",
                "finding 问题代码, title 问题, foundOn 发现日期, status 状态, closedOn 闭环日期, daysBetween 相隔天数, likeness 文字相似度"
            ),
            new(
                "ListDraws",
                "/api/v1/campaigns/all-campaign/draws",
                "campaign 行动代码, draw 抽查代码, status 状态, candidates 候选, candidatesHash 候选摘要, recusals 回避, size 抽取数, seedName 种子来源, seedOn 种子日期, seed 种子, drawn 抽中"
            )
            {
                Own = ["recusals"],
            },
            new(
                "ListChecklists",
                "/api/v1/campaigns/checklists",
                "code 代码, plan 计划代码, title 名称, items 检查项, assumed 是否推定"
            ),
            new(
                "ListInspections",
                "/api/v1/inspections",
                "code 检查代码, campaign 行动代码, inspected 检查对象, address 地址, unit 所在单位, unitName 所在单位名称, on 检查日期, answers 检查项结果, minorFound 一般问题数, minorRectified 当场整改数, note 说明, evidence 佐证材料"
            )
            {
                Own = ["answers", "evidence"],
            },
            new(
                "ListFindings",
                "/api/v1/findings",
                "code 问题代码, campaign 行动代码, inspected 检查对象, title 问题, address 地址, severity 严重程度, status 状态, unit 整改单位, unitName 整改单位名称, foundOn 发现日期, repeatOf 重复问题, dueOn 整改期限, overdue 是否逾期, before 整改前, after 整改后"
            )
            {
                Own = ["before", "after"],
            },
            new(
                "ListFindingHistory",
                "/api/v1/findings/all-finding/history",
                "version 版本, action 动作, on 日期, recordedAt 记录时间, recordedBy 记录人, said 内容"
            ),
        ];
}
