using System.Data.Common;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using CsCheck;
using Dapper;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>What is written comes back equal, on either database.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public sealed class ColumnsTests(string database)
{
    private const string Table =
        "CREATE TABLE Kept (Figure DECIMAL(18, 4) NULL, Instant DATETIME2(3) NULL, Day DATE NULL, Words {longtext} NULL, Figures {longtext} NULL, Proofs {longtext} NULL)";

    private static readonly Gen<string> words = Gen.OneOf([
        Gen.String,
        .. new[] { "", "长征镇", "a'b", "\"", "\n", "😀", "!%_[", "<&+>" }.Select(Gen.Const),
    ]);

    private readonly Dialect dialect = Dialect.Named(database);
    private Func<ValueTask> drop = null!;
    private DbDataSource source = null!;
    private DbConnection connection = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        Columns.AddJson<IReadOnlyList<Evidence>>();
        (var connectionString, drop) = await Databases.CreateAsync(database);
        source = dialect.DataSource(connectionString);
        connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(dialect.Speak(Table));
        await connection.ExecuteAsync("INSERT INTO Kept (Figure) VALUES (NULL)");
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
        await drop();
    }

    [Test]
    public void A_figure_below_a_hundred_thousand_million_with_four_decimals_comes_back() =>
        Gen.OneOf(
                Gen.Long[-999_999_999_999_999, 999_999_999_999_999],
                Gen.Long[-100_000, 100_000],
                Gen.OneOf(
                    Gen.Const(999_999_999_999_999L),
                    Gen.Const(-999_999_999_999_999L),
                    Gen.Const(1L),
                    Gen.Const(0L)
                )
            )
            .Sample(scaled => RoundTrip("Figure", scaled / 10_000m) == scaled / 10_000m, threads: 1);

    [Test]
    public void The_largest_figure_the_rules_let_through_comes_back() =>
        Assert.That(RoundTrip("Figure", Rules.Largest), Is.EqualTo(Rules.Largest));

    [Test]
    public void An_instant_comes_back_to_the_millisecond() =>
        Gen.Long[
                new DateTimeOffset(1900, 1, 2, 0, 0, 0, TimeSpan.Zero).Ticks,
                new DateTimeOffset(9998, 12, 31, 0, 0, 0, TimeSpan.Zero).Ticks
            ]
            .Select(Gen.Int[-14, 14])
            .Sample(
                (ticks, hours) =>
                {
                    var instant = new DateTimeOffset(ticks, TimeSpan.FromHours(hours));
                    return RoundTrip("Instant", instant) is var stored
                        && stored == instant.TruncateToMilliseconds()
                        && stored.Offset == TimeSpan.Zero
                        && (instant - stored) is var lost
                        && lost >= TimeSpan.Zero
                        && lost < TimeSpan.FromMilliseconds(1);
                },
                threads: 1
            );

    [Test]
    public void A_later_instant_is_later_in_the_database() =>
        Gen.Long[0, 20_000]
            .Select(Gen.Long[0, 20_000])
            .Sample(
                (first, second) =>
                {
                    var start = new DateTimeOffset(2022, 7, 5, 0, 0, 0, TimeSpan.Zero);
                    var (one, other) = (start.AddMilliseconds(first), start.AddMilliseconds(second));
                    connection.Execute("UPDATE Kept SET Instant = @one", new { one });
                    return connection.ExecuteScalar<int>(
                            "SELECT COUNT(*) FROM Kept WHERE Instant < @other",
                            new { other }
                        )
                        == 1
                        == one < other;
                },
                threads: 1
            );

    [Test]
    public void A_day_comes_back() =>
        Gen.DateOnly[new DateOnly(1753, 1, 1), DateOnly.MaxValue]
            .Sample(day => RoundTrip("Day", day) == day, threads: 1);

    [Test]
    public void A_list_of_words_comes_back() =>
        words
            .Array[0, 5]
            .Sample(list => RoundTrip<IReadOnlyList<string>>("Words", list).SequenceEqual(list), threads: 1);

    [Test]
    public void A_list_of_figures_comes_back() =>
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999]
            .Select(scaled => scaled / 10_000m)
            .Array[0, 12]
            .Sample(list => RoundTrip<IReadOnlyList<decimal>>("Figures", list).SequenceEqual(list), threads: 1);

    /// <summary>
    /// A title is masked when it comes in, so what looks like an e-mail address is none that could be kept.
    /// </summary>
    [Test]
    public void A_list_of_evidence_comes_back() =>
        words
            .Select(words, (title, uri) => new Evidence(Masking.Certain(title), uri))
            .Array[0, 3]
            .Sample(list => RoundTrip<IReadOnlyList<Evidence>>("Proofs", list).SequenceEqual(list), threads: 1);

    /// <summary>Rows that are written many at once lie as rows that are written one by one.</summary>
    [Test]
    public async Task Many_rows_lie_as_one_does()
    {
        const string insert =
            "INSERT INTO Many (Place, Word, Instant, Day, Truth, Whole, Large, Words, Raw) VALUES (@Place, @Word, @Instant, @Day, @Truth, @Whole, @Large, @Words, @Raw)";
        await connection.ExecuteAsync(
            dialect.Speak(
                "CREATE TABLE Many (Place INT NOT NULL, Word {longtext} NULL, Instant DATETIME2(3) NULL, Day DATE NULL, Truth BIT NULL, Whole INT NULL, Large BIGINT NULL, Words {longtext} NULL, Raw VARBINARY(8000) NULL)"
            )
        );
        var instant = new DateTimeOffset(2022, 4, 22, 10, 0, 0, TimeSpan.FromHours(8));
        Kind[] rows =
        [
            new(
                0,
                "长征镇 😀",
                instant,
                new DateOnly(2022, 4, 22),
                true,
                int.MaxValue,
                long.MaxValue,
                ["a", "乙\"<"],
                [1, 0, 255]
            ),
            new(
                0,
                "",
                instant.AddMilliseconds(120).AddTicks(9),
                DateOnly.MaxValue,
                false,
                int.MinValue,
                long.MinValue,
                [],
                [0]
            ),
            new(0, new string('长', 1000), instant.AddMilliseconds(7), null, null, null, null, null, [9]),
            new(0, new string('长', 1001), null, null, null, 0, 0, [""], [9]),
            new(1, "千分之一", instant.AddMilliseconds(1), null, null, null, null, null, [9]),
            new(1, "千分之二", instant.AddMilliseconds(2), null, null, null, null, null, [9]),
            new(1, "末", Moment.StartOf(new(2022, 4, 23)).AddMilliseconds(-1), null, null, null, null, null, [9]),
            new(1, new string('长', 4001), null, null, null, null, null, null, [9]),
            new(0, null, DateTimeOffset.UnixEpoch, new DateOnly(1753, 1, 1), null, -1, -1, null, [9]),
        ];

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await dialect.WriteAllAsync(connection, transaction, insert, rows, CancellationToken.None);
            await transaction.CommitAsync();
        }

        foreach (var row in rows)
            await connection.ExecuteAsync(insert, row);
        Assert.That(
            await connection.QueryAsync<int>(
                "SELECT COUNT(*) FROM Many GROUP BY Word, Instant, Day, Truth, Whole, Large, Words, Raw"
            ),
            Is.EqualTo(Enumerable.Repeat(2, rows.Length))
        );
        const string instants =
            "SELECT DISTINCT Instant FROM Many WHERE Place = 1 AND Instant IS NOT NULL ORDER BY Instant";
        Assert.That(
            await connection.QueryAsync<DateTimeOffset>(instants),
            Is.EqualTo(rows.Where(row => row.Place == 1 && row.Instant is not null).Select(row => row.Instant!.Value))
        );
        Assert.That(
            await connection.ExecuteScalarAsync<string>("SELECT MAX(Word) FROM Many WHERE Large = 0"),
            Is.EqualTo(rows[3].Word)
        );
    }

    private sealed record Kind(
        int Place,
        string? Word,
        DateTimeOffset? Instant,
        DateOnly? Day,
        bool? Truth,
        int? Whole,
        long? Large,
        IReadOnlyList<string>? Words,
        byte[] Raw
    );

    [Test]
    public void Nothing_comes_back_as_nothing()
    {
        Assert.Multiple(() =>
        {
            Assert.That(RoundTrip<decimal?>("Figure", null), Is.Null);
            Assert.That(RoundTrip<DateTimeOffset?>("Instant", null), Is.Null);
            Assert.That(RoundTrip<DateOnly?>("Day", null), Is.Null);
            Assert.That(RoundTrip<IReadOnlyList<decimal>?>("Figures", null), Is.Null);
        });
    }

    private T RoundTrip<T>(string column, T value)
    {
        connection.Execute($"UPDATE Kept SET {column} = @Value", new { Value = value });
        return connection.QuerySingle<Box<T>>($"SELECT {column} AS Value FROM Kept").Value;
    }

    private sealed record Box<T>
    {
        public T Value { get; init; } = default!;
    }
}
