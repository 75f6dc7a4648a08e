using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Platform.Database;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// The rates per unit without the product: its statement, and the town's definition as one would write it who knows no
/// other.
/// </summary>
internal static class BareRates
{
    private static readonly string[] kinds = ["firstContact", "onTimeClosing", "resolution", "satisfaction"];

    public static void Map(IEndpointRouteBuilder app, string database) =>
        app.MapGet(
            "/rates",
            async (string from, string to, HttpContext context) =>
            {
                await using var connection = new SqliteConnection(database);
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = BareTickets.Plain(RateRows.RegisteredSql);
                BareTickets.Bind(
                    command,
                    ("@Channel", RateScope.Hotline),
                    ("@From", Day(from).UtcDateTime),
                    ("@Until", Day(to).AddDays(1).UtcDateTime),
                    ("@Now", DateTime.UtcNow),
                    ("@All", 1),
                    ("@Listed", ""),
                    ("@GroupBy", "unit"),
                    ("@Finish", "closedAt"),
                    ("@Deadline", "dueAt"),
                    ("@ResolutionBy", "claimedUnlessDenied")
                );
                var (all, units) = (new Tally(), new SortedDictionary<string, Tally>(StringComparer.Ordinal));
                await using (var rows = await command.ExecuteReaderAsync())
                    while (await rows.ReadAsync())
                    {
                        if (!units.TryGetValue(rows.GetString(0), out var unit))
                            units[rows.GetString(0)] = unit = new Tally();
                        var (verdicts, count) = (Judge(rows.GetString(1).Split(',')), rows.GetInt32(2));
                        unit.Add(verdicts, count);
                        all.Add(verdicts, count);
                    }

                context.Response.ContentType = "application/json; charset=utf-8";
                await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
                json.WriteStartObject();
                all.Write(json, "rates");
                json.WriteStartArray("groups");
                foreach (var (unit, tally) in units)
                {
                    json.WriteStartObject();
                    json.WriteString("key", unit);
                    tally.Write(json, "rates");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                await json.FlushAsync();
            }
        );

    private static DateTimeOffset Day(string text) =>
        Moment.StartOf(DateOnly.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>Of each rate what it weighs, or why it is not counted.</summary>
    private static (decimal Weight, string? Excluded)[] Judge(string[] facts)
    {
        if (facts is ["voided" or "suspended", ..])
            return [.. kinds.Select(_ => (0m, (string?)facts[0]))];
        return
        [
            (facts[1], facts[2]) switch
            {
                ("inTime", _) => (facts[3] == "0" ? 0 : 1, null),
                ("late", _) => (0, null),
                ("notAsked", _) or (_, "anonymous" or "noPhone") => (0, "notEvaluated"),
                ("missed", _) => (0, null),
                _ => (0, "notYetDue"),
            },
            facts[4] switch
            {
                "inTime" => (1, null),
                "open" => (0, "notYetDue"),
                _ => (0, null),
            },
            facts[5] switch
            {
                "resolved" => (1, null),
                "" => (0, "notClosed"),
                _ => (0, null),
            },
            facts[7] switch
            {
                "satisfied" => (1, null),
                "fairlySatisfied" => (0.8m, null),
                "neutral" => (0.6m, null),
                "dissatisfied" => (0, null),
                "" => (0, "notClosed"),
                _ => (0, "notRated"),
            },
        ];
    }

    /// <summary>The four rates of one unit, being counted.</summary>
    private sealed class Tally
    {
        private readonly decimal[] numerators = new decimal[4],
            denominators = new decimal[4];
        private readonly SortedDictionary<string, int>[] excluded =
        [
            .. kinds.Select(_ => new SortedDictionary<string, int>(StringComparer.Ordinal)),
        ];
        private int tickets;

        public void Add((decimal Weight, string? Excluded)[] verdicts, int count)
        {
            tickets += count;
            for (var i = 0; i < verdicts.Length; i++)
                if (verdicts[i].Excluded is { } reason)
                    excluded[i][reason] = excluded[i].GetValueOrDefault(reason) + count;
                else
                    (numerators[i], denominators[i]) = (
                        numerators[i] + verdicts[i].Weight * count,
                        denominators[i] + count
                    );
        }

        public void Write(Utf8JsonWriter json, string name)
        {
            json.WriteStartObject(name);
            json.WriteNumber("tickets", tickets);
            for (var i = 0; i < kinds.Length; i++)
            {
                json.WriteStartObject(kinds[i]);
                if (denominators[i] == 0)
                    json.WriteNull("value");
                else
                    json.WriteNumber(
                        "value",
                        Math.Round(numerators[i] / denominators[i], 4, MidpointRounding.AwayFromZero)
                    );
                json.WriteNumber("numerator", numerators[i]);
                json.WriteNumber("denominator", denominators[i]);
                json.WriteStartObject("excluded");
                foreach (var (reason, count) in excluded[i])
                    json.WriteNumber(reason, count);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }
}
