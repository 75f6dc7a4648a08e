namespace Changzheng.Api.Access;

/// <summary>What a caller can be: the offices' words for who does what.</summary>
public enum Role { Reporter, Reviewer, Dispatcher, Handler, Auditor, Administrator, Integration }

/// <summary>What there is to be allowed. Each route needs one.</summary>
internal enum Right
{
    ReadPlan, Report, Review, AmendPlan, ReadChanges, ManageKeys,
    ReadTickets, RegisterTickets, DispatchTickets, HandleTickets, ReviewTickets, ReadPersonalData, AmendHotline, AmendCalendar,
}

/// <summary>Who may do what, in one place.</summary>
internal static class Rights
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();

    public static readonly IReadOnlyDictionary<Right, IReadOnlyList<Role>> Table = new Dictionary<Right, IReadOnlyList<Role>>
    {
        [Right.ReadPlan] = Everyone,
        [Right.Report] = [Role.Reporter, Role.Administrator],
        [Right.Review] = [Role.Reviewer, Role.Administrator],
        [Right.AmendPlan] = [Role.Administrator],
        [Right.ReadChanges] = [Role.Reviewer, Role.Auditor, Role.Administrator, Role.Integration],
        [Right.ManageKeys] = [Role.Administrator],
        [Right.ReadTickets] = Everyone,
        [Right.RegisterTickets] = [Role.Dispatcher, Role.Integration, Role.Administrator],
        [Right.DispatchTickets] = [Role.Dispatcher, Role.Administrator],
        [Right.HandleTickets] = [Role.Handler, Role.Dispatcher, Role.Administrator],
        [Right.ReviewTickets] = [Role.Reviewer, Role.Dispatcher, Role.Administrator],
        // Not the administrator: who runs the system has no purpose of their own with a citizen's phone number.
        [Right.ReadPersonalData] = [Role.Dispatcher, Role.Handler],
        [Right.AmendHotline] = [Role.Administrator],
        [Right.AmendCalendar] = [Role.Administrator],
    };

    public static bool May(IReadOnlyList<string> roles, Right right) => Table[right].Any(role => roles.Contains(Name(role)));

    public static string Name(Role role) => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..];

    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (right, roles) in Table)
            authorization.AddPolicy(right.ToString(), policy => policy.RequireAuthenticatedUser().RequireRole(roles.Select(Name)));
        authorization.SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(right.ToString()).WithMetadata(right);
}
