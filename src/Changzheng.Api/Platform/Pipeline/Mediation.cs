using System.Reflection;
using FluentValidation;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>
/// Registers the mediator, every handler and validator of this assembly, and what runs around each of them.
/// </summary>
internal static class Mediation
{
    public static IServiceCollection AddMediation(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService);
        services.AddScoped<IMediator, Mediator>();
        // In this order, the first outermost.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validate<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Transact<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Record<,>));
        services.AddValidatorsFromAssembly(Assembly.GetExecutingAssembly(), includeInternalTypes: true);
        foreach (var (handler, handles) in FindHandlers(Assembly.GetExecutingAssembly()))
            services.AddScoped(handles, handler);
        return services;
    }

    /// <summary>Each handler with the closed <see cref="IRequestHandler{TRequest,TResponse}"/> it implements.</summary>
    internal static IEnumerable<(Type Handler, Type Handles)> FindHandlers(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false, IsGenericType: false }
        from handles in type.GetInterfaces()
        where handles.IsGenericType && handles.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
        select (type, handles);
}
