using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;

namespace Changzheng.Api.Platform.Database;

/// <summary>How C# values lie in columns, the same in both databases.</summary>
internal static class Columns
{
    private static readonly HashSet<Type> json = [];

    private static readonly ConcurrentDictionary<Type, (string Name, Func<object, object?> Read)[]> properties = new();

    /// <summary>Before anything is read or written: Dapper keeps its handlers for the whole process.</summary>
    [ModuleInitializer]
    internal static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(decimal));
        SqlMapper.RemoveTypeMap(typeof(decimal?));
        SqlMapper.AddTypeHandler(new Instants());
        SqlMapper.AddTypeHandler(new Decimals());
        AddJson<IReadOnlyList<string>>();
        AddJson<IReadOnlyList<decimal>>();
    }

    /// <summary>
    /// Keeps values of the type as JSON text. A type is added once: Dapper copies its table of handlers to add one, so
    /// two hosts of one process that add at once would lose one of them.
    /// </summary>
    public static void AddJson<T>()
    {
        lock (json)
            if (json.Add(typeof(T)))
                SqlMapper.AddTypeHandler(new JsonColumn<T>());
    }

    /// <summary>Truncates to what a column stores: UTC, whole milliseconds.</summary>
    public static DateTimeOffset TruncateToMilliseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    /// <summary>A row type's properties with compiled getters, for bulk writes that bypass Dapper.</summary>
    public static IReadOnlyList<(string Name, Func<object, object?> Read)> Of(Type row) =>
        properties.GetOrAdd(
            row,
            type =>
                [
                    .. type.GetProperties()
                        .Select(property =>
                        {
                            var one = Expression.Parameter(typeof(object));
                            return (
                                property.Name,
                                Expression
                                    .Lambda<Func<object, object?>>(
                                        Expression.Convert(
                                            Expression.Property(Expression.Convert(one, type), property),
                                            typeof(object)
                                        ),
                                        one
                                    )
                                    .Compile()
                            );
                        }),
                ]
        );

    /// <summary>
    /// Converts a value to what its column stores: the type handlers' conversions, for writes that bypass Dapper.
    /// </summary>
    public static object? ToColumnValue(object? value) =>
        value switch
        {
            DateTimeOffset instant => instant.TruncateToMilliseconds().UtcDateTime,
            string or byte[] => value,
            IEnumerable list => JsonSerializer.Serialize(list, list.GetType(), Json.Stored),
            _ => value,
        };

    private sealed class Instants : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.DateTime2;
            parameter.Value = value.TruncateToMilliseconds().UtcDateTime;
        }

        public override DateTimeOffset Parse(object value) =>
            value switch
            {
                DateTime time => new(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
                string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                _ => throw new InvalidCastException($"No instant: {value.GetType()}"),
            };
    }

    /// <summary>SQLite keeps a DECIMAL as a REAL; below 10¹¹ four decimals come back exactly when rounded.</summary>
    private sealed class Decimals : SqlMapper.TypeHandler<decimal>
    {
        public override void SetValue(IDbDataParameter parameter, decimal value)
        {
            parameter.DbType = DbType.Decimal;
            parameter.Value = value;
        }

        public override decimal Parse(object value) =>
            Math.Round(Convert.ToDecimal(value, CultureInfo.InvariantCulture), 4);
    }
}
