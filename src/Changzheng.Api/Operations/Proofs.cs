using Changzheng.Api.Access;
using Changzheng.Api.Changes;
using Changzheng.Api.Hotline;
using Changzheng.Api.Indicators;
using Changzheng.Api.Plans;

namespace Changzheng.Api.Operations;

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
            .AddScoped<Proof, TicketProof>();
        services.AddScoped<FeedEpoch>().AddScoped<FeedChain>().AddScoped<RecordsProof>();
    }
}
