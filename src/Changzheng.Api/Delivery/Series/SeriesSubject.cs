using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Series;

/// <summary>Series as dossiers: what they say to their measures.</summary>
internal sealed class SeriesSubject : DossierSubject<Series, SeriesView>
{
    public static readonly SeriesSubject Instance = new();

    /// <summary>This many missed are red (assumed).</summary>
    private const int RedWhenMissed = 3;

    public override string Kind => "series";
    public override Phrase Noun => new("系列", "series");
    public override RefusalKind NotFound => SeriesRefusals.NotFound;
    public override RefusalKind Exists => SeriesRefusals.Exists;
    public override ChangeKind<DossierChange> Opened => SeriesChanges.Opened;
    public override ChangeKind<DossierChange> Changed => SeriesChanges.Changed;
    public override UndertakingKind? Undertaking => UndertakingKind.Series;
    public override IReadOnlyList<string> Statuses => ["running", "completed"];

    public override string Url(Dossier dossier) => $"/api/v1/series/{dossier.Code}";

    public override SeriesView View(Series series, DossierSight sight) => SeriesView.Of(series, sight);

    /// <summary>
    /// The share held of what the year holds, the excused left out. Until something is said of an occurrence nothing is
    /// known; from then on each one missed is an alarm, so that silence turns the lamp.
    /// </summary>
    public override Contribution? Contribute(Dossier dossier, IReadOnlyList<Dossier> parts, DateOnly day)
    {
        var series = (Series)dossier;
        var counted = series.Occurrences.Where(one => one.StatusOn(day) != OccurrenceStatus.Excused).ToList();
        var held = counted.Count(one => one.HeldOn <= day);
        var isKnown = series.Occurrences.Any(one => one.IsKnown(day));
        return Contributions.Say(Describe(series, held, day)) with
        {
            Completion =
                isKnown && counted.Count > 0
                    ? Math.Round((decimal)held / counted.Count, 4, MidpointRounding.AwayFromZero)
                    : null,
            Pace = PaceOf(counted),
            DueOn = series.Occurrences[^1].LastOn,
            Alarms = isKnown ? [.. AlarmsOf(counted, day)] : [],
            Evidence = series.Occurrences.Any(one => one.HeldOn <= day && one.Holding!.Evidence.Count > 0)
                ? EvidenceClass.Confirmed
                : EvidenceClass.SelfReported,
        };
    }

    /// <summary>Each counts from the last day on which it is still in time.</summary>
    private static Pace? PaceOf(List<Occurrence> counted)
    {
        if (counted.Count == 0)
            return null;
        var steps = new List<PaceStep>();
        foreach (var (index, one) in counted.Index())
        {
            var share = Math.Round((index + 1m) / counted.Count, 4, MidpointRounding.AwayFromZero);
            if (steps.Count > 0 && steps[^1].On >= one.LastOn)
                steps[^1] = steps[^1] with { Share = share };
            else
                steps.Add(new PaceStep(one.LastOn, share));
        }

        return new Pace(PaceKind.Steps, steps);
    }

    /// <summary>From the day after each one's last day, for those that were not held by the day judged.</summary>
    private static IEnumerable<Alarm> AlarmsOf(IEnumerable<Occurrence> counted, DateOnly day)
    {
        var missing = counted.Where(one => !(one.HeldOn <= day)).ToList();
        if (missing.Count > 0)
            yield return new Alarm(
                missing[0].LastOn.AddDays(1),
                Lamp.Yellow,
                new Phrase(
                    $"第{missing[0].Number}次应于{missing[0].DueOn:M月d日}举行，未见记录",
                    $"occurrence {missing[0].Number} was due on {missing[0].DueOn:yyyy-MM-dd}"
                )
            );
        if (missing.Count >= RedWhenMissed)
            yield return new Alarm(
                missing[RedWhenMissed - 1].LastOn.AddDays(1),
                Lamp.Red,
                new Phrase($"已有{RedWhenMissed}次以上未举行", $"{RedWhenMissed} or more were missed")
            );
    }

    private static Phrase Describe(Series series, int held, DateOnly day)
    {
        var excused = series.Occurrences.Count(one => one.StatusOn(day) == OccurrenceStatus.Excused);
        var late = series.Occurrences.Count(one => one.StatusOn(day) == OccurrenceStatus.Late);
        var facts = new Phrase(
            $"全年{series.Occurrences.Count}次，已举行{held}次",
            $"{held} of {series.Occurrences.Count} held"
        );
        if (late > 0)
            facts = facts.Then(new($"（逾期{late}次）", $" ({late} late)"));
        return excused > 0 ? facts.Then(new($"，准予免办{excused}次", $", {excused} excused")) : facts;
    }
}
