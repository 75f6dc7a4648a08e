using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Why a series is not opened or changed.</summary>
internal static class SeriesRefusals
{
    public static readonly RefusalKind CadenceMalformed = new(
        400,
        "series.cadence_malformed",
        "频次无法读懂",
        "The cadence cannot be read"
    );
    public static readonly RefusalKind EvidenceNeeded = new(
        400,
        "series.evidence_needed",
        "补录须附佐证材料",
        "A late entry takes evidence"
    );
    public static readonly RefusalKind NotFound = new(404, "series.not_found", "没有这个系列", "No such series");
    public static readonly RefusalKind OccurrenceNotFound = new(
        404,
        "occurrence.not_found",
        "没有这一次",
        "No such occurrence"
    );
    public static readonly RefusalKind Exists = new(409, "series.exists", "系列已存在", "The series exists already");
    public static readonly RefusalKind AlreadyHeld = new(
        409,
        "occurrence.held",
        "该次已举行",
        "The occurrence was held already"
    );
    public static readonly RefusalKind AlreadyCancelled = new(
        409,
        "occurrence.cancelled",
        "该次已取消",
        "The occurrence is cancelled already"
    );
    public static readonly RefusalKind AlreadyExcused = new(
        409,
        "occurrence.excused",
        "该次已准予免办",
        "The occurrence is excused already"
    );
    public static readonly RefusalKind NotCancelled = new(
        409,
        "occurrence.not_cancelled",
        "该次尚未取消",
        "The occurrence is not cancelled"
    );
    public static readonly RefusalKind DayTaken = new(
        409,
        "occurrence.day_taken",
        "同一天不能计为两次",
        "One day does not count twice"
    );
    public static readonly RefusalKind TooEarly = new(
        409,
        "occurrence.too_early",
        "早于前一次应办之日",
        "It lies before the occurrence before it"
    );
    public static readonly RefusalKind FeedNotFound = new(
        422,
        "series.feed_not_found",
        "所计入的指标不存在或不由参与人次得出",
        "The indicator it counts for is not there or not derived from participants"
    );
}
