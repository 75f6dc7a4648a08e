using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Access;

/// <summary>Ends a key, its former secret too. The last key that can make keys stays.</summary>
internal static class RevokeKey
{
    internal sealed record Command(string Id, int Expected) : ICommand<KeyView>;

    public static void Map(IEndpointRouteBuilder access) =>
        access
            .MapPost("keys/{id}/revoke", Handle)
            .WithName(nameof(RevokeKey))
            .Needs(AccessRights.ManageKeys)
            .Refuses(
                AccessRefusals.KeyNotFound,
                AccessRefusals.KeyRevoked,
                AccessRefusals.LastAdministrator,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Revoke a key</summary>
    /// <remarks>From the next request on it opens nothing. The row stays, for history names it.</remarks>
    /// <param name="id">The key's id.</param>
    /// <response code="200">Revoked.</response>
    internal static async Task<Ok<KeyView>> Handle(IMediator mediator, string id, IfMatch ifMatch, CancellationToken ct)
    {
        var revoked = await mediator.Send(new Command(id, ifMatch.GetVersion()), ct);
        return TypedResults.Ok(revoked);
    }

    internal sealed class Handler(Db db, KeyRows keys, ChangeFeed changes, TimeProvider clock)
        : ICommandHandler<Command, KeyView>
    {
        public const string RevokeSql =
            "UPDATE ApiKeys SET RevokedAt = @Now, Version = Version + 1 WHERE Id = @Id AND Version = @Expected AND RevokedAt IS NULL";

        public async Task<KeyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            var key = await keys.HoldAsync(command.Id, command.Expected, cancellationToken);
            var others = await db.QueryAsync<KeyRow>(KeyRows.AllSql, null, cancellationToken);
            if (key.IsAdministrator(now) && !others.Any(other => other.Id != key.Id && other.IsAdministrator(now)))
                throw AccessRefusals.LastAdministrator.ToRefusal();
            if (
                await db.ExecuteAsync(
                    RevokeSql,
                    new
                    {
                        command.Id,
                        command.Expected,
                        Now = now,
                    },
                    cancellationToken
                ) == 0
            )
                throw Refusals.Stale.ToRefusal();
            var revoked = (key with { RevokedAt = now, Version = key.Version + 1 }).View();
            await changes.AppendAsync(KeyChanges.Of(KeyChanges.Revoked, key.Id, key.Unit, revoked), cancellationToken);
            return revoked;
        }
    }
}
