using Changzheng.Api.Platform.Http;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Which tickets a caller has to do with: those whose acting or counted unit is their own or below. The town sees all.</summary>
/// <param name="Units">The units a caller sees; null for all.</param>
internal sealed record Sight(IReadOnlyList<string>? Units)
{
    public static Sight Of(Caller caller, IReadOnlyDictionary<string, Unit> units) =>
        caller.Unit is not { } own || units.GetValueOrDefault(own)?.Kind is UnitKind.Town or UnitKind.District
            ? new Sight(Units: null)
            : new Sight([
                .. units.Keys.Where(unit => UnitTree.IsWithin(units, unit, own)).Order(StringComparer.Ordinal),
            ]);

    public bool Sees(Ticket ticket) => Units is null || Holds(ticket.Unit) || Holds(ticket.CountedUnit);

    /// <summary>As SQL asks it: 1 where every unit is seen.</summary>
    public int All => Units is null ? 1 : 0;

    /// <summary>For IN: an array, for a list is a JSON column, and never empty, for IN () is no SQL.</summary>
    public string[] Listed => Units is { Count: > 0 } ? [.. Units] : [""];

    private bool Holds(string? unit) => unit is not null && Units!.Contains(unit);
}
