using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>The change feed's chain: every column, a row gone, a tail cut, a feed rewritten whole.</summary>
public class FeedChainTests(string database) : TamperingTest(database)
{
    private const string Rewind = "UPDATE ChangeFeedHead SET Position = @Position, Hash = @Hash WHERE Id = 1";

    [TestCase("Kind = 'plan.closed'")]
    [TestCase("Subject = '/x'")]
    [TestCase("Data = '{}'")]
    [TestCase("HappenedAt = '2001-01-01 00:00:00'")]
    [TestCase("HappenedBy = 'x'")]
    [TestCase("Unit = NULL")]
    [TestCase("History = NULL")]
    [TestCase("Hash = 'x'")]
    [TestCase("Hash = NULL")]
    public async Task A_changed_column_of_a_row_is_found_where_it_is(string change)
    {
        var position = await PositionAsync(IndicatorReported);

        Assert.That(
            await FoundAsync($"UPDATE ChangeFeed SET {change} WHERE Position = {position}"),
            Does.Contain($"change feed: changed, or it does not follow the row before it at {position}")
        );
    }

    [Test]
    public async Task The_units_of_a_row_are_found_too_when_they_change()
    {
        var position = await PositionAsync("ticket.transferred");

        foreach (
            var forged in new[]
            {
                $"DELETE FROM ChangeFeedUnits WHERE Position = {position}",
                $"UPDATE ChangeFeedUnits SET Unit = 'x' WHERE Position = {position}",
                $"INSERT INTO ChangeFeedUnits (Position, Unit) VALUES ({position}, 'x')",
            }
        )
            Assert.That(
                await FoundAsync(forged),
                Does.Contain($"change feed: changed, or it does not follow the row before it at {position}")
            );
    }

    [Test]
    public async Task A_row_that_is_gone_is_found_and_so_is_a_tail()
    {
        var (middle, last) = (await PositionAsync(IndicatorReported), await HeadAsync());

        Assert.That(
            await FoundAsync($"DELETE FROM ChangeFeed WHERE Position = {middle}"),
            Does.Contain($"change feed: missing at {middle}")
        );
        Assert.That(
            await FoundAsync(
                $"DELETE FROM ChangeFeedUnits WHERE Position >= 0",
                $"DELETE FROM ChangeFeed WHERE Position > {last - 3}"
            ),
            Has.Some.StartsWith("change feed: ")
        );
        Assert.That(
            await FoundAsync($"UPDATE ChangeFeedHead SET Hash = 'x' WHERE Id = 1"),
            Does.Contain($"change feed: not the row the head names at {last}")
        );
        Assert.That(
            await FoundAsync(
                $"INSERT INTO ChangeFeed (Position, Kind, Subject, Data, HappenedAt, HappenedBy) VALUES ({last + 1}, 'x', 'x', '{{}}', '2022-01-01 00:00:00', 'x')"
            ),
            Does.Contain($"change feed: beyond the head at {last + 1}")
        );
    }

    [Test]
    public async Task A_tail_cut_off_with_its_head_is_missed_by_histories_and_by_what_was_noted()
    {
        var noted = (await ReadAsync("/api/v1/audit/verify"))["changes"]!;
        var (last, hash) = ((long)noted["position"]!, (string)noted["hash"]!);
        async Task CutAsync(Db db)
        {
            var before = await db.FindAsync<string>(
                "SELECT Hash FROM ChangeFeed WHERE Position = @Position",
                new { Position = last - 1 },
                CancellationToken.None
            );
            await db.ExecuteAsync(
                "DELETE FROM ChangeFeed WHERE Position = @Position",
                new { Position = last },
                CancellationToken.None
            );
            await db.ExecuteAsync(Rewind, new { Position = last - 1, Hash = before }, CancellationToken.None);
        }

        Assert.That(
            await FoundAsync(CutAsync),
            Is.EqualTo(new[] { "history: MeasureVersions tampering 1.1.1 version 2: not in the change feed" })
        );
        Assert.That(
            await FoundAsync(CutAsync, (last, hash)),
            Does.Contain($"change feed: missing: the feed once reached further at {last}")
        );
        Assert.That(
            (bool)(await ReadAsync($"/api/v1/audit/verify?changesPosition={last}&changesHash={hash}"))["intact"]!,
            Is.True
        );
        var answer = await ReadAsync($"/api/v1/audit/verify?changesPosition={last}&changesHash={new string('0', 64)}");
        Assert.That(
            ((bool)answer["intact"]!, (long)answer["changes"]!["brokenAt"]!, (bool)answer["changes"]!["intact"]!),
            Is.EqualTo((false, last, false))
        );
        await IsRefusedAsync(
            await Http.GetAsync($"/api/v1/audit/verify?changesPosition={last}"),
            400,
            "request.invalid"
        );
    }

    /// <summary>
    /// As a database was that is migrated: the chain begins there, what was before is counted and no more.
    /// </summary>
    [Test]
    public async Task Rows_from_before_there_were_hashes_are_counted()
    {
        var last = await HeadAsync();
        string[] old =
        [
            "UPDATE ChangeFeed SET Hash = NULL, History = NULL",
            $"UPDATE ChangeFeedHead SET Hash = '', UnchainedPosition = {last} WHERE Id = 1",
            .. new[]
            {
                "ReportedValueVersions",
                "TargetVersions",
                "MeasureVersions",
                "MeasureProgress",
                "RateDefinitions",
                "CategoryVersions",
                "TicketEvents",
                "Contributions",
                "PlanClosings",
                "Additions",
                "MeasureForecasts",
                "DossierHistory",
            }.SelectMany(table =>
                new[]
                {
                    $"UPDATE {table} SET Hash = NULL",
                    $"UPDATE Histories SET Unhashed = (SELECT COUNT(*) FROM {table}) WHERE Name = '{table}'",
                }
            ),
            "UPDATE TicketEvents SET Ticket = NULL",
        ];

        Assert.That(await FoundAsync(old), Is.Empty);
        Assert.That(
            await FoundAsync([.. old, "UPDATE TicketEvents SET RecordedBy = 'x'"]),
            Is.Empty,
            "No more can be said of them."
        );
        Assert.That(
            await FoundAsync([
                .. old,
                $"DELETE FROM ChangeFeedUnits WHERE Position >= 0",
                "DELETE FROM ChangeFeed WHERE Position = 3",
            ]),
            Is.EqualTo(new[] { $"change feed: rows from before there were hashes are missing at {last}" })
        );
        Assert.That(
            await FoundAsync([.. old, $"UPDATE Tickets SET Status = 'voided' WHERE Number = '{Closed}'"]),
            Does.Contain($"ticket: {Closed}: not as its last event left it")
        );
        Assert.That(
            await FoundAsync([.. old, $"DELETE FROM TicketEvents WHERE Number = '{Closed}' AND Version = 3"]),
            Has.Some.StartsWith("history: TicketEvents: ")
        );
    }

    private const string IndicatorReported = "indicator.value.reported";

    private Task<long> PositionAsync(string kind) =>
        AskAsync(db =>
            db.FindAsync<long>(
                "SELECT MAX(Position) FROM ChangeFeed WHERE Kind = @Kind",
                new { Kind = kind },
                CancellationToken.None
            )
        );

    private Task<long> HeadAsync() =>
        AskAsync(async db => (await new FeedChain(db).HeadAsync(CancellationToken.None)).Position);
}
