using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// What the product is measured beside: bare Kestrel and one raw ADO.NET query that answers with equally large JSON, or
/// with the same fields.
/// </summary>
internal static class Bare
{
    public static async Task RunAsync(string database, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/health/live", () => "ok");
        app.MapGet(
            "/{id:int}",
            async (int id, HttpContext context) =>
            {
                await using var connection = new SqliteConnection(database);
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT Body FROM Answers WHERE Id = @Id";
                command.Parameters.AddWithValue("@Id", id);
                context.Response.ContentType = "application/json; charset=utf-8";
                await context.Response.WriteAsync((string)(await command.ExecuteScalarAsync())!);
            }
        );
        BareTickets.Map(app, database);
        BareRates.Map(app, database);
        await app.RunAsync();
    }

    public static async Task PrepareAsync(string database, string body)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "CREATE TABLE Answers (Id INT NOT NULL PRIMARY KEY, Body TEXT NOT NULL); INSERT INTO Answers (Id, Body) VALUES (1, @Body)";
        command.Parameters.AddWithValue("@Body", body);
        await command.ExecuteNonQueryAsync();
    }
}
