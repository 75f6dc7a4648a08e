using System.Reflection;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>
/// The fifth net: a row type and the SQL that reads or writes it name the same columns. Dapper leaves a property that
/// no column fills at its default, and drops a column that no property takes, without a word.
/// </summary>
internal static partial class RowNet
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance;

    private static readonly IReadOnlyList<Type> types = typeof(Migrator).Assembly.GetTypes();

    /// <summary>A place in the source where rows of a type are read.</summary>
    internal sealed record Read(string Path, Type Row, Statement Statement);

    /// <summary>
    /// Every <c>db.QueryAsync&lt;Row&gt;(XSql, …)</c> and <c>db.FindAsync&lt;Row&gt;(XSql, …)</c> of the API.
    /// </summary>
    public static IEnumerable<Read> Reads() =>
        from file in SourceTree.Api
        from call in Call().Matches(file.Text)
        let row = FindRow(file.Text, call.Groups["row"].Value)
        where row is not null
        from sql in SqlName().Matches(call.Groups["sql"].Value)
        select new Read(file.Path, row, FindStatement(file.Text, sql.Value));

    /// <summary>What is wrong with one SELECT that fills one row type.</summary>
    public static IEnumerable<string> FindFaults(Type row, IReadOnlyCollection<string> selected)
    {
        var settable = Settable(row).ToList();
        foreach (var column in selected.Except(settable.Select(property => property.Name), Ignore))
            yield return $"{row.Name} has no property for the column {column}";
        foreach (
            var property in settable.Where(IsRequired).Where(property => !selected.Contains(property.Name, Ignore))
        )
            yield return $"{row.Name}.{property.Name} is required and not selected";
    }

    /// <summary>Properties that none of the statements which read the type selects.</summary>
    public static IEnumerable<string> FindNeverSelected(Type row, IEnumerable<string> selected) =>
        Settable(row)
            .Select(property => property.Name)
            .Except(selected, Ignore)
            .Select(name => $"{row.Name}.{name} is never selected");

    /// <summary>The columns of an INSERT … VALUES that are given the value of another of its columns.</summary>
    public static IEnumerable<string> FindMixedUp(string sql)
    {
        var insert = Insert().Match(ColumnLists.Expand(sql));
        var columns = insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);
        return columns
            .Zip(insert.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries))
            .Where(pair => !Ignore.Equals("@" + pair.First, pair.Second))
            .Where(pair => columns.Contains(pair.Second.TrimStart('@'), Ignore))
            .Select(pair => $"{pair.First} is given {pair.Second}");
    }

    /// <summary>The table and the columns of an INSERT; null where the statement is none.</summary>
    public static (string Table, IReadOnlyList<string> Columns)? FindInsert(string sql) =>
        InsertInto().Match(ColumnLists.Expand(sql)) is { Success: true } insert
            ? (insert.Groups["table"].Value, insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries))
            : null;

    public static IEnumerable<PropertyInfo> Settable(Type row) =>
        row.GetProperties(Instance).Where(property => property.SetMethod is { IsPublic: true });

    public static StringComparer Ignore => StringComparer.OrdinalIgnoreCase;

    private static bool IsRequired(PropertyInfo property) =>
        property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;

    /// <summary>By its name as the file writes it; null for a single value and for a tuple.</summary>
    private static Type? FindRow(string text, string written)
    {
        var parts = written.TrimEnd('?').Split('.');
        var named = types
            .Where(type => type.Name == parts[^1] && !type.IsEnum)
            .Where(type => parts.Length == 1 || type.DeclaringType?.Name == parts[^2])
            .ToList();
        if (named.Count <= 1)
            return named.SingleOrDefault();
        // Several slices have a Row: the one the file declares, else the one that stands by itself.
        var declared = DeclaredIn(text);
        return named.Where(type => declared.Contains(Outermost(type).Name)).ToList() is [var own]
            ? own
            : named.Single(type => type.DeclaringType is null);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static Statement FindStatement(string text, string written)
    {
        var parts = written.Split('.');
        return Statement.Queries.Single(statement =>
            statement.Name.Split('.') is [.. var owners, var name]
            && name == parts[^1]
            && (parts.Length > 1 ? owners[^1] == parts[^2] : owners.All(DeclaredIn(text).Contains))
        );
    }

    private static HashSet<string> DeclaredIn(string text) =>
        [.. Declared().Matches(text).Select(declared => declared.Groups[1].Value)];

    [GeneratedRegex(@"\bdb\.(?:QueryAsync|FindAsync)<(?<row>[A-Z][\w.]*\??)>\(\s*(?<sql>[^,;]+),")]
    private static partial Regex Call();

    [GeneratedRegex(@"\b(?:[A-Z]\w*\.)*[A-Z]\w*Sql\b")]
    private static partial Regex SqlName();

    [GeneratedRegex(@"\b(?:class|record|struct)\s+([A-Z]\w*)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bINSERT INTO \w+\s*\((?<columns>[\w\s,]+)\)\s*VALUES\s*\((?<values>[^)]+)\)")]
    private static partial Regex Insert();

    [GeneratedRegex(@"\bINSERT INTO (?<table>\w+)\s*\((?<columns>[\w\s,]+)\)")]
    private static partial Regex InsertInto();
}
