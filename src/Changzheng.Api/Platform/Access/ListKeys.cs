using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Access;

/// <summary>Lists keys, and reads one.</summary>
internal static class ListKeys
{
    /// <param name="Id">Null for all of them.</param>
    internal sealed record Query(string? Id) : IQuery<IReadOnlyList<KeyView>>;

    private static readonly Exports.Table<KeyView> table = new(
        "密钥",
        new(KeyView.Example)
        {
            { "密钥标识", key => key.Id },
            { "前缀", key => key.Prefix },
            { "名称", key => key.Name },
            { "使用人", key => key.Person },
            { "角色", key => key.Roles },
            { "授权范围", key => key.Scopes },
            { "单位代码", key => key.Unit },
            { "可用网段", key => key.Networks },
            { "创建时间", key => key.CreatedAt },
            { "创建人", key => key.CreatedBy },
            { "到期时间", key => key.ExpiresAt },
            { "旧密钥有效至", key => key.FormerWorksUntil },
            { "吊销时间", key => key.RevokedAt },
            { "版本", key => key.Version },
        }
    );

    public static void Map(IEndpointRouteBuilder access)
    {
        access
            .MapGet("keys", HandleAll)
            .WithName(nameof(ListKeys))
            .Needs(AccessRights.ManageKeys)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);
        access
            .MapGet("keys/{id}", HandleOne)
            .WithName("GetKey")
            .Needs(AccessRights.ManageKeys)
            .Refuses(AccessRefusals.KeyNotFound);
    }

    /// <summary>List keys</summary>
    /// <remarks>
    /// Living, expired and revoked ones, the oldest first; for a caller bound to a unit, the keys of that unit and
    /// those below it.
    /// </remarks>
    /// <response code="200">The keys, without their secrets.</response>
    internal static async Task<Ok<Page<KeyView>>> HandleAll(IMediator mediator, Paging page, CancellationToken ct)
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(null), ct), key => key.Id, StringComparer.Ordinal)
        );
    }

    /// <summary>Read a key</summary>
    /// <param name="id">The key's id.</param>
    /// <response code="200">The key, without its secret.</response>
    internal static async Task<Ok<KeyView>> HandleOne(IMediator mediator, string id, CancellationToken ct)
    {
        var key = (await mediator.Send(new Query(id), ct))[0];
        return TypedResults.Ok(key);
    }

    internal sealed class Handler(KeyRows keys) : IQueryHandler<Query, IReadOnlyList<KeyView>>
    {
        public async Task<IReadOnlyList<KeyView>> Handle(Query query, CancellationToken cancellationToken) =>
            query.Id is null
                ? [.. (await keys.AllAsync(cancellationToken)).Select(key => key.View())]
                : [(await keys.FindAsync(query.Id, cancellationToken)).View()];
    }
}
