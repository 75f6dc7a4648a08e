using System.Text.Json;

namespace Changzheng.Api.Database;

internal static class Wire
{
    /// <summary>An enum as it is in columns and on the wire: camelCase.</summary>
    public static string Text<T>(this T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
