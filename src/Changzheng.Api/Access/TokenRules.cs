using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Changzheng.Api.Access;

/// <summary>What a JWT must keep to beyond what the library checks: a key id that is known, and no extension we do not know.</summary>
internal static class TokenRules
{
    /// <summary>
    /// A token that names a key (<c>kid</c>) is checked with that key only; the library's default tries all keys when none has the
    /// name. A token that names none, as <c>dotnet user-jwts</c> makes them, is checked with all.
    /// </summary>
    public static void SetKeys(JwtBearerOptions options, IConfiguration configuration)
    {
        var parameters = options.TokenValidationParameters;
        parameters.IssuerSigningKeys = [.. WithIds(parameters.IssuerSigningKeys ?? [], configuration)];
        parameters.TryAllIssuerSigningKeys = false;
        parameters.IssuerSigningKeyResolverUsingConfiguration = (_, _, kid, given, fetched) =>
            [.. (fetched?.SigningKeys ?? []).Concat(given.IssuerSigningKeys ?? []).Where(key => string.IsNullOrEmpty(kid) || key.KeyId == kid)];
    }

    /// <summary>RFC 7515 §4.1.11: a token whose <c>crit</c> names an extension we do not process is invalid; we process none.</summary>
    public static bool HasUnknownExtension(SecurityToken token)
    {
        if (token is not JsonWebToken jwt)
            return true;
        using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedHeader));
        return header.RootElement.TryGetProperty("crit", out _);
    }

    /// <summary>The configured keys get the ids they are configured with; the library reads their values only.</summary>
    private static IEnumerable<SecurityKey> WithIds(IEnumerable<SecurityKey> keys, IConfiguration configuration)
    {
        var ids = configuration.GetSection($"Authentication:Schemes:{JwtBearerDefaults.AuthenticationScheme}:SigningKeys").GetChildren()
            .Where(key => key["Id"] is { Length: > 0 } && key["Value"] is not null)
            .GroupBy(key => key["Value"]!, key => key["Id"]!, StringComparer.Ordinal).ToDictionary(value => value.Key, value => value.First(), StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (key is SymmetricSecurityKey symmetric && ids.TryGetValue(Convert.ToBase64String(symmetric.Key), out var id))
                key.KeyId = id;
            yield return key;
        }
    }
}
