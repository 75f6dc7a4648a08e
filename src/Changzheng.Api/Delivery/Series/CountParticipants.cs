using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Delivery.Series;

/// <summary>What a plan's indicator can name to be worked out from series.</summary>
internal static class SeriesSources
{
    public static readonly DerivedSource Participants = new(
        "series.participants",
        IsShare: false,
        "系列活动参加人次",
        "Participants of series"
    );
}

/// <summary>
/// Sets the figure of the indicator a series counts for: the participants of the groups it names, over all series that
/// count for it, of the month held.
/// </summary>
internal sealed class CountParticipants(DossierRows rows, DerivedIndicators derived) : DossierFollower
{
    public override string Kind => SeriesSubject.Instance.Kind;

    public override async Task FollowAsync(Dossier dossier, DateOnly on, CancellationToken ct)
    {
        var series = (Series)dossier;
        if (series.Feeds is not { } feeds)
            return;
        if (!await derived.HasAsync(SeriesSources.Participants, series.PlanCode, feeds.Indicator, ct))
            throw SeriesRefusals.FeedNotFound.WithDetail(
                $"计划 {series.PlanCode} 没有由 series.participants 得出的指标 {feeds.Indicator}。",
                $"Plan {series.PlanCode} has no indicator {feeds.Indicator} derived from series.participants."
            );
        if (!series.Occurrences.Any(one => one.HeldOn == on))
            return;
        if (!await derived.HoldAsync([SeriesSources.Participants], on.Year, ct))
            return;
        var all = (await rows.ListAsync(SeriesSubject.Instance, ct))
            .Cast<Series>()
            .Where(one => one.PlanCode == series.PlanCode);
        foreach (var period in PeriodsOf(on))
        {
            var sum = all.Where(one => one.Feeds?.Indicator == feeds.Indicator).Sum(one => Count(one, period));
            await derived.SetAsync(
                SeriesSources.Participants,
                period,
                "",
                new Figure { Value = sum },
                "按系列活动参加人次计",
                ct,
                feeds.Indicator
            );
        }
    }

    private static int Count(Series series, Period period) =>
        series
            .Occurrences.Where(one => one.HeldOn is { } held && held >= period.Start && held <= period.End)
            .SelectMany(one => one.Holding!.Participants)
            .Where(group => series.Feeds!.Groups.Count == 0 || series.Feeds.Groups.Contains(group.Group))
            .Sum(group => group.Number);

    private static IEnumerable<Period> PeriodsOf(DateOnly day) =>
        Enum.GetValues<Frequency>()
            .Select(frequency => Period.Of(day.Year, frequency).Last(period => period.Start <= day));
}
