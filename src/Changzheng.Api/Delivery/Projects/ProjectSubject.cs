using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Projects as dossiers: what they say to their measures.</summary>
internal sealed class ProjectSubject : DossierSubject<Project, ProjectView>
{
    public static readonly ProjectSubject Instance = new();

    /// <summary>A milestone this many months late is red: a start that slips a quarter (domain.md C.3).</summary>
    internal const int RedAfterMonths = 3;

    private static readonly Phrase comma = new("，", ", ");

    public override string Kind => "project";
    public override Phrase Noun => new("项目", "project");
    public override RefusalKind NotFound => ProjectRefusals.NotFound;
    public override RefusalKind Exists => ProjectRefusals.Exists;
    public override ChangeKind<DossierChange> Opened => ProjectChanges.Opened;
    public override ChangeKind<DossierChange> Changed => ProjectChanges.Changed;
    public override UndertakingKind? Undertaking => UndertakingKind.Project;
    public override string? TemplateKind => StageSetSubject.Instance.Kind;
    public override IReadOnlyList<string> Statuses { get; } =
    [.. Enum.GetValues<ProjectStatus>().Select(status => status.Text())];

    public override string Url(Dossier dossier) => $"/api/v1/projects/{dossier.Code}";

    public override ProjectView View(Project project, DossierSight sight) => ProjectView.Of(project, sight);

    /// <summary>
    /// A share by milestone weight; before anything was reached nothing is known. Its milestones make its pace where
    /// all have dates; a late milestone and a block are alarms.
    /// </summary>
    public override Contribution? Contribute(Dossier dossier, IReadOnlyList<Dossier> parts, DateOnly day)
    {
        var project = (Project)dossier;
        var reached = project.Milestones.Where(milestone => milestone.IsReached(day)).ToList();
        var isKnown = reached.Count > 0 || project.Blocks.Any(block => block.Since <= day);
        return Contributions.Say(Describe(project, reached, day)) with
        {
            Completion = isKnown ? project.CompletionOn(day) : null,
            Pace = PaceOf(project, day),
            DueOn = project.Milestones[^1].DueBy(day),
            Alarms = [.. AlarmsOf(project, day)],
            Evidence = reached.Any(milestone => milestone.Evidence.Count > 0)
                ? EvidenceClass.Confirmed
                : EvidenceClass.SelfReported,
        };
    }

    /// <summary>What is expected by each milestone's day: its weight and those before it.</summary>
    internal static Pace? PaceOf(Project project, DateOnly day)
    {
        if (project.Milestones.Any(milestone => milestone.DueBy(day) is null))
            return null;
        var (share, steps) = (0m, new List<PaceStep>());
        foreach (var milestone in project.Milestones)
        {
            share += milestone.Weight;
            var on = milestone.DueBy(day)!.Value;
            if (steps.Count > 0 && steps[^1].On >= on)
                steps[^1] = steps[^1] with { Share = share };
            else
                steps.Add(new PaceStep(on, share));
        }

        return new Pace(PaceKind.Steps, steps);
    }

    internal static IEnumerable<Alarm> AlarmsOf(Project project, DateOnly day)
    {
        foreach (var milestone in project.Milestones)
            if (!milestone.IsReached(day) && milestone.DueBy(day) is { } due)
            {
                yield return new Alarm(
                    due.AddDays(1),
                    Lamp.Yellow,
                    new Phrase(
                        $"节点“{milestone.Name}”应于{due:M月d日}完成，逾期",
                        $"{milestone.NameEn ?? milestone.Name} was due on {due:yyyy-MM-dd}"
                    )
                );
                yield return new Alarm(due.AddMonths(RedAfterMonths).AddDays(1), Lamp.Red, Phrase.None);
            }

        foreach (var block in project.Blocks.Where(block => block.IsOpen(day)))
        {
            yield return new Alarm(
                block.Since,
                Lamp.Yellow,
                new Phrase($"受阻：{block.Reason}", $"blocked: {block.Reason}")
            );
            yield return new Alarm(
                block.Until.AddDays(1),
                Lamp.Red,
                new Phrase(
                    $"堵点应于{block.Until:M月d日}前解除，未解除",
                    $"the block was to be lifted by {block.Until:yyyy-MM-dd}"
                )
            );
        }
    }

    private static Phrase Describe(Project project, IReadOnlyList<Milestone> reached, DateOnly day)
    {
        var percent = (project.CompletionOn(day) * 100).ToString("0.00", CultureInfo.InvariantCulture);
        var done =
            reached.Count == 0
                ? new Phrase("尚无节点完成", "no milestone reached")
                : new Phrase(
                    $"{project.Milestones.Count}个节点完成{reached.Count}个，完成{percent}%",
                    $"{reached.Count} of {project.Milestones.Count} milestones, {percent}%"
                );
        var postponed = project.Milestones.Where(one => one.Revisions.Any(revision => revision.On <= day)).ToList();
        return postponed.Count == 0
            ? done
            : Phrase.Join(
                comma,
                [done, new Phrase($"经批准延期节点{postponed.Count}个", $"{postponed.Count} postponed by decision")]
            );
    }
}
