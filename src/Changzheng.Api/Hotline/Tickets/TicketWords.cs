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

/// <summary>What can happen to a ticket. The last three are not moves a person asks for by themselves: a confirmed repeat, a deadline moved by a new notice on days off, a file taken in.</summary>
public enum TicketAction
{
    Register,
    Dispatch,
    Accept,
    Contact,
    Interim,
    Return,
    DecideReturn,
    Extend,
    DecideExtension,
    Transfer,
    Submit,
    Callback,
    Close,
    Rework,
    Supervise,
    Suspend,
    Resume,
    Void,
    Repeat,
    MoveDeadline,
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

/// <summary>Why first contact failed: the list a reason is taken from.</summary>
public enum NotContactedReason
{
    Anonymous,
    NoPhone,
    WrongNumber,
    NotAnswered,
    Refused,
}

/// <summary>Who called back: the town's own centre, or the district.</summary>
public enum CallbackLevel
{
    Town,
    District,
}

/// <summary>What a deadline is for.</summary>
public enum DeadlineStage
{
    Contact,
    Handling,
    Rework,
    Complex,
    Return,
}
