using System.Globalization;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// Whoever writes past the program into what figures come from is found, and what was changed is named.
/// </summary>
public class TamperingTests(string database) : TamperingTest(database)
{
    private const string Standing = "UPDATE Standings SET Value = 999 WHERE Indicator = '2022-fitness-tests'";

    /// <summary>
    /// What names the row: changing it makes a row of another subject, which the tests of missing rows look at.
    /// </summary>
    private static readonly string[] keys =
    [
        "Indicator",
        "Period",
        "Kind",
        "PlanCode",
        "Measure",
        "UndertakingKey",
        "Code",
        "Number",
        "Version",
        "Hash",
    ];

    /// <summary>What a column's rule lets through.</summary>
    private static readonly Dictionary<string, string> allowed = new()
    {
        ["ReportedValueVersions.Action"] = "'returned'",
        ["MeasureProgress.Action"] = "'returned'",
        ["Contributions.Basis"] = "'confirmed'",
        ["Contributions.Evidence"] = "'measured'",
        ["MeasureVersions.LeadUnit"] = "'310107'",
        ["Tickets.Channel"] = "'grid'",
        ["Tickets.Unit"] = "'310107'",
        ["Tickets.CountedUnit"] = "'310107'",
        ["Tickets.Neighbourhood"] = "'310107'",
        ["Tickets.Status"] = "'voided'",
        ["Tickets.StatusBefore"] = "'voided'",
        ["Tickets.Urgency"] = "'critical'",
        ["Tickets.NotContacted"] = "'refused'",
        ["Tickets.ClaimedResolution"] = "'unresolved'",
        ["Tickets.Resolution"] = "'unresolved'",
        ["Tickets.Satisfaction"] = "'notRated'",
        ["ReportedValueVersions.Unit"] = "",
    };

    private static readonly Dictionary<Type, string> other = new()
    {
        [typeof(string)] = "'forged'",
        [typeof(int)] = "77",
        [typeof(decimal)] = "77.5",
        [typeof(bool)] = "1 - {0}",
        [typeof(DateOnly)] = "'2001-01-01'",
        [typeof(DateTimeOffset)] = "'2001-01-01 00:00:00'",
    };

    [Test]
    public async Task What_the_program_wrote_is_sound()
    {
        Assert.That(await FoundAsync(_ => Task.CompletedTask), Is.Empty);
        var verified = await ReadAsync("/api/v1/audit/verify");
        Assert.That((bool)verified["intact"]!, Is.True, verified.ToJsonString());
        Assert.That(
            (
                (long)verified["changes"]!["rows"]!,
                (long)verified["changes"]!["unchained"]!,
                (long)verified["records"]!["unhashed"]!
            ),
            Is.EqualTo(((long)verified["changes"]!["position"]!, 0L, 0L))
        );
        Assert.That((long)verified["records"]!["rows"]!, Is.GreaterThan(250));
    }

    /// <summary>Every column of every history, one after the other.</summary>
    [Test]
    public async Task A_changed_column_of_any_history_is_found_and_named()
    {
        var (missed, tried) = (new List<string>(), 0);
        foreach (var history in App.Services.GetServices<History>())
        {
            var row = history.GetType().GenericTypeArguments[0];
            foreach (
                var column in row.GetProperties()
                    .Where(column =>
                        !keys.Contains(column.Name) && allowed.GetValueOrDefault($"{history.Table}.{column.Name}") != ""
                    )
            )
            {
                var found = await FoundAsync(
                    $"UPDATE {history.Table} SET {column.Name} = {Another(history.Table, column.Name, column.PropertyType)} WHERE Version = 2 OR {column.Name} IS NOT NULL"
                );
                tried++;
                if (
                    !found.Any(fault =>
                        fault.StartsWith($"history: {history.Table} ", StringComparison.Ordinal)
                        && fault.EndsWith(": changed", StringComparison.Ordinal)
                    )
                )
                    missed.Add($"{history.Table}.{column.Name}: {string.Join("; ", found)}");
            }
        }

        Assert.That(missed, Is.Empty);
        Assert.That(tried, Is.GreaterThan(45));
    }

