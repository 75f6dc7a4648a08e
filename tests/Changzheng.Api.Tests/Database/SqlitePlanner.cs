using Changzheng.Api.Database;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Tests.Database;

/// <summary>The third net: SQLite runs every batch, and plans every statement on the tables they make.</summary>
internal sealed class SqlitePlanner : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:;Foreign Keys=True");
    private readonly Dictionary<string, string> refused = [];

    public SqlitePlanner() : this(Statement.SqliteBatches)
    {
    }

    public SqlitePlanner(IEnumerable<Statement> batches)
    {
        connection.Open();
        foreach (var batch in batches)
        {
            if (Attempt(Dialect.Sqlite.Speak(batch.Text)) is { } complaint)
                refused[batch.Name] = complaint;
        }
    }

    public string? ComplaintOfBatch(string name) => refused.GetValueOrDefault(name);

    public string? Complaint(string sql) => Attempt("EXPLAIN " + Statement.Spoken(Dialect.Sqlite, sql));

    public void Dispose() => connection.Dispose();

    private string? Attempt(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in Statement.ParametersOf(text))
            command.Parameters.AddWithValue("@" + name, DBNull.Value);
        try
        {
            command.ExecuteNonQuery();
            return null;
        }
        catch (SqliteException refusal)
        {
            return refusal.Message;
        }
    }
}
