using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>A row of DossierHistory: what was said, and how the dossier stood after it.</summary>
internal sealed record DossierRow : HistoryRow
{
    public const string Columns =
        "Kind, Code, Version, Parent, Action, Said, State, EffectiveOn, RecordedAt, RecordedBy, CallerId, Hash";

    public const string AllSql = $"SELECT {Columns} FROM DossierHistory ORDER BY Kind, Code, Version";

    public static readonly History<DossierRow> History = new("DossierHistory", AllSql);

    public string Kind { get; init; } = "";
    public string Code { get; init; } = "";
    public string? Parent { get; init; }
    public string Action { get; init; } = "";

    /// <summary>The request, as JSON; texts are masked already.</summary>
    public string Said { get; init; } = "{}";

    /// <summary>The dossier after it, as JSON.</summary>
    public string State { get; init; } = "{}";

    /// <summary>The day it is about.</summary>
    public DateOnly EffectiveOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";
    public string? CallerId { get; init; }

    public override string GetSubject() => $"{Kind} {Code}";
}

/// <summary>A row of Dossiers with its state, as it is read.</summary>
internal sealed record StoredDossier
{
    public string Code { get; init; } = "";
    public int Version { get; init; }
    public string State { get; init; } = "{}";
}
