using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>
/// The fourth net: what both databases accept and understand differently, or only one accepts when it runs. What is not
/// known to be shared is forbidden.
/// </summary>
internal sealed partial class Differences : TSqlFragmentVisitor
{
    private static readonly HashSet<Type> shared =
    [
        typeof(SelectStatement),
        typeof(InsertStatement),
        typeof(UpdateStatement),
        typeof(DeleteStatement),
        typeof(InsertSpecification),
        typeof(UpdateSpecification),
        typeof(DeleteSpecification),
        typeof(ValuesInsertSource),
        typeof(SelectInsertSource),
        typeof(RowValue),
        typeof(AssignmentSetClause),
        typeof(QuerySpecification),
        typeof(BinaryQueryExpression),
        typeof(QueryParenthesisExpression),
        typeof(SelectScalarExpression),
        typeof(IdentifierOrValueExpression),
        typeof(FromClause),
        typeof(WhereClause),
        typeof(GroupByClause),
        typeof(ExpressionGroupingSpecification),
        typeof(HavingClause),
        typeof(OrderByClause),
        typeof(ExpressionWithSortOrder),
        typeof(OffsetClause),
        typeof(WithCtesAndXmlNamespaces),
        typeof(CommonTableExpression),
        typeof(NamedTableReference),
        typeof(QueryDerivedTable),
        typeof(QualifiedJoin),
        typeof(UnqualifiedJoin),
        typeof(JoinParenthesisTableReference),
        typeof(TableHint),
        typeof(ColumnReferenceExpression),
        typeof(MultiPartIdentifier),
        typeof(SchemaObjectName),
        typeof(Identifier),
        typeof(VariableReference),
        typeof(IntegerLiteral),
        typeof(NumericLiteral),
        typeof(StringLiteral),
        typeof(NullLiteral),
        typeof(FunctionCall),
        typeof(CoalesceExpression),
        typeof(NullIfExpression),
        typeof(IIfCall),
        typeof(SearchedCaseExpression),
        typeof(SearchedWhenClause),
        typeof(SimpleCaseExpression),
        typeof(SimpleWhenClause),
        typeof(BinaryExpression),
        typeof(UnaryExpression),
        typeof(ParenthesisExpression),
        typeof(ScalarSubquery),
        typeof(OverClause),
        typeof(BooleanComparisonExpression),
        typeof(BooleanBinaryExpression),
        typeof(BooleanNotExpression),
        typeof(BooleanParenthesisExpression),
        typeof(BooleanIsNullExpression),
        typeof(BooleanTernaryExpression),
        typeof(LikePredicate),
        typeof(InPredicate),
        typeof(ExistsPredicate),
        typeof(CreateTableStatement),
        typeof(TableDefinition),
        typeof(ColumnDefinition),
        typeof(SqlDataTypeReference),
        typeof(MaxLiteral),
        typeof(NullableConstraintDefinition),
        typeof(UniqueConstraintDefinition),
        typeof(ForeignKeyConstraintDefinition),
        typeof(CheckConstraintDefinition),
        typeof(DefaultConstraintDefinition),
        typeof(ColumnWithSortOrder),
        typeof(CreateIndexStatement),
        typeof(IndexType),
        typeof(AlterTableAddTableElementStatement),
        typeof(AlterTableDropTableElementStatement),
        typeof(AlterTableDropTableElement),
        typeof(DropTableStatement),
        typeof(CreateViewStatement),
        // As the dialect says {each}; written out, SQLite does not know it.
        typeof(OpenJsonTableReference),
    ];

    private readonly Schema schema;
    private readonly Families families;
    private readonly HashSet<TSqlFragment> manyRowsAllowed = [];
    private readonly List<string> found = [];

    private Differences(Schema schema)
    {
        this.schema = schema;
        families = new Families(schema);
    }

    public static IReadOnlyList<string> Complaints(Schema schema, string sql)
    {
        var tree = ServerGrammar.Parse(sql);
        var differences = new Differences(schema);
        tree.Accept(differences.families);
        tree.Accept(differences);
        return [.. differences.found.Distinct()];
    }

    public override void Visit(TSqlFragment fragment)
    {
        if (!shared.Contains(fragment.GetType()))
            found.Add($"{fragment.GetType().Name} is not in the shared language");
        if (fragment is InPredicate { Subquery: { } list })
            manyRowsAllowed.Add(list);
        if (fragment is ExistsPredicate { Subquery: { } rows })
            manyRowsAllowed.Add(rows);
        if (
            (InWords(fragment) ?? InExpressions(fragment) ?? InQueries(fragment) ?? InTables(fragment)) is { } complaint
        )
            found.Add(complaint);
    }

    private static string? InWords(TSqlFragment fragment) =>
        fragment switch
        {
            StringLiteral { IsNational: true } => "N'…' is an error on SQLite",
            StringLiteral { Value: var text } when !text.All(char.IsAscii) => "text beyond ASCII is a parameter",
            Identifier { Value: var name } when name.Length >= 63 => $"{name}: names are shorter than 63",
            Identifier { Value: var name } when !name.All(char.IsAscii) => $"{name}: names are ASCII",
            PrimaryExpression { Collation: { } collation } when collation.Value != Ordinal =>
                $"COLLATE {collation.Value}: say {{ordinal}}",
            ColumnDefinition { Collation: { } collation } when collation.Value != Ordinal =>
                $"COLLATE {collation.Value}: say {{ordinal}}",
            NamedTableReference { TableHints: { Count: > 0 } hints }
                when !hints.Select(hint => hint.HintKind).Order().SequenceEqual(hold) => "the only lock hint is {hold}",
            QualifiedJoin { JoinHint: not JoinHint.None } => "join hints are SQL Server's",
            UnqualifiedJoin { UnqualifiedJoinType: not UnqualifiedJoinType.CrossJoin } => "APPLY is SQL Server's",
            BinaryQueryExpression { BinaryQueryExpressionType: not BinaryQueryExpressionType.Union } =>
                "INTERSECT and EXCEPT bind differently",
            _ => null,
        };

    private const string Ordinal = "Latin1_General_100_BIN2";
    private static readonly TableHintKind[] hold = [.. new[] { TableHintKind.UpdLock, TableHintKind.HoldLock }.Order()];
}
