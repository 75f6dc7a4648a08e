namespace Changzheng.Api.Platform.Access;

/// <summary>A unit, as far as access asks: what lies above it, and whether it is the whole town.</summary>
/// <param name="Parent">The unit above; null at the top.</param>
/// <param name="IsTown">Whether who acts for it acts for the whole town.</param>
internal sealed record UnitNode(string? Parent, bool IsTown)
{
    /// <summary>So that a tree that runs in a circle ends.</summary>
    private const int Deepest = 20;

    /// <summary>Whether a unit is the top or lies below it.</summary>
    public static bool IsWithin(string? unit, string top, Func<string, string?> findParent)
    {
        for (var depth = 0; unit is not null && depth < Deepest; depth++)
        {
            if (unit == top)
                return true;
            unit = findParent(unit);
        }

        return false;
    }
}

/// <summary>Reads the tree of units, by code. The module that keeps the units registers it.</summary>
internal delegate Task<IReadOnlyDictionary<string, UnitNode>> ReadUnits(CancellationToken ct);
