using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;

namespace Changzheng.Api.Platform.Http;

/// <summary>Who is calling, read once from the identity.</summary>
/// <param name="Name">The person or system, as history and the change feed name it.</param>
/// <param name="Roles">What they may do: see <c>Access/Rights.cs</c>.</param>
/// <param name="Unit">The unit they act for; null for the whole town.</param>
internal sealed record Caller(string Name, IReadOnlyList<string> Roles, string? Unit)
{
    public const string IdClaim = "key_id",
        ScopeClaim = "scope",
        UnitClaim = "unit";

    private const int LongestName = 100;

    /// <summary>A key's identity lives longer than a request: it is read once.</summary>
    private static readonly ConditionalWeakTable<ClaimsPrincipal, Caller> known = [];

    /// <summary>The program itself, when it loads the seeds.</summary>
    public static readonly Caller Seeds = new("seeds", [], null) { Id = "seeds" };

    /// <summary>An anonymous caller.</summary>
    public static readonly Caller Anonymous = new("anonymous", [], null) { Id = "" };

    /// <summary>Tells two callers of one name apart: a key's id, or a digest of issuer and subject.</summary>
    public string Id { get; init; } = Name;

    /// <summary>The rights this caller is limited to; null for all its roles give.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public bool IsAnonymous => ReferenceEquals(this, Anonymous);

    /// <param name="user">Null outside a request.</param>
    public static Caller Of(ClaimsPrincipal? user)
    {
        if (user is null)
            return Seeds;
        return user.Identity is ClaimsIdentity { IsAuthenticated: true } ? known.GetValue(user, Read) : Anonymous;
    }

    private static Caller Read(ClaimsPrincipal user)
    {
        var identity = (ClaimsIdentity)user.Identity!;
        var name = identity.Name ?? user.FindFirstValue("sub") ?? user.FindFirstValue("unique_name") ?? "unnamed";
        return new Caller(
            name.Length <= LongestName ? name : name[..LongestName],
            [.. identity.FindAll(identity.RoleClaimType).Select(claim => claim.Value)],
            user.FindFirstValue(UnitClaim)
        )
        {
            Id =
                user.FindFirstValue(IdClaim)
                ?? "jwt:"
                    + WebEncoders.Base64UrlEncode(
                        System.Security.Cryptography.SHA256.HashData(
                            System.Text.Encoding.UTF8.GetBytes(
                                user.FindFirstValue("iss") + "\n" + (user.FindFirstValue("sub") ?? name)
                            )
                        )
                    ),
            Scopes = ScopesOf(user),
        };
    }

    /// <summary>A JWT's other scopes (openid, profile …) limit nothing here.</summary>
    private static List<string>? ScopesOf(ClaimsPrincipal user)
    {
        var scopes = user.FindAll(ScopeClaim)
            .SelectMany(claim => claim.Value.Split(' '))
            .Where(Access.Rights.IsScope)
            .Distinct()
            .ToList();
        return scopes.Count == 0 ? null : scopes;
    }
}

/// <summary>The caller of work done without a request, such as an import.</summary>
internal sealed class OnBehalf
{
    public Caller? Caller { get; set; }
}
