using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Lists the categories known by name, each with the measures it is tied to.</summary>
internal static class ListCategories
{
    /// <param name="Code">The category, as tickets carry it.</param>
    /// <param name="Scheme">Whose list it is of.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="Assumed">True where the tie was proposed, not said by the plan.</param>
    /// <param name="Measures">The measures it is tied to, with their plan: changzheng-2022/4.2.17.</param>
    /// <param name="Version">To be named in If-Match by who changes it.</param>
    public sealed record Category(
        string Code,
        string Scheme,
        string Name,
        string? NameEn,
        bool Assumed,
        IReadOnlyList<string> Measures,
        int Version
    ) : IVersioned
    {
        internal static Category Example =>
            new(
                "飞线充电",
                "changzheng",
                "飞线充电",
                "Charging by wires hung from windows",
                true,
                ["changzheng-2022/4.2.16", "changzheng-2022/4.2.17"],
                1
            );
    }

    internal sealed record Query : IQuery<IReadOnlyList<Category>>;

    private static readonly Exports.Table<Category> table = new(
        "诉求类别",
        new(Category.Example)
        {
            { "诉求类别", category => category.Code },
            { "分类体系", category => category.Scheme },
            { "类别名称", category => category.Name },
            { "英文名称", category => category.NameEn },
            { "是否推定", category => category.Assumed },
            { "关联举措", category => category.Measures },
            { "版本", category => category.Version },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("categories", Handle)
            .WithName(nameof(ListCategories))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List categories and the measures they are tied to</summary>
    /// <response code="200">The categories, by code.</response>
    internal static async Task<Ok<Page<Category>>> Handle(IMediator mediator, Paging page, CancellationToken ct)
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(), ct), category => category.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(CategoryRows rows) : IQueryHandler<Query, IReadOnlyList<Category>>
    {
        public Task<IReadOnlyList<Category>> Handle(Query query, CancellationToken cancellationToken) =>
            rows.ListAsync(cancellationToken);
    }
}
