using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ExcelDataReader;
using Sylvan.Data.Csv;

namespace Changzheng.Api.Tests.Platform.Lists;

/// <summary>The cells of an exported file, and the JSON fields they are compared with.</summary>
internal static class ExportedCells
{
    public static List<string[]> ReadCsv(byte[] file)
    {
        using var csv = CsvDataReader.Create(
            new StringReader(Encoding.UTF8.GetString(file)),
            new CsvDataReaderOptions { HasHeaders = false, BufferSize = 1 << 20 }
        );
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add([.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)]);
        return rows;
    }

    public static List<string[]> ReadXlsx(byte[] file)
    {
        using var sheet = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        var rows = new List<string[]>();
        while (sheet.Read())
            rows.Add([.. Enumerable.Range(0, sheet.FieldCount).Select(at => TextOf(sheet.GetValue(at)))]);
        return rows;
    }

    /// <summary>Days and instants as a CSV has them.</summary>
    private static string TextOf(object? cell) =>
        cell is DateTime time
            ? time.ToString(
                time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss+08:00",
                CultureInfo.InvariantCulture
            )
            : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";

    /// <summary>What the JSON says under a column's name; undefined where nothing has that name.</summary>
    public static JsonNode? FindField(string name, params JsonNode?[] within)
    {
        foreach (var node in within)
            if (Find(node, name.Split('.')) is (true, var found))
                return found;
        return "undefined";
    }

    private static (bool, JsonNode?) Find(JsonNode? node, ReadOnlySpan<string> path) =>
        path.Length == 0 ? (true, node)
        : node is JsonObject within && within.TryGetPropertyValue(path[0], out var next)
            ? next is null ? (true, null)
                : Find(next, path[1..])
        : (false, null);

    public static bool IsSame(JsonNode? json, JsonNode? cell) =>
        (json, cell) switch
        {
            (null, JsonArray { Count: 0 }) => true,
            (JsonArray items, JsonArray { } cells) => items
                .Select(item => item!.ToString())
                .SequenceEqual(cells.Select(item => item!.ToString())),
            (JsonObject pairs, JsonArray cells) => pairs
                .Select(pair => $"{pair.Key} {pair.Value}")
                .SequenceEqual(cells.Select(item => item!.ToString())),
            (JsonObject, JsonValue text) => JsonNode.DeepEquals(json, JsonNode.Parse(text.ToString())),
            _ => JsonNode.DeepEquals(json, cell),
        };

    /// <summary>A list whose rows begin with a choice begins with its Chinese word.</summary>
    public static string SayOrKeep(JsonNode words, string value, ExportedList list) =>
        list.Choice is { } choice
            ? (string)words[choice]!.AsArray().Single(word => (string)word!["value"]! == value)!["label"]!
            : value;
}
