using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

internal sealed partial class Differences
{
    private string? InQueries(TSqlFragment fragment) =>
        fragment switch
        {
            QuerySpecification query => UngroupedColumn(query)
                ?? UnselectedOrder(query)
                ?? LinguisticOrder(query)
                ?? AliasWithin(query),
            ExpressionWithSortOrder { Expression: VariableReference or Literal } => "an order is by a column",
            ScalarSubquery subquery => OrderWithin(subquery.QueryExpression),
            QueryDerivedTable derived => OrderWithin(derived.QueryExpression),
            CommonTableExpression named => OrderWithin(named.QueryExpression),
            CreateViewStatement view => OrderWithin(view.SelectStatement.QueryExpression),
            InsertSpecification { Columns.Count: 0 } => "an INSERT names its columns",
            SelectStatement { Into: not null } => "SELECT INTO is SQL Server's",
            UpdateSpecification { FromClause: { } from, Target: NamedTableReference target }
                when TablesOf(from)
                    .Any(table =>
                        Same(table.SchemaObject.BaseIdentifier.Value, target.SchemaObject.BaseIdentifier.Value)
                    ) => "the table of an UPDATE again in FROM: on SQLite that is a second table",
            _ => null,
        };

    private static string? OrderWithin(QueryExpression query) =>
        query is { OrderByClause: not null, OffsetClause: null } ? "an order inside a statement needs {page}" : null;

    /// <summary>SQLite takes such a column from any row of the group; SQL Server refuses the statement.</summary>
    private static string? UngroupedColumn(QuerySpecification query)
    {
        var inside = new Inside();
        foreach (var element in query.SelectElements)
            element.Accept(inside);
        query.HavingClause?.Accept(inside);
        var grouped = query.GroupByClause?.GroupingSpecifications.Select(Text).ToList() ?? [];
        if (inside.Aggregates.Count == 0 && query.GroupByClause is null && query.HavingClause is null)
            return null;
        var aliases = query
            .SelectElements.OfType<SelectScalarExpression>()
            .Select(element => element.ColumnName?.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ordering = new Inside();
        query.OrderByClause?.Accept(ordering);
        return
            inside
                .Columns.Concat(ordering.Columns.Where(column => !aliases.Contains(Text(column))))
                .Select(Text)
                .Except(grouped, StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault()
                is { } loose
            ? $"{loose} is neither grouped nor counted"
            : null;
    }

    private static string? UnselectedOrder(QuerySpecification query)
    {
        if (query.UniqueRowFilter != UniqueRowFilter.Distinct || query.OrderByClause is null)
            return null;
        var selected = query
            .SelectElements.OfType<SelectScalarExpression>()
            .SelectMany(element => new[] { Text(element.Expression), element.ColumnName?.Value });
        return
            query
                .OrderByClause.OrderByElements.Select(element => Text(element.Expression))
                .Except(selected, StringComparer.OrdinalIgnoreCase)
                .FirstOrDefault()
                is { } unselected
            ? $"DISTINCT is ordered by {unselected}, which is not selected"
            : null;
    }

    /// <summary>SQL Server orders by an alias, and not by what is made of one.</summary>
    private static string? AliasWithin(QuerySpecification query)
    {
        var aliases = query
            .SelectElements.OfType<SelectScalarExpression>()
            .Select(element => element.ColumnName?.Value)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var inside = new Inside();
        foreach (
            var element in query.OrderByClause?.OrderByElements.Where(element =>
                element.Expression is not ColumnReferenceExpression
            ) ?? []
        )
            element.Accept(inside);
        return inside.Columns.Select(Text).FirstOrDefault(aliases.Contains) is { } alias
            ? $"an order by something made of the alias {alias}"
            : null;
    }

    /// <summary>Text without {ordinal} sorts by the server's language on one, by code point on the other.</summary>
    private string? LinguisticOrder(QuerySpecification query) =>
        query
            .OrderByClause?.OrderByElements.Select(element => element.Expression)
            .OfType<ColumnReferenceExpression>()
            .FirstOrDefault(column =>
                column.Collation is null && DefinitionOf(query, column) is { } defined && IsLinguistic(defined)
            )
            is { } linguistic
            ? $"{Text(linguistic)} sorts by language: order by code, number, date or id"
            : null;

    private ColumnDefinition? DefinitionOf(QuerySpecification query, ColumnReferenceExpression column)
    {
        var (name, table) = (
            column.MultiPartIdentifier.Identifiers[^1].Value,
            column.MultiPartIdentifier.Identifiers is [var qualifier, _] ? qualifier.Value : null
        );
        return (query.FromClause is null ? [] : TablesOf(query.FromClause))
            .Where(from => table is null || Same(from.Alias?.Value ?? from.SchemaObject.BaseIdentifier.Value, table))
            .SelectMany(from => schema.Find(from.SchemaObject)?.Definition.ColumnDefinitions ?? [])
            .FirstOrDefault(defined => Same(defined.ColumnIdentifier.Value, name));
    }

    private static bool IsLinguistic(ColumnDefinition column) =>
        Schema.FamilyOf(column) == Family.Text
        && column.Collation is null
        && column.DataType is not SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NChar };

    private static IReadOnlyList<NamedTableReference> TablesOf(FromClause from)
    {
        var tables = new Tables();
        from.Accept(tables);
        return tables.Named;
    }

    private static string Text(TSqlFragment fragment) => ServerGrammar.Write(fragment).Trim();

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private sealed class Tables : TSqlFragmentVisitor
    {
        public List<NamedTableReference> Named { get; } = [];

        public override void Visit(NamedTableReference node) => Named.Add(node);
    }
}
