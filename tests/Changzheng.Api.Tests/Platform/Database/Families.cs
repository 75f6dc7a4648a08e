using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>What kind of value each expression is, and each parameter from what it is put beside.</summary>
internal sealed class Families(Schema schema) : TSqlFragmentVisitor
{
    private readonly Dictionary<string, Family?> parameters = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Complaints { get; } = [];

    /// <summary>As a procedure declares them.</summary>
    public string Declarations =>
        string.Join(", ", parameters.Select(parameter => $"{parameter.Key} {TypeOf(parameter.Value)}"));

    public override void Visit(VariableReference node) => parameters.TryAdd(node.Name, null);

    public override void Visit(BooleanComparisonExpression node) => Pair(node.FirstExpression, node.SecondExpression);

    public override void Visit(BooleanTernaryExpression node)
    {
        Pair(node.FirstExpression, node.SecondExpression);
        Pair(node.FirstExpression, node.ThirdExpression);
    }

    public override void Visit(LikePredicate node) => Pair(node.FirstExpression, node.SecondExpression);

    public override void Visit(BinaryExpression node) => Pair(node.FirstExpression, node.SecondExpression);

    public override void Visit(InPredicate node)
    {
        foreach (var value in node.Subquery is null ? node.Values : [node.Subquery])
            Pair(node.Expression, value);
    }

    public override void Visit(AssignmentSetClause node) => Pair(node.Column, node.NewValue);

    public override void Visit(CoalesceExpression node) => Alternatives(node.Expressions);

    public override void Visit(IIfCall node) => Pair(node.ThenExpression, node.ElseExpression);

    public override void Visit(SearchedCaseExpression node) =>
        Alternatives([
            .. node.WhenClauses.Select(when => when.ThenExpression),
            .. node.ElseExpression is { } otherwise ? [otherwise] : Array.Empty<ScalarExpression>(),
        ]);

    public override void Visit(BinaryQueryExpression node)
    {
        foreach (var (upper, lower) in Selected(node.FirstQueryExpression).Zip(Selected(node.SecondQueryExpression)))
            Pair(upper, lower);
    }

    public override void Visit(OffsetClause node)
    {
        Learn(node.OffsetExpression, Family.Whole);
        Learn(node.FetchExpression, Family.Whole);
    }

    public override void Visit(InsertSpecification node)
    {
        var rows = node.InsertSource switch
        {
            ValuesInsertSource values => values.RowValues.Select(row => row.ColumnValues.AsEnumerable()),
            SelectInsertSource { Select: var query } => [Selected(query)],
            _ => [],
        };
        foreach (var (column, value) in rows.SelectMany(row => node.Columns.Zip(row)))
            Pair(column, value);
    }

    public Family? Of(ScalarExpression? expression) =>
        expression switch
        {
            PrimaryExpression { Collation: not null } => Family.Text,
            ColumnReferenceExpression { MultiPartIdentifier: { } name } => schema.FamilyOf(name.Identifiers[^1].Value),
            IntegerLiteral => Family.Whole,
            NumericLiteral => Family.Decimal,
            StringLiteral => Family.Text,
            VariableReference variable => parameters.GetValueOrDefault(variable.Name),
            ParenthesisExpression parenthesis => Of(parenthesis.Expression),
            UnaryExpression unary => Of(unary.Expression),
            BinaryExpression binary => Of(binary.FirstExpression) ?? Of(binary.SecondExpression),
            CoalesceExpression coalesce => coalesce.Expressions.Select(Of).FirstOrDefault(family => family is not null),
            NullIfExpression nullIf => Of(nullIf.FirstExpression),
            IIfCall choice => Of(choice.ThenExpression) ?? Of(choice.ElseExpression),
            SearchedCaseExpression choice => choice
                .WhenClauses.Select(when => Of(when.ThenExpression))
                .Append(Of(choice.ElseExpression))
                .FirstOrDefault(family => family is not null),
            ScalarSubquery { QueryExpression: QuerySpecification { SelectElements: [SelectScalarExpression only] } } =>
                Of(only.Expression),
            FunctionCall call => call.FunctionName.Value.ToUpperInvariant() switch
            {
                "COUNT" or "ROW_NUMBER" => Family.Whole,
                "MIN" or "MAX" or "SUM" => Of(call.Parameters[0]),
                _ => Family.Text,
            },
            _ => null,
        };

    private void Alternatives(IList<ScalarExpression> values)
    {
        foreach (var (value, next) in values.Zip(values.Skip(1)))
            Pair(value, next);
    }

    private static IEnumerable<ScalarExpression> Selected(QueryExpression query) =>
        query is QuerySpecification { SelectElements: var elements }
            ? elements.OfType<SelectScalarExpression>().Select(element => element.Expression)
            : [];

    private void Pair(ScalarExpression left, ScalarExpression right)
    {
        if (Of(left) is { } ofLeft && Of(right) is { } ofRight && !Alike(ofLeft, ofRight))
            Complaints.Add($"{ServerGrammar.Write(left)} is {ofLeft}, {ServerGrammar.Write(right)} is {ofRight}");
        Learn(left, Of(right));
        Learn(right, Of(left));
    }

    private void Learn(ScalarExpression expression, Family? family)
    {
        if (expression is VariableReference { Name: var name } && parameters.GetValueOrDefault(name) is null)
            parameters[name] = family;
    }

    private static bool Alike(Family one, Family other) => one == other || IsNumber(one) && IsNumber(other);

    private static bool IsNumber(Family family) => family is Family.Whole or Family.Flag or Family.Decimal;

    private static string TypeOf(Family? family) =>
        family switch
        {
            Family.Whole => "BIGINT",
            Family.Flag => "BIT",
            Family.Decimal => "DECIMAL(18, 4)",
            Family.Day => "DATE",
            Family.Instant => "DATETIME2(3)",
            Family.Bytes => "VARBINARY(8000)",
            _ => "NVARCHAR(4000)",
        };
}
