using System.Globalization;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// Synthetic tickets of 2022 to 2026, each said to be synthetic in its subject. One month holds the same number of
/// tickets however many there are; the others share the rest evenly. Texts and history are left out: what is measured
/// reads neither.
/// </summary>
internal sealed class Tickets(IReadOnlyList<string> offices)
{
    public const int InMonth = 2_000;

    /// <summary>
    /// How many of the newest are in any status, equally many in each; of those before, one in thirty is voided and the
    /// others are closed.
    /// </summary>
    public const int Recent = 2_000;

    public static readonly DateOnly Month = new(2022, 6, 1);

    /// <summary>One of the months that share the rest.</summary>
    public static readonly DateOnly OtherMonth = new(2024, 6, 1);

    public const string Town = "310107102";

    private static readonly string[] committees =
    [
        .. Enumerable.Range(1, 8).Select(number => string.Create(CultureInfo.InvariantCulture, $"{Town}-B{number:00}")),
    ];
    private static readonly string[] categories =
    [
        "飞线充电",
        "非机动车充电设施",
        "benchmark-noise",
        "benchmark-parking",
        "benchmark-lifts",
        "benchmark-waste",
    ];
    private static readonly string[] types = ["complaint", "help", "consultation", "suggestion", "report"];

    private static readonly TicketStatus[] statuses = Enum.GetValues<TicketStatus>();

    private readonly string[] units = [.. offices, .. committees];
    private readonly Random random = new(2022);

    public string AUnit => units[3];

    public async Task LoadAsync(string database, int count)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        // Fifteen indexes of a million rows, some in no order, are not written through the two megabytes SQLite takes
        // for itself.
        await connection.ExecuteAsync("PRAGMA cache_size = -600000");
        await using (var transaction = connection.BeginTransaction())
        {
            await AddCommitteesAsync(connection, transaction);
            await connection.ExecuteAsync(
                Dialect.Sqlite.Speak(TicketLedger.InsertSql),
                All(count).Select(ticket => ticket.Row()),
                transaction
            );
            await transaction.CommitAsync();
        }

        // One transaction of a million rows leaves a log no million commands would have left.
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>That many closed and open tickets in one month, and nothing else; counted when next one changes.</summary>
    public async Task LoadMonthAsync(string database, DateOnly month, int count)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        await using (var transaction = connection.BeginTransaction())
        {
            await AddCommitteesAsync(connection, transaction);
            var (start, end) = (Moment.StartOf(month), Moment.StartOf(month.AddMonths(1)));
            var rows = Enumerable
                .Range(1, count)
                .Select(number =>
                    One(
                        number,
                        number % 50 == 0,
                        (start + (end - start) * (number / (count + 1.0))).TruncateToMilliseconds()
                    )
                );
            await connection.ExecuteAsync(
                Dialect.Sqlite.Speak(TicketLedger.InsertSql),
                rows.Select(ticket => ticket.Row()),
                transaction
            );
            await connection.ExecuteAsync("UPDATE HotlineDerivations SET Definitions = NULL", null, transaction);
            await transaction.CommitAsync();
        }

        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>The how-manieth oldest ticket: the list ends with the oldest.</summary>
    public static async Task<TicketKey> FromTheEndAsync(string database, int place)
    {
        await using var connection = new SqliteConnection(database);
        var ticket = await connection.QuerySingleAsync<Ticket>(
            "SELECT Number, RegisteredAt FROM Tickets ORDER BY RegisteredAt, Number LIMIT 1 OFFSET @Skip",
            new { Skip = place - 1 }
        );
        return new TicketKey(ticket.RegisteredAt, ticket.Number);
    }

    /// <summary>How many tickets that month holds where there are so many in all.</summary>
    public static int CountIn(DateOnly month, int count)
    {
        var (place, rest) = (Place(month), count - InMonth);
        return month == Month ? InMonth : (int)((long)rest * (place + 1) / 59) - (int)((long)rest * place / 59);
    }

    /// <summary>The how-manieth of the 59 other months it is.</summary>
    private static int Place(DateOnly month) => (month.Year - 2022) * 12 + month.Month - 1 - (month > Month ? 1 : 0);

