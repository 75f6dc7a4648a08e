using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Plan.Plans;

/// <summary>How far a promise without a figure is: 未启动、已部署、推进中、基本完成、已完成.</summary>
public enum ProgressStep
{
    NotStarted,
    Planned,
    Underway,
    NearlyDone,
    Done,
}

/// <summary>What a step of progress counts.</summary>
/// <param name="Step">The step.</param>
/// <param name="Share">What it counts, 0 to 1, rising from step to step; <c>done</c> alone is 1.</param>
/// <param name="Name">Its Chinese word.</param>
public sealed record StepShare(ProgressStep Step, decimal Share, string Name);

/// <summary>What a stage of an accreditation counts.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Share">What it counts, 0 to 1, rising from stage to stage; <c>named</c> alone is 1.</param>
public sealed record StageShare(Stage Stage, decimal Share);

/// <summary>The scales of a plan that states none, and what a scale must be.</summary>
internal static class PlanScales
{
    public static readonly IReadOnlyList<StepShare> UsualProgress =
    [
        new(ProgressStep.NotStarted, 0, "未启动"),
        new(ProgressStep.Planned, 0.2m, "已部署"),
        new(ProgressStep.Underway, 0.5m, "推进中"),
        new(ProgressStep.NearlyDone, 0.8m, "基本完成"),
        new(ProgressStep.Done, 1, "已完成"),
    ];

    public static readonly IReadOnlyList<StageShare> UsualStages =
    [
        new(Stage.Applied, 0.25m),
        new(Stage.Reviewed, 0.5m),
        new(Stage.Inspected, 0.75m),
        new(Stage.Named, 1),
    ];

    /// <summary>Every step once, in order, from 0 to 1, each above the one before.</summary>
    public static bool IsInOrder(IReadOnlyList<StepShare> scale) =>
        scale.Select(one => one.Step).SequenceEqual(Enum.GetValues<ProgressStep>())
        && scale[0].Share == 0
        && Rises([.. scale.Select(one => one.Share)]);

    /// <summary>The stages up to <c>named</c> once, in order, each above the one before.</summary>
    public static bool IsInOrder(IReadOnlyList<StageShare> scale) =>
        scale.Select(one => one.Stage).SequenceEqual([Stage.Applied, Stage.Reviewed, Stage.Inspected, Stage.Named])
        && scale[0].Share >= 0
        && Rises([.. scale.Select(one => one.Share)]);

    private static bool Rises(IReadOnlyList<decimal> shares) =>
        shares[^1] == 1 && shares.Zip(shares.Skip(1)).All(pair => pair.First < pair.Second);
}
