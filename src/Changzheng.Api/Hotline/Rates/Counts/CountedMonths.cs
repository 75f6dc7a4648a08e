using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>Answers from the counts what is asked of whole months, as all tickets stand at an instant.</summary>
internal sealed class CountedMonths(Db db, RateRows rates, RateCounts counts)
{
    public const string ReadSql = $$"""
        SELECT {{CountRow.Columns}} FROM HotlineCounts
        WHERE Definition = @Definition AND Channel = @Channel AND ToldBy = @ToldBy AND Month >= @First AND Month <= @Last AND Tickets <> 0
        """;

    private const int Tries = 3;

    /// <summary>
    /// Null where the counts cannot answer: by an older definition, before the instant they are of, or where they
    /// moved while they were read.
    /// </summary>
    /// <param name="now">What has turned until then, and is not caught up yet, is counted as it has turned.</param>
    public async Task<IReadOnlyList<AlikeTickets>?> FindAsync(
        RateDefinition definition,
        string channel,
        (DateOnly From, DateOnly To) months,
        string toldBy,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (!(await rates.LatestAsync(ct)).Any(one => CountState.NameOf(one) == CountState.NameOf(definition)))
            return null;
        var asked = new
        {
            Definition = CountState.NameOf(definition),
            Channel = channel,
            ToldBy = toldBy,
            First = ClosedMonths.NameOf(months.From),
            Last = ClosedMonths.NameOf(months.To),
        };
        for (var tries = 0; tries < Tries; tries++)
        {
            if (
                await counts.FindStateAsync(ct) is not { } state
                || (now.TruncateToMilliseconds() < state.Through && !counts.IsHeld)
            )
                return null;
            var rows = await db.QueryAsync<CountRow>(ReadSql, asked, ct);
            if (counts.IsHeld)
                return [.. rows.Select(row => row.ToAlike())];
            var turned = await db.QueryAsync<TurnRow>(RateCounts.TurnedSql, new { Through = now }, ct);
            if ((await counts.FindStateAsync(ct))?.Serial == state.Serial)
                return Turn(definition, asked.First, asked.Last, (channel, toldBy), rows, turned, (state.Through, now));
        }

        return null;
    }

    private static List<AlikeTickets> Turn(
        RateDefinition definition,
        string first,
        string last,
        (string Channel, string ToldBy) of,
        IReadOnlyList<CountRow> rows,
        IReadOnlyList<TurnRow> turned,
        (DateTimeOffset Was, DateTimeOffset Now) time
    )
    {
        var tally = new Tally([definition]);
        foreach (var one in turned.Where(one => one.Channel == of.Channel))
        {
            var facts = RateState.Read(one.Facts);
            tally.Add(one.Channel, facts, time.Was, -1);
            tally.Add(one.Channel, facts, time.Now, 1);
        }

        return
        [
            .. rows.Concat(
                    tally
                        .List()
                        .Where(row =>
                            row.ToldBy == of.ToldBy
                            && string.CompareOrdinal(row.Month, first) >= 0
                            && string.CompareOrdinal(row.Month, last) <= 0
                        )
                )
                .GroupBy(row => (row.GroupKey, row.Outcomes))
                .Select(group => group.First() with { Tickets = group.Sum(row => row.Tickets) })
                .Where(row => row.Tickets != 0)
                .Select(row => row.ToAlike()),
        ];
    }
}
