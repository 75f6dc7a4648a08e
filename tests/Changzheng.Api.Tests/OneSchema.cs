using System.Runtime.CompilerServices;
using Dapper;

namespace Changzheng.Api.Tests;

/// <summary>
/// Dapper compiles how a statement's parameters are bound once for each connection string. All databases of a run have
/// one schema and each fixture a file of its own, so they count as one string.
/// </summary>
internal sealed class OneSchema : IEqualityComparer<string>
{
    [ModuleInitializer]
    internal static void Use() => SqlMapper.ConnectionStringComparer = new OneSchema();

    public bool Equals(string? x, string? y) => true;

    public int GetHashCode(string obj) => 0;
}
