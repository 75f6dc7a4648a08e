using System.Diagnostics.CodeAnalysis;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Lists;

/// <summary>
/// An enum in a query string, written as everywhere else: camelCase. The framework would take only the C# name.
/// </summary>
internal readonly record struct Choice<T>(T Value) : IParsable<Choice<T>>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> names = Enum.GetValues<T>()
        .ToDictionary(value => value.Text(), StringComparer.Ordinal);

    public static implicit operator T(Choice<T> choice) => choice.Value;

    public static Choice<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var choice) ? choice : throw new FormatException($"No {typeof(T).Name}: {s}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choice<T> result)
    {
        var known = names.TryGetValue(s ?? "", out var value);
        result = new Choice<T>(value);
        return known;
    }
}
