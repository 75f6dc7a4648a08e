using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Changzheng.Api.Access;

/// <summary>Signs in whoever sends a living key in X-Api-Key.</summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LivingKeys keys, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey", Header = "X-Api-Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 and <= 200 } secret])
            return AuthenticateResult.NoResult();
        var key = await keys.FindAsync(ApiKey.PrefixOf(secret), Context.RequestAborted);
        if (key is null || !key.Opens(secret, clock.GetUtcNow()))
            return AuthenticateResult.Fail("No such key.");

        var identity = new ClaimsIdentity(Scheme.Name);
        identity.AddClaim(new Claim(identity.NameClaimType, key.Name));
        identity.AddClaims(key.Roles.Select(role => new Claim(identity.RoleClaimType, role)));
        if (key.Unit is not null)
            identity.AddClaim(new Claim("unit", key.Unit));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append("WWW-Authenticate", "ApiKey realm=\"changzheng\", Bearer realm=\"changzheng\"");
        return Task.CompletedTask;
    }
}
