using System.Text.Json.Nodes;
using Changzheng.Api.Hotline;

namespace Changzheng.Api.Tests.Imports;

/// <summary>A list that is also a file.</summary>
/// <param name="Operation">Its operation.</param>
/// <param name="Url">A list that is not empty.</param>
/// <param name="Header">The file's header.</param>
public sealed record ExportedList(string Operation, string Url, string Header)
{
    private static readonly string OfTickets = string.Join(',', TicketTable.Columns.Select(column => column.Title));

    /// <summary>What a file of tickets says beside the list: as another system needs it to take the ticket over.</summary>
    private static readonly string[] NotInJson =
        ["description", "reporterName", "reporterPhone", "statusBefore", "suspendedAt", "contactFrom", "contactDays", "dueFrom", "dueDays", "originalFrom", "originalDays"];

    public static IReadOnlyList<ExportedList> All { get; } =
    [
        new("ListPlans", "/api/v1/plans",
            "计划代码,计划名称,英文名称,文号,印发日期,年度,制定单位,年度关闭时间"),
        new("SummarisePillars", "/api/v1/plans/changzheng-2022/pillars/summary?asOf=2022-06-30",
            "计划代码,截至日期,所知时刻,数据口径,时间进度,板块序号,板块,英文名称,完成度,序时进度,灯,举措数,举措销号,举措绿灯,举措黄灯,举措红灯,举措未启动,举措无数据,指标数,指标达标,指标绿灯,指标黄灯,指标红灯,指标无数据,举措清单") { Rows = "pillars" },
        new("TracePlanText", "/api/v1/plans/changzheng-2022/text",
            "计划代码,句序,计划原文,句类,板块序号,小节,无举措原因,举措编号") { Rows = "sentences" },
        new("ListProgressHistory", "/api/v1/plans/changzheng-2022/measures/1.1.1/progress/history",
            "版本,事项,完成度,说明,佐证材料,所属日期,记录时间,记录人") { Own = ["evidence"] },
        new("CountComplaints", "/api/v1/plans/changzheng-2022/measures/4.2.17/complaints?on=2022-06-25",
            "计划代码,举措编号,诉求类别,分界日,分界依据,前后各天数,居委代码,此前工单数,此后工单数") { Rows = "neighbourhoods" },
        new("ListIndicators", "/api/v1/indicators?asOf=2022-06-30",
            "指标代码,计划代码,指标名称,英文名称,指标类型,计量单位,填报频率,累计方式,方向,数据来源,目标值,目标上限,目标生效日期,目标文号,目标版本,基数,基数各月,基数生效日期,基数文号,基数版本,序时进度方式,序时进度节点,覆盖名单,列举未尽,举措编号,计划原文,牵头部门,是否推定,备注,完成值,分子,分母,完成度,序时进度,灯,说明,截至期间") { Own = ["pace.steps", "citations"] },
        new("ListOverdueReports", "/api/v1/indicators/overdue",
            "指标代码,指标名称,英文名称,计划代码,牵头部门,期间,应报日期,超期工作日"),
        new("ListIndicatorValueHistory", "/api/v1/indicators/2022-fitness-tests/values/2022-06/history",
            "指标代码,期间,单位代码,完成值,分子,分母,名次,参评数,创建阶段,达成日期,说明,佐证材料,事项,版本,记录时间,记录人") { Own = ["evidence"] },
        new("ReadAudit", "/api/v1/audit",
            "序号,时间,操作人,操作人标识,操作,结果,请求方法,路径,状态码,拒绝代码,来源地址,追踪号,详情,上一条摘要,摘要"),
        new("ReadChanges", "/api/v1/changes",
            "序号,事项,对象,时间,操作人,内容") { After = "/api/v1/changes?after=" },
        new("ListKeys", "/api/v1/access/keys",
            "密钥标识,前缀,名称,角色,授权范围,单位代码,可用网段,创建时间,创建人,到期时间,旧密钥有效至,吊销时间,版本"),
        new("ListImports", "/api/v1/imports",
            "导入标识,导入类型,方式,冲突处理,出错处理,状态,文件名,文件字节数,读取行数,新增行数,更新行数,未变行数,跳过行数,退回行数,进度,每秒行数,剩余秒数,令牌,重新开始次数,失败代码,失败原因,上传时间,上传人,开始时间,完成时间"),
        new("ListImportRows", "/api/v1/imports/{import}/rows",
            "原行号,结果,栏目,单元格,退回代码,退回原因,建议"),
        new("ListTicketHistory", "/api/v1/hotline/tickets/E-1/history",
            "版本,动作,前一状态,状态,承办单位,办理期限,发生时间,记录时间,记录人,内容"),
        new("ListDueTickets", "/api/v1/hotline/due?within=P30D",
            "工单编号,标题,渠道,承办单位,状态,紧急程度,环节,期限,剩余分钟,已发预警数,是否超期"),
        new("ListRepeats", "/api/v1/hotline/repeats",
            "工单编号,重复于,重复依据,提出时间,认定结果,认定时间,认定人"),
        new("CountRepeats", "/api/v1/hotline/repeats/counts?from=2022-06-01&to=2022-07-31",
            "分组,工单数,重复工单数,重复率"),
        new("ListRateDefinitions", "/api/v1/hotline/rates/definitions",
            "口径代码,版本,口径名称,英文名称,归期依据,先行联系认定,联系免评原因,办结认定,考核期限,解决认定,计入评判,满意度权重,依据,是否推定,记录时间,记录人"),
        new("ListCategories", "/api/v1/hotline/categories",
            "诉求类别,分类体系,类别名称,英文名称,是否推定,关联举措"),
        new("ListChannels", "/api/v1/hotline/channels",
            "渠道,渠道名称,英文名称,重复认定天数,依据,是否推定,诉求类型,时限工作日") { Own = ["types", "deadlines"] },
        new("GetWorkflow", "/api/v1/hotline/workflow",
            "动作,前一状态,状态,角色") { Rows = "moves" },
        new("GetHotlineRates", "/api/v1/hotline/rates?from=2022-06-01&to=2022-07-31&groupBy=unit",
            "起始日期,截止日期,渠道,口径代码,口径版本,是否合计,分组,单位名称,排名范围,工单数,先行联系率,先行联系分子,先行联系分母,先行联系不计入,先行联系名次,按时办结率,按时办结分子,按时办结分母,按时办结不计入,按时办结名次,实际解决率,实际解决分子,实际解决分母,实际解决不计入,实际解决名次,市民满意率,市民满意分子,市民满意分母,市民满意不计入,市民满意名次") { Rows = "groups", Own = ["whole"] },
        new("ListDisputedTickets", "/api/v1/hotline/disputed", OfTickets) { Own = NotInJson },
        new("ListRateTickets", "/api/v1/hotline/rates/tickets?rate=resolution&part=denominator&from=2022-06-01&to=2022-07-31", OfTickets + ",权重,不计入原因") { Own = NotInJson },
    ];

    /// <summary>The member that holds the rows.</summary>
    public string Rows { get; init; } = "items";

    /// <summary>Columns that say in words what the JSON says in objects.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Of a list that has no next: how its next page is asked for, by the position reached.</summary>
    public string? After { get; init; }

    /// <summary>The rates of all tickets are a row before those of the groups.</summary>
    public IEnumerable<JsonNode> Items(JsonNode page) => page[Rows]!.AsArray().OfType<JsonNode>().Prepend(new JsonObject { ["key"] = null, ["name"] = null, ["rankedAmong"] = null, ["rates"] = page["rates"]?.DeepClone() })
        .Skip(Rows == "groups" ? 0 : 1);

    public string? Next(JsonNode page) => After is null ? (string?)page["next"] : page[Rows]!.AsArray().Count > 0 ? After + page["position"] : null;
}
