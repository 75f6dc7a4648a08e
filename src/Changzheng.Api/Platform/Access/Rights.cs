using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Microsoft.AspNetCore.Authorization;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// Who may do what: the policies and the README's table are made from the rights that subjects declare.
/// </summary>
internal static class Rights
{
    /// <summary>
    /// Every right there is, by name. <see cref="Catalogue.Rights"/> has them in the order of the subjects.
    /// </summary>
    public static IReadOnlyList<Right> All { get; } =
    [.. Declared.Of<Right>().OrderBy(right => right.Name, StringComparer.Ordinal)];

    private static readonly Dictionary<string, Right> byName = All.ToDictionary(
        right => right.Name,
        StringComparer.OrdinalIgnoreCase
    );

    public static Right? Find(string name) => byName.GetValueOrDefault(name);

    public static Right Get(string name) => byName[name];

    public static bool IsScope(string text) => Find(text)?.Name == text;

    /// <summary>
    /// A role gives its rights, less what the scopes leave out; the integration role gives none that no scope names.
    /// </summary>
    public static bool Allow(Caller caller, Right right) =>
        (caller.Scopes is null || caller.Scopes.Contains(right.Name))
        && right.Roles.Any(role =>
            caller.Roles.Contains(role.Text()) && (role != Role.Integration || caller.Scopes is not null)
        );

    /// <param name="configuration">
    /// <c>Access:AnonymousRead</c> opens what <see cref="Right.CanBeOpen"/> to callers without a credential.
    /// </param>
    public static IServiceCollection AddRights(this IServiceCollection services, IConfiguration configuration)
    {
        var open = configuration.GetValue("Access:AnonymousRead", false);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var right in All)
            authorization.AddPolicy(
                right.Name,
                policy =>
                    policy.RequireAssertion(context =>
                        Allow(CallerOf(context), right) || (open && right.CanBeOpen && CallerOf(context).IsAnonymous)
                    )
            );
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(right.Name).WithMetadata(right);

    private static Caller CallerOf(AuthorizationHandlerContext context) =>
        ((HttpContext)context.Resource!).RequestServices.GetRequiredService<Caller>();
}
