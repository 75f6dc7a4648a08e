using System.Data;
using System.Text.Json;
using Dapper;

namespace Changzheng.Api.Platform.Database;

/// <summary>A value kept as JSON text.</summary>
internal sealed class JsonColumn<T> : SqlMapper.TypeHandler<T>
{
    public override void SetValue(IDbDataParameter parameter, T? value) =>
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, Json.Stored);

    public override T Parse(object value) => JsonSerializer.Deserialize<T>((string)value, Json.Stored)!;
}
