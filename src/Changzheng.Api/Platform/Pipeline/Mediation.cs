using System.Reflection;
using FluentValidation;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>
/// Registers the mediator, every handler and validator of this assembly, and what runs around each of them.
/// </summary>
internal static class Mediation
{
    private static readonly ServiceDescriptor[] handlers =
    [
        .. FindHandlers(Assembly.GetExecutingAssembly())
            .Select(found => ServiceDescriptor.Scoped(found.Handles, found.Handler)),
    ];

    /// <summary>
    /// A validator keeps nothing of what it judges: each is made when the first message of its type comes, its
    /// expressions and patterns are compiled then, and it stays.
    /// </summary>
    private static readonly ServiceDescriptor[] validators =
    [
        .. AssemblyScanner
            .FindValidatorsInAssembly(Assembly.GetExecutingAssembly(), includeInternalTypes: true)
            .Select(found => (found.InterfaceType, Made: new Lazy<object>(() => Make(found.ValidatorType))))
            .Select(found => ServiceDescriptor.Singleton(found.InterfaceType, _ => found.Made.Value)),
    ];

    public static IServiceCollection AddMediation(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService);
        services.AddScoped<IMediator, Mediator>();
        // In this order, the first outermost.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validate<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Transact<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Record<,>));
        foreach (var validator in validators)
            services.Add(validator);
        foreach (var handler in handlers)
            services.Add(handler);
        return services;
    }

    private static object Make(Type validator) => Activator.CreateInstance(validator, nonPublic: true)!;

    /// <summary>Each handler with the closed <see cref="IRequestHandler{TRequest,TResponse}"/> it implements.</summary>
    internal static IEnumerable<(Type Handler, Type Handles)> FindHandlers(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false, IsGenericType: false }
        from handles in type.GetInterfaces()
        where handles.IsGenericType && handles.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
        select (type, handles);
}
