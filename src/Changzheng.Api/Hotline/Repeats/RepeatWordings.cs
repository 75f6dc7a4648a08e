using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>How repeats are written.</summary>
internal static class RepeatWordings
{
    public static readonly Wording<CountRepeats.RepeatGrouping> Groups = new(
        (CountRepeats.RepeatGrouping.Unit, "单位"),
        (CountRepeats.RepeatGrouping.Category, "类别"),
        (CountRepeats.RepeatGrouping.Neighbourhood, "居民区")
    );

    public static readonly Wording<RepeatReason> Reasons = new(
        (RepeatReason.Reporter, "同一来电人"),
        (RepeatReason.Place, "同一地点"),
        (RepeatReason.ExternalNumber, "同一外部编号"),
        (RepeatReason.Building, "同一楼栋"),
        (RepeatReason.Subject, "同一诉求"),
        (RepeatReason.Person, "同一当事人")
    );

    public static readonly Wording<RepeatStanding> Standings = new(
        (RepeatStanding.Proposed, "疑似重复"),
        (RepeatStanding.Confirmed, "确认重复"),
        (RepeatStanding.Refused, "不是重复")
    );
}
