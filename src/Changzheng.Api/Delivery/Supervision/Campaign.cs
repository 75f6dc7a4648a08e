using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>What a campaign looks at.</summary>
public enum CampaignKind
{
    Safety,
    Fire,
    Order,
    Assets,
    Environment,
    Conduct,
    Stability,
}

/// <summary>专项行动: inspections of one kind, and what they found.</summary>
internal sealed record Campaign : Dossier
{
    public required CampaignKind Kind { get; init; }

    /// <summary>How many objects are to be inspected; null where no text says so.</summary>
    public int? PlannedObjects { get; init; }
    public DateOnly? Due { get; init; }

    /// <summary>The derived indicator that counts its accidents; null where none does.</summary>
    public AccidentFeed? Feeds { get; init; }

    public override string Status => "running";

    public override DateOnly? DueOn => Due;
}

/// <summary>检查: one object inspected on one day.</summary>
internal sealed record Inspection : Dossier
{
    public required DateOnly InspectedOn { get; init; }
    public string? Address { get; init; }
    public IReadOnlyList<ChecklistAnswer> Answers { get; init; } = [];

    /// <summary>Minor findings entered by count, beside those entered one by one.</summary>
    public int MinorFound { get; init; }
    public int MinorRectified { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public override string Status => "done";

    public override DateOnly? DueOn => null;
}

/// <summary>What an inspection says of one question of its checklist.</summary>
/// <param name="Item">The question's number.</param>
/// <param name="Passed">Whether it is in order.</param>
public sealed record ChecklistAnswer(int Item, bool Passed);

/// <summary>检查表: the questions of an inspection, as data.</summary>
internal sealed record Checklist : Dossier
{
    public required IReadOnlyList<string> Items { get; init; }

    public override string Status => "inUse";

    public override DateOnly? DueOn => null;
}
