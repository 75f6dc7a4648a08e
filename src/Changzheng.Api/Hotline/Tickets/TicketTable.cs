using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>The columns of a file of tickets, and a ticket's cells in them.</summary>
internal static class TicketTable
{
    public static readonly IReadOnlyList<Column> Columns =
    [
        new("number", "工单编号", CellKind.Text, "20220422-0001")
        {
            Required = true,
            Longest = 40,
            Aliases = ["编号", "工单号", "受理编号", "诉求编号", "案件编号"],
        },
        new("channel", "渠道", CellKind.Text, "hotline12345")
        {
            Longest = 100,
            Aliases = ["来源", "来源渠道", "工单来源", "诉求来源"],
            Takes = "渠道的名称或代码；不填即 12345市民服务热线",
            Written = "12345市民服务热线",
        },
        new("type", "诉求类型", CellKind.Text, "complaint")
        {
            Required = true,
            Longest = 100,
            Aliases = ["类型", "工单类型", "来电类型"],
            Takes = "该渠道的诉求类型的名称或代码，如 投诉",
            Written = "投诉",
        },
        new("urgency", "紧急程度", CellKind.Choice, "一般") { Values = TicketWordings.Urgency.Values },
        new("category", "诉求类别", CellKind.Text, "飞线充电")
        {
            Longest = 200,
            Aliases = ["类别", "问题类别", "诉求分类", "问题分类", "归口类别"],
            Takes = "诉求类别的名称或代码；未列入的照写",
        },
        new("subject", "标题", CellKind.Text, "窗口拉线给电瓶车充电")
        {
            Required = true,
            Longest = 200,
            Aliases = ["诉求标题", "工单标题", "主题", "事项"],
        },
        new("description", "诉求内容", CellKind.Text, "三楼有人拉线充电。")
        {
            Longest = 4000,
            Aliases = ["内容", "描述", "诉求描述", "问题描述", "工单内容", "来电内容", "反映内容"],
        },
        new("reporterName", "反映人", CellKind.Text, "")
        {
            Longest = 100,
            Aliases = ["姓名", "来电人", "诉求人", "反映人姓名", "来电人姓名", "联系人"],
        },
        new("reporterPhone", "联系电话", CellKind.Text, "")
        {
            Longest = 40,
            Aliases = ["电话", "手机", "来电号码", "来电电话", "联系方式", "手机号", "手机号码"],
        },
        new("address", "地址", CellKind.Text, "")
        {
            Longest = 300,
            Aliases = ["事发地址", "诉求地址", "事发地点", "地点", "详细地址"],
        },
        new("neighbourhood", "居委代码", CellKind.Text, "")
        {
            Longest = UnitNames.Longest,
            Takes = UnitNames.Takes,
            Aliases = ["居委", "居委会", "所属居委", "居民区"],
        },
        new("unit", "承办单位", CellKind.Text, "310107102-GLB")
        {
            Longest = UnitNames.Longest,
            Takes = UnitNames.Takes,
            Written = "社区管理办公室",
            Aliases = ["承办部门", "办理单位", "办理部门", "主办单位", "主办部门", "责任单位", "责任部门"],
        },
        new("countedUnit", "考核单位", CellKind.Text, "") { Longest = UnitNames.Longest, Takes = UnitNames.Takes },
        new("status", "状态", CellKind.Choice, "") { Values = TicketWordings.Status.Values },
        new("statusBefore", "前一状态", CellKind.Choice, "") { Values = TicketWordings.Status.Values },
        new("externalNumber", "外部编号", CellKind.Text, "") { Longest = 64, Aliases = ["市级编号", "上级编号"] },
        new("registeredAt", "受理时间", CellKind.Instant, "2022-04-22 10:00")
        {
            Aliases = ["登记时间", "来电时间", "受理日期", "登记日期", "来电日期"],
        },
        new("dispatchedAt", "派单时间", CellKind.Instant, "") { Aliases = ["派发时间", "转办时间"] },
        new("acceptedAt", "签收时间", CellKind.Instant, "") { Aliases = ["接单时间"] },
        new("contactedAt", "先行联系时间", CellKind.Instant, "") { Aliases = ["联系时间", "首次联系时间"] },
        new("notContacted", "未联系原因", CellKind.Choice, "") { Values = TicketWordings.NotContacted.Values },
        new("submittedAt", "办结提交时间", CellKind.Instant, ""),
        new("closedAt", "结案时间", CellKind.Instant, "") { Aliases = ["办结时间", "办结日期", "结案日期"] },
        new("claimedResolution", "单位自评", CellKind.Choice, "") { Values = TicketWordings.Resolution.Values },
        new("citizenContacted", "市民称已联系", CellKind.Truth, ""),
        new("citizenResolved", "市民称已解决", CellKind.Truth, ""),
        new("resolution", "结案评判", CellKind.Choice, "") { Values = TicketWordings.Resolution.Values },
        new("satisfaction", "满意度", CellKind.Choice, "")
        {
            Values = TicketWordings.Satisfaction.Values,
            Aliases = ["是否满意", "满意情况", "市民满意度", "满意度评价", "回访满意度"],
            OtherWords = TicketWordings.Satisfied,
        },
        new("repeatOf", "重复于", CellKind.Text, "") { Longest = 40 },
        new("returns", "退单次数", CellKind.Whole, ""),
        new("returnedBy", "退单单位", CellKind.List, "") { Takes = UnitNames.TakesSeveral },
        new("returnReason", "退单原因", CellKind.Text, "") { Longest = 50, Takes = "退单原因的代码或名称" },
        new("extensions", "延期次数", CellKind.Whole, ""),
        new("extensionAsked", "待批延期工作日", CellKind.Whole, ""),
        new("reworks", "重办次数", CellKind.Whole, ""),
        new("supervisions", "督办次数", CellKind.Whole, ""),
        new("suspendedAt", "挂账时间", CellKind.Instant, ""),
        new("reviewOn", "挂账复核日", CellKind.Day, ""),
        new("contactFrom", "联系起算时间", CellKind.Instant, ""),
        new("contactDays", "联系工作日", CellKind.Whole, ""),
        new("dueFrom", "办理起算时间", CellKind.Instant, ""),
        new("dueDays", "办理工作日", CellKind.Whole, ""),
        new("originalFrom", "原起算时间", CellKind.Instant, ""),
        new("originalDays", "原工作日", CellKind.Whole, ""),
        new("cityDueAt", "市级期限", CellKind.Instant, ""),
        new("contactDueAt", "联系期限", CellKind.Instant, "") { Derived = true },
        new("dueAt", "办理期限", CellKind.Instant, "")
        {
            Derived = true,
            Aliases = ["办结期限", "截止时间", "办理时限", "办结时限"],
        },
        new("originalDueAt", "原办理期限", CellKind.Instant, "") { Derived = true },
    ];

