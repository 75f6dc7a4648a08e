using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Authorization;

namespace Changzheng.Api.Platform.Access;

/// <summary>What a caller can be: the offices' words for who does what.</summary>
public enum Role
{
    Reporter,
    Reviewer,
    Dispatcher,
    Handler,
    Auditor,
    Administrator,
    Integration,
}

/// <summary>What there is to be allowed. Each route needs one. A key's scopes are some of these.</summary>
public enum Right
{
    ReadPlan,
    Report,
    Review,
    AmendPlan,
    ReadChanges,
    ManageKeys,
    ReadAudit,
    ReadTickets,
    RegisterTickets,
    DispatchTickets,
    HandleTickets,
    ReviewTickets,
    ReadPersonalData,
    AmendHotline,
    AmendCalendar,
    Import,
}

/// <summary>Who may do what, in one place. The README's table and the policies are made from it.</summary>
internal static class Rights
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();

    public static readonly IReadOnlyDictionary<Right, IReadOnlyList<Role>> Table = new Dictionary<
        Right,
        IReadOnlyList<Role>
    >
    {
        [Right.ReadPlan] = Everyone,
        [Right.Report] = [Role.Reporter, Role.Administrator, Role.Integration],
        [Right.Review] = [Role.Reviewer, Role.Administrator],
        [Right.AmendPlan] = [Role.Administrator],
        [Right.ReadChanges] = [Role.Reviewer, Role.Auditor, Role.Administrator, Role.Integration],
        [Right.ManageKeys] = [Role.Administrator],
        [Right.ReadAudit] = [Role.Auditor, Role.Administrator],
        [Right.ReadTickets] = Everyone,
        [Right.RegisterTickets] = [Role.Dispatcher, Role.Integration, Role.Administrator],
        [Right.DispatchTickets] = [Role.Dispatcher, Role.Administrator],
        [Right.HandleTickets] = [Role.Handler, Role.Dispatcher, Role.Administrator],
        [Right.ReviewTickets] = [Role.Reviewer, Role.Dispatcher, Role.Administrator],
        // Not the administrator: who runs the system has no purpose of their own with a citizen's phone number.
        [Right.ReadPersonalData] = [Role.Dispatcher, Role.Handler],
        [Right.AmendHotline] = [Role.Administrator],
        [Right.AmendCalendar] = [Role.Administrator],
        // What a file holds also takes the right to do the same by hand.
        [Right.Import] = [Role.Reporter, Role.Dispatcher, Role.Administrator, Role.Integration],
    };

    private static readonly HashSet<string> scopes = [.. Table.Keys.Select(Name)];

    public static string Name<T>(T value)
        where T : struct, Enum => value.Text();

    public static bool IsScope(string text) => scopes.Contains(text);

    /// <summary>A role gives its rights, less what the scopes leave out; the integration role gives none that no scope names.</summary>
    public static bool Allow(Caller caller, Right right) =>
        (caller.Scopes is null || caller.Scopes.Contains(Name(right)))
        && Table[right]
            .Any(role => caller.Roles.Contains(Name(role)) && (role != Role.Integration || caller.Scopes is not null));

    /// <param name="configuration"><c>Access:AnonymousRead</c> opens what <see cref="Right.ReadPlan"/> gives to callers without a credential.</param>
    public static IServiceCollection AddRights(this IServiceCollection services, IConfiguration configuration)
    {
        var open = configuration.GetValue("Access:AnonymousRead", false);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var right in Table.Keys)
            authorization.AddPolicy(
                right.ToString(),
                policy =>
                    policy.RequireAssertion(context =>
                        Allow(CallerOf(context), right)
                        || (open && right == Right.ReadPlan && CallerOf(context).IsAnonymous)
                    )
            );
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(right.ToString()).WithMetadata(right);

    private static Caller CallerOf(AuthorizationHandlerContext context) =>
        ((HttpContext)context.Resource!).RequestServices.GetRequiredService<Caller>();
}
