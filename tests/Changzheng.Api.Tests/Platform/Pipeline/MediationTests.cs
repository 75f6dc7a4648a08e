using System.Reflection;
using Changzheng.Api.Platform.Pipeline;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Pipeline;

/// <summary>The mediator finds one handler for each request, and asks it of the container.</summary>
[TestFixture]
public sealed class MediationTests
{
    private static readonly Assembly api = typeof(Mediation).Assembly;

    private static IEnumerable<Type> Requests =>
        api.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IBaseRequest)));

    [Test]
    public void Every_request_has_exactly_one_handler()
    {
        var handlers = Mediation.FindHandlers(api).ToLookup(one => one.Handles.GetGenericArguments()[0]);

        Assert.Multiple(() =>
        {
            Assert.That(Requests.Count(), Is.GreaterThan(50));
            Assert.That(Requests.Where(request => handlers[request].Count() != 1), Is.Empty);
        });
    }

    [Test]
    public void Every_handler_is_registered()
    {
        var registered = new ServiceCollection()
            .AddMediation()
            .Select(service => service.ImplementationType)
            .ToHashSet();

        Assert.That(Mediation.FindHandlers(api).Where(one => !registered.Contains(one.Handler)), Is.Empty);
    }

    [Test]
    public void Every_request_is_a_command_or_a_query() =>
        Assert.That(
            Requests.Where(request =>
                !request.IsAssignableTo(typeof(ICommand))
                && !request
                    .GetInterfaces()
                    .Any(made => made.IsGenericType && made.GetGenericTypeDefinition() == typeof(IQuery<>))
            ),
            Is.Empty
        );
}
