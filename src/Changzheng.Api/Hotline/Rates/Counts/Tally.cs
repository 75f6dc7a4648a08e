using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>Differences of counts, added up before they are written. Pure.</summary>
internal sealed class Tally(IReadOnlyList<RateDefinition> definitions)
{
    private readonly Dictionary<
        (string Definition, string Channel, string ToldBy, string Month, string GroupKey, string Outcomes),
        int
    > counts = [];

    public IReadOnlyList<RateDefinition> Definitions => definitions;

    /// <summary>Counts a ticket as it stood at an instant.</summary>
    /// <param name="by">1, or -1 to take it out.</param>
    public void Add(string channel, RateState state, DateTimeOffset now, int by)
    {
        foreach (var definition in definitions)
        {
            if (state.CohortAt(definition.Terms) is not { } cohort)
                continue;
            var month = ClosedMonths.NameOf(Moment.Day(cohort));
            var outcomes = CountRow.WriteOutcomes(
                definition.Terms.JudgeAll(state.ToFacts(definition.Terms, "", "", now))
            );
            var name = CountState.NameOf(definition);
            Bump("", "");
            Bump("unit", state.CountedUnit);
            Bump("neighbourhood", state.Neighbourhood);
            Bump("category", state.Category);

            void Bump(string toldBy, string? key)
            {
                var of = (name, channel, toldBy, month, key ?? "", outcomes);
                counts[of] = counts.GetValueOrDefault(of) + by;
            }
        }
    }

    /// <summary>Those that are not zero, always in one order.</summary>
    public IReadOnlyList<CountRow> List() =>
        [
            .. counts
                .Where(one => one.Value != 0)
                .OrderBy(one => one.Key)
                .Select(one => new CountRow
                {
                    Definition = one.Key.Definition,
                    Channel = one.Key.Channel,
                    ToldBy = one.Key.ToldBy,
                    Month = one.Key.Month,
                    GroupKey = one.Key.GroupKey,
                    Outcomes = one.Key.Outcomes,
                    Tickets = one.Value,
                }),
        ];

    /// <summary>When it next comes out otherwise by time alone, in any definition; null if it never does.</summary>
    public TurnRow? FindTurn(string number, string channel, RateState state, DateTimeOffset now) =>
        definitions.Select(one => state.FindTurn(one.Terms, now)).Min() is { } turn
            ? new TurnRow
            {
                Number = number,
                Channel = channel,
                TurnsAt = turn,
                Facts = state.Write(),
            }
            : null;
}