    /// <summary>What the city's ledger carries along and no ticket keeps.</summary>
    public static readonly IReadOnlyList<string> Carried =
    [
        "街镇",
        "所属街镇",
        "所属区",
        "区县",
        "办理天数",
        "办理用时",
        "剩余天数",
        "超期天数",
        "经办人",
        "办理意见",
        "处理结果",
        "答复内容",
        "备注",
    ];

    /// <summary>Columns with personal data; lists show them masked.</summary>
    public static readonly IReadOnlyList<string> Personal =
    [
        "subject",
        "description",
        "reporterName",
        "reporterPhone",
        "address",
    ];

    /// <summary>The mask of a cell, as a list would show it if the row were the ticket.</summary>
    public static string? Mask(string column, Entry row) =>
        column switch
        {
            "reporterName" => Masking.Name(row.Text(column)),
            "reporterPhone" => Masking.Phone(row.Text(column), row.Text("reporterName")),
            "address" => Masking.Text(Masking.Address(row.Text(column)), [row.Text("reporterName")]),
            _ => Masking.Text(row.Text(column), [row.Text("reporterName"), row.Text("address")]),
        };

    public static string? OpenCell(string column, TicketRows.Private open) =>
        column switch
        {
            "subject" => open.Subject,
            "description" => open.Description,
            "reporterName" => open.Name,
            "reporterPhone" => open.Phone,
            _ => open.Address,
        };

    /// <summary>Puts what is stored in place of cells that hold only its mask.</summary>
    /// <returns>The row; whether anything hidden was kept; whether any other text was written.</returns>
    public static (Entry Whole, bool Kept, bool Written) Unmask(Entry row, object?[] masked, TicketRows.Private there)
    {
        var (values, kept, written) = ((object?[])row.Values.Clone(), false, false);
        foreach (var column in Personal)
        {
            var (place, open) = (row.Subject[column], OpenCell(column, there));
            // A cell whose mask is the text itself hides nothing: the sender knew it.
            if (Equals(values[place], masked[place]))
                (values[place], kept) = (open, kept || !Equals(open, masked[place]));
            else
                written = true;
        }

        return (row with { Values = values }, kept, written);
    }

    public static object?[] Cells(Ticket ticket, string? description) =>
        [
            ticket.Number,
            ticket.Channel,
            ticket.Type,
            ticket.Urgency.Text(),
            ticket.Category,
            ticket.Subject,
            description,
            ticket.ReporterName,
            ticket.ReporterPhone,
            ticket.Address,
            ticket.Neighbourhood,
            ticket.Unit,
            ticket.CountedUnit,
            ticket.Status.Text(),
            ticket.StatusBefore?.Text(),
            ticket.ExternalNumber,
            ticket.RegisteredAt,
            ticket.DispatchedAt,
            ticket.AcceptedAt,
            ticket.ContactedAt,
            ticket.NotContacted?.Text(),
            ticket.SubmittedAt,
            ticket.ClosedAt,
            ticket.ClaimedResolution?.Text(),
            ticket.CitizenContacted,
            ticket.CitizenResolved,
            ticket.Resolution?.Text(),
            ticket.Satisfaction?.Text(),
            ticket.RepeatOf,
            (long)ticket.Returns,
            ticket.ReturnedBy,
            ticket.ReturnReason,
            (long)ticket.Extensions,
            (long?)ticket.ExtensionAsked,
            (long)ticket.Reworks,
            (long)ticket.Supervisions,
            ticket.SuspendedAt,
            ticket.ReviewOn,
            ticket.ContactFrom,
            (long?)ticket.ContactDays,
            ticket.DueFrom,
            (long)ticket.DueDays,
            ticket.OriginalFrom,
            (long)ticket.OriginalDays,
            ticket.CityDueAt,
            ticket.ContactDueAt,
            ticket.DueAt,
            ticket.OriginalDueAt,
        ];

    public static RegisterTicket.Request Request(Entry row) =>
        new(
            row.Text("number")!,
            row.Text("type")!,
            row.Text("subject")!,
            row.Text("channel"),
            row.Choice<Urgency>("urgency"),
            row.Text("category"),
            row.Text("description"),
            row.Text("reporterName") is null && row.Text("reporterPhone") is null
                ? null
                : new Reporter(row.Text("reporterName"), row.Text("reporterPhone")),
            row.Text("address"),
            row.Text("neighbourhood"),
            row.Text("externalNumber"),
            row.Of<DateTimeOffset>("registeredAt")
        );
}
