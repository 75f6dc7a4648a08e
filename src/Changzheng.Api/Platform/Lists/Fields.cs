using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Lists;

/// <summary>How a workbook shows a number.</summary>
internal enum Shown
{
    AsItIs,

    /// <summary>A share of 1: 0.56 as 56%.</summary>
    AsPercentage,
}

/// <summary>
/// A list's columns, a line each: the Chinese header and the field below it. Name and kind are the field's own, so that
/// they are as in JSON:
/// a field of a field is called count.reported. Of a row and the whole it stands in, a tuple, neither's fields say
/// which.
/// </summary>
/// <param name="example">What the document shows.</param>
internal sealed class Fields<T>(T example) : IEnumerable<Column>
{
    private readonly List<Column> columns = [];
    private readonly List<Func<T, object?>> values = [];

    public IReadOnlyList<Column> Columns => columns;

    public void Add<TValue>(string title, Expression<Func<T, TValue>> field) => Add(title, field, Shown.AsItIs);

    public void Add<TValue>(string title, Expression<Func<T, TValue>> field, Shown shown)
    {
        var path = Path(field.Body);
        var choices = Wordings.Of(typeof(TValue));
        Add(
            string.Join('.', path.Where(member => member is PropertyInfo).Select(member => Camel(member.Name))),
            title,
            choices.Count > 0 ? CellKind.Choice : Kind(typeof(TValue)),
            choices,
            row => Follow(row, path),
            shown
        );
    }

    /// <summary>A column composed of several fields, or of a list, as text.</summary>
    public void Add(string name, string title, Func<T, string?> text) => Add(name, title, CellKind.Text, [], text);

    public void Add(string name, string title, Func<T, IEnumerable<string>?> list) =>
        Add(name, title, CellKind.List, [], list);

    public object?[] Cells(T row) => [.. values.Select(value => ToCellValue(value(row)))];

    public IEnumerator<Column> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(
        string name,
        string title,
        CellKind kind,
        IReadOnlyList<Allowed> choices,
        Func<T, object?> value,
        Shown shown = Shown.AsItIs
    )
    {
        var column = new Column(name, title, kind, "")
        {
            Longest = int.MaxValue,
            Values = choices,
            Share = shown is Shown.AsPercentage,
        };
        columns.Add(column with { Example = Cell.Format(column, ToCellValue(value(example)), forPeople: true) ?? "" });
        values.Add(value);
    }

    private static IReadOnlyList<MemberInfo> Path(Expression? field) =>
        field switch
        {
            MemberExpression member => [.. Path(member.Expression), member.Member],
            ParameterExpression => [],
            _ => throw new ArgumentException($"Not a field: {field}", nameof(field)),
        };

    /// <summary>Null where anything on the way is.</summary>
    private static object? Follow(object? from, IReadOnlyList<MemberInfo> path) =>
        path.Aggregate(
            from,
            (at, member) =>
                at is null ? null
                : member is PropertyInfo property ? property.GetValue(at)
                : ((FieldInfo)member).GetValue(at)
        );

    private static CellKind Kind(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var plain when plain == typeof(string) || plain == typeof(JsonElement) || plain.IsEnum => CellKind.Text,
            var plain when plain == typeof(int) || plain == typeof(long) => CellKind.Whole,
            var plain when plain == typeof(decimal) => CellKind.Number,
            var plain when plain == typeof(DateOnly) => CellKind.Day,
            var plain when plain == typeof(DateTimeOffset) => CellKind.Instant,
            var plain when plain == typeof(bool) => CellKind.Truth,
            var plain when plain.IsAssignableTo(typeof(IEnumerable)) => CellKind.List,
            _ => throw new ArgumentException($"A cell holds no {type.Name}.", nameof(type)),
        };

    private static object? ToCellValue(object? value) =>
        value switch
        {
            null or string or bool or long or decimal or DateOnly or DateTimeOffset or IEnumerable<string> => value,
            int number => (long)number,
            JsonElement json => JsonSerializer.Serialize(json, Json.Stored),
            IDictionary pairs => pairs.Keys.Cast<object>().Select(key => $"{Word(key)} {Word(pairs[key]!)}").ToList(),
            IEnumerable items => items.Cast<object>().Select(Word).ToList(),
            _ => Word(value),
        };

    private static string Word(object value) =>
        value switch
        {
            Enum choice => Camel(choice.ToString()),
            decimal number => CellNumber.Format(number),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
