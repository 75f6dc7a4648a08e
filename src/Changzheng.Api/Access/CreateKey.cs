using Changzheng.Api.Changes;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Units;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Access;

/// <summary>Makes a key for a person, a system or a script.</summary>
internal static class CreateKey
{
    /// <param name="Name">Whose it is, as history and the change feed name them.</param>
    /// <param name="Roles">What its holder may do.</param>
    /// <param name="Unit">The unit its holder acts for; the whole town unless told.</param>
    /// <param name="ExpiresAt">When it stops working; never unless told.</param>
    public sealed record Request(string Name, IReadOnlyList<Role> Roles, string? Unit = null, DateTimeOffset? ExpiresAt = null)
    {
        internal static Request Example => new("区级系统", [Role.Integration], ExpiresAt: new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)));
    }

    /// <param name="Id">The key's id.</param>
    /// <param name="Secret">What goes into X-Api-Key. It is shown this once and not kept.</param>
    /// <param name="Name">Whose it is.</param>
    /// <param name="Roles">What its holder may do.</param>
    /// <param name="Unit">The unit its holder acts for; null for the whole town.</param>
    /// <param name="ExpiresAt">When it stops working; null for never.</param>
    public sealed record NewKey(string Id, string Secret, string Name, IReadOnlyList<Role> Roles, string? Unit, DateTimeOffset? ExpiresAt)
    {
        internal static NewKey Example => new("01817f3e0c0073a29b8d4f6e5c3a2b10", "czk_<prefix>_<secret>", "区级系统", [Role.Integration], null, new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)));
    }

    internal sealed record Command(Request Key) : ICommand<NewKey>;

    public static void Map(IEndpointRouteBuilder access) => access
        .MapPost("keys", Handle)
        .WithName(nameof(CreateKey))
        .Needs(Right.ManageKeys)
        .Refuses(Refusals.RequestInvalid, Refusals.UnitNotFound);

    /// <summary>Make a key</summary>
    /// <remarks>The secret is in this answer and nowhere else; only a salted hash is kept.</remarks>
    /// <param name="sender">The mediator.</param>
    /// <param name="request">Whose it is and what they may do.</param>
    /// <param name="ct">Cancels.</param>
    /// <response code="201">Made.</response>
    internal static async Task<Created<NewKey>> Handle(ISender sender, Request request, CancellationToken ct)
    {
        var key = await sender.Send(new Command(request), ct);
        return TypedResults.Created($"/api/v1/access/keys/{key.Id}", key);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Key.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Key.Roles).NotEmpty();
        }
    }

    internal sealed class Handler(Db db, UnitTree units, ChangeFeed changes, Caller caller, TimeProvider clock) : ICommandHandler<Command, NewKey>
    {
        public const string InsertSql = """
            INSERT INTO ApiKeys (Id, Prefix, Name, Roles, Unit, Salt, Hash, CreatedAt, CreatedBy, ExpiresAt, RevokedAt, Networks, Version)
            VALUES (@Id, @Prefix, @Name, @Roles, @Unit, @Salt, @Hash, @CreatedAt, @CreatedBy, @ExpiresAt, NULL, @Networks, 1)
            """;

        public async ValueTask<NewKey> Handle(Command command, CancellationToken cancellationToken)
        {
            var request = command.Key;
            if (request.Unit is not null)
                await units.FindAsync(request.Unit, cancellationToken);
            var (secret, salt) = (ApiKey.NewSecret(), ApiKey.NewSalt());
            var key = new NewKey(Guid.CreateVersion7().ToString("N"), secret, request.Name.Trim(), [.. request.Roles.Distinct()], request.Unit, request.ExpiresAt);
            IReadOnlyList<string> roles = [.. key.Roles.Select(Rights.Name)], networks = [];
            await db.ExecuteAsync(InsertSql, new
            {
                key.Id, Prefix = ApiKey.PrefixOf(secret), key.Name, Roles = roles, key.Unit, Salt = salt, Hash = ApiKey.HashOf(salt, secret),
                CreatedAt = clock.GetUtcNow(), CreatedBy = caller.Name, key.ExpiresAt, Networks = networks,
            }, cancellationToken);
            await changes.AppendAsync("key.created", $"/api/v1/access/keys/{key.Id}", new { key.Id, key.Name, key.Roles, key.Unit, key.ExpiresAt }, cancellationToken);
            return key;
        }
    }
}
