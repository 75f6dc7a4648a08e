using System.Text.Json.Nodes;
using Changzheng.Api.Hotline.Tickets;

namespace Changzheng.Api.Tests.Platform.Lists;

/// <summary>A list that is also a file.</summary>
/// <param name="Operation">Its operation.</param>
/// <param name="Url">A list that is not empty.</param>
/// <param name="Columns">The file's columns: as JSON names the field, and the header.</param>
public sealed partial record ExportedList(string Operation, string Url, string Columns)
{
    private static readonly string OfTickets = string.Join(
        ", ",
        TicketTable.Columns.Select(column => $"{column.Name} {column.Title}")
    );

    /// <summary>
    /// What a file of tickets says beside the list: as another system needs it to take the ticket over.
    /// </summary>
    private static readonly string[] NotInJson =
    [
        "description",
        "reporterName",
        "reporterPhone",
        "statusBefore",
        "suspendedAt",
        "contactFrom",
        "contactDays",
        "dueFrom",
        "dueDays",
        "originalFrom",
        "originalDays",
    ];

    public static IReadOnlyList<ExportedList> All { get; } =
    [
        .. OfDelivery,
        new(
            "ListPlans",
            "/api/v1/plans",
            "code 计划代码, title 计划名称, titleEn 英文名称, documentNumber 文号, issuedOn 印发日期, year 年度, unit 制定单位, closedAt 年度关闭时间"
        ),
        new(
            "TracePlanText",
            "/api/v1/plans/changzheng-2022/text",
            "plan 计划代码, number 句序, text 计划原文, kind 句类, pillar 板块序号, initiative 小节, reason 无举措原因, measures 举措编号"
        )
        {
            Rows = "sentences",
        },
        new(
            "ListProgressHistory",
            "/api/v1/plans/changzheng-2022/measures/1.1.1/progress/history",
            "version 版本, status 事项, step 档次, completion 完成度, note 说明, evidence 佐证材料, on 所属日期, recordedAt 记录时间, recordedBy 记录人"
        )
        {
            Own = ["evidence"],
        },
        new(
            "ListForecastHistory",
            "/api/v1/plans/changzheng-2022/measures/1.1.1/forecast/history",
            "version 版本, outlook 预计, reason 原因, remedy 补救措施, on 预计日期, recordedAt 记录时间, recordedBy 记录人"
        ),
        new(
            "CountComplaints",
            "/api/v1/plans/changzheng-2022/measures/4.2.17/complaints?on=2022-06-25",
            "plan 计划代码, measure 举措编号, categories 诉求类别, on 分界日, because 分界依据, days 前后各天数, minimum 可比最少工单数, neighbourhood 居委代码, own.before 本居委此前工单数, own.after 本居委此后工单数, own.beforePerDay 本居委此前日均, own.afterPerDay 本居委此后日均, own.lastYearBefore 本居委上年同期此前, own.lastYearAfter 本居委上年同期此后, own.repeatsBefore 本居委此前重复, own.repeatsAfter 本居委此后重复, own.change 本居委变化, own.lastYearChange 本居委上年同期变化, others.before 其他居委此前工单数, others.after 其他居委此后工单数, others.beforePerDay 其他居委此前日均, others.afterPerDay 其他居委此后日均, others.lastYearBefore 其他居委上年同期此前, others.lastYearAfter 其他居委上年同期此后, others.repeatsBefore 其他居委此前重复, others.repeatsAfter 其他居委此后重复, others.change 其他居委变化, others.lastYearChange 其他居委上年同期变化"
        )
        {
            Rows = "neighbourhoods",
        },
        new(
            "ListIndicators",
            "/api/v1/indicators?asOf=2022-06-30",
            "code 指标代码, plan 计划代码, name 指标名称, nameEn 英文名称, kind 指标类型, unitOfMeasure 计量单位, frequency 填报频率, accumulation 累计方式, direction 方向, source 数据来源, derivedFrom 计算来源, target.value 目标值, target.upper 目标上限, target.effectiveOn 目标生效日期, target.documentNumber 目标文号, target.version 目标版本, baseline.value 基数, baseline.months 基数各月, baseline.effectiveOn 基数生效日期, baseline.documentNumber 基数文号, baseline.version 基数版本, pace.kind 序时进度方式, pace.steps 序时进度节点, members 覆盖名单, openList 列举未尽, measures 举措编号, citations 计划原文, leadUnit 牵头部门, assumed 是否推定, note 备注, standing.value 完成值, standing.numerator 分子, standing.denominator 分母, standing.attainment 完成度, standing.expected 序时进度, standing.lamp 灯, standing.reason 说明, standing.through 截至期间"
        )
        {
            Own = ["pace.steps", "citations"],
        },
        new(
            "ListOverdueReports",
            "/api/v1/indicators/overdue",
            "indicator 指标代码, measure 举措编号, name 名称, nameEn 英文名称, plan 计划代码, leadUnit 牵头部门, unit 单位代码, unitName 单位名称, period 期间, dueOn 应报日期, workingDaysLate 超期工作日"
        ),
        new(
            "CountReports",
            "/api/v1/reporting?plan=changzheng-2022",
            "unit 单位代码, unitName 单位名称, month 月份, due 应报, onTime 按时, late 迟报, missing 未报, medianLagWorkingDays 迟报工作日中位数, neverReported 从未报送"
        ),
        new(
            "ListIndicatorValueHistory",
            "/api/v1/indicators/2022-fitness-tests/values/2022-06/history",
            "indicator 指标代码, period 期间, unit 单位代码, value 完成值, numerator 分子, denominator 分母, rank 名次, of 参评数, stage 创建阶段, on 达成日期, note 说明, evidence 佐证材料, status 事项, version 版本, recordedAt 记录时间, recordedBy 记录人"
        )
        {
            Own = ["evidence"],
        },
        new(
            "ReadAudit",
            "/api/v1/audit",
            "position 序号, at 时间, caller 操作人, callerId 操作人标识, action 操作, outcome 结果, method 请求方法, path 路径, status 状态码, code 拒绝代码, address 来源地址, traceId 追踪号, detail 详情, previousHash 上一条摘要, hash 摘要"
        ),
        new("ReadChanges", "/api/v1/changes", "position 序号, kind 事项, subject 对象, at 时间, by 操作人, data 内容")
        {
            After = "/api/v1/changes?after=",
        },
        new(
            "ListKeys",
            "/api/v1/access/keys",
            "id 密钥标识, prefix 前缀, name 名称, person 使用人, roles 角色, scopes 授权范围, unit 单位代码, networks 可用网段, createdAt 创建时间, createdBy 创建人, expiresAt 到期时间, formerWorksUntil 旧密钥有效至, revokedAt 吊销时间, version 版本"
        ),
        new(
            "ListImports",
            "/api/v1/imports",
            "id 导入标识, kind 导入类型, mode 方式, onConflict 冲突处理, onError 出错处理, state 状态, fileName 文件名, fileBytes 文件字节数, rows.read 读取行数, rows.created 新增行数, rows.updated 更新行数, rows.unchanged 未变行数, rows.skipped 跳过行数, rows.rejected 退回行数, progress 进度, rowsPerSecond 每秒行数, secondsLeft 剩余秒数, token 令牌, resumed 重新开始次数, problem.code 失败代码, problem.detail 失败原因, notes 未作数据的内容, createdAt 上传时间, createdBy 上传人, startedAt 开始时间, finishedAt 完成时间"
        )
        {
            Own = ["notes"],
        },
        new(
            "ListImportRows",
            "/api/v1/imports/{import}/rows",
            "row 原行号, outcome 结果, column 栏目, value 单元格, code 退回代码, message 退回原因, faults 全部问题, proposal 建议, changes 读数"
        )
        {
            Own = ["changes", "faults"],
        },
        new(
            "ListTicketHistory",
            "/api/v1/hotline/tickets/E-1/history",
            "version 版本, action 动作, from 前一状态, to 状态, unit 承办单位, dueAt 办理期限, at 发生时间, recordedAt 记录时间, recordedBy 记录人, lateEntry 是否补录, said 内容"
        ),
        new(
            "ListMonths",
            "/api/v1/hotline/months",
            "month 月份, definition 口径版本, tickets 工单数, closedAt 关账时间, closedBy 关账人"
        ),
        new(
            "ListLateEntries",
            "/api/v1/hotline/lateEntries",
            "number 工单编号, version 版本, action 动作, at 发生时间, recordedAt 记录时间, recordedBy 记录人, unit 承办单位, countedUnit 考核单位"
        ),
        new(
            "ListDueTickets",
            "/api/v1/hotline/due?overdue=true",
            "number 工单编号, subject 标题, channel 渠道, unit 承办单位, status 状态, urgency 紧急程度, stage 环节, dueAt 期限, minutesLeft 剩余分钟, warning 已发预警数, overdue 是否超期, minutesOverdue 已超期分钟"
        ),
        new(
            "ListRepeats",
            "/api/v1/hotline/repeats",
            "number 工单编号, of 重复于, because 重复依据, proposedAt 提出时间, standing 认定结果, decidedAt 认定时间, decidedBy 认定人"
        ),
        new(
            "CountRepeats",
            "/api/v1/hotline/repeats/counts?from=2022-06-01&to=2022-07-31",
            "key 分组, tickets 工单数, repeats 重复工单数, share 重复率"
        ),
        new(
            "ListRateDefinitions",
            "/api/v1/hotline/rates/definitions",
            "code 口径代码, version 版本, title 口径名称, titleEn 英文名称, terms.cohort 归期依据, terms.contact 先行联系认定, terms.excused 联系免评原因, terms.finish 办结认定, terms.deadline 考核期限, terms.resolutionBy 解决认定, terms.resolutionOf 计入评判, terms.weights 满意度权重, terms.townTime 计入派单前时间, basis 依据, assumed 是否推定, recordedAt 记录时间, recordedBy 记录人"
        ),
        new(
            "ListCategories",
            "/api/v1/hotline/categories",
            "code 诉求类别, scheme 分类体系, name 类别名称, nameEn 英文名称, assumed 是否推定, measures 关联举措, version 版本"
        ),
        new(
            "ListChannels",
            "/api/v1/hotline/channels",
            "code 渠道, name 渠道名称, nameEn 英文名称, repeatDays 重复认定天数, graceDays 补录宽限工作日, closing 结案所需, basis 依据, assumed 是否推定, types 诉求类型, deadlines 时限工作日"
        )
        {
            Own = ["types", "deadlines"],
        },
        new(
            "ListReturnReasons",
            "/api/v1/hotline/returnReasons",
            "code 退单原因, name 原因名称, nameEn 英文名称, takesNote 须说明, basis 依据, assumed 是否推定"
        ),
        new(
            "ListReplyTemplates",
            "/api/v1/hotline/replyTemplates",
            "code 模板代码, category 诉求类别, name 模板名称, factType 事实认定, factExplain 事实说明, appealType 诉求认定, appealExplain 诉求说明, replyPoint 答复要点, basis 依据, assumed 是否推定"
        ),
        new(
            "ListCategoryVersions",
            "/api/v1/hotline/categories/飞线充电/versions",
            "version 版本, scheme 分类体系, name 类别名称, nameEn 英文名称, assumed 是否推定, measures 关联举措, note 说明, recordedAt 记录时间, recordedBy 记录人"
        ),
        new("GetWorkflow", "/api/v1/hotline/workflow", "action 动作, from 前一状态, to 状态, roles 角色")
        {
            Rows = "moves",
            Choice = "TicketAction",
        },
        new(
            "GetHotlineRates",
            "/api/v1/hotline/rates?from=2022-06-01&to=2022-07-31&groupBy=unit",
            "from 起始日期, to 截止日期, channel 渠道, definition.code 口径代码, definition.version 口径版本, whole 是否合计, key 分组, name 单位名称, rankedAmong 排名范围, rates.tickets 工单数, rates.firstContact.value 先行联系率, rates.firstContact.numerator 先行联系分子, rates.firstContact.denominator 先行联系分母, rates.firstContact.excluded 先行联系不计入, rates.firstContact.rank 先行联系名次, rates.onTimeClosing.value 按时办结率, rates.onTimeClosing.numerator 按时办结分子, rates.onTimeClosing.denominator 按时办结分母, rates.onTimeClosing.excluded 按时办结不计入, rates.onTimeClosing.rank 按时办结名次, rates.resolution.value 实际解决率, rates.resolution.numerator 实际解决分子, rates.resolution.denominator 实际解决分母, rates.resolution.excluded 实际解决不计入, rates.resolution.rank 实际解决名次, rates.satisfaction.value 市民满意率, rates.satisfaction.numerator 市民满意分子, rates.satisfaction.denominator 市民满意分母, rates.satisfaction.excluded 市民满意不计入, rates.satisfaction.rank 市民满意名次, rates.dispatch.value 及时派单率, rates.dispatch.numerator 及时派单分子, rates.dispatch.denominator 及时派单分母, rates.dispatch.excluded 及时派单不计入, days.closed 已结案数, days.sameDay 当日结案, days.one 1个工作日, days.two 2个工作日, days.three 3个工作日, days.four 4个工作日, days.five 5个工作日, days.later 5个工作日以上, days.onLastDay 末日结案, days.lastDayShare 末日结案占比"
        )
        {
            Rows = "groups",
            // The row of all tickets has no days.
            Own =
            [
                "whole",
                "days.closed",
                "days.sameDay",
                "days.one",
                "days.two",
                "days.three",
                "days.four",
                "days.five",
                "days.later",
                "days.onLastDay",
                "days.lastDayShare",
            ],
        },
        new("ListDisputedTickets", "/api/v1/hotline/disputed", OfTickets) { Own = NotInJson },
        new(
            "ListRateTickets",
            "/api/v1/hotline/rates/tickets?rate=resolution&part=denominator&from=2022-06-01&to=2022-07-31",
            OfTickets + ", weight 权重, excluded 不计入原因"
        )
        {
            Own = NotInJson,
        },
    ];

    public string Header => string.Join(',', Columns.Split(", ").Select(column => column.Split(' ')[1]));

    /// <summary>The member that holds the rows.</summary>
    public string Rows { get; init; } = "items";

    /// <summary>Columns that say in words what the JSON says in objects.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>The choice its first column is, if it is one.</summary>
    public string? Choice { get; init; }

    /// <summary>Of a list that has no next: how its next page is asked for, by the position reached.</summary>
    public string? After { get; init; }

    /// <summary>The rates of all tickets are a row before those of the groups.</summary>
    public IEnumerable<JsonNode> Items(JsonNode page) =>
        page[Rows]!
            .AsArray()
            .OfType<JsonNode>()
            .Prepend(
                new JsonObject
                {
                    ["key"] = null,
                    ["name"] = null,
                    ["rankedAmong"] = null,
                    ["rates"] = page["rates"]?.DeepClone(),
                }
            )
            .Skip(Rows == "groups" ? 0 : 1);

    public string? Next(JsonNode page) =>
        After is null ? (string?)page["next"]
        : page[Rows]!.AsArray().Count > 0 ? After + page["position"]
        : null;
}
