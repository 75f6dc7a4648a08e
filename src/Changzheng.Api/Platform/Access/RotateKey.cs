using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Access;

/// <summary>Gives a key a new secret; the old one works beside it until the overlap ends.</summary>
internal static class RotateKey
{
    private static readonly TimeSpan usual = TimeSpan.FromDays(1),
        longest = TimeSpan.FromDays(30);

    /// <param name="OldWorksUntil">
    /// When the old secret stops working: a day from now if omitted, thirty days at most; now to end it at once.
    /// </param>
    public sealed record Request(DateTimeOffset? OldWorksUntil = null)
    {
        internal static Request Example => new(new DateTimeOffset(2022, 7, 6, 9, 0, 0, TimeSpan.FromHours(8)));
    }

    /// <param name="Secret">What goes into X-Api-Key from now on. It is shown this once and not kept.</param>
    /// <param name="Key">The key.</param>
    public sealed record RotatedKey(string Secret, KeyView Key) : IVersioned
    {
        int IVersioned.Version => Key.Version;

        internal static RotatedKey Example => new("czk_<prefix>_<secret>", KeyView.Example);
    }

    internal sealed record Command(string Id, DateTimeOffset? OldWorksUntil, int Expected) : ICommand<RotatedKey>;

    public static void Map(IEndpointRouteBuilder access) =>
        access
            .MapPost("keys/{id}/rotate", Handle)
            .WithName(nameof(RotateKey))
            .Needs(AccessRights.ManageKeys)
            .WithMetadata(new AnswersSecret())
            .Refuses(
                Refusals.RequestInvalid,
                AccessRefusals.KeyBeyondOwn,
                AccessRefusals.KeyNotFound,
                AccessRefusals.KeyRevoked,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Give a key a new secret</summary>
    /// <remarks>
    /// The new secret is in this answer and nowhere else. The old one works beside it until <c>oldWorksUntil</c>, so
    /// that its holders can change over. Whoever sees the secret can act as its holder: rotating takes every right of
    /// the key.
    /// </remarks>
    /// <param name="id">The key's id.</param>
    /// <param name="request">How long both work.</param>
    /// <response code="200">Rotated.</response>
    internal static async Task<Ok<RotatedKey>> Handle(
        IMediator mediator,
        string id,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        var rotated = await mediator.Send(new Command(id, request.OldWorksUntil, ifMatch.GetVersion()), ct);
        return TypedResults.Ok(rotated);
    }

    internal sealed class Handler(
        Db db,
        KeyRows keys,
        ChangeFeed changes,
        AuditTrail trail,
        Catalogue catalogue,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, RotatedKey>
    {
        public const string RotateSql = """
            UPDATE ApiKeys
            SET FormerSalt = Salt, FormerHash = Hash, FormerUntil = @Until, Salt = @Salt, Hash = @Hash, Version = Version + 1
            WHERE Id = @Id AND Version = @Expected AND RevokedAt IS NULL
            """;

        public async Task<RotatedKey> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            var until = (command.OldWorksUntil ?? now + usual).TruncateToMilliseconds();
            if (until > now + longest)
                throw Refusals
                    .RequestInvalid.WithDetail(
                        "旧密钥至多再用 30 天。",
                        "The old secret works for thirty days more at most."
                    )
                    .With("errors", new Dictionary<string, string[]> { ["oldWorksUntil"] = ["≤ P30D"] });
            var key = await keys.HoldAsync(command.Id, command.Expected, cancellationToken);
            MustBeWithinOwn(key);
            var (secret, salt) = (ApiKey.NewSecret(key.Prefix), ApiKey.NewSalt());
            if (
                await db.ExecuteAsync(
                    RotateSql,
                    new
                    {
                        command.Id,
                        command.Expected,
                        Until = until,
                        Salt = salt,
                        Hash = ApiKey.HashOf(salt, secret),
                    },
                    cancellationToken
                ) == 0
            )
                throw Refusals.Stale.ToRefusal();
            await keys.ShowAsync(key.Id, key.Version + 1, now, caller, cancellationToken);
            trail.NoteKeys(key.Id, caller);
            var rotated = (key with { FormerUntil = until, Version = key.Version + 1 }).View();
            await changes.AppendAsync(KeyChanges.Of(KeyChanges.Rotated, key.Id, key.Unit, rotated), cancellationToken);
            return new RotatedKey(secret, rotated);
        }

        /// <summary>The unit is within the caller's already: KeyRows finds no other.</summary>
        private void MustBeWithinOwn(KeyRow key)
        {
            var holder = new Caller(key.Name, key.Roles, key.Unit) { Scopes = key.Scopes };
            var beyond = catalogue
                .Rights.Where(right => Rights.Allow(holder, right) && !Rights.Allow(caller, right))
                .Select(right => right.Name)
                .ToList();
            if (beyond.Count > 0)
                throw AccessRefusals.KeyBeyondOwn.WithDetail(
                    $"该密钥有您没有的权限：{string.Join("、", beyond)}；请停用后重新制发。",
                    $"The key has rights that you have not: {string.Join(", ", beyond)}. Revoke it and make another."
                );
        }
    }
}
