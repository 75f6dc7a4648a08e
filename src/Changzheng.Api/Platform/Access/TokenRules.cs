using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Changzheng.Api.Platform.Access;

/// <summary>What a JWT must keep to beyond what the library checks: a known key id, and no extension.</summary>
internal static class TokenRules
{
    /// <summary>
    /// A token that names a key (<c>kid</c>) is checked with that key only; the library's default tries all keys when
    /// none has the name. A token that names none, as <c>dotnet user-jwts</c> makes them, is checked with all.
    /// </summary>
    public static void SetKeys(JwtBearerOptions options, IConfiguration configuration)
    {
        var parameters = options.TokenValidationParameters;
        parameters.IssuerSigningKeys = [.. WithIds(parameters.IssuerSigningKeys ?? [], configuration)];
        parameters.TryAllIssuerSigningKeys = false;
        parameters.IssuerSigningKeyResolverUsingConfiguration = (_, _, kid, given, fetched) =>
            [
                .. (fetched?.SigningKeys ?? [])
                    .Concat(given.IssuerSigningKeys ?? [])
                    .Where(key => string.IsNullOrEmpty(kid) || key.KeyId == kid),
            ];
    }

    /// <summary>RFC 7515 §4.1.11: what <c>crit</c> names must be processed, or the token is invalid.</summary>
    public static bool HasUnknownExtension(SecurityToken token)
    {
        if (token is not JsonWebToken jwt)
            return true;
        using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedHeader));
        return header.RootElement.TryGetProperty("crit", out _);
    }

    /// <summary>Gives the configured keys their configured ids; the library reads only their values.</summary>
    private static IEnumerable<SecurityKey> WithIds(IEnumerable<SecurityKey> keys, IConfiguration configuration)
    {
        var section = configuration.GetSection($"Authentication:Schemes:{JwtBearerDefaults.AuthenticationScheme}");
        var configured = section.GetSection("SigningKeys").GetChildren().ToList();
        foreach (var key in keys)
        {
            var value = key is SymmetricSecurityKey symmetric ? Convert.ToBase64String(symmetric.Key) : null;
            if (value is not null && configured.Find(one => one["Value"] == value)?["Id"] is { Length: > 0 } id)
                key.KeyId = id;
            yield return key;
        }
    }
}
