namespace Changzheng.Api.Plan.Board;

/// <summary>Measures by state: the states add up to the total.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Completed">已完成: signed off.</param>
/// <param name="Ahead">超进度: five points or more ahead of pace.</param>
/// <param name="OnPace">达进度: at or near pace, or kept.</param>
/// <param name="Behind">欠进度: yellow or red.</param>
/// <param name="NotStarted">未启动: reported so.</param>
/// <param name="NotDue">未到时点: nothing is known, and no report has fallen due yet.</param>
/// <param name="NoData">无数据: nothing is known though it should be, or what is known is out of date.</param>
public sealed record StateCounts(
    int Total,
    int Completed,
    int Ahead,
    int OnPace,
    int Behind,
    int NotStarted,
    int NotDue,
    int NoData
)
{
    internal static StateCounts Of(IReadOnlyCollection<MeasureStanding> measures)
    {
        int Count(MeasureState state) => measures.Count(measure => measure.State == state);
        return new StateCounts(
            measures.Count,
            Count(MeasureState.Completed),
            Count(MeasureState.Ahead),
            Count(MeasureState.OnPace),
            Count(MeasureState.Behind),
            Count(MeasureState.NotStarted),
            Count(MeasureState.NotDue),
            Count(MeasureState.NoData)
        );
    }
}

/// <summary>
/// The states as percentages of all measures to one place, by largest remainder: they add up to exactly 100.0, or are
/// all 0 where there is no measure.
/// </summary>
/// <param name="Completed">已完成.</param>
/// <param name="Ahead">超进度.</param>
/// <param name="OnPace">达进度.</param>
/// <param name="Behind">欠进度.</param>
/// <param name="NotStarted">未启动.</param>
/// <param name="NotDue">未到时点.</param>
/// <param name="NoData">无数据.</param>
public sealed record StateShares(
    decimal Completed,
    decimal Ahead,
    decimal OnPace,
    decimal Behind,
    decimal NotStarted,
    decimal NotDue,
    decimal NoData
)
{
    internal static StateShares Of(StateCounts counts)
    {
        int[] of =
        [
            counts.Completed,
            counts.Ahead,
            counts.OnPace,
            counts.Behind,
            counts.NotStarted,
            counts.NotDue,
            counts.NoData,
        ];
        if (counts.Total == 0)
            return new StateShares(0, 0, 0, 0, 0, 0, 0);
        var tenths = of.Select(count => 1000 * count / counts.Total).ToArray();
        var rest = of.Select((count, state) => (State: state, Left: 1000 * count % counts.Total))
            .OrderByDescending(one => one.Left)
            .ThenBy(one => one.State);
        foreach (var (state, _) in rest.Take(1000 - tenths.Sum()))
            tenths[state]++;
        var shares = tenths.Select(tenth => tenth / 10m).ToArray();
        return new StateShares(shares[0], shares[1], shares[2], shares[3], shares[4], shares[5], shares[6]);
    }
}

/// <summary>底线: promises that are kept or broken, each once however many measures it answers for.</summary>
/// <param name="Kept">Kept so far.</param>
/// <param name="Broken">Not kept.</param>
/// <param name="Unknown">Nothing reported, or out of date.</param>
public sealed record RedLineCounts(int Kept, int Broken, int Unknown)
{
    internal static RedLineCounts Of(IReadOnlyCollection<MeasureStanding> measures)
    {
        var lines = measures
            .SelectMany(measure => measure.RedLines)
            .DistinctBy(one => (one.Contribution.Kind, one.Contribution.UndertakingKey))
            .ToList();
        var unknown = lines.Count(one => one.IsStale || one.Contribution.Kept is null);
        var kept = lines.Count(one => !one.IsStale && one.Contribution.Kept == true);
        return new RedLineCounts(kept, lines.Count - kept - unknown, unknown);
    }
}

/// <summary>Measures by how far what is known about them can be relied on: they add up to the total.</summary>
/// <param name="Measured">By an indicator's figures.</param>
/// <param name="Confirmed">By progress with evidence, or signed off by a second person.</param>
/// <param name="SelfReported">By progress without evidence.</param>
/// <param name="Unknown">Nothing is known.</param>
public sealed record EvidenceCounts(int Measured, int Confirmed, int SelfReported, int Unknown)
{
    internal static EvidenceCounts Of(IReadOnlyCollection<MeasureStanding> measures)
    {
        int Count(MeasureEvidence evidence) => measures.Count(measure => measure.Evidence == evidence);
        return new EvidenceCounts(
            Count(MeasureEvidence.Measured),
            Count(MeasureEvidence.Confirmed),
            Count(MeasureEvidence.SelfReported),
            Count(MeasureEvidence.Unknown)
        );
    }
}

/// <summary>How old the data are.</summary>
/// <param name="MedianLagDays">Days from the last day the data reach to the day of the board, the median over the
/// measures with data; null where there is none.</param>
/// <param name="Oldest">The earliest of those last days.</param>
/// <param name="Stale">Measures whose data are out of date.</param>
public sealed record Freshness(int? MedianLagDays, DateOnly? Oldest, int Stale)
{
    internal static Freshness Of(IReadOnlyCollection<MeasureStanding> measures, DateOnly asOf)
    {
        var through = measures.Select(measure => measure.Through).OfType<DateOnly>().Order().ToList();
        var lags = through.Select(day => Math.Max(0, asOf.DayNumber - day.DayNumber)).Order().ToList();
        return new Freshness(
            lags.Count == 0 ? null : lags[(lags.Count - 1) / 2],
            through.Count == 0 ? null : through[0],
            measures.Count(measure => measure.IsStale)
        );
    }
}
