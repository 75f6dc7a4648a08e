using System.Text.RegularExpressions;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Takes in reported values: a first report, or a correction of what stands.</summary>
internal sealed partial class IndicatorValueIntake(
    IndicatorRows indicators,
    ValueLedger ledger,
    Reporting reporting,
    UnitTree tree,
    ChangeFeed changes,
    TimeProvider clock
) : Intake
{
    private readonly Dictionary<string, (Indicator Indicator, AnnualPlan Plan)?> known = [];
    private readonly Dictionary<string, bool> byUnits = [];
    private readonly Dictionary<string, ValueVersion?> standing = [];

    /// <summary>
    /// Of each indicator the file changes: the earliest day a change is about, and the one instant they are all
    /// recorded at.
    /// </summary>
    private readonly Dictionary<string, (DateOnly From, DateTimeOffset RecordedAt)> touched = [];

    private IReadOnlyDictionary<string, IndicatorRows.Measured> measures =
        new Dictionary<string, IndicatorRows.Measured>();
    private UnitNames units = null!;

    public override async Task BeginAsync(bool writing, CancellationToken ct) =>
        (measures, units) = (await indicators.MeasuredAsync(ct), new UnitNames((await tree.AllAsync(ct)).Values));

    /// <summary>An indicator that is not there is refused as such, whatever its figures are of.</summary>
    public override IReadOnlyList<CellFault> Settle(object?[] values, object?[]? before)
    {
        List<CellFault>? faults = null;
        var indicator = values[indicatorPlace] is string code ? measures.GetValueOrDefault(code) : null;
        var measure = indicator?.Of;
        foreach (var place in figures)
        {
            if (values[place] is not Quantity written)
                continue;
            if (place == valuePlace && written.Unit == UnitOfMeasure.None && values[measuredPlace] is string unit)
                written = written.Of(unit, measure);
            Fault? fault = null;
            values[place] = indicator is null ? written.Number : written.In(measure, out fault);
            if (fault is not null)
                (faults ??= []).Add(new CellFault(Subject.Columns[place].Name, fault));
        }

        // It says what the figure is of, and is no part of what is kept.
        values[measuredPlace] = null;
        if (values[periodPlace] is string period)
        {
            values[periodPlace] = PeriodWords.Parse(period, indicator, out var fault);
            if (fault is not null)
                (faults ??= []).Add(new CellFault("period", fault));
        }

        var unnamed = units.Settle(Subject, values, "unit");
        return faults is null ? unnamed : [.. faults, .. unnamed];
    }

    public override async Task<IReadOnlyDictionary<string, object?[]>> FindAsync(
        IReadOnlyList<Entry> entries,
        CancellationToken ct
    )
    {
        var found = new Dictionary<string, object?[]>(StringComparer.Ordinal);
        standing.Clear();
        foreach (var entry in entries)
        {
            var (indicator, _) = await KnownAsync(entry.Text("indicator")!, ct) ?? default;
            if (indicator is null)
                continue;
            var current = standing[entry.Key] = await ledger.CurrentAsync(KeyOf(entry), ct);
            if (current is { Action: not ValueAction.Returned })
                found[entry.Key] = Cells(ReportedValue.View(indicator, current));
        }

        return found;
    }

    public override async ValueTask MustTakeAsync(Entry entry, object?[]? before, CancellationToken ct)
    {
        var command = new ReportIndicatorValue.Command(
            entry.Text("indicator")!,
            entry.Text("period")!,
            entry.Text("unit") ?? "",
            Request(entry),
            null
        );
        new ReportIndicatorValue.Validator().ValidateAndThrow(command);
        var (indicator, plan) =
            await KnownAsync(command.Indicator, ct)
            ?? throw IndicatorRefusals.NotFound.WithDetail(
                $"没有指标 {command.Indicator}。",
                $"There is no indicator {command.Indicator}."
            );
        plan.MustBeOpen();
        await reporting.MustAcceptAsync(indicator, plan, command, ct);
        // What earlier rows of the file bring is not yet in the database.
        if (!byUnits.TryGetValue(command.Indicator, out var units) || units != command.Unit.Length > 0)
            await ledger.MustNotMixAsync(command.Key, ct);
        if (byUnits.TryGetValue(command.Indicator, out units) && units != command.Unit.Length > 0)
            throw ValueLedger.Mixed(command.Key);
        byUnits[command.Indicator] = command.Unit.Length > 0;
    }

    public override async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        var told = new List<ChangeFeed.Fact>(taken.Count);
        foreach (var (entry, _) in taken)
        {
            var (key, (indicator, _)) = (KeyOf(entry), (await KnownAsync(entry.Text("indicator")!, ct))!.Value);
            if (!touched.TryGetValue(key.Indicator, out var change))
            {
                await ledger.HoldAsync(key.Indicator, ct);
                change = (DateOnly.MaxValue, clock.GetUtcNow().TruncateToMilliseconds());
            }

            var current = standing[entry.Key];
            var command = new ReportIndicatorValue.Command(
                key.Indicator,
                key.Period,
                key.Unit,
                Request(entry),
                current?.Version
            );
            var version = await ledger.RecordAsync(
                key,
                current?.Version,
                ReportIndicatorValue.Version(command, current),
                change.RecordedAt,
                ct
            );
            touched[key.Indicator] = change with
            {
                From = version.EffectiveOn < change.From ? version.EffectiveOn : change.From,
            };
            told.Add(
                IndicatorChanges.Of(
                    current is null ? IndicatorChanges.ValueReported : IndicatorChanges.ValueCorrected,
                    key,
                    indicator,
                    version
                )
            );
        }

        await changes.AppendAllAsync(told, ct);
    }

    public override async Task EndAsync(CancellationToken ct)
    {
        foreach (var (indicator, change) in touched)
            await ledger.StandAsync(indicator, change.From, change.RecordedAt, ct);
    }

    public override string? ColumnOf(string code) =>
        code.Split('.')[0] switch
        {
            "period" or "date" => "period",
            "unit" => "unit",
            "indicator" or "plan" => "indicator",
            _ => "value",
        };

    private async ValueTask<(Indicator Indicator, AnnualPlan Plan)?> KnownAsync(string code, CancellationToken ct)
    {
        if (!known.TryGetValue(code, out var found))
            known[code] = found = await indicators.LookAsync(code, ct);
        return found;
    }

    private static ValueKey KeyOf(Entry entry) =>
        new(entry.Text("indicator")!, entry.Text("period")!, entry.Text("unit") ?? "");

    private static ReportIndicatorValue.Request Request(Entry entry) =>
        new(
            entry.Of<decimal>("value"),
            entry.Of<decimal>("numerator"),
            entry.Of<decimal>("denominator"),
            Small(entry.Of<long>("rank")),
            Small(entry.Of<long>("of")),
            entry.Choice<Stage>("stage"),
            entry.Of<DateOnly>("on"),
            entry.Text("note"),
            EvidenceOf(entry.Text("evidence")),
            entry.Of<bool>("confirmed") ?? false
        );

    private static int? Small(long? number) =>
        number is > int.MaxValue or < int.MinValue ? throw Refusals.ValueTooLarge.ToRefusal() : (int?)number;

    private static IReadOnlyList<Evidence> EvidenceOf(string? text) =>
        [
            .. (text ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line =>
                    Written().Match(line) is { Success: true } match
                        ? new Evidence(match.Groups[1].Value.Trim(), match.Groups[2].Value)
                        : new Evidence(line, "")
                ),
        ];

    [GeneratedRegex("^(.*)<([^<>]+)>$")]
    private static partial Regex Written();
}
