using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Imports;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// The head row of the change feed, on which all writers queue, is taken when an import has written everything else.
/// </summary>
/// <remarks>What it listens to, every host of the process writes to.</remarks>
[NonParallelizable]
public sealed class FeedOrderTests(string database) : ImportTest(database)
{
    private const int Tickets = 2_500;

    [Test]
    public async Task An_import_takes_the_feeds_head_last_and_tells_everything()
    {
        var before = (long)(await ReadAsync("/api/v1/changes?limit=500&after=0"))["position"]!;
        while (
            (await ReadAsync($"/api/v1/changes?limit=500&after={before}"))["position"] is { } further
            && (long)further > before
        )
            before = (long)further;
        var sent = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Changzheng.Api",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => sent.Enqueue((string?)activity.GetTagItem("db.query.text") ?? ""),
        };
        ActivitySource.AddActivityListener(listener);
        var (_, import) = await ImportAsync("hotlineTickets", File());
        listener.Dispose();

        Assert.That(Rows(import), Is.EqualTo($"{Tickets} {Tickets} 0 0 0 0"));
        var statements = sent.ToList();
        var head = statements.FindIndex(sql => sql == ChangeFeed.HoldSql);
        Assert.Multiple(() =>
        {
            Assert.That(head, Is.Positive);
            Assert.That(statements.FindLastIndex(sql => sql == TicketLedger.InsertSql), Is.Positive.And.LessThan(head));
            Assert.That(
                statements.Skip(head).TakeWhile(sql => sql != ImportLease.FinishSql).Distinct(),
                Is.SubsetOf(
                    new[]
                    {
                        ChangeFeed.HoldSql,
                        ChangeFeed.HeadSql,
                        ChangeFeed.AppendSql,
                        ChangeFeed.UnitSql,
                        ChangeFeed.AdvanceSql,
                        ChangeFeed.MarkSql,
                        ChangeFeed.FirstMarkSql,
                        FeedPosition.PositionSql,
                        ImportLease.CancelAskedSql,
                        ImportRows.OneSql,
                    }
                )
            );
        });

        var changes = new List<(long Position, string Kind, string Url)>();
        for (var after = before; ; after = changes[^1].Position)
        {
            var page = (await ReadAsync($"/api/v1/changes?limit=500&after={after}"))["items"]!.AsArray();
            if (page.Count == 0)
                break;
            changes.AddRange(
                page.Select(change => ((long)change!["position"]!, (string)change["kind"]!, (string)change["subject"]!))
            );
        }

        Assert.That(
            changes.Select(change => change.Position),
            Is.EqualTo(Enumerable.Range(1, changes.Count).Select(at => before + at)),
            "Without gaps."
        );
        Assert.That(
            changes.Where(change => change.Kind == "ticket.imported").Select(change => change.Url.Split('/')[^1]),
            Is.EqualTo(Enumerable.Range(1, Tickets).Select(Number)),
            "Each once, in the order of the file."
        );
    }

    private static string Number(int row) => string.Create(CultureInfo.InvariantCulture, $"F{row:00000}");

    private static string File()
    {
        var file = new StringBuilder("工单编号,诉求类型,标题,受理时间\n");
        for (var row = 1; row <= Tickets; row++)
            file.Append(
                CultureInfo.InvariantCulture,
                $"{Number(row)},complaint,合成,2022-04-{row % 28 + 1:00} 08:00\n"
            );
        return file.ToString();
    }
}
