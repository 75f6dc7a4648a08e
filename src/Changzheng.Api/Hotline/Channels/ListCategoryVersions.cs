using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Lists every version of a category.</summary>
internal static class ListCategoryVersions
{
    /// <param name="Version">The version.</param>
    /// <param name="Scheme">Whose list it is of.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="Assumed">True where the tie was proposed, not said by the plan.</param>
    /// <param name="Measures">The measures it was tied to.</param>
    /// <param name="Note">Why it was changed.</param>
    /// <param name="RecordedAt">Since when.</param>
    /// <param name="RecordedBy">By whom.</param>
    public sealed record CategoryVersion(
        int Version,
        string Scheme,
        string Name,
        string? NameEn,
        bool Assumed,
        IReadOnlyList<string> Measures,
        string? Note,
        DateTimeOffset RecordedAt,
        string RecordedBy
    )
    {
        internal static CategoryVersion Example =>
            new(
                2,
                "changzheng",
                "飞线充电",
                "Charging by wires hung from windows",
                true,
                ["changzheng-2022/4.2.17"],
                "与2023年计划对应",
                new DateTimeOffset(2023, 1, 20, 10, 0, 0, TimeSpan.FromHours(8)),
                "城运中心"
            );
    }

    internal sealed record Query(string Category) : IQuery<IReadOnlyList<CategoryVersion>>;

    private static readonly Exports.Table<CategoryVersion> table = new(
        "诉求类别历史",
        new(CategoryVersion.Example)
        {
            { "版本", one => one.Version },
            { "分类体系", one => one.Scheme },
            { "类别名称", one => one.Name },
            { "英文名称", one => one.NameEn },
            { "是否推定", one => one.Assumed },
            { "关联举措", one => one.Measures },
            { "说明", one => one.Note },
            { "记录时间", one => one.RecordedAt },
            { "记录人", one => one.RecordedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("categories/{category}/versions", Handle)
            .WithName(nameof(ListCategoryVersions))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(CategoryRefusals.NotFound, Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List the versions of a category</summary>
    /// <param name="category">The category.</param>
    /// <response code="200">Every version, the first first.</response>
    internal static async Task<Ok<Page<CategoryVersion>>> Handle(
        IMediator mediator,
        string category,
        Paging page,
        CancellationToken ct
    )
    {
        var versions = await mediator.Send(new Query(category), ct);
        return TypedResults.Ok(page.Cut(versions, one => $"{one.Version:00000000}", StringComparer.Ordinal));
    }

    internal sealed class Handler(CategoryRows rows) : IQueryHandler<Query, IReadOnlyList<CategoryVersion>>
    {
        public async Task<IReadOnlyList<CategoryVersion>> Handle(Query query, CancellationToken cancellationToken)
        {
            await rows.GetAsync(query.Category, cancellationToken);
            return
            [
                .. (await rows.ListVersionsAsync(query.Category, cancellationToken)).Select(row => new CategoryVersion(
                    row.Version,
                    row.Scheme,
                    row.Name,
                    row.NameEn,
                    row.Assumed,
                    row.Measures,
                    row.Note,
                    row.RecordedAt,
                    row.RecordedBy
                )),
            ];
        }
    }
}
