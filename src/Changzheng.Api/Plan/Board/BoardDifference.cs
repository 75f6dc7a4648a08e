using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Why a measure counts differently on two boards: new data about later days, data about earlier days that came late,
/// were corrected or returned, a document that amended, added or removed it, a new rule of judging, or only time.
/// </summary>
public enum DifferenceCause
{
    Progress,
    Late,
    Corrected,
    Returned,
    Amended,
    Entered,
    Left,
    Rule,
    Time,
}

/// <summary>One cause of a difference, and what the board's low figure owes to it.</summary>
internal sealed record Difference(
    MeasureStanding? Before,
    MeasureStanding? After,
    DifferenceCause Cause,
    decimal Contribution
);

/// <summary>
/// Takes one board over into another, measure by measure and cause by cause: after each step the low figure is worked
/// out anew, so the contributions add up to the whole difference. First what was learned later about the first day,
/// then the time that passed, then what happened in it.
/// </summary>
internal sealed class BoardDifference
{
    private readonly AnnualPlan plan;
    private readonly Dictionary<string, MeasureStanding> board;
    private readonly List<Difference> differences = [];
    private decimal low;
    private decimal told;

    private BoardDifference(PlanBoard from)
    {
        plan = from.Plan;
        board = from.Measures.ToDictionary(measure => measure.Row.Code, StringComparer.Ordinal);
        low = Low();
    }

    /// <param name="from">The first board.</param>
    /// <param name="learned">The first day as it was known at the second instant.</param>
    /// <param name="to">The second board.</param>
    /// <param name="findLearned">Why what was learned about a measure's first day differs.</param>
    public static IReadOnlyList<Difference> Of(
        (PlanBoard Board, BoardRows Rows) from,
        (PlanBoard Board, BoardRows Rows) learned,
        (PlanBoard Board, BoardRows Rows) to,
        Func<MeasureStanding, DifferenceCause> findLearned
    )
    {
        var walk = new BoardDifference(from.Board);
        PlanBoard Mixed(BoardRows rows, BoardRows contributions, Viewpoint seen) =>
            new(walk.plan, seen, rows with { Contributions = contributions.Contributions });
        walk.Take(Mixed(learned.Rows, from.Rows, from.Board.Viewpoint), (_, _) => DifferenceCause.Amended);
        walk.Take(learned.Board, (before, after) => FindRule(before, after) ?? findLearned(after));
        walk.Take(new PlanBoard(walk.plan, to.Board.Viewpoint, learned.Rows), (_, _) => DifferenceCause.Time);
        walk.Take(Mixed(to.Rows, learned.Rows, to.Board.Viewpoint), (_, _) => DifferenceCause.Amended);
        walk.Take(
            to.Board,
            (before, after) => FindRule(before, after) ?? FindTarget(before, after) ?? DifferenceCause.Progress
        );
        return walk.differences;
    }

    private void Take(PlanBoard next, Func<MeasureStanding, MeasureStanding, DifferenceCause> find)
    {
        var coming = next.Measures.ToDictionary(measure => measure.Row.Code, StringComparer.Ordinal);
        foreach (var code in board.Keys.Union(coming.Keys).Order(StringComparer.Ordinal).ToList())
        {
            var (before, after) = (board.GetValueOrDefault(code), coming.GetValueOrDefault(code));
            if (after is null)
                board.Remove(code);
            else
                board[code] = after;
            if (before is not null && after is not null && IsSame(before, after))
                continue;
            var cause =
                before is null ? DifferenceCause.Entered
                : after is null ? DifferenceCause.Left
                : find(before, after);
            differences.Add(new Difference(before, after, cause, Advance()));
        }
    }

    /// <summary>In millionths, by cumulative rounding: the sum of all is the rounded difference.</summary>
    private decimal Advance()
    {
        var next = Low();
        var whole = Math.Round(told + (next - low), 12);
        var contribution =
            Math.Round(whole, 6, MidpointRounding.AwayFromZero) - Math.Round(told, 6, MidpointRounding.AwayFromZero);
        (low, told) = (next, whole);
        return contribution;
    }

    private decimal Low() => BoardSum.Weigh(board.Values).Low ?? 0;

    private static bool IsSame(MeasureStanding one, MeasureStanding other) =>
        (one.State, one.Lamp, one.Completion, one.Row.Weight, one.Row.Version, one.Row.SignOff)
        == (other.State, other.Lamp, other.Completion, other.Row.Weight, other.Row.Version, other.Row.SignOff);

    /// <summary>The same figures judged by other rules.</summary>
    private static DifferenceCause? FindRule(MeasureStanding before, MeasureStanding after) =>
        after.Undertakings.Any(one =>
            before.Undertakings.FirstOrDefault(other => IsSameThing(one.Contribution, other.Contribution)) is { } other
            && other.Contribution.Rules != one.Contribution.Rules
            && other.Contribution.EffectiveOn == one.Contribution.EffectiveOn
        )
            ? DifferenceCause.Rule
            : null;

    /// <summary>The same figures against another target or base.</summary>
    private static DifferenceCause? FindTarget(MeasureStanding before, MeasureStanding after)
    {
        var pairs = after.Indicators.Join(
            before.Indicators,
            one => one.Indicator.Code,
            other => other.Indicator.Code,
            (one, other) => (After: one.Judge, Before: other.Judge)
        );
        return pairs.Any(pair => !IsSameTarget(pair.After, pair.Before) && IsSameFigure(pair.After, pair.Before))
            ? DifferenceCause.Amended
            : null;
    }

    private static bool IsSameTarget(Judge one, Judge other) =>
        (one.Target?.Version, one.Baseline?.Version) == (other.Target?.Version, other.Baseline?.Version);

    private static bool IsSameFigure(Judge one, Judge other) =>
        (one.Figures.Value, one.Figures.Numerator, one.Figures.Denominator)
        == (other.Figures.Value, other.Figures.Numerator, other.Figures.Denominator);

    private static bool IsSameThing(Contribution one, Contribution other) =>
        (one.Kind, one.UndertakingKey) == (other.Kind, other.UndertakingKey);
}
