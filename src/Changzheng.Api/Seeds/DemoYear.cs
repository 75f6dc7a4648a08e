using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Seeds;

/// <summary>
/// The synthetic year of seeds/changzheng-2022/demo.json, for a newcomer to see a living board: labelled so in every
/// note, never loaded unless Seeds:Demo asks for it.
/// </summary>
/// <param name="Units">Made-up neighbourhoods.</param>
/// <param name="Baselines">Made-up bases.</param>
/// <param name="Targets">Made-up targets of the district.</param>
/// <param name="Reports">Made-up reports.</param>
/// <param name="Progress">Made-up progress.</param>
internal sealed record DemoYear(
    IReadOnlyList<Town.Units.Unit> Units,
    IReadOnlyList<DemoYear.Base> Baselines,
    IReadOnlyList<DemoYear.Target> Targets,
    IReadOnlyList<DemoYear.Report> Reports,
    IReadOnlyList<DemoYear.Step> Progress
)
{
    private const string Document = "（合成演示数据）";

    internal sealed record Base(string Indicator, decimal? Value, IReadOnlyList<decimal>? Months = null);

    internal sealed record Target(string Indicator, decimal Value, string DocumentNumber, DateOnly EffectiveOn);

    internal sealed record Report(
        string Indicator,
        string Period,
        string? Unit = null,
        decimal? Value = null,
        decimal? Numerator = null,
        decimal? Denominator = null,
        int? Rank = null,
        int? Of = null,
        Stage? Stage = null,
        DateOnly? On = null,
        string? Note = null
    );

    internal sealed record Step(string Measure, DateOnly On, decimal Completion, string? Note = null);

    public async Task LoadAsync(IMediator mediator, string plan, CancellationToken ct)
    {
        await mediator.Send(new RegisterUnits.Command(Units), ct);
        foreach (var given in Baselines)
            await mediator.Send(
                new SetIndicatorTarget.Command(
                    given.Indicator,
                    "baseline",
                    given.Value ?? given.Months?.Sum(),
                    null,
                    given.Months,
                    new DateOnly(2022, 1, 1),
                    Document,
                    null,
                    null
                ),
                ct
            );
        foreach (var given in Targets)
            await mediator.Send(
                new SetIndicatorTarget.Command(
                    given.Indicator,
                    "target",
                    given.Value,
                    null,
                    null,
                    given.EffectiveOn,
                    given.DocumentNumber,
                    Document,
                    null
                ),
                ct
            );
        foreach (var given in Reports)
            await mediator.Send(
                new ReportIndicatorValue.Command(
                    given.Indicator,
                    given.Period,
                    given.Unit ?? "",
                    new ReportIndicatorValue.Request(
                        given.Value,
                        given.Numerator,
                        given.Denominator,
                        given.Rank,
                        given.Of,
                        given.Stage,
                        given.On,
                        given.Note
                    ),
                    null
                ),
                ct
            );
        foreach (var steps in Progress.GroupBy(step => step.Measure))
        foreach (var (number, step) in steps.Index())
            await mediator.Send(
                new ReportProgress.Command(
                    plan,
                    step.Measure,
                    new ReportProgress.Request(On: step.On, Note: step.Note, Completion: step.Completion),
                    number == 0 ? null : number
                ),
                ct
            );
    }
}
