using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// Many rows by one prepared statement, each value put in its place: ADO.NET asks SQLite for the place of every name
/// again for every row, which of fifty columns costs more than the row does. Values lie as Microsoft.Data.Sqlite would
/// lay them.
/// </summary>
internal static class SqliteRows
{
    private static readonly ConcurrentDictionary<
        Type,
        (string Name, Action<sqlite3_stmt, int, object> Bind)[]
    > binders = new();

    public static void Write(SqliteConnection connection, string sql, IEnumerable<object> rows, CancellationToken ct)
    {
        var database = connection.Handle!;
        sqlite3_stmt? statement = null;
        try
        {
            (int Place, Action<sqlite3_stmt, int, object> Bind)[] bound = [];
            foreach (var row in rows)
            {
                ct.ThrowIfCancellationRequested();
                if (statement is null)
                {
                    SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
                    bound = Places(statement, row.GetType());
                }

                foreach (var (place, bind) in bound)
                    bind(statement, place, row);
                if (raw.sqlite3_step(statement) is var code and not raw.SQLITE_DONE)
                    SqliteException.ThrowExceptionForRC(code, database);
                raw.sqlite3_reset(statement);
            }
        }
        finally
        {
            statement?.Dispose();
        }
    }

    /// <summary>
    /// Every parameter of the statement, with what binds it; a property that is no parameter is left out.
    /// </summary>
    private static (int Place, Action<sqlite3_stmt, int, object> Bind)[] Places(sqlite3_stmt statement, Type type)
    {
        var bound = binders
            .GetOrAdd(type, Binders)
            .Select(one => (Place: raw.sqlite3_bind_parameter_index(statement, "@" + one.Name), one.Bind))
            .Where(one => one.Place > 0)
            .ToArray();
        return bound.Length == raw.sqlite3_bind_parameter_count(statement)
            ? bound
            : throw new InvalidOperationException(
                $"{type} has not all parameters of: {raw.sqlite3_sql(statement).utf8_to_string()}"
            );
    }

    private static (string Name, Action<sqlite3_stmt, int, object> Bind)[] Binders(Type type) =>
        [
            .. type.GetProperties()
                .Select(property =>
                {
                    var (statement, place, row) = (
                        Expression.Parameter(typeof(sqlite3_stmt)),
                        Expression.Parameter(typeof(int)),
                        Expression.Parameter(typeof(object))
                    );
                    var held =
                        property.PropertyType is { IsValueType: true } bare && Nullable.GetUnderlyingType(bare) is null
                            ? typeof(Nullable<>).MakeGenericType(bare)
                            : property.PropertyType;
                    var binder =
                        typeof(SqliteRows).GetMethod(nameof(Bind), [typeof(sqlite3_stmt), typeof(int), held])
                        ?? throw new InvalidOperationException($"No column holds a {held}.");
                    var bind = Expression.Call(
                        binder,
                        statement,
                        place,
                        Expression.Convert(Expression.Property(Expression.Convert(row, type), property), held)
                    );
                    return (
                        property.Name,
                        Expression.Lambda<Action<sqlite3_stmt, int, object>>(bind, statement, place, row).Compile()
                    );
                }),
        ];

    public static void Bind(sqlite3_stmt statement, int place, string? text)
    {
        if (text is null)
            raw.sqlite3_bind_null(statement, place);
        else if (text.Length is 0 or > 1000)
            raw.sqlite3_bind_text(statement, place, text);
        else
        {
            Span<byte> bytes = stackalloc byte[text.Length * 3];
            raw.sqlite3_bind_text(statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }
    }

    public static void Bind(sqlite3_stmt statement, int place, int? number) => Bind(statement, place, (long?)number);

    public static void Bind(sqlite3_stmt statement, int place, bool? truth) =>
        Bind(
            statement,
            place,
            truth is null ? null
                : truth.Value ? 1L
                : 0L
        );

    public static void Bind(sqlite3_stmt statement, int place, long? number)
    {
        if (number is null)
            raw.sqlite3_bind_null(statement, place);
        else
            raw.sqlite3_bind_int64(statement, place, number.Value);
    }

    /// <summary>
    /// As text, as Microsoft.Data.Sqlite sends decimals: the NUMERIC affinity of the column makes a number of it.
    /// </summary>
    public static void Bind(sqlite3_stmt statement, int place, decimal? number) =>
        Bind(statement, place, number?.ToString("0.0###########################", CultureInfo.InvariantCulture));

    public static void Bind(sqlite3_stmt statement, int place, DateTimeOffset? instant)
    {
        if (instant is null)
        {
            raw.sqlite3_bind_null(statement, place);
            return;
        }

        Span<byte> bytes = stackalloc byte[32];
        var truncated = instant.Value.TruncateToMilliseconds().UtcDateTime;
        truncated.TryFormat(
            bytes,
            out var length,
            truncated.Ticks % TimeSpan.TicksPerSecond == 0 ? "s" : "yyyy-MM-ddTHH:mm:ss.FFF",
            CultureInfo.InvariantCulture
        );
        bytes[10] = (byte)' ';
        raw.sqlite3_bind_text(statement, place, bytes[..length]);
    }

    public static void Bind(sqlite3_stmt statement, int place, DateOnly? day) =>
        Bind(statement, place, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static void Bind(sqlite3_stmt statement, int place, byte[] bytes) =>
        raw.sqlite3_bind_blob(statement, place, bytes);

    public static void Bind(sqlite3_stmt statement, int place, IReadOnlyList<string>? items) =>
        Bind(
            statement,
            place,
            items switch
            {
                null => null,
                { Count: 0 } => "[]",
                _ => JsonSerializer.Serialize(items, Json.Stored),
            }
        );

    /// <summary>A list of a subject's own records, as JSON.</summary>
    public static void Bind(sqlite3_stmt statement, int place, IEnumerable? list) =>
        Bind(statement, place, list is null ? null : JsonSerializer.Serialize(list, list.GetType(), Json.Stored));
}
