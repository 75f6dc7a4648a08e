using System.Security.Claims;

namespace Changzheng.Api.Http;

/// <summary>Who is calling, read once from the identity.</summary>
/// <param name="Name">The person or system, as history and the change feed name it.</param>
/// <param name="Roles">What they may do: see <c>Access/Role.cs</c>.</param>
/// <param name="Unit">The unit they act for; null for the whole town.</param>
internal sealed record Caller(string Name, IReadOnlyList<string> Roles, string? Unit)
{
    /// <summary>The program itself, when it loads the seeds.</summary>
    public static readonly Caller Seeds = new("seeds", [], null);

    public static Caller Of(ClaimsPrincipal? user) => user?.Identity is not ClaimsIdentity { IsAuthenticated: true } identity
        ? Seeds
        : new Caller(
            identity.Name ?? user.FindFirstValue("sub") ?? "unnamed",
            [.. identity.FindAll(identity.RoleClaimType).Select(claim => claim.Value)],
            user.FindFirstValue("unit"));
}
