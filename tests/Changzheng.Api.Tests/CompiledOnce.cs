using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Changzheng.Api.Tests;

/// <summary>
/// What every host of a run would compile again is compiled once. Routes: all hosts have the same, and a compiled
/// handler takes what it needs from the request. How a statement's parameters are bound, which Dapper keeps for each
/// connection string: all databases of a run have one schema and each fixture a file of its own.
/// </summary>
internal sealed class CompiledOnce : IEqualityComparer<string>
{
    private static readonly ConcurrentDictionary<string, Lazy<RequestDelegate>> routes = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, IReadOnlyList<object>> inferred = new(StringComparer.Ordinal);

    [ModuleInitializer]
    internal static void Begin()
    {
        SqlMapper.ConnectionStringComparer = new CompiledOnce();
        LazyRoutes.Infer = Infer;
        LazyRoutes.Compile = (route, compile) => routes.GetOrAdd(route, _ => new(compile)).Value;
    }

    private static RequestDelegateMetadataResult Infer(
        string route,
        EndpointBuilder endpoint,
        Func<RequestDelegateMetadataResult> infer
    )
    {
        if (!inferred.TryGetValue(route, out var known))
        {
            var before = endpoint.Metadata.Count;
            var found = infer();
            inferred.TryAdd(route, [.. endpoint.Metadata.Skip(before)]);
            return found;
        }

        foreach (var one in known)
            endpoint.Metadata.Add(one);
        return new RequestDelegateMetadataResult { EndpointMetadata = [.. endpoint.Metadata] };
    }

    public bool Equals(string? x, string? y) => true;

    public int GetHashCode(string obj) => 0;
}
