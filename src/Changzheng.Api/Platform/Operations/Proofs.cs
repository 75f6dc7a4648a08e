using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Platform.Operations;

/// <summary>
/// What verify goes through. A history that is not listed here is noticed: what it told the change feed is then
/// missing.
/// </summary>
internal static class Proofs
{
    private static readonly IReadOnlyList<History> histories =
    [
        ValueRow.History,
        TargetRow.History,
        MeasureVersionRow.History,
        ProgressRow.History,
        ContributionRow.History,
        RateDefinitionRow.History,
        TicketEventRow.History,
    ];

    public static void AddProofs(this IServiceCollection services)
    {
        foreach (var history in histories)
            services.AddSingleton(history);
        services
            .AddScoped<Proof, StandingsProof>()
            .AddScoped<Proof, ValueProof>()
            .AddScoped<Proof, MeasureProof>()
            .AddScoped<Proof, ContributionsProof>()
            .AddScoped<Proof, TicketProof>();
        services.AddScoped<FeedEpoch>().AddScoped<FeedChain>().AddScoped<RecordsProof>();
    }
}
