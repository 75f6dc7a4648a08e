using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Delivery.Series;

/// <summary>How clerks write what is held, and what became of it.</summary>
internal static class SeriesWordings
{
    public static readonly Wording<SeriesKind> Kind = new(
        (SeriesKind.Activity, "活动"),
        (SeriesKind.Meeting, "会议"),
        (SeriesKind.Visit, "走访"),
        (SeriesKind.Training, "培训"),
        (SeriesKind.Drill, "演练"),
        (SeriesKind.HelpDay, "帮办日"),
        (SeriesKind.Service, "服务"),
        (SeriesKind.Mechanism, "机制运行")
    );

    public static readonly Wording<OccurrenceStatus> Status = new(
        (OccurrenceStatus.Planned, "未到期"),
        (OccurrenceStatus.Held, "按时举行"),
        (OccurrenceStatus.Late, "逾期举行"),
        (OccurrenceStatus.Missed, "未举行"),
        (OccurrenceStatus.Excused, "准予免办")
    );
}
