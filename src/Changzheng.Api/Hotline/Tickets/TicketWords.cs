namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Where a ticket is in its life.</summary>
public enum TicketStatus
{
    Registered,
    Dispatched,
    Accepted,
    Handling,
    Submitted,
    Closed,
    Returned,
    Suspended,
    Voided,
}

/// <summary>
/// What can happen to a ticket. Register, MoveDeadline and Import are not in the table of moves: they are a new ticket,
/// a deadline moved by a new notice on days off, and a row of a file.
/// </summary>
public enum TicketAction
{
    /// <summary>受理.</summary>
    Register,

    /// <summary>派单.</summary>
    Dispatch,

    /// <summary>签收.</summary>
    Accept,

    /// <summary>先行联系.</summary>
    Contact,

    /// <summary>中途汇报.</summary>
    Interim,

    /// <summary>退单.</summary>
    Return,

    /// <summary>退单裁定.</summary>
    DecideReturn,

    /// <summary>延期申请.</summary>
    Extend,

    /// <summary>延期审批.</summary>
    DecideExtension,

    /// <summary>转派.</summary>
    Transfer,

    /// <summary>改分类.</summary>
    Reclassify,

    /// <summary>请求协办.</summary>
    Join,

    /// <summary>协办答复.</summary>
    Answer,

    /// <summary>拆分诉求.</summary>
    Split,

    /// <summary>诉求答复.</summary>
    AnswerDemand,

    /// <summary>提交办结.</summary>
    Submit,

    /// <summary>核查.</summary>
    Verify,

    /// <summary>回访.</summary>
    Callback,

    /// <summary>结案.</summary>
    Close,

    /// <summary>重办.</summary>
    Rework,

    /// <summary>督办.</summary>
    Supervise,

    /// <summary>挂账.</summary>
    Suspend,

    /// <summary>挂账审批.</summary>
    DecideSuspension,

    /// <summary>恢复办理.</summary>
    Resume,

    /// <summary>作废.</summary>
    Void,

    /// <summary>作废审批.</summary>
    DecideVoid,

    /// <summary>认定重复.</summary>
    Repeat,

    /// <summary>期限调整.</summary>
    MoveDeadline,

    /// <summary>导入.</summary>
    Import,
}

/// <summary>How pressing it is: 一般, 紧急, 特急.</summary>
public enum Urgency
{
    Normal,
    Urgent,
    Critical,
}

/// <summary>结案评判: solved, explained, or neither.</summary>
public enum Resolution
{
    Resolved,
    Explained,
    Unresolved,
}

/// <summary>How satisfied the citizen is, as the callback found.</summary>
public enum Satisfaction
{
    Satisfied,
    FairlySatisfied,
    Neutral,
    Dissatisfied,
    NotRated,
}

/// <summary>By which way people are spoken to.</summary>
public enum ContactWay
{
    Phone,
    Visit,
    Message,
    Online,
    Letter,
}

/// <summary>协办: whether a supporting unit has answered its part.</summary>
public enum SupportState
{
    Asked,
    Answered,
}

/// <summary>事实认定: whether what was reported is so.</summary>
public enum FactType
{
    Confirmed,
    Partly,
    Unfounded,
    Unverifiable,
}

/// <summary>诉求认定: whether what was asked for is justified.</summary>
public enum AppealType
{
    Justified,
    Partly,
    Unjustified,
}

/// <summary>Where a demand of a ticket stands.</summary>
public enum DemandState
{
    Open,
    Answered,

    /// <summary>Answered, and the citizen says it is not solved.</summary>
    Denied,
}

/// <summary>Why first contact failed: the list a reason is taken from.</summary>
public enum NotContactedReason
{
    Anonymous,
    NoPhone,
    WrongNumber,
    NotAnswered,
    Refused,
}

/// <summary>
/// Who called back: the unit that did the work, the town's own centre, the district, or the city's hotline.
/// </summary>
public enum CallbackLevel
{
    Unit,
    Town,
    District,
    City,
}

/// <summary>What closing takes, by channel.</summary>
public enum ClosingNeed
{
    /// <summary>回访, by somebody other than who submitted it.</summary>
    Callback,

    /// <summary>核查, by somebody other than who submitted it.</summary>
    Verification,

    /// <summary>受理告知.</summary>
    AcceptanceNotice,

    /// <summary>答复.</summary>
    Reply,

    /// <summary>满意度.</summary>
    Rating,
}

/// <summary>What a deadline is for.</summary>
public enum DeadlineStage
{
    Contact,
    Handling,
    Rework,
    Complex,
    Return,

    /// <summary>The town's own: from registration to dispatch.</summary>
    Dispatch,

    /// <summary>What may be granted beyond the handling, altogether.</summary>
    Extension,

    /// <summary>督办.</summary>
    Supervise,

    /// <summary>受理告知.</summary>
    Acceptance,

    /// <summary>协办: the part of a supporting unit, by its own date; no term.</summary>
    Support,

    /// <summary>The day on which a suspended ticket is looked at again; no term.</summary>
    Review,
}
