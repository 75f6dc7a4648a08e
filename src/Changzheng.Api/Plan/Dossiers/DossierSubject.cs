using System.Text.Json;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// What one kind of dossier is: how its state is read, what it says to its measures, and how callers see it. A subject
/// registers one as a service; everything else that dossiers share is written once.
/// </summary>
internal abstract class DossierSubject
{
    /// <summary>As the tables name it: project.</summary>
    public abstract string Kind { get; }

    /// <summary>As sentences name it: 项目, project.</summary>
    public abstract Phrase Noun { get; }

    /// <summary>The refusal of a code that is not there.</summary>
    public abstract RefusalKind NotFound { get; }

    /// <summary>The refusal of a code that is taken.</summary>
    public abstract RefusalKind Exists { get; }
    public abstract ChangeKind<DossierChange> Opened { get; }
    public abstract ChangeKind<DossierChange> Changed { get; }

    /// <summary>What it answers for measures as; null for a part, whose whole answers.</summary>
    public virtual UndertakingKind? Undertaking => null;

    /// <summary>The kind of the whole it is a part of; null where it stands for itself.</summary>
    public virtual string? ParentKind => null;

    /// <summary>The refusal of a whole that is not there, for a part.</summary>
    public virtual RefusalKind WholeNotFound => NotFound;

    /// <summary>Whether a change of a part is judged by the other parts too.</summary>
    public virtual bool ReadsSiblings => false;

    /// <summary>The kinds of its parts.</summary>
    public virtual IReadOnlyList<string> PartKinds => [];

    /// <summary>The kind of the sets its requests may name; null where there are none.</summary>
    public virtual string? TemplateKind => null;

    /// <summary>Every status it can have; empty where any text can be one.</summary>
    public virtual IReadOnlyList<string> Statuses => [];

    /// <summary>To be raised with every change of what <see cref="Contribute"/> says.</summary>
    public virtual int Rules => 1;

    /// <summary>Who may read it.</summary>
    public virtual Right Reads => PlanRights.Read;

    /// <summary>Whether only the units it names, and what lies above them, see it.</summary>
    public virtual bool IsSeenByReach => false;

    /// <summary>The code a route names; of a part with a number in its whole both together.</summary>
    public virtual string CodeOf(DossierPath path) => path.First;

    /// <summary>What else the route names, such as a milestone's number; null where it names nothing else.</summary>
    public virtual string? PartOf(DossierPath path) => path.Second;

    /// <summary>Where it is read.</summary>
    public abstract string Url(Dossier dossier);

    public abstract Dossier Read(string state, int version);

    public abstract string Write(Dossier dossier);

    /// <summary>
    /// What it says of a day, from facts of that day and before; null where it says nothing. Plan, measure, kind, key,
    /// title and day are filled in by the caller. Pure: the same states always say the same.
    /// </summary>
    /// <param name="dossier">Its state.</param>
    /// <param name="parts">The states of its parts.</param>
    /// <param name="day">The day.</param>
    public virtual Contribution? Contribute(Dossier dossier, IReadOnlyList<Dossier> parts, DateOnly day) => null;
}

/// <inheritdoc/>
/// <typeparam name="T">The state.</typeparam>
/// <typeparam name="TView">What callers see.</typeparam>
internal abstract class DossierSubject<T, TView> : DossierSubject
    where T : Dossier
    where TView : IVersioned
{
    public override Dossier Read(string state, int version) =>
        JsonSerializer.Deserialize<T>(state, Json.Stored)! with
        {
            Version = version,
        };

    public override string Write(Dossier dossier) => JsonSerializer.Serialize((T)dossier, Json.Stored);

    public abstract TView View(T dossier, DossierSight sight);
}

/// <summary>What a view needs beside the dossier.</summary>
/// <param name="Today">The day it is judged on.</param>
/// <param name="Plans">The plans of the dossiers shown, by code.</param>
/// <param name="UnitNames">By code.</param>
internal sealed record DossierSight(
    DateOnly Today,
    IReadOnlyDictionary<string, AnnualPlan> Plans,
    IReadOnlyDictionary<string, string> UnitNames
)
{
    public string? NameOf(string? unit) => unit is null ? null : UnitNames.GetValueOrDefault(unit);
}

/// <summary>What the change feed tells of a dossier.</summary>
/// <param name="Code">Which.</param>
/// <param name="Parent">What it is a part of; null where it stands for itself.</param>
/// <param name="Action">What was done: reach, postpone.</param>
/// <param name="On">The day it is about.</param>
/// <param name="Status">How it stands now.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Said">What the request said.</param>
internal sealed record DossierChange(
    string Code,
    string? Parent,
    string Action,
    DateOnly On,
    string Status,
    int Version,
    JsonElement Said
)
{
    /// <summary>A kind of change of dossiers that everybody who may read the plan sees.</summary>
    public static ChangeKind<DossierChange> OfTown(string name, string title, string titleEn) =>
        new(name, PlanRights.Read, ChangeReach.Everyone, title, titleEn) { Marks = true };

    /// <summary>A kind of change of dossiers that only the units they name, and what lies above them, see.</summary>
    public static ChangeKind<DossierChange> OfUnits(string name, Right needs, string title, string titleEn) =>
        new(name, needs, ChangeReach.Units, title, titleEn) { Marks = true };
}
