using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>What a value is, as far as comparing it goes.</summary>
internal enum Family
{
    Text,
    Whole,
    Flag,
    Decimal,
    Day,
    Instant,
    Bytes,
}

/// <summary>The tables and indexes the migrations leave on SQL Server, in memory.</summary>
internal sealed class Schema
{
    private readonly Dictionary<string, (string Batch, CreateTableStatement Table)> tables = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly Dictionary<string, (string Batch, TSqlStatement Object)> others = new(
        StringComparer.OrdinalIgnoreCase
    );

    public Schema(IEnumerable<Statement> batches)
    {
        foreach (var batch in batches)
            Apply(batch.Name, ServerGrammar.Parse(batch.Text));
    }

    public static Schema Current { get; } = new(Statement.ServerBatches);

    public IEnumerable<CreateTableStatement> Tables => tables.Values.Select(made => made.Table);

    /// <summary>The final definitions, each with the name of the batch that first made it.</summary>
    public IEnumerable<(string Batch, string Text)> Definitions =>
        tables
            .Values.Select(made => (made.Batch, ServerGrammar.Write(made.Table)))
            .Concat(others.Values.Select(made => (made.Batch, ServerGrammar.Write(made.Object))));

    public CreateTableStatement? Find(SchemaObjectName name) =>
        tables.GetValueOrDefault(name.BaseIdentifier.Value).Table;

    /// <summary>What columns of that name hold; null when there is none, or when tables disagree.</summary>
    public Family? FamilyOf(string column)
    {
        var families = Tables
            .SelectMany(table => table.Definition.ColumnDefinitions)
            .Where(defined => defined.ColumnIdentifier.Value.Equals(column, StringComparison.OrdinalIgnoreCase))
            .Select(FamilyOf)
            .Distinct()
            .ToList();
        return families.Count == 1 ? families[0] : null;
    }

    public static Family FamilyOf(ColumnDefinition column) =>
        (column.DataType as SqlDataTypeReference)?.SqlDataTypeOption switch
        {
            SqlDataTypeOption.Int or SqlDataTypeOption.BigInt => Family.Whole,
            SqlDataTypeOption.Bit => Family.Flag,
            SqlDataTypeOption.Decimal => Family.Decimal,
            SqlDataTypeOption.Date => Family.Day,
            SqlDataTypeOption.DateTime2 => Family.Instant,
            SqlDataTypeOption.VarBinary => Family.Bytes,
            _ => Family.Text,
        };

    /// <summary>Changes of data leave no trace here; a change of schema not known here must be taught.</summary>
    private void Apply(string batch, TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                tables.Add(table.SchemaObjectName.BaseIdentifier.Value, (batch, table));
                break;
            case AlterTableAddTableElementStatement add:
                var altered = tables[add.SchemaObjectName.BaseIdentifier.Value].Table.Definition;
                foreach (var column in add.Definition.ColumnDefinitions)
                    altered.ColumnDefinitions.Add(column);
                foreach (var constraint in add.Definition.TableConstraints)
                    altered.TableConstraints.Add(constraint);
                break;
            case AlterTableDropTableElementStatement drop:
                foreach (var element in drop.AlterTableDropTableElements)
                    Drop(tables[drop.SchemaObjectName.BaseIdentifier.Value].Table.Definition, element.Name.Value);
                break;
            case DropTableStatement drop:
                foreach (var name in drop.Objects)
                    tables.Remove(name.BaseIdentifier.Value);
                break;
            case CreateIndexStatement index:
                others.Add(index.Name.Value, (batch, index));
                break;
            case CreateViewStatement view:
                others.Add(view.SchemaObjectName.BaseIdentifier.Value, (batch, view));
                break;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses.OfType<DropIndexClause>())
                    others.Remove(clause.Index.Value);
                break;
            case DataModificationStatement:
                break;
            default:
                throw new NotSupportedException(
                    $"{batch}: teach {nameof(Schema)} what {statement.GetType().Name} leaves."
                );
        }
    }

    private static void Drop(TableDefinition table, string name)
    {
        foreach (var column in table.ColumnDefinitions.Where(column => column.ColumnIdentifier.Value == name).ToList())
            table.ColumnDefinitions.Remove(column);
        foreach (
            var constraint in table
                .TableConstraints.Where(constraint => constraint.ConstraintIdentifier?.Value == name)
                .ToList()
        )
            table.TableConstraints.Remove(constraint);
    }
}
