using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

internal sealed partial class Differences
{
    private static readonly HashSet<string> aggregates = new(
        ["COUNT", "SUM", "MIN", "MAX"],
        StringComparer.OrdinalIgnoreCase
    );
    private static readonly Dictionary<string, (int Least, int Most)> functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["COUNT"] = (1, 1),
        ["SUM"] = (1, 1),
        ["MIN"] = (1, 1),
        ["MAX"] = (1, 1),
        ["ROW_NUMBER"] = (0, 0),
        ["CONCAT"] = (2, 100),
        ["SUBSTRING"] = (3, 3),
        ["TRIM"] = (1, 1),
        ["REPLACE"] = (3, 3),
        ["LOWER"] = (1, 1),
    };

    private string? InExpressions(TSqlFragment fragment) =>
        fragment switch
        {
            FunctionCall call => InCall(call),
            BinaryExpression binary => InArithmetic(binary),
            BooleanComparisonExpression comparison => InComparison(comparison),
            BooleanTernaryExpression between when IsDecimal(between.FirstExpression) => "decimals are compared in C#",
            LikePredicate { EscapeExpression: not StringLiteral { Value: "!" } } =>
                "LIKE takes a pattern from Like.Containing and ESCAPE '!'",
            InPredicate { Values: [VariableReference { Name: var name }] } =>
                $"IN ({name}): a list is written IN {name}, one value = {name}",
            SelectScalarExpression { ColumnName: { } alias } scalar
                when alias.StartOffset < scalar.Expression.StartOffset => "alias = value is a comparison on SQLite",
            ScalarSubquery { QueryExpression: var query } subquery
                when !manyRowsAllowed.Contains(subquery) && !IsOneRow(query) =>
                "a subquery read as a value takes MIN, MAX, COUNT or SUM: of several rows SQLite takes one and SQL Server none",
            _ => null,
        };

    private string? InCall(FunctionCall call)
    {
        var name = call.FunctionName.Value;
        if (
            !functions.TryGetValue(name, out var arguments)
            || call.CallTarget is not null
            || call.WithinGroupClause is not null
        )
            return $"{name} is not in the shared language";
        if (call.Parameters.Count < arguments.Least || call.Parameters.Count > arguments.Most)
            return $"{name} of {call.Parameters.Count}";
        if (name.Equals("ROW_NUMBER", StringComparison.OrdinalIgnoreCase) && call.OverClause?.OrderByClause is null)
            return "ROW_NUMBER needs an order";
        if (!aggregates.Contains(name))
            return null;
        var inside = new Inside();
        foreach (var argument in call.Parameters)
            argument.Accept(inside);
        return inside.Aggregates.Count > 0 || inside.Subqueries ? $"{name} of an aggregate or a subquery"
            : name.Equals("COUNT", StringComparison.OrdinalIgnoreCase) ? null
            : families.Of(call.Parameters[0]) is Family.Flag ? $"{name} of a BIT"
            : name.Equals("SUM", StringComparison.OrdinalIgnoreCase) && IsDecimal(call.Parameters[0])
                ? "decimals are summed in C#"
            : null;
    }

    private string? InArithmetic(BinaryExpression binary)
    {
        if (
            binary.BinaryExpressionType
            is not (
                BinaryExpressionType.Add
                or BinaryExpressionType.Subtract
                or BinaryExpressionType.Multiply
                or BinaryExpressionType.Modulo
            )
        )
            return $"{binary.BinaryExpressionType} is not in the shared language";
        Family?[] both = [families.Of(binary.FirstExpression), families.Of(binary.SecondExpression)];
        return both.Contains(Family.Decimal) ? "decimals are reckoned in C#"
            : both.All(side => side is Family.Whole) ? null
            : $"{binary.BinaryExpressionType} of what is not known to be whole numbers; text is joined by CONCAT";
    }

    private string? InComparison(BooleanComparisonExpression comparison)
    {
        ScalarExpression[] both = [comparison.FirstExpression, comparison.SecondExpression];
        return both.OfType<NullLiteral>().Any() ? "nothing equals NULL: say IS NULL"
            : comparison.ComparisonType
                is not (
                    BooleanComparisonType.Equals
                    or BooleanComparisonType.NotEqualToBrackets
                    or BooleanComparisonType.NotEqualToExclamation
                    or BooleanComparisonType.LessThan
                    or BooleanComparisonType.LessThanOrEqualTo
                    or BooleanComparisonType.GreaterThan
                    or BooleanComparisonType.GreaterThanOrEqualTo
                )
                ? $"{comparison.ComparisonType} is not in the shared language"
            : both.Any(IsDecimal) ? "decimals are compared in C#"
            : null;
    }

    private bool IsDecimal(ScalarExpression expression) => families.Of(expression) is Family.Decimal;

    private static bool IsOneRow(QueryExpression query) =>
        query
            is QuerySpecification
            {
                GroupByClause: null,
                SelectElements: [SelectScalarExpression { Expression: FunctionCall { OverClause: null } call }]
            }
        && aggregates.Contains(call.FunctionName.Value);

    /// <summary>
    /// What lies in an expression: the columns it takes as they are, and what it reckons over many rows.
    /// </summary>
    private sealed class Inside : TSqlFragmentVisitor
    {
        public List<FunctionCall> Aggregates { get; } = [];
        public List<ColumnReferenceExpression> Columns { get; } = [];
        public bool Subqueries { get; private set; }

        public override void ExplicitVisit(FunctionCall node)
        {
            if (aggregates.Contains(node.FunctionName.Value) && node.OverClause is null)
                Aggregates.Add(node);
            else
                base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(ScalarSubquery node) => Subqueries = true;

        public override void Visit(ColumnReferenceExpression node) => Columns.Add(node);
    }
}
