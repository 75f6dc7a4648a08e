using Changzheng.Api.Plan.Board;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>抓手: what carries a measure out, and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Tells those of one kind apart: an indicator's code; of typed progress the measure's own
/// code.</param>
/// <param name="Title">Its name.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Url">Leads to the thing itself.</param>
/// <param name="Completion">How far it is, 0 to 1, above 1 where more was done than promised; null where nothing is
/// known, or there is no share.</param>
/// <param name="Kept">For promises that are kept or broken; null for others, and where nothing is known.</param>
/// <param name="Expected">How far its pace expects it, 0 to 1.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why, in words a clerk can read.</param>
public sealed record UndertakingView(
    UndertakingKind Kind,
    string Key,
    string Title,
    string? TitleEn,
    string Url,
    decimal? Completion,
    bool? Kept,
    decimal Expected,
    Lamp Lamp,
    string Reason
)
{
    internal static UndertakingView Example =>
        new(
            UndertakingKind.Indicator,
            "2022-fitness-tests",
            "国民体质测试人数（20-60周岁）",
            "People aged 20–60 given the fitness test",
            "/api/v1/indicators/2022-fitness-tests",
            0.56m,
            null,
            0.5m,
            Lamp.Green,
            "完成年度目标的56.00%，超序时进度6.00个百分点"
        );

    internal static UndertakingView Of(UndertakingStanding standing)
    {
        var undertaking = standing.Contribution;
        return new UndertakingView(
            undertaking.Kind,
            undertaking.UndertakingKey,
            undertaking.Title,
            undertaking.TitleEn,
            undertaking.Url,
            undertaking.Completion,
            undertaking.Kept,
            standing.Expected,
            standing.Lamp,
            standing.Reason.ToString()
        );
    }
}

/// <summary>What a list of measures can be asked for: a kind of undertaking, or none at all.</summary>
public enum AnsweredBy
{
    Indicator,
    Progress,
    Project,
    Rollout,
    Campaign,
    Series,
    Register,
    None,
}