    private static Task AddCommitteesAsync(SqliteConnection connection, System.Data.Common.DbTransaction transaction)
    {
        const string unitSql =
            "INSERT INTO Units (Code, Name, Kind, Parent, Predecessors, Aliases, Assumed) VALUES (@Code, @Code, 'neighbourhood', @Town, '[]', '[]', 1)";
        return connection.ExecuteAsync(unitSql, committees.Select(code => new { Code = code, Town }), transaction);
    }

    private IEnumerable<Ticket> All(int count)
    {
        var number = 0;
        for (var month = new DateOnly(2022, 1, 1); month.Year <= 2026; month = month.AddMonths(1))
        {
            var (start, end) = (Moment.StartOf(month), Moment.StartOf(month.AddMonths(1)));
            var many = CountIn(month, count);
            for (var i = 0; i < many; i++)
                yield return One(
                    ++number,
                    number > count - Recent,
                    (start + (end - start) * ((i + 0.5) / many)).TruncateToMilliseconds()
                );
        }
    }

    private Ticket One(int number, bool isRecent, DateTimeOffset at)
    {
        var (status, unit) = (
            isRecent ? Any(statuses)
            : random.Next(30) == 0 ? TicketStatus.Voided
            : TicketStatus.Closed,
            Any(units)
        );
        var closed = status == TicketStatus.Closed;
        var due = at.AddDays(7);
        var contacted =
            random.Next(20) == 0 ? (DateTimeOffset?)null : at.AddHours(random.Next(2, 30)).TruncateToMilliseconds();
        var claimed = Enum.GetValues<Resolution>()[random.Next(3)];
        DateTimeOffset? finished =
            closed || status == TicketStatus.Submitted
                ? at.AddHours(random.Next(30, 190)).TruncateToMilliseconds()
                : null;
        return new Ticket
        {
            Number = string.Create(CultureInfo.InvariantCulture, $"{Moment.Day(at):yyyyMMdd}-{number:0000000}"),
            Channel = RateScope.Hotline,
            Type = Any(types),
            Urgency = Urgency.Normal,
            Category = Any(categories),
            Subject = string.Create(CultureInfo.InvariantCulture, $"合成工单（非真实诉求）第{number}号"),
            ReporterName = "合*",
            ReporterPhone = "100****0000",
            Address = "合成路***",
            Neighbourhood = Any(committees),
            Unit = unit,
            CountedUnit = unit,
            Status = status,
            StatusBefore = status is TicketStatus.Returned or TicketStatus.Suspended ? TicketStatus.Accepted : null,
            PhoneHash = RepeatKeys.Make(string.Create(CultureInfo.InvariantCulture, $"{random.Next(200_000):x32}"), at),
            PlaceHash = RepeatKeys.Make(string.Create(CultureInfo.InvariantCulture, $"{random.Next(50_000):x32}"), at),
            ContentHash = string.Create(CultureInfo.InvariantCulture, $"{number:x32}"),
            RegisteredAt = at,
            DispatchedAt = at.AddMinutes(20),
            AcceptedAt = at.AddHours(1),
            ContactFrom = at,
            ContactDays = 1,
            ContactDueAt = at.AddDays(1),
            ContactedAt = contacted,
            NotContacted = contacted is null ? Enum.GetValues<NotContactedReason>()[random.Next(5)] : null,
            DueFrom = at,
            DueDays = 5,
            DueAt = due,
            OriginalFrom = at,
            OriginalDays = 5,
            OriginalDueAt = due,
            SubmittedAt = finished?.AddHours(-1),
            ClosedAt = closed ? finished : null,
            ClaimedResolution = finished is null ? null : claimed,
            CitizenContacted = closed ? random.Next(10) > 0 : null,
            CitizenResolved = closed ? random.Next(5) > 0 : null,
            Resolution = closed ? claimed : null,
            Satisfaction = closed ? Enum.GetValues<Satisfaction>()[random.Next(5)] : null,
            SuspendedAt = status == TicketStatus.Suspended ? at.AddHours(2) : null,
            LastAt = finished ?? at.AddHours(2),
            Version = closed ? 6 : 3,
        };
    }

    private T Any<T>(T[] of) => of[random.Next(of.Length)];
}
