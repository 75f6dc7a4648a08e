using System.Globalization;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Some measures of a board taken together. What is not known is neither zero nor green: completion is the mean of what
/// is known, and low and high say how far off it can be. Red lines stand outside every mean. Pure.
/// </summary>
internal sealed record BoardSum
{
    public required StateCounts States { get; init; }
    public decimal? Completion { get; init; }
    public decimal? Expected { get; init; }
    public decimal? KnownShare { get; init; }
    public decimal? Low { get; init; }
    public decimal? High { get; init; }
    public Lamp Lamp { get; init; } = Lamp.NoData;
    public required Phrase Reason { get; init; }
    public required RedLineCounts RedLines { get; init; }
    public required ReportingCounts Reporting { get; init; }
    public required EvidenceCounts Evidence { get; init; }
    public required Freshness Freshness { get; init; }

    /// <param name="board">The board.</param>
    /// <param name="measures">Those of its measures that are summed up.</param>
    public static BoardSum Of(PlanBoard board, IReadOnlyCollection<MeasureStanding> measures)
    {
        var (known, completion, expected, share, low, high) = Weigh(measures);
        var sum = new BoardSum
        {
            States = StateCounts.Of(measures),
            Completion = Round(completion),
            Expected = Round(expected),
            KnownShare = Round(share),
            Low = Round(low),
            High = Round(high),
            Reason = Phrase.None,
            RedLines = RedLineCounts.Of(measures),
            Reporting = board.Reports.Count(measures),
            Evidence = EvidenceCounts.Of(measures),
            Freshness = Freshness.Of(measures, board.Viewpoint.AsOf),
        };
        return sum.Judge(board, measures, known);
    }

    /// <summary>The means, not rounded.</summary>
    /// <param name="Known">How many measures are known.</param>
    internal sealed record Means(
        int Known,
        decimal? Completion,
        decimal? Expected,
        decimal? KnownShare,
        decimal? Low,
        decimal? High
    );

    public static Means Weigh(IReadOnlyCollection<MeasureStanding> measures)
    {
        var whole = measures.Sum(measure => measure.Row.Weight);
        var known = measures.Where(measure => measure.IsKnown).ToList();
        var counting = known.Where(measure => measure.Completion is not null).ToList();
        var counted = counting.Sum(measure => measure.Row.Weight);
        var done = counting.Sum(measure => measure.Row.Weight * Math.Min(measure.Completion!.Value, 1));
        var expected = counting.Sum(measure => measure.Row.Weight * measure.Expected);
        var completion = counted == 0 ? null : (decimal?)(done / counted);
        if (whole == 0)
            return new Means(known.Count, completion, counted == 0 ? null : expected / counted, null, null, null);
        var share = known.Sum(measure => measure.Row.Weight) / whole;
        return new Means(
            known.Count,
            completion,
            counted == 0 ? null : expected / counted,
            share,
            completion * share ?? 0,
            completion is null ? 1 : completion * share + 1 - share
        );
    }

    private BoardSum Judge(PlanBoard board, IReadOnlyCollection<MeasureStanding> measures, int known)
    {
        var broken = measures
            .SelectMany(measure => measure.Undertakings)
            .Where(one => one.IsBrokenForGood)
            .DistinctBy(one => (one.Contribution.Kind, one.Contribution.UndertakingKey))
            .ToList();
        var lamp =
            broken.Count > 0 ? Lamp.Red
            : KnownShare is not { } share ? Lamp.NoData
            : share < board.Plan.KnownShareOrUsual || Completion is null ? Lamp.InsufficientData
            : board.Plan.LampRule.For(Completion.Value, Expected!.Value);
        var parts = broken
            .Select(one =>
                new Phrase(
                    $"底线突破：{one.Contribution.Title}",
                    $"red line broken: {one.Contribution.TitleEn ?? one.Contribution.Title}: "
                ).Then(one.Contribution.Facts)
            )
            .Prepend(DescribeKnown(measures.Count, known))
            .Append(DescribeLamp(lamp, broken.Count > 0, board.Plan.KnownShareOrUsual));
        return this with
        {
            Lamp = lamp,
            Reason = Phrase.Join(new("；", "; "), parts.Where(part => !part.IsEmpty)).Then(new("。", ".")),
        };
    }

    private Phrase DescribeKnown(int total, int known)
    {
        var share = Percent(KnownShare ?? 0, 1);
        var data = new Phrase(
            $"{total}项举措中，有数据{known}项（{share}）",
            $"of {total} measures {known} ({share}) have data"
        );
        return Completion is not { } done || Expected is not { } expected
            ? data
            : data.Then(
                new Phrase(
                    $"，完成度{Percent(done, 2)}，序时进度{Percent(expected, 2)}",
                    $", completion {Percent(done, 2)}, expected {Percent(expected, 2)}"
                )
            );
    }

    private Phrase DescribeLamp(Lamp lamp, bool isBroken, decimal least) =>
        lamp switch
        {
            Lamp.InsufficientData => new(
                $"因有数据占比低于{Percent(least, 0)}，不亮灯",
                $"less than {Percent(least, 0)} is known: no lamp"
            ),
            _ when isBroken => new("亮红灯", "red"),
            Lamp.Green when Completion >= Expected => new("达到序时进度，亮绿灯", "at or ahead of pace: green"),
            Lamp.Green => new("基本达到序时进度，亮绿灯", "near pace: green"),
            Lamp.Yellow => new("进度滞后，亮黄灯", "behind pace: yellow"),
            Lamp.Red => new("进度严重滞后，亮红灯", "far behind pace: red"),
            _ => new("无举措", "no measures"),
        };

    private static decimal? Round(decimal? value) =>
        value is { } known ? Math.Round(known, 4, MidpointRounding.AwayFromZero) : null;

    private static string Percent(decimal share, int places) =>
        Math.Round(share * 100, places, MidpointRounding.AwayFromZero)
            .ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + "%";
}
