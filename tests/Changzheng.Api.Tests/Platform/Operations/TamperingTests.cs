using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// Rows that figures come from, changed, deleted or inserted by SQL, are found by the proof and named.
/// </summary>
public class TamperingTests(string database) : TamperingTest(database)
{
    private const string Standing = "UPDATE Standings SET Value = 999 WHERE Indicator = '2022-fitness-tests'";

    [Test]
    public async Task A_plan_closed_behind_its_history_is_found_and_named() =>
        Assert.That(
            await FoundAsync("UPDATE Plans SET ClosedAt = '2022-01-01 00:00:00' WHERE Code = 'ended'"),
            Has.Some.StartsWith("plan: ended:")
        );

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

        Assert.That(found, Has.Some.StartsWith("counts: "), "the counts miss it too");
        Assert.That(
            found.Where(fault => !fault.StartsWith("counts: ", StringComparison.Ordinal)).ToList(),
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
            await FoundAsync($"DELETE FROM TicketEvents WHERE Number = '{Closed}' AND Version = 7"),
            Does.Contain($"ticket: {Closed}: version 7, with 6 events")
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
            $"UPDATE TicketEvents SET Hash = NULL, Ticket = NULL, RecordedBy = 'x' WHERE Number = '{Closed}' AND Version = 7"
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
            var last = await RowAsync<TicketEventRow>(db, TicketEventRow.History, Closed, 7);
            await db.ExecuteAsync(
                TicketLedger.EventSql,
                History.Seal(last with { Version = 8, RecordedBy = "x" }),
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

        Assert.That(found, Has.Some.StartsWith("counts: "), "the counts do not have it");
        Assert.That(
            found.Where(fault => !fault.StartsWith("counts: ", StringComparison.Ordinal)),
            Is.EquivalentTo(
                new[]
                {
                    $"history: TicketEvents {Closed} version 8: not in the change feed",
                    $"ticket: {Closed}: version 7, with 8 events",
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
}
