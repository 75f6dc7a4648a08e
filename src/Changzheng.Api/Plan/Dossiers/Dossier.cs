using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// 一事一档: everything known of one thing that carries measures out, such as a project, or of a part of one, such as a
/// member of a list. Immutable; every fact in it has its day, so that one state tells how it stood on any day.
/// </summary>
internal abstract record Dossier
{
    public required string Code { get; init; }

    /// <summary>The dossier it is a part of; null where it stands for itself.</summary>
    public string? Parent { get; init; }
    public required string PlanCode { get; init; }

    /// <summary>The measures it answers for; none for a part.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];
    public required string Title { get; init; }
    public string? TitleEn { get; init; }

    /// <summary>The unit that leads it; null where nothing names one.</summary>
    public string? Unit { get; init; }
    public IReadOnlyList<string> SupportingUnits { get; init; } = [];

    /// <summary>True where the plan's text does not say all that is recorded here.</summary>
    public bool Assumed { get; init; }

    /// <summary>Counts its history.</summary>
    [JsonIgnore]
    public int Version { get; init; }

    /// <summary>How it stands, for lists that are asked for one status.</summary>
    [JsonIgnore]
    public abstract string Status { get; }

    /// <summary>When it is due as a whole; null where nothing says so.</summary>
    [JsonIgnore]
    public abstract DateOnly? DueOn { get; }
}

/// <summary>Under which circumstances a dossier is changed.</summary>
/// <param name="On">The day the change is about.</param>
/// <param name="Today">The day it is recorded.</param>
/// <param name="Author">Who records it.</param>
/// <param name="Plan">The plan it belongs to.</param>
/// <param name="Part">The part of the dossier the route names, such as a milestone's number; null where it names
/// none.</param>
/// <param name="Calendar">Which days are working days.</param>
/// <param name="Template">The set of stages, states or questions the request names; null where it names none.</param>
/// <param name="Whole">What it is a part of; null where it stands for itself.</param>
/// <param name="Siblings">The parts of the same whole, itself among them; empty where its subject does not read
/// them.</param>
internal sealed record DossierContext(
    DateOnly On,
    DateOnly Today,
    Author Author,
    AnnualPlan Plan,
    string? Part,
    WorkingDays Calendar,
    Dossier? Template,
    Dossier? Whole,
    IReadOnlyList<Dossier> Siblings
);

/// <summary>The body of a request that changes a dossier.</summary>
internal interface IDossierRequest : Platform.Moves.IMoveBody
{
    /// <summary>The day it is about; today if null, or the last day of a year that is over.</summary>
    public DateOnly? On { get; }

    /// <summary>The whole a new part belongs to, where the route does not name it.</summary>
    public string? Parent => null;

    /// <summary>The plan of a dossier that is opened by itself; null in every other request.</summary>
    public string? PlanCode => null;

    /// <summary>The set of stages, states or questions it follows; null where it names none.</summary>
    public string? Template => null;
}
