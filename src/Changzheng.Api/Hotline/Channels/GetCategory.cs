using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Reads one category.</summary>
internal static class GetCategory
{
    internal sealed record Query(string Category) : IQuery<ListCategories.Category>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("categories/{category}", Handle)
            .WithName(nameof(GetCategory))
            .Needs(TicketRights.Read)
            .Refuses(CategoryRefusals.NotFound);

    /// <summary>Read a category</summary>
    /// <param name="category">The category.</param>
    /// <response code="200">The category as it stands.</response>
    internal static async Task<Ok<ListCategories.Category>> Handle(
        IMediator mediator,
        string category,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Query(category), ct));

    internal sealed class Handler(CategoryRows rows) : IQueryHandler<Query, ListCategories.Category>
    {
        public Task<ListCategories.Category> Handle(Query query, CancellationToken cancellationToken) =>
            rows.GetAsync(query.Category, cancellationToken);
    }
}