    /// <summary>Every column of a ticket but the keys it is found again by.</summary>
    [Test]
    public async Task A_changed_column_of_a_ticket_is_found_and_named()
    {
        string[] lookedUpBy = ["Number", "Expected", "PhoneHash", "PlaceHash", "ContentHash"];
        var (missed, columns) = (
            new List<string>(),
            new Ticket().Row().GetType().GetProperties().Where(column => !lookedUpBy.Contains(column.Name)).ToList()
        );
        foreach (var column in columns)
        {
            var found = await FoundAsync(
                $"UPDATE Tickets SET {column.Name} = {Another("Tickets", column.Name, column.PropertyType)} WHERE Number = '{Closed}'"
            );
            if (found.Count != 1 || !found[0].StartsWith($"ticket: {Closed}: ", StringComparison.Ordinal))
                missed.Add($"{column.Name}: {string.Join("; ", found)}");
        }

        Assert.That(missed, Is.Empty);
        Assert.That(columns, Has.Count.GreaterThan(45));
        Assert.That(
            await FoundAsync($"UPDATE TicketTexts SET Description = 'x' WHERE Number = '{Closed}'"),
            Is.EqualTo(new[] { $"ticket: {Closed}: not as its last event left it" })
        );
        Assert.That(
            await FoundAsync($"UPDATE TicketTexts SET Sealed = 'x' WHERE Number = '{Taken}'"),
            Is.EqualTo(new[] { $"ticket: {Taken}: not as its last event left it" })
        );
    }

    [Test]
    public async Task A_value_changed_with_its_standing_is_found_also_when_its_hash_is_made_anew()
    {
        var sql =
            $"UPDATE ReportedValueVersions SET Value = 999 WHERE Indicator = '{Indicator}' AND Period = '2022-05' AND Version = 3";
        Assert.That(
            await FoundAsync(sql, Standing),
            Does.Contain($"history: ReportedValueVersions {Indicator} 2022-05 version 3: changed")
        );

        var found = await FoundAsync(async db =>
        {
            await db.ExecuteAsync(sql, null, CancellationToken.None);
            var row = await RowAsync<Changzheng.Api.Plan.Indicators.ValueRow>(
                db,
                Changzheng.Api.Plan.Indicators.ValueRow.History,
                $"{Indicator} 2022-05",
                3
            );
            await db.ExecuteAsync(
                "UPDATE ReportedValueVersions SET Hash = @Hash WHERE Indicator = @Indicator AND Period = '2022-05' AND Version = 3",
                new { Hash = RowHash.Of(row), row.Indicator },
                CancellationToken.None
            );
        });

        Assert.That(
            found,
            Does.Contain($"history: ReportedValueVersions {Indicator} 2022-05 version 3: not in the change feed")
                .And.Some.StartsWith("history: what indicator.value.confirmed at ")
                .And.Some.StartsWith($"standing: {Indicator}")
        );
    }

    [Test]
    public async Task A_value_that_stands_in_another_version_is_found()
    {
        Assert.That(
            await FoundAsync(
                $"UPDATE ReportedValues SET ConfirmedVersion = 1 WHERE Indicator = '{Indicator}' AND Period = '2022-05'"
            ),
            Does.Contain($"value: {Indicator} 2022-05: not the last of its history")
        );
        Assert.That(
            await FoundAsync(
                $"UPDATE ReportedValues SET Version = 1 WHERE Indicator = '{Indicator}' AND Period = '2022-05'"
            ),
            Does.Contain($"value: {Indicator} 2022-05: not the last of its history")
        );
        Assert.That(
            await FoundAsync("UPDATE Measures SET Version = 9 WHERE PlanCode = 'tampering' AND Code = '1.1.2'"),
            Is.EqualTo(new[] { "measure: tampering 1.1.2: not the last of its history" })
        );
    }

