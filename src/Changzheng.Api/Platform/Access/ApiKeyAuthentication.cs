using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Changzheng.Api.Platform.Access;

/// <summary>Authenticates the key in X-Api-Key.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CachedKeys keys,
    SignInFailures failures,
    TimeProvider clock
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey",
        Header = "X-Api-Key";

    public const int LongestSecret = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var given = Request.Headers[Header];
        if (given.Count == 0)
            return AuthenticateResult.NoResult();
        if (given is not [{ Length: > 0 and <= LongestSecret } secret])
            return await FailAsync(null, "malformed");
        var prefix = ApiKey.PrefixOf(secret);
        var key = await keys.FindAsync(prefix, Context.RequestAborted);
        if (
            (key ?? ApiKey.Unknown).FindFailure(secret, Context.Connection.RemoteIpAddress, clock.GetUtcNow()) is
            { } reason
        )
            return await FailAsync(prefix, key is null ? "unknown" : reason);
        return AuthenticateResult.Success(new AuthenticationTicket(key!.Principal, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append("WWW-Authenticate", "ApiKey realm=\"changzheng\", Bearer realm=\"changzheng\"");
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> FailAsync(string? prefix, string reason)
    {
        await failures.AddAsync(Context, Name, prefix, reason);
        return AuthenticateResult.Fail("No such key.");
    }
}
