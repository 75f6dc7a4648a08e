using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Measures;

/// <summary>A measure: one promise of the plan, with who answers for it and how far it is.</summary>
/// <param name="Code">Initiative and running number: 4.2.5.</param>
/// <param name="Title">The promise, short, as the version seen words it.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Kind">The mechanism that answers for it.</param>
/// <param name="Pillar">Its pillar.</param>
/// <param name="Initiative">Its initiative.</param>
/// <param name="Quote">The clause that promises it, verbatim from the plan's text, or from the later document.</param>
/// <param name="Sentence">The number of the sentence it stands in; null where a later document says it.</param>
/// <param name="QuotedFrom">The later document that is quoted; null where the plan's own text is.</param>
/// <param name="LeadUnit">牵头部门; null where nobody answers for it yet.</param>
/// <param name="SupportingUnits">配合部门.</param>
/// <param name="Assumed">True where lead, kind or due date were proposed, not said by the plan.</param>
/// <param name="OpenList">True where the text ends its list in 等.</param>
/// <param name="DueOn">When it is due; null for the year's end.</param>
/// <param name="Weight">Its weight in its pillar.</param>
/// <param name="DocumentNumber">The document that words it so.</param>
/// <param name="Version">To be named in If-Match by an amendment.</param>
/// <param name="State">Which of the seven states of an official report it is in.</param>
/// <param name="Completion">How far it is, 0 to 1, red lines apart; null when nothing is known.</param>
/// <param name="Expected">How far its pace expects it, 0 to 1.</param>
/// <param name="Lamp">The lamp.</param>
/// <param name="Reason">Why, in words a clerk can read.</param>
/// <param name="Freshness">How far its data reach.</param>
/// <param name="Evidence">How far what is known can be relied on: its weakest undertaking's.</param>
/// <param name="Outlook">预计: whether it will be done by its day, as last foreseen; null where nothing was. Its reason
/// and
/// remedy are at …/forecast. Beside what came of it, it shows how good the foresight was.</param>
/// <param name="SignOff">办结销号: asked for by one person, granted by another.</param>
/// <param name="Indicators">What measures it.</param>
/// <param name="Undertakings">抓手: what carries it out, each with where it stands; the measure's own figures follow from
/// them.</param>
public sealed record MeasureView(
    string Code,
    string Title,
    string? TitleEn,
    MeasureKind Kind,
    int Pillar,
    string Initiative,
    string Quote,
    int? Sentence,
    string? QuotedFrom,
    string? LeadUnit,
    IReadOnlyList<string> SupportingUnits,
    bool Assumed,
    bool OpenList,
    DateOnly? DueOn,
    decimal Weight,
    string DocumentNumber,
    int Version,
    MeasureState State,
    decimal? Completion,
    decimal Expected,
    Lamp Lamp,
    string Reason,
    MeasureView.DataAge Freshness,
    MeasureEvidence Evidence,
    Outlook? Outlook,
    SignOff SignOff,
    IReadOnlyList<MeasureView.MeasuredBy> Indicators,
    IReadOnlyList<UndertakingView> Undertakings
) : IVersioned
{
    /// <summary>
    /// The version an amendment has made, which may take effect only after the day the measure is seen; null for the
    /// one seen.
    /// </summary>
    internal int? AmendedVersion { get; init; }

    int IVersioned.Version => AmendedVersion ?? Version;

    internal static MeasureView Example =>
        new(
            "3.2.11",
            "国民体质测试不少于1000人",
            "Fitness tests for at least 1,000 people",
            MeasureKind.Indicator,
            3,
            "3.2",
            "完成不少于1000人（20-60周岁）国民体质测试工作",
            45,
            null,
            "310107102-SQXX",
            [],
            true,
            false,
            null,
            1,
            "普长府〔2022〕1号",
            1,
            MeasureState.Ahead,
            0.56m,
            0.5m,
            Lamp.Green,
            "国民体质测试人数（20-60周岁）完成年度目标的56.00%，超序时进度6.00个百分点",
            new DataAge(new DateOnly(2022, 6, 30), false),
            MeasureEvidence.Measured,
            Measures.Outlook.Certain,
            SignOff.None,
            [
                new MeasuredBy(
                    "2022-fitness-tests",
                    "国民体质测试人数（20-60周岁）",
                    IndicatorKind.Minimum,
                    Standing.Example
                ),
            ],
            [UndertakingView.Example]
        );

    /// <param name="Code">The indicator.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="Kind">Which kind of promise it is.</param>
    /// <param name="Standing">Where it stands.</param>
    public sealed record MeasuredBy(string Code, string Name, IndicatorKind Kind, Standing Standing);

    /// <param name="Through">The last day to which the data of all its undertakings reach; null where there are
    /// none.</param>
    /// <param name="Stale">A report is overdue: the lamp is stale.</param>
    public sealed record DataAge(DateOnly? Through, bool Stale);

    internal static MeasureView Of(MeasureStanding measure)
    {
        var row = measure.Row;
        return new MeasureView(
            row.Code,
            row.Title,
            row.TitleEn,
            row.Kind,
            row.Pillar,
            row.Initiative,
            row.Quote,
            row.Sentence,
            row.QuotedFrom,
            row.LeadUnit,
            row.SupportingUnits,
            row.Assumed,
            row.OpenList,
            row.DueOn,
            row.Weight,
            row.DocumentNumber,
            row.Version,
            measure.State,
            measure.Completion,
            measure.Expected,
            measure.Lamp,
            measure.Reason.ToString(),
            new DataAge(measure.Through, measure.IsStale),
            measure.Evidence,
            row.Outlook,
            row.SignOff,
            [
                .. measure.Indicators.Select(one => new MeasuredBy(
                    one.Indicator.Code,
                    one.Indicator.Name,
                    one.Indicator.Kind,
                    one.Standing.Translate()
                )),
            ],
            [.. measure.Undertakings.Select(UndertakingView.Of)]
        );
    }
}
