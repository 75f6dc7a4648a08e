using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// Two ways in: an API key, or a JWT from any OIDC issuer (the standard settings under Authentication:Schemes:Bearer).
/// </summary>
internal static class SignIn
{
    /// <summary>Claims only our own keys carry: a token that brings its own would pass for a key.</summary>
    private static readonly string[] ours = [Caller.IdClaim];

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<FailedAttempts>().AddSingleton<SignInFailures>();
        services
            .AddAuthentication(ApiKeyAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(
                ApiKeyAuthentication.Name,
                options =>
                    options.ForwardDefaultSelector = context =>
                        context
                            .Request.Headers.Authorization.ToString()
                            .StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                            ? JwtBearerDefaults.AuthenticationScheme
                            : null
            )
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters.NameClaimType = "sub";
                options.TokenValidationParameters.RoleClaimType = "role";
                options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
                options.TokenValidationParameters.ValidAlgorithms =
                [
                    "RS256",
                    "RS384",
                    "RS512",
                    "PS256",
                    "PS384",
                    "PS512",
                    "ES256",
                    "ES384",
                    "ES512",
                    "HS256",
                ];
                options.Events = new() { OnTokenValidated = AcceptAsync, OnAuthenticationFailed = FailAsync };
            });
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IConfiguration>(TokenRules.SetKeys);
    }

    /// <summary>After authentication: a credential that did not open waits if its address failed too often.</summary>
    public static void UseSlowedSignIn(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (SignInFailures.FindWait(context) is not { } wait)
                    return next(context);
                RequestLimitsExtensions.GiveBackAddressTurn(context);
                var refusal = AccessRefusals.TooManyAttempts.WithDetail(
                    $"请 {wait} 秒后再试。",
                    $"Try again in {wait} seconds."
                );
                throw refusal.WithRetryAfter(wait);
            }
        );

    private static Task AcceptAsync(TokenValidatedContext context)
    {
        if (TokenRules.HasUnknownExtension(context.SecurityToken))
        {
            context.Fail("It names an extension that is not known here.");
            return AddFailureAsync(context.HttpContext, "crit");
        }

        foreach (var identity in context.Principal!.Identities)
        foreach (var claim in identity.Claims.Where(claim => ours.Contains(claim.Type)).ToList())
            identity.RemoveClaim(claim);
        return Task.CompletedTask;
    }

    /// <summary>The kind of fault only: the message of one may quote the token.</summary>
    private static Task FailAsync(AuthenticationFailedContext context) =>
        AddFailureAsync(context.HttpContext, context.Exception.GetType().Name);

    private static Task AddFailureAsync(HttpContext context, string reason) =>
        context
            .RequestServices.GetRequiredService<SignInFailures>()
            .AddAsync(context, JwtBearerDefaults.AuthenticationScheme, null, reason);
}
