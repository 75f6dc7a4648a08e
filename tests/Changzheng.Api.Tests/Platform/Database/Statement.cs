using System.Reflection;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>A statement of the API or a batch of a migration, by the name the tests show.</summary>
internal sealed partial record Statement(string Name, string Text)
{
    /// <summary>Every <c>const string …Sql</c> of the API, named Type.Field.</summary>
    public static IReadOnlyList<Statement> Queries { get; } =
    [
        .. from type in typeof(Migrator).Assembly.GetTypes()
        from field in type.GetFields(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
        )
        where
            field.IsLiteral && field.FieldType == typeof(string) && field.Name.EndsWith("Sql", StringComparison.Ordinal)
        let name = $"{type.FullName![(type.Namespace!.Length + 1)..].Replace('+', '.')}.{field.Name}"
        orderby name
        select new Statement(name, (string)field.GetRawConstantValue()!),
    ];

    public static IReadOnlyList<Statement> ServerBatches { get; } = BatchesOf(Dialect.SqlServer);

    public static IReadOnlyList<Statement> SqliteBatches { get; } = BatchesOf(Dialect.Sqlite);

    /// <summary>Batches of the scripts written once; the two halves of a pair differ on purpose.</summary>
    public static IReadOnlyList<Statement> SharedBatches { get; } = [.. ServerBatches.Intersect(SqliteBatches)];

    /// <summary>What this database is sent: placeholders said its way, lists spread as Dapper spreads them.</summary>
    public static string Spoken(Dialect dialect, string sql)
    {
        var lists = List()
            .Matches(sql)
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Parameter()
            .Replace(
                dialect.Speak(sql),
                match => lists.Contains(match.Groups[1].Value) ? $"({match.Value}1, {match.Value}2)" : match.Value
            );
    }

    /// <summary>The names the caller must supply, without the @.</summary>
    public static IReadOnlyList<string> ParametersOf(string sql) =>
        [
            .. Parameter()
                .Matches(Dialect.SqlServer.Speak(sql))
                .Select(match => match.Groups[1].Value)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static IReadOnlyList<Statement> BatchesOf(Dialect dialect) =>
        [
            new("Migrator.JournalScript", Migrator.JournalScript),
            .. Migrator
                .Scripts(dialect)
                .SelectMany(script =>
                    Migrator.Batches(script.Text).Select((text, i) => new Statement($"{script.Name} {i + 1}", text))
                ),
        ];

    [GeneratedRegex(@"\bIN\s+@(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex List();

    [GeneratedRegex(@"(?<!@)@(\w+)")]
    private static partial Regex Parameter();
}
