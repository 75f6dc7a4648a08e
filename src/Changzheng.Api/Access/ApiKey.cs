using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Changzheng.Api.Access;

/// <summary>
/// A key for a system or a script: <c>czk_</c> for secret scanners, eight characters to find it by, 43 random ones to prove it.
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
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public static string NewSecret() =>
        Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrefixLength / 2)) + "_" + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>What a key is found by. A set bootstrap key has no form of ours; it is found by the beginning of its digest.</summary>
    public static string PrefixOf(string secret) =>
        secret.StartsWith(Mark, StringComparison.Ordinal) && secret.Length > Mark.Length + PrefixLength
            ? secret.Substring(Mark.Length, PrefixLength)
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..PrefixLength];

    public static string HashOf(string salt, string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + secret)));

    public bool Opens(string secret, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(HashOf(Salt, secret)))
        && RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}
