using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>How the rates and the terms of their definitions are written.</summary>
internal static class RateWordings
{
    public static readonly Wording<CohortDate> Cohort = new(
        (CohortDate.RegisteredAt, "按登记时间"),
        (CohortDate.ClosedAt, "按办结时间")
    );

    public static readonly Wording<Finish> Finishes = new(
        (Finish.ClosedAt, "办结时间"),
        (Finish.SubmittedAt, "提交时间")
    );

    public static readonly Wording<HeldAgainst> Against = new(
        (HeldAgainst.DueAt, "现行期限"),
        (HeldAgainst.OriginalDueAt, "原期限"),
        (HeldAgainst.CityDueAt, "市级期限")
    );

    public static readonly Wording<Judgement> Judges = new(
        (Judgement.Claimed, "按承办单位所报"),
        (Judgement.ClaimedUnlessDenied, "所报且市民未否认"),
        (Judgement.Citizen, "按市民评价")
    );

    public static readonly Wording<RateGrouping> Groups = new(
        (RateGrouping.Unit, "单位"),
        (RateGrouping.Neighbourhood, "居民区"),
        (RateGrouping.Category, "类别"),
        (RateGrouping.Month, "月份")
    );

    public static readonly Wording<RateKind> Kinds = new(
        (RateKind.FirstContact, "先行联系率"),
        (RateKind.OnTimeClosing, "按时办结率"),
        (RateKind.Resolution, "实际解决率"),
        (RateKind.Satisfaction, "市民满意率"),
        (RateKind.Dispatch, "及时派单率")
    );

    public static readonly Wording<RatePart> Parts = new(
        (RatePart.Numerator, "分子"),
        (RatePart.Denominator, "分母"),
        (RatePart.Excluded, "剔除")
    );
}
