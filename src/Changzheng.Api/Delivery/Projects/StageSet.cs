using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>The usual milestones of one kind of project, as data.</summary>
internal sealed record StageSet : Dossier
{
    public required IReadOnlyList<ProjectStage> Stages { get; init; }

    public override string Status => "inUse";

    public override DateOnly? DueOn => null;
}

/// <summary>One usual milestone.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share of a project, 0 to 1; all of a set add up to 1.</param>
/// <param name="NameEn">English gloss.</param>
public sealed record ProjectStage(string Name, decimal Weight, string? NameEn = null);

/// <summary>A set of stages.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan whose projects follow it.</param>
/// <param name="Title">Its name.</param>
/// <param name="Stages">In their order.</param>
/// <param name="Assumed">True where no text prescribes it.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record StageSetView(
    string Code,
    string Plan,
    string Title,
    IReadOnlyList<ProjectStage> Stages,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static StageSetView Example =>
        new(
            "changzheng-2022-works",
            "changzheng-2022",
            "工程建设",
            [
                new("立项", 0.1m, "Approved"),
                new("开工", 0.3m, "Begun"),
                new("竣工", 0.4m, "Finished"),
                new("验收", 0.2m, "Accepted"),
            ],
            true,
            1
        );
}

internal sealed class StageSetSubject : DossierSubject<StageSet, StageSetView>
{
    public static readonly StageSetSubject Instance = new();

    public override string Kind => "stageSet";
    public override Phrase Noun => new("节点套", "set of stages");
    public override RefusalKind NotFound => ProjectRefusals.StageSetNotFound;
    public override RefusalKind Exists => ProjectRefusals.StageSetExists;
    public override Platform.Changes.ChangeKind<DossierChange> Opened => ProjectChanges.StageSetOpened;
    public override Platform.Changes.ChangeKind<DossierChange> Changed => ProjectChanges.StageSetChanged;

    public override string Url(Dossier dossier) => $"/api/v1/projects/stageSets/{dossier.Code}";

    public override StageSetView View(StageSet set, DossierSight sight) =>
        new(set.Code, set.PlanCode, set.Title, set.Stages, set.Assumed, set.Version);
}
