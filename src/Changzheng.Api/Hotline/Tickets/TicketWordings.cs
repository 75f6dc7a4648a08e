using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>How clerks write what a ticket says.</summary>
internal static class TicketWordings
{
    public static readonly Wording<TicketStatus> Status = new(
        (TicketStatus.Registered, "已受理"),
        (TicketStatus.Dispatched, "已派单"),
        (TicketStatus.Accepted, "已签收"),
        (TicketStatus.Handling, "办理中"),
        (TicketStatus.Submitted, "待结案"),
        (TicketStatus.Closed, "已结案"),
        (TicketStatus.Returned, "退单待裁"),
        (TicketStatus.Suspended, "挂账"),
        (TicketStatus.Voided, "作废")
    );

    public static readonly Wording<Tickets.Resolution> Resolution = new(
        (Tickets.Resolution.Resolved, "解决"),
        (Tickets.Resolution.Explained, "解释"),
        (Tickets.Resolution.Unresolved, "未解决")
    );

    public static readonly Wording<Tickets.Urgency> Urgency = new(
        (Tickets.Urgency.Normal, "一般"),
        (Tickets.Urgency.Urgent, "紧急"),
        (Tickets.Urgency.Critical, "特急")
    );

    public static readonly Wording<NotContactedReason> NotContacted = new(
        (NotContactedReason.Anonymous, "匿名"),
        (NotContactedReason.NoPhone, "未留电话"),
        (NotContactedReason.WrongNumber, "号码有误"),
        (NotContactedReason.NotAnswered, "无人接听"),
        (NotContactedReason.Refused, "拒绝联系")
    );

    public static readonly Wording<Tickets.Satisfaction> Satisfaction = new(
        (Tickets.Satisfaction.Satisfied, "满意"),
        (Tickets.Satisfaction.FairlySatisfied, "基本满意"),
        (Tickets.Satisfaction.Neutral, "一般"),
        (Tickets.Satisfaction.Dissatisfied, "不满意"),
        (Tickets.Satisfaction.NotRated, "未评价")
    );

    /// <summary>The answer where a ledger asks 是否满意.</summary>
    public static readonly IReadOnlyDictionary<string, string> Satisfied = new Dictionary<string, string>
    {
        ["是"] = Tickets.Satisfaction.Satisfied.Text(),
        ["否"] = Tickets.Satisfaction.Dissatisfied.Text(),
    };
}
