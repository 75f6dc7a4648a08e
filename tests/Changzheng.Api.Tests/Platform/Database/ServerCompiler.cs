using System.Reflection;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Database;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>
/// The second net: Microsoft's schema compiler resolves every name against the tables the migrations make.
/// </summary>
internal static partial class ServerCompiler
{
    /// <summary>What any value of the API can supply to a statement; anonymous types included.</summary>
    private static readonly IReadOnlyList<HashSet<string>> suppliers =
    [
        .. typeof(Migrator)
            .Assembly.GetTypes()
            .Select(type =>
                type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                    .Select(property => property.Name)
                    .ToHashSet(StringComparer.OrdinalIgnoreCase)
            ),
    ];

    /// <summary>
    /// Complaints by the name of the statement or batch; one model for all, for building it is the dear part.
    /// </summary>
    public static ILookup<string, string> Complaints(Schema schema, IEnumerable<Statement> statements)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        var options = new TSqlObjectOptions { QuotedIdentifier = true, AnsiNulls = true };
        var found = new List<(string Name, string Complaint)>();
        foreach (var (batch, text) in schema.Definitions)
            model.AddOrUpdateObjects(text, batch, options);
        foreach (var statement in statements.Where(statement => ServerGrammar.Complaints(statement.Text).Count == 0))
        {
            var tree = ServerGrammar.Parse(statement.Text);
            if (tree is not StatementWithCtesAndXmlNamespaces)
                continue;
            var families = new Families(schema);
            tree.Accept(families);
            found.AddRange(families.Complaints.Select(complaint => (statement.Name, complaint)));
            if (Unsupplied(statement.Text) is { } unsupplied)
                found.Add((statement.Name, unsupplied));
            var text = Statement.Spoken(Dialect.SqlServer, statement.Text);
            model.AddOrUpdateObjects(
                $"CREATE PROCEDURE dbo.[{statement.Name}] {families.Declarations} AS\n{text}",
                statement.Name,
                options
            );
        }

        found.AddRange(
            model.Validate().Select(message => (Named().Match(message.Message).Groups[1].Value, message.ToString()))
        );
        return found.ToLookup(one => one.Name, one => one.Complaint);
    }

    /// <summary>"Procedure: [dbo].[Boards.MeasuresSql] has an unresolved reference to …"</summary>
    [GeneratedRegex(@"\[dbo\]\.\[([^\]]+)\]")]
    private static partial Regex Named();

    private static string? Unsupplied(string sql)
    {
        var needed = Statement.ParametersOf(sql);
        return needed.Count == 0 || suppliers.Any(supplier => supplier.IsSupersetOf(needed))
            ? null
            : $"nothing in the API supplies {string.Join(", ", needed)}";
    }
}
