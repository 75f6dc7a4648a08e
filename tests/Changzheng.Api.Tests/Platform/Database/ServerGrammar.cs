using Changzheng.Api.Platform.Database;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>The first net: Microsoft's T-SQL grammar.</summary>
internal static class ServerGrammar
{
    public static IReadOnlyList<string> Complaints(string sql)
    {
        var script = (TSqlScript?)
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(
                new StringReader(Statement.Spoken(Dialect.SqlServer, sql)),
                out var errors
            );
        if (errors.Count > 0)
            return [.. errors.Select(error => $"{error.Line}:{error.Column} {error.Message}")];
        var count = script!.Batches.Sum(batch => batch.Statements.Count);
        return count == 1 ? [] : [$"{count} statements where there should be one"];
    }

    /// <summary>The statement's tree; for those the grammar accepts.</summary>
    public static TSqlStatement Parse(string sql) =>
        (
            (TSqlScript)
                new TSql160Parser(initialQuotedIdentifiers: true).Parse(
                    new StringReader(Statement.Spoken(Dialect.SqlServer, sql)),
                    out _
                )
        )
            .Batches.Single()
            .Statements.Single();

    public static string Write(TSqlFragment fragment)
    {
        new Sql160ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }
}
