using System.Globalization;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>Tickets that come out alike in every rate of one definition.</summary>
/// <param name="GroupKey">What they are told apart by; null for tickets without it, or where nothing is.</param>
/// <param name="Verdicts">One a rate, in the order of RateKind.</param>
internal sealed record AlikeTickets(string? GroupKey, IReadOnlyList<Verdict> Verdicts, int Count)
{
    public static IReadOnlyList<AlikeTickets> Of(RateTerms terms, IEnumerable<RateFacts> facts) =>
        [.. facts.Select(one => new AlikeTickets(one.GroupKey, terms.JudgeAll(one), one.Count))];
}

/// <summary>A row of HotlineCounts.</summary>
internal sealed record CountRow
{
    public const string Key = "Definition, Channel, ToldBy, Month, GroupKey, Outcomes";

    public const string Columns = $"{Key}, Tickets";

    public string Definition { get; init; } = "";
    public string Channel { get; init; } = "";

    /// <summary>unit, neighbourhood or category; empty for all tickets together.</summary>
    public string ToldBy { get; init; } = "";
    public string Month { get; init; } = "";

    /// <summary>Empty for tickets without it.</summary>
    public string GroupKey { get; init; } = "";
    public string Outcomes { get; init; } = "";
    public int Tickets { get; init; }

    public AlikeTickets ToAlike() => new(GroupKey.Length == 0 ? null : GroupKey, ReadOutcomes(Outcomes), Tickets);

    /// <summary>The verdicts as one text: a weight, or a reason to be left out.</summary>
    public static string WriteOutcomes(IEnumerable<Verdict> verdicts) =>
        string.Join(
            ',',
            verdicts.Select(verdict => verdict.Excluded ?? verdict.Weight.ToString(CultureInfo.InvariantCulture))
        );

    private static List<Verdict> ReadOutcomes(string text) =>
        [
            .. text.Split(',')
                .Select(one =>
                    decimal.TryParse(one, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
                        ? Verdict.Include(weight)
                        : Verdict.Exclude(one)
                ),
        ];
}

/// <summary>A row of HotlineTurns: a ticket whose verdicts turn by time alone.</summary>
internal sealed record TurnRow
{
    public const string Columns = "Number, Channel, TurnsAt, Facts";

    public string Number { get; init; } = "";
    public string Channel { get; init; } = "";
    public DateTimeOffset TurnsAt { get; init; }
    public string Facts { get; init; } = "";
}

/// <summary>The row of HotlineDerivations: what the counts are of.</summary>
internal sealed record CountState
{
    public const string Columns = "Through, Was, Serial, Definitions";

    /// <summary>Every ticket is counted as it stood at this instant.</summary>
    public DateTimeOffset Through { get; init; }

    /// <summary>The same before the last change; null where the next change counts everything anew.</summary>
    public DateTimeOffset? Was { get; init; }
    public int? Serial { get; init; }

    /// <summary>The versions that are counted, as NamesOf writes them.</summary>
    public string? Definitions { get; init; }

    public bool IsOf(IEnumerable<RateDefinition> definitions) => Definitions == NamesOf(definitions);

    public static string NamesOf(IEnumerable<RateDefinition> definitions) =>
        string.Join(' ', definitions.Select(NameOf).Order(StringComparer.Ordinal));

    public static string NameOf(RateDefinition definition) =>
        string.Create(CultureInfo.InvariantCulture, $"{definition.Code}@{definition.Version}");
}
