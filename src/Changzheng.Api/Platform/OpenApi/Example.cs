using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>A type shows itself by a static property named Example; a page shows one row.</summary>
internal static class Example
{
    public static JsonNode? Of(Type type) =>
        Value(type) is { } value ? JsonSerializer.SerializeToNode(value, Json.Stored) : null;

    private static object? Value(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>))
        {
            var row = type.GetGenericArguments()[0];
            if (Value(row) is not { } example)
                return null;
            var rows = Array.CreateInstance(row, 1);
            rows.SetValue(example, 0);
            return Activator.CreateInstance(type, rows, null, null);
        }

        return type.GetProperty("Example", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            ?.GetValue(null);
    }
}
