using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// Synthetic reported values: of every indicator that units can report, every period, and as many units as it takes.
/// </summary>
internal static class Values
{
    public const string Key = "benchmark-key-of-thirty-two-or-more";

    private const string Town = "310107102";

    /// <summary>
    /// Writes the rows as commands would have; the last value of each indicator is reported over HTTP, so that the
    /// product itself brings the standings up to date.
    /// </summary>
    public static async Task LoadAsync(string database, HttpClient http, int count)
    {
        var indicators = await IndicatorsAsync(http);
        var perUnit = indicators.Sum(indicator => Periods(indicator.Frequency).Length);
        var units = Enumerable
            .Range(1, (count + perUnit - 1) / perUnit)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{Town}-B{number:00000}"))
            .ToList();
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        await using (var transaction = connection.BeginTransaction())
        {
            InsertUnits(connection, transaction, units.Append($"{Town}-LAST"));
            InsertValues(connection, transaction, indicators, units, count);
            await transaction.CommitAsync();
        }

        await using (var settle = connection.CreateCommand())
        {
            // One transaction of a million rows leaves a log no million commands would have left.
            settle.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await settle.ExecuteNonQueryAsync();
        }

        foreach (var indicator in indicators)
            await ReportLastAsync(http, indicator);
    }

    private static async Task<List<(string Code, string Frequency, bool IsPair)>> IndicatorsAsync(HttpClient http)
    {
        var page = await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/indicators?limit=500", UriKind.Relative));
        return
        [
            .. page!["items"]!
                .AsArray()
                .Where(indicator =>
                    (string?)indicator!["source"] == "reported"
                    && (string?)indicator["kind"] is not ("rank" or "accreditation")
                    && indicator["members"]!.AsArray().Count == 0
                )
                .Select(indicator =>
                    (
                        (string)indicator!["code"]!,
                        (string)indicator["frequency"]!,
                        (string?)indicator["kind"] is "ratio" or "coverage"
                    )
                ),
        ];
    }

    private static async Task ReportLastAsync(HttpClient http, (string Code, string Frequency, bool IsPair) indicator)
    {
        var body = indicator.IsPair ? (object)new { numerator = 1, denominator = 2 } : new { value = 1 };
        var answer = await http.PutAsJsonAsync(
            new Uri(
                $"/api/v1/indicators/{indicator.Code}/values/{Periods(indicator.Frequency)[0]}/{Town}-LAST",
                UriKind.Relative
            ),
            body
        );
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static string[] Periods(string frequency) =>
        frequency switch
        {
            "month" =>
            [
                .. Enumerable
                    .Range(1, 12)
                    .Select(month => string.Create(CultureInfo.InvariantCulture, $"2022-{month:00}")),
            ],
            "quarter" => ["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"],
            _ => ["2022"],
        };

    private static void InsertUnits(
        SqliteConnection connection,
        SqliteTransaction transaction,
        IEnumerable<string> units
    )
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText =
            $"INSERT INTO Units (Code, Name, Kind, Parent, Predecessors, Aliases, Assumed) VALUES (@Code, @Code, 'neighbourhood', '{Town}', '[]', '[]', 1)";
        var code = insert.Parameters.Add("@Code", SqliteType.Text);
        foreach (var unit in units)
        {
            code.Value = unit;
            insert.ExecuteNonQuery();
        }
    }

    private static void InsertValues(
        SqliteConnection connection,
        SqliteTransaction transaction,
        List<(string Code, string Frequency, bool IsPair)> indicators,
        List<string> units,
        int count
    )
    {
        using var head = connection.CreateCommand();
        using var version = connection.CreateCommand();
        (head.Transaction, version.Transaction) = (transaction, transaction);
        head.CommandText =
            "INSERT INTO ReportedValues (Indicator, Period, Unit, Version) VALUES (@Indicator, @Period, @Unit, 1)";
        version.CommandText = """
            INSERT INTO ReportedValueVersions (Indicator, Period, Unit, Version, Action, Value, Numerator, Denominator, Evidence, EffectiveOn, RecordedAt, RecordedBy)
            VALUES (@Indicator, @Period, @Unit, 1, 'reported', @Value, @Numerator, @Denominator, '[]', '2022-12-31', '2023-01-05 01:00:00', 'benchmark')
            """;
        foreach (var command in new[] { head, version })
        foreach (var name in new[] { "@Indicator", "@Period", "@Unit", "@Value", "@Numerator", "@Denominator" })
            command.Parameters.Add(name, SqliteType.Text);
        var written = 0;
        foreach (var indicator in indicators)
        foreach (var period in Periods(indicator.Frequency))
        foreach (var unit in units)
        {
            if (written++ == count)
                return;
            foreach (var command in new[] { head, version })
            {
                (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (
                    indicator.Code,
                    period,
                    unit
                );
                (command.Parameters[3].Value, command.Parameters[4].Value, command.Parameters[5].Value) =
                    indicator.IsPair ? ((object)DBNull.Value, (object)1, (object)2) : (1, DBNull.Value, DBNull.Value);
                command.ExecuteNonQuery();
            }
        }
    }
}
