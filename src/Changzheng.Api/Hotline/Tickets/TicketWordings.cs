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

    public static readonly Wording<AppealType> Appeals = new(
        (AppealType.Justified, "诉求合理"),
        (AppealType.Partly, "部分合理"),
        (AppealType.Unjustified, "诉求不合理")
    );

    public static readonly Wording<CallbackLevel> Callbacks = new(
        (CallbackLevel.Unit, "承办单位"),
        (CallbackLevel.Town, "镇"),
        (CallbackLevel.District, "区"),
        (CallbackLevel.City, "市")
    );

    public static readonly Wording<ClosingNeed> Needs = new(
        (ClosingNeed.Callback, "回访"),
        (ClosingNeed.Verification, "核查"),
        (ClosingNeed.AcceptanceNotice, "受理告知"),
        (ClosingNeed.Reply, "答复"),
        (ClosingNeed.Rating, "满意度评价")
    );

    public static readonly Wording<ContactWay> Contacts = new(
        (ContactWay.Phone, "电话"),
        (ContactWay.Visit, "上门"),
        (ContactWay.Message, "短信"),
        (ContactWay.Online, "网上"),
        (ContactWay.Letter, "信函")
    );

    public static readonly Wording<DeadlineStage> Stages = new(
        (DeadlineStage.Contact, "先行联系"),
        (DeadlineStage.Handling, "办理"),
        (DeadlineStage.Rework, "重办"),
        (DeadlineStage.Complex, "疑难办理"),
        (DeadlineStage.Return, "退单"),
        (DeadlineStage.Dispatch, "派单"),
        (DeadlineStage.Extension, "延期"),
        (DeadlineStage.Supervise, "督办"),
        (DeadlineStage.Acceptance, "受理"),
        (DeadlineStage.Support, "协办"),
        (DeadlineStage.Review, "复核")
    );

    public static readonly Wording<DemandState> Demands = new(
        (DemandState.Open, "未答复"),
        (DemandState.Answered, "已答复"),
        (DemandState.Denied, "市民否认")
    );

    public static readonly Wording<FactType> Facts = new(
        (FactType.Confirmed, "属实"),
        (FactType.Partly, "部分属实"),
        (FactType.Unfounded, "不属实"),
        (FactType.Unverifiable, "无法核实")
    );

    public static readonly Wording<SupportState> Supports = new(
        (SupportState.Asked, "待协办"),
        (SupportState.Answered, "已协办")
    );
}
