using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Lists the rate definitions, every version of each.</summary>
internal static class ListRateDefinitions
{
    internal sealed record Query : IQuery<IReadOnlyList<RateDefinition>>;

    private static readonly Exports.Table<RateDefinition> table = new(
        "考核口径",
        new(RateDefinition.Example)
        {
            { "口径代码", definition => definition.Code },
            { "版本", definition => definition.Version },
            { "口径名称", definition => definition.Title },
            { "英文名称", definition => definition.TitleEn },
            { "归期依据", definition => definition.Terms.Cohort },
            { "先行联系认定", definition => definition.Terms.Contact },
            { "联系免评原因", definition => definition.Terms.Excused },
            { "办结认定", definition => definition.Terms.Finish },
            { "考核期限", definition => definition.Terms.Deadline },
            { "解决认定", definition => definition.Terms.ResolutionBy },
            { "计入评判", definition => definition.Terms.ResolutionOf },
            { "满意度权重", definition => definition.Terms.Weights },
            { "计入派单前时间", definition => definition.Terms.TownTime },
            { "依据", definition => definition.Basis },
            { "是否推定", definition => definition.Assumed },
            { "记录时间", definition => definition.RecordedAt },
            { "记录人", definition => definition.RecordedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("rates/definitions", Handle)
            .WithName(nameof(ListRateDefinitions))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List the rate definitions</summary>
    /// <remarks>
    /// 口径 as data: which tickets, by which date, what is excluded, which weights. Every version stays.
    /// </remarks>
    /// <response code="200">The definitions, by code and version.</response>
    internal static async Task<Ok<Page<RateDefinition>>> Handle(IMediator mediator, Paging page, CancellationToken ct)
    {
        return TypedResults.Ok(
            page.Cut(
                await mediator.Send(new Query(), ct),
                definition => $"{definition.Code}@{definition.Version:0000}",
                StringComparer.Ordinal
            )
        );
    }

    internal sealed class Handler(RateRows rates) : IQueryHandler<Query, IReadOnlyList<RateDefinition>>
    {
        public async Task<IReadOnlyList<RateDefinition>> Handle(Query query, CancellationToken cancellationToken) =>
            await rates.DefinitionsAsync(cancellationToken);
    }
}
