using Changzheng.Api.Plan.Board;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Which day a step of a sign-off is about, and which day it may be. Pure.</summary>
internal static class SignOffDay
{
    /// <summary>
    /// A request is about the day it names, its confirmation about the same; null for today, which a return is about.
    /// </summary>
    public static DateOnly? Find(ProgressAction action, DateOnly? on, IReadOnlyList<ProgressVersion> history) =>
        action switch
        {
            ProgressAction.SignOffRequested => on,
            ProgressAction.SignedOff => history
                .Last(version => version.Action == ProgressAction.SignOffRequested)
                .EffectiveOn,
            _ => null,
        };

    public static void MustBe(DateOnly on, PlanBoard today, IReadOnlyList<ProgressVersion> history)
    {
        today.Plan.MustTakeReportsAbout(on, today.Viewpoint.AsOf);
        if (FindLastUnfinished(history) is { } last && on < last)
            throw MeasureRefusals.SignOffBeforeReport.WithDetail(
                $"{last:yyyy-MM-dd} 的填报尚未完成，办结日期不得早于该日。",
                $"It was reported as not done for {last:yyyy-MM-dd}."
            );
    }

    /// <summary>The last day for which it was reported, or its sign-off asked for and not returned.</summary>
    private static DateOnly? FindLastUnfinished(IReadOnlyList<ProgressVersion> history)
    {
        var since = history.Reverse().TakeWhile(version => version.Action != ProgressAction.Returned);
        return history
            .Where(version => version.Action == ProgressAction.Reported)
            .Concat(since.Where(version => version.Action == ProgressAction.SignOffRequested))
            .Max(version => (DateOnly?)version.EffectiveOn);
    }
}
