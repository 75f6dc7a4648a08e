using System.Text;
using System.Text.Json;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// A page of tickets without the product: its statement, read column by column and written as it is read.
/// </summary>
internal static class BareTickets
{
    private const int PageSize = 50;

    /// <summary>Read by the product too, shown by neither.</summary>
    private static readonly HashSet<string> hidden =
    [
        "StatusBefore",
        "PhoneHash",
        "PlaceHash",
        "ContentHash",
        "ContentBy",
        "ContactFrom",
        "ContactDays",
        "DueFrom",
        "DueDays",
        "OriginalFrom",
        "OriginalDays",
        "SuspendedAt",
        "LastAt",
        "ReporterName",
        "ReporterPhone",
    ];

    public static void Map(IEndpointRouteBuilder app, string database) =>
        app.MapGet(
            "/tickets",
            async (string? unit, string? status, string? cursor, HttpContext context) =>
            {
                await using var connection = new SqliteConnection(database);
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                var wanted = new TicketFilter.Wanted
                {
                    Unit = unit,
                    Status = status is null ? null : Enum.Parse<TicketStatus>(status, ignoreCase: true),
                };
                command.CommandText = Plain(
                    wanted.LedBy(byPhone: false) switch
                    {
                        TicketFilter.Lead.Status => TicketFilter.StatusSql,
                        TicketFilter.Lead.Unit => TicketFilter.UnitSql,
                        _ => TicketFilter.AnySql,
                    }
                );
                var now = DateTime.UtcNow;
                var after = cursor is null ? (null, "") : Parse(cursor);
                Bind(
                    command,
                    ("@From", DateTime.UnixEpoch),
                    ("@Until", after.At ?? DateTime.MaxValue.AddDays(-2)),
                    ("@Before", after.Number),
                    ("@Unit", unit),
                    ("@Status", status),
                    ("@Now", now),
                    ("@Take", PageSize + 1),
                    ("@Skip", 0),
                    ("@All", 1),
                    ("@Listed", ""),
                    ("@Category", null),
                    ("@Neighbourhood", null),
                    ("@Channel", null),
                    ("@DueBefore", null),
                    ("@Overdue", null),
                    ("@Search", null),
                    ("@Exact", null)
                );
                context.Response.ContentType = "application/json; charset=utf-8";
                await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
                await using var rows = await command.ExecuteReaderAsync();
                await WriteAsync(json, rows, now);
            }
        );

    /// <summary>As SQLite takes it, with the one unit that a caller who sees all is asked about.</summary>
    public static string Plain(string sql) =>
        Dialect.Sqlite.Speak(sql).Replace("IN @Listed", "IN (@Listed)", StringComparison.Ordinal);

    public static void Bind(SqliteCommand command, params (string Name, object? Value)[] values)
    {
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }

    public static string Cursor(TicketKey key) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"1{key}"));

    private static (DateTime? At, string Number) Parse(string cursor) =>
        TicketKey.Parse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor))[1..]) is { } key
            ? (key.At.UtcDateTime, key.Number)
            : throw new FormatException(cursor);

    private static async Task WriteAsync(Utf8JsonWriter json, SqliteDataReader rows, DateTime now)
    {
        TicketKey last = default;
        string? next = null;
        json.WriteStartObject();
        json.WriteStartArray("items");
        for (var written = 0; await rows.ReadAsync(); written++)
        {
            if (written == PageSize)
            {
                next = $"/tickets?cursor={Cursor(last)}";
                break;
            }

            WriteOne(json, rows, now);
            last = new TicketKey(rows.GetDateTimeOffset(rows.GetOrdinal("RegisteredAt")), rows.GetString(0));
        }

        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteEndObject();
        await json.FlushAsync();
    }

    private static void WriteOne(Utf8JsonWriter json, SqliteDataReader rows, DateTime now)
    {
        json.WriteStartObject();
        for (var i = 0; i < rows.FieldCount; i++)
        {
            var name = rows.GetName(i);
            if (!hidden.Contains(name))
                WriteValue(json, JsonNamingPolicy.CamelCase.ConvertName(name), name == "ReturnedBy", rows.GetValue(i));
        }

        json.WriteNull("description");
        json.WriteStartObject("reporter");
        WriteValue(json, "name", false, rows["ReporterName"]);
        WriteValue(json, "phone", false, rows["ReporterPhone"]);
        json.WriteEndObject();
        var (due, isOpen) = (
            rows.GetDateTime(rows.GetOrdinal("DueAt")),
            rows["Status"] is not ("closed" or "voided" or "suspended")
        );
        json.WriteBoolean("overdue", isOpen && due < now);
        json.WriteBoolean(
            "closedLate",
            rows["ClosedAt"] is string closed && string.CompareOrdinal(closed, (string)rows["DueAt"]) > 0
        );
        json.WriteBoolean(
            "disputed",
            (rows["ContactedAt"] is not DBNull && rows["CitizenContacted"] is 0L)
                || (rows["ClaimedResolution"] is "resolved" && rows["CitizenResolved"] is 0L)
        );
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, bool isJson, object value)
    {
        json.WritePropertyName(name);
        if (value is long number)
            json.WriteNumberValue(number);
        else if (value is not string text)
            json.WriteNullValue();
        else if (isJson)
            json.WriteRawValue(text);
        else
            json.WriteStringValue(text);
    }
}
