using System.Data;
using Microsoft.Data.SqlClient;

namespace Changzheng.Api.Platform.Database;

/// <summary>
/// Parameters of one statement for many rows. Their types and sizes are fixed. Left to itself, the driver sends an
/// instant as DATETIME, which keeps thirds of a hundredth of a second, and a text in its own length, for each of which
/// the server makes a plan.
/// </summary>
internal static class SqlServerRows
{
    /// <summary>The longest text and the longest bytes that are not "max".</summary>
    private const int LongestText = 4000,
        LongestBytes = 8000;

    private const int Max = -1;

    /// <summary>The parameters for rows of a type, each with what reads its value.</summary>
    public static IReadOnlyList<(SqlParameter Parameter, Func<object, object?> Read)> Bind(SqlCommand command, Type row)
    {
        var types = row.GetProperties().ToDictionary(property => property.Name, property => property.PropertyType);
        return
        [
            .. Columns
                .Of(row)
                .Select(column => (command.Parameters.Add(Parameter(column.Name, types[column.Name])), column.Read)),
        ];
    }

    public static void Set(SqlParameter parameter, object? value)
    {
        parameter.Value = Columns.ToColumnValue(value) ?? DBNull.Value;
        if (parameter.SqlDbType is SqlDbType.NVarChar)
            parameter.Size = parameter.Value is string { Length: > LongestText } ? Max : LongestText;
        else if (parameter.SqlDbType is SqlDbType.VarBinary)
            parameter.Size = parameter.Value is byte[] { Length: > LongestBytes } ? Max : LongestBytes;
    }

    private static SqlParameter Parameter(string name, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var parameter = new SqlParameter("@" + name, TypeOf(bare));
        if (bare == typeof(DateTimeOffset))
            parameter.Scale = 3;
        if (bare == typeof(decimal))
            (parameter.Precision, parameter.Scale) = (18, 4);
        return parameter;
    }

    private static SqlDbType TypeOf(Type type) =>
        type == typeof(DateTimeOffset) ? SqlDbType.DateTime2
        : type == typeof(DateOnly) ? SqlDbType.Date
        : type == typeof(bool) ? SqlDbType.Bit
        : type == typeof(int) ? SqlDbType.Int
        : type == typeof(long) ? SqlDbType.BigInt
        : type == typeof(decimal) ? SqlDbType.Decimal
        : type == typeof(byte[]) ? SqlDbType.VarBinary
        : type == typeof(string) || type.IsAssignableTo(typeof(IEnumerable<object>)) ? SqlDbType.NVarChar
        : throw new InvalidOperationException($"No column holds a {type}.");
}
