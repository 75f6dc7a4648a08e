using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Complaints of equally many days before and after, and of the same days a year earlier.</summary>
/// <param name="Before">Tickets registered before, without repeats.</param>
/// <param name="After">Tickets registered since, without repeats.</param>
/// <param name="BeforePerDay">Before ÷ days, to four places; null where no day is over since.</param>
/// <param name="AfterPerDay">After ÷ days.</param>
/// <param name="LastYearBefore">Of the days before, a year earlier.</param>
/// <param name="LastYearAfter">Of the days since, a year earlier.</param>
/// <param name="RepeatsBefore">Repeats registered before.</param>
/// <param name="RepeatsAfter">Repeats registered since.</param>
/// <param name="Change">(After − before) ÷ before, to four places; null where nothing is claimed.</param>
/// <param name="LastYearChange">The same a year earlier: what the season does by itself.</param>
/// <param name="Reason">Why nothing is claimed; null where something is.</param>
public sealed record ComplaintCounts(
    int Before,
    int After,
    decimal? BeforePerDay,
    decimal? AfterPerDay,
    int LastYearBefore,
    int LastYearAfter,
    int RepeatsBefore,
    int RepeatsAfter,
    decimal? Change,
    decimal? LastYearChange,
    string? Reason
)
{
    internal static ComplaintCounts Example => new(14, 5, 0.1556m, 0.0556m, 12, 11, 2, 1, -0.6429m, -0.0833m, null);
}

/// <summary>Four spans of days, counted: before and after, and a year earlier before and after.</summary>
internal sealed record Spans
{
    private const int Count = 4;

    private readonly int[] tickets = new int[Count],
        repeats = new int[Count];

    private Spans(int[] tickets, int[] repeats) => (this.tickets, this.repeats) = (tickets, repeats);

    public Spans() { }

    public Spans Put(int span, int count, int again)
    {
        var one = new Spans();
        (one.tickets[span], one.repeats[span]) = (count, again);
        return Add(one, 1);
    }

    /// <param name="by">1, or -1 to take it out.</param>
    public Spans Add(Spans other, int by) =>
        new(
            [.. tickets.Zip(other.tickets, (mine, its) => mine + by * its)],
            [.. repeats.Zip(other.repeats, (mine, its) => mine + by * its)]
        );

    public ComplaintCounts Compare(int days, int minimum)
    {
        var (before, after, beforeThen, afterThen) = (tickets[0], tickets[1], tickets[2], tickets[3]);
        var reason =
            days == 0 ? Words.Say("分界日之后尚无整日。", "No day since is over.")
            : before + after < minimum
                ? Words.Say(
                    $"前后合计{before + after}件，少于{minimum}件，不作比较。",
                    $"{before + after} tickets before and after, fewer than {minimum}: not compared."
                )
            : before == 0 ? Words.Say("此前没有工单，无从比较。", "There were none before to compare with.")
            : null;
        return new ComplaintCounts(
            before,
            after,
            PerDay(before, days),
            PerDay(after, days),
            beforeThen,
            afterThen,
            repeats[0],
            repeats[1],
            reason is null ? Share(after - before, before) : null,
            beforeThen + afterThen < minimum || beforeThen == 0 ? null : Share(afterThen - beforeThen, beforeThen),
            reason
        );
    }

    private static decimal? PerDay(int count, int days) => days == 0 ? null : Share(count, days);

    private static decimal Share(int part, int whole) =>
        Math.Round((decimal)part / whole, 4, MidpointRounding.AwayFromZero);
}
