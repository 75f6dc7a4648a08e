using System.Globalization;
using System.Security.Claims;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Access;

/// <summary>Answers who is calling, so that a front end knows which buttons to show.</summary>
internal static class GetMe
{
    /// <summary>The claim that says when a credential ends, in keys as in tokens.</summary>
    internal const string ExpiryClaim = "exp";

    /// <param name="Name">The person or system, as history and the change feed name it.</param>
    /// <param name="Unit">The unit it acts for; null for the whole town.</param>
    /// <param name="Roles">The roles of the key or token; a token's roles that mean nothing here are left out.</param>
    /// <param name="Rights">What it may do: what its roles give, within its scopes.</param>
    /// <param name="Scopes">The rights it is limited to; null for all its roles give.</param>
    /// <param name="ExpiresAt">When the key or token stops working; null for never.</param>
    public sealed record Me(
        string Name,
        string? Unit,
        IReadOnlyList<Role> Roles,
        IReadOnlyList<Right> Rights,
        IReadOnlyList<Right>? Scopes,
        DateTimeOffset? ExpiresAt
    )
    {
        internal static Me Example =>
            new("文体中心", "310107102-WHZX", [Role.Reporter], [Access.Rights.Get("report")], null, null);
    }

    /// <param name="ExpiresAt">As the credential says.</param>
    internal sealed record Query(DateTimeOffset? ExpiresAt) : IQuery<Me>;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("me", Handle).WithName(nameof(GetMe)).WithTags("Access").RequireAuthorization();

    /// <summary>Read who is calling</summary>
    /// <remarks>For a signed-in caller of any role. Rights are named as in the table of the sign-in guide.</remarks>
    /// <response code="200">The caller.</response>
    internal static async Task<Ok<Me>> Handle(IMediator mediator, ClaimsPrincipal user, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new Query(FindExpiry(user)), ct));

    /// <summary>Seconds since 1970 with milliseconds: a JWT's NumericDate (RFC 7519 §2) may have a fraction.</summary>
    internal static string ToExpiry(DateTimeOffset end) =>
        (end.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? FindExpiry(ClaimsPrincipal user) =>
        decimal.TryParse(user.FindFirstValue(ExpiryClaim), CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;

    internal sealed class Handler(Caller caller, Catalogue catalogue) : IQueryHandler<Query, Me>
    {
        public Task<Me> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult(
                new Me(
                    caller.Name,
                    caller.Unit,
                    [.. Enum.GetValues<Role>().Where(role => caller.Roles.Contains(role.Text()))],
                    [.. catalogue.Rights.Where(right => Access.Rights.Allow(caller, right))],
                    caller.Scopes?.Select(Access.Rights.Get).ToList(),
                    query.ExpiresAt
                )
            );
    }
}
