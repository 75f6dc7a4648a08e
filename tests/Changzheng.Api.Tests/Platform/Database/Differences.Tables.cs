using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

internal sealed partial class Differences
{
    private const int ClusteredKeyBytes = 900;
    private const int IndexKeyBytes = 1700;

    private string? InTables(TSqlFragment fragment) =>
        fragment switch
        {
            SqlDataTypeReference type when !IsShared(type) => $"{Text(type)} is not a shared column type",
            ColumnDefinition { ComputedColumnExpression: not null } => "a computed column",
            ColumnDefinition { Constraints: var constraints } column
                when !constraints.OfType<NullableConstraintDefinition>().Any() =>
                $"{column.ColumnIdentifier.Value} says neither NULL nor NOT NULL",
            CreateTableStatement table => InKeys(table),
            CreateIndexStatement index => InKey(
                schema.Find(index.OnName),
                index.Columns,
                index.Unique && index.FilterPredicate is null,
                IndexKeyBytes
            ),
            AlterTableAddTableElementStatement { Definition: var added }
                when added.ColumnDefinitions.Count != 1 || added.TableConstraints.Count > 0 =>
                "ALTER TABLE ADD takes one column",
            AlterTableAddTableElementStatement { Definition.ColumnDefinitions: [{ DefaultConstraint: null } added] }
                when !IsNullable(added) =>
                $"{added.ColumnIdentifier.Value} has no value in rows that are there: NULL, or a DEFAULT",
            AlterTableDropTableElementStatement
            {
                AlterTableDropTableElements: not [{ TableElementType: TableElementType.Column }]
            } => "ALTER TABLE DROP takes one column",
            _ => null,
        };

    private static bool IsShared(SqlDataTypeReference type) =>
        (type.SqlDataTypeOption, type.Parameters.Select(parameter => parameter.Value).ToArray()) switch
        {
            (
                SqlDataTypeOption.Int
                    or SqlDataTypeOption.BigInt
                    or SqlDataTypeOption.Bit
                    or SqlDataTypeOption.Date,
                []
            ) => true,
            (SqlDataTypeOption.NVarChar, [_]) => true,
            (SqlDataTypeOption.NChar, ["32"]) => true,
            (SqlDataTypeOption.Decimal, ["18", "4"]) => true,
            (SqlDataTypeOption.DateTime2, ["3"]) => true,
            // SQLite keeps a blob a blob in a column of any affinity.
            (SqlDataTypeOption.VarBinary, ["8000"]) => true,
            _ => false,
        };

    private string? InKeys(CreateTableStatement table)
    {
        foreach (var column in table.Definition.ColumnDefinitions)
        {
            var own = new ColumnWithSortOrder
            {
                Column = new() { MultiPartIdentifier = new() { Identifiers = { column.ColumnIdentifier } } },
            };
            if (
                column
                    .Constraints.Select(constraint => InConstraint(table, constraint, [own]))
                    .FirstOrDefault(complaint => complaint is not null) is
                { } complaint
            )
                return complaint;
        }

        return table
            .Definition.TableConstraints.Select(constraint => InConstraint(table, constraint, []))
            .FirstOrDefault(complaint => complaint is not null);
    }

    private string? InConstraint(
        CreateTableStatement table,
        ConstraintDefinition constraint,
        IList<ColumnWithSortOrder> own
    ) =>
        constraint switch
        {
            UniqueConstraintDefinition unique => InKey(
                table,
                unique.Columns.Count > 0 ? unique.Columns : own,
                !unique.IsPrimaryKey,
                unique.IsPrimaryKey ? ClusteredKeyBytes : IndexKeyBytes
            ),
            ForeignKeyConstraintDefinition foreign => InForeignKey(
                table,
                foreign,
                foreign.Columns.Count > 0
                    ? foreign.Columns
                    : [.. own.Select(column => column.Column.MultiPartIdentifier.Identifiers[0])]
            ),
            _ => null,
        };

    /// <summary>
    /// SQL Server makes an index that is too wide, and refuses the row that fills it; of NULLs it lets one be.
    /// </summary>
    private static string? InKey(CreateTableStatement? table, IList<ColumnWithSortOrder> key, bool unique, int most)
    {
        var columns = key.Select(column => ColumnOf(table, column.Column.MultiPartIdentifier.Identifiers[^1].Value))
            .OfType<ColumnDefinition>()
            .ToList();
        return columns.Sum(Bytes) > most ? $"a key of more than {most} bytes"
            : unique && columns.Any(IsNullable) ? "unique over a column that may be NULL: an index WHERE … IS NOT NULL"
            : null;
    }

    private string? InForeignKey(
        CreateTableStatement table,
        ForeignKeyConstraintDefinition foreign,
        IList<Identifier> columns
    )
    {
        if (
            foreign.DeleteAction != DeleteUpdateAction.NotSpecified
            || foreign.UpdateAction != DeleteUpdateAction.NotSpecified
        )
            return "a foreign key with an action: SQL Server refuses cascades that meet";
        var named = Same(foreign.ReferenceTableName.BaseIdentifier.Value, table.SchemaObjectName.BaseIdentifier.Value)
            ? table
            : schema.Find(foreign.ReferenceTableName);
        return
            columns
                .Zip(foreign.ReferencedTableColumns)
                .Select(pair => (Own: ColumnOf(table, pair.First.Value), Named: ColumnOf(named, pair.Second.Value)))
                .FirstOrDefault(pair =>
                    pair.Own is not null && pair.Named is not null && TypeOf(pair.Own) != TypeOf(pair.Named)
                )
                is { Own: { } own, Named: { } other }
            ? $"{own.ColumnIdentifier.Value} is {TypeOf(own)}, the key it names is {TypeOf(other)}"
            : null;
    }

    private static ColumnDefinition? ColumnOf(CreateTableStatement? table, string name) =>
        table?.Definition.ColumnDefinitions.FirstOrDefault(column => Same(column.ColumnIdentifier.Value, name));

    private static bool IsNullable(ColumnDefinition column) =>
        column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => constraint.Nullable);

    private static string TypeOf(ColumnDefinition column) =>
        $"{Text(column.DataType)} {column.Collation?.Value}".Trim();

    private static int Bytes(ColumnDefinition column) =>
        column.DataType
            is SqlDataTypeReference
            {
                SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar,
                Parameters: [var length]
            }
            ? length is MaxLiteral
                ? int.MaxValue / 16
                : 2 * int.Parse(length.Value, System.Globalization.CultureInfo.InvariantCulture)
            : 8;
}
