using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Access;

/// <summary>Makes a key for a person, a system or a script.</summary>
internal static class CreateKey
{
    /// <param name="Name">What it is called, as history and the change feed name its holder.</param>
    /// <param name="Roles">What its holder may do.</param>
    /// <param name="Unit">The unit its holder acts for; the whole town if omitted.</param>
    /// <param name="ExpiresAt">When it stops working; never if omitted.</param>
    /// <param name="Scopes">
    /// The rights it is limited to; all its roles give if omitted. The integration role has only what its scopes name.
    /// </param>
    /// <param name="Networks">The networks it works from, in CIDR; everywhere if omitted.</param>
    /// <param name="Person">
    /// Whose it is, spelt as in that person's other keys; the name if omitted. Keys of one person are one person
    /// wherever a second one is needed. For somebody who also signs in with a JWT: the audit trail's <c>callerId</c>.
    /// </param>
    public sealed record Request(
        [property: JsonConverter(typeof(Masked))] string Name,
        IReadOnlyList<Role> Roles,
        string? Unit = null,
        DateTimeOffset? ExpiresAt = null,
        IReadOnlyList<Right>? Scopes = null,
        IReadOnlyList<string>? Networks = null,
        [property: JsonConverter(typeof(Masked))] string? Person = null
    )
    {
        internal static Request Example =>
            new(
                "区级系统",
                [Role.Integration],
                null,
                new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)),
                [Rights.Get("readPlan"), ChangeRights.Read],
                ["10.1.0.0/16"],
                "区级系统"
            );
    }

    /// <param name="Id">The key's id.</param>
    /// <param name="Secret">What goes into X-Api-Key. It is shown this once and not kept.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Person">Whose it is.</param>
    /// <param name="Roles">What its holder may do.</param>
    /// <param name="Unit">The unit its holder acts for; null for the whole town.</param>
    /// <param name="ExpiresAt">When it stops working; null for never.</param>
    /// <param name="Scopes">The rights it is limited to; null for all its roles give.</param>
    /// <param name="Networks">The networks it works from; none for everywhere.</param>
    public sealed record NewKey(
        string Id,
        string Secret,
        string Name,
        string Person,
        IReadOnlyList<Role> Roles,
        string? Unit,
        DateTimeOffset? ExpiresAt,
        IReadOnlyList<Right>? Scopes,
        IReadOnlyList<string> Networks
    ) : IVersioned
    {
        int IVersioned.Version => 1;

        internal static NewKey Example =>
            new(
                "01817f3e0c0073a29b8d4f6e5c3a2b10",
                "czk_<prefix>_<secret>",
                "区级系统",
                "区级系统",
                [Role.Integration],
                null,
                new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)),
                [Rights.Get("readPlan"), ChangeRights.Read],
                ["10.1.0.0/16"]
            );
    }

    internal sealed record Command(Request Key) : ICommand<NewKey>;

    public static void Map(IEndpointRouteBuilder access) =>
        access
            .MapPost("keys", Handle)
            .WithName(nameof(CreateKey))
            .Needs(AccessRights.ManageKeys)
            .WithMetadata(new AnswersSecret())
            .Refuses(
                Refusals.RequestInvalid,
                AccessRefusals.UnitNotFound,
                AccessRefusals.KeyBeyondOwn,
                AccessRefusals.PersonAlike
            );

    /// <summary>Make a key</summary>
    /// <remarks>
    /// The secret is in this answer and nowhere else; only a salted hash is kept. A caller limited to a unit or to
    /// scopes makes keys within them.
    /// </remarks>
    /// <param name="request">Whose it is and what they may do.</param>
    /// <response code="201">Made.</response>
    internal static async Task<Created<NewKey>> Handle(IMediator mediator, Request request, CancellationToken ct)
    {
        var key = await mediator.Send(new Command(request), ct);
        return TypedResults.Created($"/api/v1/access/keys/{key.Id}", key);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Key.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Key.Person).MaximumLength(Person.LongestName);
            RuleFor(c => c.Key.Person ?? c.Key.Name)
                .Must(person => person is null || Person.CodeOf(person).Length > 0)
                .OverridePropertyName("person")
                .WithMessage(_ => Words.Say("使用人须有可见的字符。", "A person has letters that can be seen."));
            RuleFor(c => c.Key.Roles).NotEmpty().HoldsAtMost(10);
            RuleFor(c => c.Key.Scopes).HoldsAtMost(50);
            RuleFor(c => c.Key.Scopes)
                .NotEmpty()
                .When(c => c.Key.Scopes is not null || c.Key.Roles.Contains(Role.Integration))
                .WithMessage(_ => Words.Say("系统对接须写明授权范围。", "An integration names its scopes."));
            RuleFor(c => c.Key.Networks).HoldsAtMost(20);
            RuleForEach(c => c.Key.Networks)
                .Must(Networks.IsNetwork)
                .WithMessage(_ => Words.Say("网段写成 10.1.0.0/16。", "A network is written 10.1.0.0/16."));
        }
    }

    internal sealed class Handler(
        Db db,
        KeyRows keys,
        Reaches reaches,
        ChangeFeed changes,
        AuditTrail trail,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, NewKey>
    {
        public const string InsertSql = """
            INSERT INTO ApiKeys (Id, Prefix, Name, Person, Roles, Unit, Salt, Hash, CreatedAt, CreatedBy, ExpiresAt,
                RevokedAt, Networks, Scopes, Version)
            VALUES (@Id, @Prefix, @Name, @Person, @Roles, @Unit, @Salt, @Hash, @CreatedAt, @CreatedBy, @ExpiresAt,
                NULL, @Networks, @Scopes, 1)
            """;

        public async Task<NewKey> Handle(Command command, CancellationToken cancellationToken)
        {
            var request = command.Key;
            if (request.ExpiresAt <= clock.GetUtcNow())
            {
                var errors = new Dictionary<string, string[]>
                {
                    ["expiresAt"] = [Words.Say("须在将来", "In the future")],
                };
                throw Refusals
                    .RequestInvalid.WithDetail(
                        "expiresAt 已过；永久有效请填 null 或不填。",
                        "expiresAt has passed; never is null."
                    )
                    .With("errors", errors);
            }

            await MustBeWithinOwnAsync(request, cancellationToken);
            var person = (request.Person ?? request.Name).Trim();
            await keys.HoldAsync(cancellationToken);
            await keys.MustNotLookLikeAnotherAsync(person, cancellationToken);
            var (secret, salt, now) = (
                ApiKey.NewSecret(),
                ApiKey.NewSalt(),
                clock.GetUtcNow().TruncateToMilliseconds()
            );
            var key = new NewKey(
                Guid.CreateVersion7().ToString("N"),
                secret,
                request.Name.Trim(),
                person,
                [.. request.Roles.Distinct()],
                request.Unit,
                request.ExpiresAt,
                request.Scopes is null ? null : [.. request.Scopes.Distinct()],
                request.Networks ?? []
            );
            IReadOnlyList<string> roles = [.. key.Roles.Select(role => role.Text())];
            IReadOnlyList<string>? scopes = key.Scopes is null ? null : [.. key.Scopes.Select(scope => scope.Name)];
            await db.ExecuteAsync(
                InsertSql,
                new
                {
                    key.Id,
                    Prefix = ApiKey.PrefixOf(secret),
                    key.Name,
                    key.Person,
                    Roles = roles,
                    key.Unit,
                    Salt = salt,
                    Hash = ApiKey.HashOf(salt, secret),
                    CreatedAt = now,
                    CreatedBy = caller.Name,
                    key.ExpiresAt,
                    key.Networks,
                    Scopes = scopes,
                },
                cancellationToken
            );
            await keys.ShowAsync(key.Id, 1, now, caller, cancellationToken);
            trail.NoteKeys(key.Id, caller);
            await changes.AppendAsync(
                KeyChanges.Of(
                    KeyChanges.Created,
                    key.Id,
                    key.Unit,
                    new KeyChanges.CreatedKey(
                        key.Id,
                        key.Name,
                        key.Person,
                        key.Roles,
                        key.Unit,
                        key.ExpiresAt,
                        key.Scopes,
                        key.Networks
                    )
                ),
                cancellationToken
            );
            return key;
        }

        /// <summary>
        /// A key's maker gives at most their own rights: no unit outside their own, no right outside their scopes.
        /// </summary>
        private async Task MustBeWithinOwnAsync(Request request, CancellationToken ct)
        {
            if (request.Unit is not null)
                await reaches.MustKnowAsync(request.Unit, ct);
            if (!(await reaches.OfCallerAsync(ct)).Covers(request.Unit))
                throw AccessRefusals.KeyBeyondOwn.WithDetail(
                    $"只能为 {caller.Unit} 及其下属单位制发密钥。",
                    $"Keys for {caller.Unit} and the units below it only."
                );
            if (caller.Scopes is { } own && !(request.Scopes?.All(scope => own.Contains(scope.Name)) ?? false))
                throw AccessRefusals.KeyBeyondOwn.WithDetail(
                    "授权范围不能超出自己的授权范围。",
                    "Its scopes are within those of the key that makes it."
                );
        }
    }
}
