using Changzheng.Api.Platform.Database;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>The third net: SQLite runs every batch, and plans every statement on the tables they make.</summary>
internal sealed class SqlitePlanner : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:;Foreign Keys=True");
    private readonly Dictionary<string, string> refused = [];

    public SqlitePlanner()
        : this(Statement.SqliteBatches) { }

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

    /// <summary>How the statement goes through its tables, one step a line.</summary>
    public IReadOnlyList<string> Steps(string sql)
    {
        using var command = Command("EXPLAIN QUERY PLAN " + Statement.Spoken(Dialect.Sqlite, sql));
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }

    /// <summary>The names of the columns a SELECT answers with.</summary>
    public IReadOnlyList<string> Columns(string sql)
    {
        using var command = Command(Statement.Spoken(Dialect.Sqlite, sql));
        // LIMIT takes no NULL.
        foreach (SqliteParameter parameter in command.Parameters)
            parameter.Value = 1;
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in Statement.ParametersOf(text))
            command.Parameters.AddWithValue("@" + name, DBNull.Value);
        return command;
    }

    private string? Attempt(string text)
    {
        using var command = Command(text);
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
