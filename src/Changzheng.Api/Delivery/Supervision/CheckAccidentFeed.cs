using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>
/// Refuses a campaign that counts for an indicator which is not there, or is derived from something else.
/// </summary>
internal sealed class CheckAccidentFeed(DerivedIndicators derived) : DossierFollower
{
    public override string Kind => CampaignSubject.Instance.Kind;

    public override async Task FollowAsync(Dossier dossier, DateOnly on, CancellationToken ct)
    {
        if (dossier is not Campaign { Version: 1, Feeds: { } feeds })
            return;
        if (!await derived.HasAsync(SupervisionSources.Accidents, dossier.PlanCode, feeds.Indicator, ct))
            throw SupervisionRefusals.FeedNotFound.WithDetail(
                $"计划 {dossier.PlanCode} 没有由 supervision.accidents 得出的指标 {feeds.Indicator}。",
                $"Plan {dossier.PlanCode} has no indicator {feeds.Indicator} derived from supervision.accidents."
            );
    }
}
