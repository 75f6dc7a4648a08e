using System.Globalization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>What a plan's indicator can name to be worked out from supervision.</summary>
internal static class SupervisionSources
{
    public static readonly DerivedSource Accidents = new(
        "supervision.accidents",
        IsShare: false,
        "事故月报的事故起数",
        "Accidents reported by month"
    );
}

/// <summary>
/// Sets the figure of the indicator that campaigns' accidents count for: the accidents of the month, over all campaigns
/// that count for it, once each of them has reported the month. An accident is told at once.
/// </summary>
internal sealed class CountAccidents(DossierRows rows, DerivedIndicators derived) : DossierFollower
{
    public override string Kind => AccidentReportSubject.Instance.Kind;

    public override async Task FollowAsync(Dossier dossier, DateOnly on, CancellationToken ct)
    {
        var report = (AccidentReport)dossier;
        var campaign = (Campaign)await rows.GetAsync(CampaignSubject.Instance, report.Parent!, ct);
        var month = DateOnly.ParseExact(report.Month, "yyyy-MM", CultureInfo.InvariantCulture);
        if (
            campaign.Feeds is not { } feeds
            || !await derived.HoldAsync([SupervisionSources.Accidents], month.Year, ct)
            || await CountAsync(campaign.PlanCode, feeds.Indicator, report.Month, ct) is not { } accidents
        )
            return;
        await derived.SetAsync(
            SupervisionSources.Accidents,
            Period.Of(month.Year, Frequency.Month).Single(period => period.Start == month),
            "",
            new Figure { Value = accidents },
            "按事故月报计",
            ct,
            feeds.Indicator
        );
    }

    /// <returns>Null while a campaign has not reported and none of the others had an accident.</returns>
    private async Task<int?> CountAsync(string plan, string indicator, string month, CancellationToken ct)
    {
        var (sum, isWhole) = (0, true);
        var campaigns = (await rows.ListAsync(CampaignSubject.Instance, ct)).Cast<Campaign>();
        foreach (var campaign in campaigns.Where(one => one.PlanCode == plan && one.Feeds?.Indicator == indicator))
        {
            var code = AccidentReportSubject.CodeOf(campaign.Code, month);
            var report = (AccidentReport?)await rows.FindAsync(AccidentReportSubject.Instance, code, ct);
            sum += report?.Accidents.Count(one => one.Level >= campaign.Feeds!.LeastLevel) ?? 0;
            isWhole &= report is not null;
        }

        return isWhole || sum > 0 ? sum : null;
    }
}
