using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Plans;

/// <summary>One year's plan.</summary>
internal sealed record AnnualPlan
{
    public const string OneSql = """
        SELECT Code, Title, TitleEn, DocumentNumber, IssuedOn, PlanYear, Unit, YellowBehind, RedBehind, DueFromMonthEnd, ClosedAt, ClosedBy, Version, MinimumKnownShare,
               ProgressScale, StageScale, ProgressFrequency
        FROM Plans
        WHERE Code = @PlanCode
        """;

    public required string Code { get; init; }
    public required string Title { get; init; }
    public string? TitleEn { get; init; }
    public required string DocumentNumber { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required int PlanYear { get; init; }
    public required string Unit { get; init; }
    public required decimal YellowBehind { get; init; }
    public required decimal RedBehind { get; init; }

    /// <summary>Reports are due on this working day, counted from the end of a period's last month.</summary>
    public required int DueFromMonthEnd { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedBy { get; init; }
    public required int Version { get; init; }
    public decimal? MinimumKnownShare { get; init; }
    public IReadOnlyList<StepShare>? ProgressScale { get; init; }
    public IReadOnlyList<StageShare>? StageScale { get; init; }
    public Frequency? ProgressFrequency { get; init; }

    public const decimal UsualKnownShare = 0.6m;

    /// <summary>Where less of a plan or a pillar is known, it has no lamp.</summary>
    public decimal KnownShareOrUsual => MinimumKnownShare ?? UsualKnownShare;

    public IReadOnlyList<StepShare> StepsOrUsual => ProgressScale ?? PlanScales.UsualProgress;

    public IReadOnlyList<StageShare> StagesOrUsual => StageScale ?? PlanScales.UsualStages;

    /// <summary>How often the progress of a measure without a figure falls due.</summary>
    public Frequency ProgressFrequencyOrUsual => ProgressFrequency ?? Frequency.Quarter;

    /// <summary>A day of the plan's year: its first for an earlier day, its last for a later one.</summary>
    public DateOnly Clamp(DateOnly day) =>
        day.Year < PlanYear ? new DateOnly(PlanYear, 1, 1)
        : day.Year > PlanYear ? new DateOnly(PlanYear, 12, 31)
        : day;

    /// <summary>
    /// What every change of the plan, its measures and its indicators marks: the board's cache is keyed on it.
    /// </summary>
    public static string Url(string code) => $"/api/v1/plans/{code}";

    public LampRule LampRule => new(YellowBehind, RedBehind);

    /// <summary>A day that something is reported about: not to come, and not before the plan's year.</summary>
    public void MustTakeReportsAbout(DateOnly on, DateOnly today)
    {
        if (on > today)
            throw PlanRefusals.DateFuture.WithDetail($"{on:yyyy-MM-dd} 尚未到。", $"{on:yyyy-MM-dd} has not come yet.");
        if (on < new DateOnly(PlanYear, 1, 1))
            throw PlanRefusals.DateOutsidePlan.WithDetail(
                $"计划年度为 {PlanYear} 年。",
                $"The plan's year is {PlanYear}."
            );
    }

    public void MustBeOpen()
    {
        if (ClosedAt is { } closed)
            throw PlanRefusals.Closed.WithDetail(
                $"{PlanYear} 年计划已于 {Moment.Day(closed):yyyy-MM-dd} 关账，不再接受填报。",
                $"The plan of {PlanYear} was closed on {Moment.Day(closed):yyyy-MM-dd} and takes no more reports."
            );
    }

    /// <summary>A year is closed when nothing more can happen in it.</summary>
    public void MustBeOver(DateOnly today)
    {
        if (today <= new DateOnly(PlanYear, 12, 31))
            throw PlanRefusals.YearRuns.WithDetail(
                $"{PlanYear} 年尚未结束，{PlanYear + 1}-01-01 起方可关账。",
                $"{PlanYear} is not over; it can be closed from {PlanYear + 1}-01-01."
            );
    }

    public static async Task<AnnualPlan> FindAsync(Db db, string code, CancellationToken ct) =>
        await db.FindAsync<AnnualPlan>(OneSql, new { PlanCode = code }, ct)
        ?? throw PlanRefusals.NotFound.WithDetail($"没有计划 {code}。", $"There is no plan {code}.");
}
