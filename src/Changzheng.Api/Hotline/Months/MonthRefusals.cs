using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Months;

/// <summary>Why a month is not closed, or not known.</summary>
internal static class MonthRefusals
{
    public static readonly RefusalKind NotOver = new(409, "month.not_over", "该月尚未结束", "The month is not over");
    public static readonly RefusalKind Closed = new(409, "month.closed", "该月已关账", "The month is closed already");
    public static readonly RefusalKind NotKnownThen = new(
        409,
        "rate.not_known_then",
        "当时的工单状态未留存",
        "What was known then was not kept"
    );
}