    [Test]
    public async Task A_ticket_deleted_with_all_that_hangs_on_it_is_missed()
    {
        var found = await FoundAsync(
            $"DELETE FROM TicketTexts WHERE Number = '{Transferred}'",
            $"DELETE FROM TicketEvents WHERE Number = '{Transferred}'",
            "DELETE FROM TicketRepeats",
            $"DELETE FROM Tickets WHERE Number = '{Transferred}'"
        );

        Assert.That(
            found,
            Has.Count.EqualTo(4)
                .And.All.StartsWith("history: what ticket.")
                .And.All.EndsWith($"wrote is gone or was changed: /api/v1/hotline/tickets/{Transferred}")
        );
    }

    [Test]
    public async Task An_event_that_is_gone_is_missed_first_middle_or_last()
    {
        Assert.That(
            await FoundAsync($"DELETE FROM TicketEvents WHERE Number = '{Closed}' AND Version = 1"),
            Does.Contain($"history: TicketEvents {Closed} version 2: version 1 is missing")
        );
        Assert.That(
            await FoundAsync($"DELETE FROM TicketEvents WHERE Number = '{Closed}' AND Version = 3"),
            Does.Contain($"history: TicketEvents {Closed} version 4: version 3 is missing")
        );
        Assert.That(
            await FoundAsync($"DELETE FROM TicketEvents WHERE Number = '{Closed}' AND Version = 6"),
            Does.Contain($"ticket: {Closed}: version 6, with 5 events")
                .And.Some.EndsWith($"wrote is gone or was changed: /api/v1/hotline/tickets/{Closed}")
        );
        Assert.That(
            await FoundAsync("DELETE FROM MeasureProgress WHERE PlanCode = 'tampering' AND Version = 3"),
            Has.Some.StartsWith("history: what measure.signed_off at ")
                .And.Some.EndsWith("wrote is gone or was changed: /api/v1/plans/tampering/measures/1.1.2/progress")
        );
    }

    [Test]
    public async Task A_row_made_to_look_as_old_as_rows_without_a_hash_is_found()
    {
        var found = await FoundAsync(
            $"UPDATE TicketEvents SET Hash = NULL, Ticket = NULL, RecordedBy = 'x' WHERE Number = '{Closed}' AND Version = 6"
        );

        Assert.That(
            found,
            Does.Contain("history: TicketEvents: 1 rows without a hash, of 0")
                .And.Some.StartsWith("history: what ticket.closed at ")
        );
    }

    [Test]
    public async Task An_event_or_a_ticket_slipped_in_is_found()
    {
        var found = await FoundAsync(async db =>
        {
            var last = await RowAsync<TicketEventRow>(db, TicketEventRow.History, Closed, 6);
            await db.ExecuteAsync(
                TicketLedger.EventSql,
                History.Seal(last with { Version = 7, RecordedBy = "x" }),
                CancellationToken.None
            );
            await db.ExecuteAsync(
                TicketLedger.InsertSql,
                new Ticket
                {
                    Number = "X-1",
                    Channel = "grid",
                    Type = "event",
                    RegisteredAt = Now,
                    DueFrom = Now,
                    OriginalFrom = Now,
                    Version = 1,
                }.Row(),
                CancellationToken.None
            );
        });

        Assert.That(
            found,
            Is.EquivalentTo(
                new[]
                {
                    $"history: TicketEvents {Closed} version 7: not in the change feed",
                    $"ticket: {Closed}: version 6, with 7 events",
                    "ticket: X-1: its texts are gone",
                }
            )
        );
    }

    private static async Task<T> RowAsync<T>(Db db, History history, string subject, int version)
        where T : HistoryRow
    {
        var found = default(T);
        await foreach (var row in history.ReadAsync(db, CancellationToken.None))
            if (row.GetSubject() == subject && row.Version == version)
                found = (T)row;
        return found!;
    }

    /// <summary>Another value than any of the column's in this town.</summary>
    private static string Another(string table, string column, Type type) =>
        allowed.TryGetValue($"{table}.{column}", out var given) ? given
        : typeof(IReadOnlyList<string>).IsAssignableFrom(type) ? "'[\"forged\"]'"
        : typeof(IReadOnlyList<decimal>).IsAssignableFrom(type) ? "'[1]'"
        : !other.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var value) ? "'[]'"
        : string.Format(CultureInfo.InvariantCulture, value, $"COALESCE({column}, 0)");
}
