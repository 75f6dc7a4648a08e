using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// A key for a system or a script: <c>czk_</c> for secret scanners, eight characters to find it by, 43 random ones to
/// prove it.
/// Only a salted hash is kept; the key has 256 random bits, so one round of SHA-256 is as hard to undo as many.
/// </summary>
internal sealed record ApiKey
{
    private const string Mark = "czk_";
    private const int PrefixLength = 8;

    public required string Id { get; init; }
    public required string Prefix { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
    public string? Unit { get; init; }
    public required string Salt { get; init; }
    public required string Hash { get; init; }
    public string? FormerSalt { get; init; }
    public string? FormerHash { get; init; }
    public DateTimeOffset? FormerUntil { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public required IReadOnlyList<string> Networks { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Who signs in with this key, made once.</summary>
    public ClaimsPrincipal Principal => field ??= new ClaimsPrincipal(Identify());

    /// <summary>
    /// Compared with when there is no such key, so that a guess takes as long whether its prefix exists or not.
    /// </summary>
    public static ApiKey Unknown { get; } =
        new()
        {
            Id = "",
            Prefix = "",
            Name = "",
            Roles = [],
            Salt = NewSalt(),
            Hash = new string('0', 64),
            Networks = [],
            RevokedAt = DateTimeOffset.MinValue,
        };

    /// <param name="prefix">Of the key that gets a new secret; null for a new key.</param>
    public static string NewSecret(string? prefix = null) =>
        $"{Mark}{prefix ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrefixLength / 2))}_{WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32))}";

    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// What a key is found by. A set bootstrap key has no form of ours; it is found by the beginning of its digest.
    /// </summary>
    public static string PrefixOf(string secret) =>
        secret.StartsWith(Mark, StringComparison.Ordinal) && secret.Length > Mark.Length + PrefixLength
            ? secret.Substring(Mark.Length, PrefixLength)
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..PrefixLength];

    public static string HashOf(string salt, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + secret)));

    public bool IsValidAt(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    /// <summary>Returns null when the secret is accepted, else the reason: written to the audit trail, never shown to
    /// the caller.
    /// Both hashes are always compared, so that the time taken tells nothing.</summary>
    public string? FindFailure(string secret, IPAddress? from, DateTimeOffset now)
    {
        var current = Proves(Salt, Hash, secret);
        var former = Proves(FormerSalt ?? Unknown.Salt, FormerHash ?? Unknown.Hash, secret);
        if (!current && !former)
            return "wrong secret";
        if (RevokedAt is not null)
            return "revoked";
        if (!IsValidAt(now))
            return "expired";
        if (!current && FormerUntil <= now)
            return "rotated";
        return Access.Networks.Cover(Networks, from) ? null : "network";
    }

    private ClaimsIdentity Identify()
    {
        var identity = new ClaimsIdentity(ApiKeyAuthentication.Name);
        identity.AddClaim(new Claim(identity.NameClaimType, Name));
        identity.AddClaim(new Claim(Caller.IdClaim, Id));
        identity.AddClaims(Roles.Select(role => new Claim(identity.RoleClaimType, role)));
        identity.AddClaims((Scopes ?? []).Select(scope => new Claim(Caller.ScopeClaim, scope)));
        if (ExpiresAt is { } end)
            identity.AddClaim(new Claim(GetMe.ExpiryClaim, GetMe.ToExpiry(end)));
        if (Unit is not null)
            identity.AddClaim(new Claim(Caller.UnitClaim, Unit));
        return identity;
    }

    private static bool Proves(string salt, string hash, string secret) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(hash),
            Encoding.ASCII.GetBytes(HashOf(salt, secret))
        );
}
