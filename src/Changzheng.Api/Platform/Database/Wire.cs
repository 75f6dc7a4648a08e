using System.Collections.Frozen;
using System.Text.Json;

namespace Changzheng.Api.Platform.Database;

internal static class Wire
{
    /// <summary>An enum as it is in columns and on the wire: camelCase.</summary>
    public static string Text<T>(this T value)
        where T : struct, Enum => Names<T>.Of[value];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Of = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
