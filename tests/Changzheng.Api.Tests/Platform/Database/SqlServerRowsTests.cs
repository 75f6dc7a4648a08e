using System.Data;
using System.Data.SqlTypes;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Database;
using Microsoft.Data.SqlClient;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>What SQL Server is sent for many rows, as far as it can be told without a server.</summary>
[TestFixture]
public sealed class SqlServerRowsTests
{
    private static readonly DateTimeOffset instant = new(2022, 4, 22, 23, 59, 59, TimeSpan.FromHours(8));

    [TestCase(nameof(Row.Instant), SqlDbType.DateTime2, 0, 3)]
    [TestCase(nameof(Row.Day), SqlDbType.Date, 0, 0)]
    [TestCase(nameof(Row.Truth), SqlDbType.Bit, 0, 0)]
    [TestCase(nameof(Row.Whole), SqlDbType.Int, 0, 0)]
    [TestCase(nameof(Row.Large), SqlDbType.BigInt, 0, 0)]
    [TestCase(nameof(Row.Word), SqlDbType.NVarChar, 4000, 0)]
    [TestCase(nameof(Row.Words), SqlDbType.NVarChar, 4000, 0)]
    [TestCase(nameof(Row.Proofs), SqlDbType.NVarChar, 4000, 0)]
    [TestCase(nameof(Row.Raw), SqlDbType.VarBinary, 8000, 0)]
    public void Type_and_size_are_the_same_for_every_row(string name, SqlDbType type, int size, int scale)
    {
        Row[] rows =
        [
            new(),
            new(instant, new DateOnly(2022, 4, 22), true, 1, 2, "", [], [], []),
            new(instant.AddTicks(1), null, false, -1, -2, new('长', 4000), ["a"], [new("a", "b")], new byte[8000]),
        ];
        foreach (var row in rows)
        {
            var sent = Sent(row)[name];
            Assert.That((sent.SqlDbType, sent.Size, (int)sent.Scale), Is.EqualTo((type, size, scale)), $"{sent.Value}");
        }
    }

    [Test]
    public void What_is_longer_is_sent_whole_and_the_next_row_in_the_fixed_size_again()
    {
        using var command = new SqlCommand();
        var bound = SqlServerRows.Bind(command, typeof(Row));
        foreach (var (text, bytes, size) in new[] { (4001, 8001, -1), (10, 10, 0), (100_000, 9000, -1) })
        {
            foreach (var (parameter, read) in bound)
                SqlServerRows.Set(parameter, read(new Row { Word = new string('长', text), Raw = new byte[bytes] }));
            var (word, raw) = (command.Parameters["@Word"], command.Parameters["@Raw"]);
            Assert.That((word.Size, ((string)word.Value).Length), Is.EqualTo((size < 0 ? -1 : 4000, text)));
            Assert.That((raw.Size, ((byte[])raw.Value).Length), Is.EqualTo((size < 0 ? -1 : 8000, bytes)));
        }
    }

    /// <summary>As the column keeps it: DATETIME would have made .997, .003 and the next day of these.</summary>
    [TestCase(1), TestCase(2), TestCase(999)]
    public void A_millisecond_stays_one(int milliseconds)
    {
        var sent = Sent(new Row { Instant = instant.AddMilliseconds(milliseconds).AddTicks(9) })["Instant"];

        Assert.That(sent.Value, Is.EqualTo(instant.AddMilliseconds(milliseconds).UtcDateTime));
        Assert.That(new SqlDateTime((DateTime)sent.Value).Value, Is.Not.EqualTo(sent.Value), "It would move.");
    }

    [Test]
    public void What_no_column_holds_is_refused()
    {
        using var command = new SqlCommand();
        Assert.That(() => SqlServerRows.Bind(command, typeof(Tuple<Guid>)), Throws.InvalidOperationException);
    }

    [TestCase(0), TestCase(1)]
    public void The_start_is_held(int code) => Assert.That(() => SqlServerDialect.MustHold(code), Throws.Nothing);

    [TestCase(-1), TestCase(-2), TestCase(-3), TestCase(-999)]
    public void A_start_that_could_not_be_held_is_refused(int code) =>
        Assert.That(
            () => SqlServerDialect.MustHold(code),
            Throws.InvalidOperationException.With.Message.Contains($"answered {code} ")
        );

    [TestCase(SqlServerDialect.HoldStart), TestCase(SqlServerDialect.ReleaseStart)]
    public void SqlServer_can_read_what_holds_the_start(string sql) =>
        Assert.That(ServerGrammar.Complaints(sql), Is.Empty);

    private static Dictionary<string, SqlParameter> Sent(Row row)
    {
        using var command = new SqlCommand();
        foreach (var (parameter, read) in SqlServerRows.Bind(command, typeof(Row)))
            SqlServerRows.Set(parameter, read(row));
        return command.Parameters.Cast<SqlParameter>().ToDictionary(parameter => parameter.ParameterName[1..]);
    }

    private sealed record Row(
        DateTimeOffset? Instant = null,
        DateOnly? Day = null,
        bool? Truth = null,
        int? Whole = null,
        long? Large = null,
        string? Word = null,
        IReadOnlyList<string>? Words = null,
        IReadOnlyList<Evidence>? Proofs = null,
        byte[]? Raw = null
    );
}
