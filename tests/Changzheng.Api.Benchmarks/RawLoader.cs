using Microsoft.Data.Sqlite;
using Sylvan.Data.Csv;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// The least a loader can do: read, bind, insert. It judges nothing, hides nothing and tells nobody. Phone and place
/// lie in their indexes as the file has them, anywhere; behind their month, as the product's keys lie behind their
/// quarter, they lie together.
/// </summary>
internal static class RawLoader
{
    private const int InTransaction = 50_000;

    private const string PlainKeys = "@6, @7",
        LedKeys = "SUBSTR(@9, 1, 7) || @6, SUBSTR(@9, 1, 7) || @7";

    private const string InsertSql = """
        INSERT INTO Tickets (Number, Channel, Type, Urgency, Subject, ReporterName, ReporterPhone, Address, Unit, CountedUnit, Status, Category, PhoneHash, PlaceHash, ContentHash, RegisteredAt,
            DispatchedAt, AcceptedAt, ContactedAt, SubmittedAt, ClosedAt, ClaimedResolution, Resolution, Satisfaction, DueFrom, DueDays, DueAt, OriginalFrom, OriginalDays, OriginalDueAt,
            Provisional, Disputed, Returns, ReturnedBy, Extensions, Reworks, Supervisions, LastAt, Version)
        VALUES (@0, 'hotline12345', @1, 'normal', @3, @5, @6, @7, @8, @8, 'closed', @2, {keys}, @0, @9,
            @10, @11, @12, @13, @14, @15, @16, @17, @9, 5, @9, @9, 5, @9,
            0, 0, 0, '[]', 0, 0, 0, @14, 1)
        """;

    public static async Task LoadAsync(SqliteConnection connection, string csv, bool byMonth)
    {
        using var reader = CsvDataReader.Create(csv);
        await using var insert = connection.CreateCommand();
        insert.CommandText = InsertSql.Replace("{keys}", byMonth ? LedKeys : PlainKeys, StringComparison.Ordinal);
        var parameters = Enumerable
            .Range(0, reader.FieldCount)
            .Select(at => insert.Parameters.Add($"@{at}", SqliteType.Text))
            .ToArray();
        var transaction = connection.BeginTransaction();
        for (var row = 1; await reader.ReadAsync(); row++)
        {
            insert.Transaction = transaction;
            for (var at = 0; at < parameters.Length; at++)
                parameters[at].Value = reader.GetString(at);
            insert.ExecuteNonQuery();
            if (row % InTransaction != 0)
                continue;
            await transaction.CommitAsync();
            transaction = connection.BeginTransaction();
        }

        await transaction.CommitAsync();
        await transaction.DisposeAsync();
    }
}
