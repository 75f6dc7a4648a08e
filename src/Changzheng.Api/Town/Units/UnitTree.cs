using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Town.Units;

/// <summary>The stored units; a town has about a hundred, so the whole tree is read at once.</summary>
internal sealed class UnitTree(Db db)
{
    public const string AllSql =
        "SELECT Code, Name, NameEn, Kind, Parent, ValidFrom, ValidTo, Predecessors, Aliases, Assumed FROM Units ORDER BY Code";

    public async Task<IReadOnlyDictionary<string, Unit>> AllAsync(CancellationToken ct) =>
        (await db.QueryAsync<Row>(AllSql, null, ct)).ToDictionary(
            row => row.Code,
            row => row.Unit,
            StringComparer.Ordinal
        );

    public async Task<Unit> FindAsync(string code, CancellationToken ct) =>
        (await AllAsync(ct)).GetValueOrDefault(code)
        ?? throw UnitRefusals.NotFound.WithDetail($"没有单位 {code}。", $"There is no unit {code}.");

    /// <summary>Whether <paramref name="unit"/> is <paramref name="top"/> or lies below it.</summary>
    public static bool IsWithin(IReadOnlyDictionary<string, Unit> units, string? unit, string top) =>
        UnitNode.IsWithin(unit, top, code => units.GetValueOrDefault(code)?.Parent);

    /// <summary>The tree as access asks for it.</summary>
    public async Task<IReadOnlyDictionary<string, UnitNode>> NodesAsync(CancellationToken ct) =>
        (await AllAsync(ct)).ToDictionary(
            unit => unit.Key,
            unit => new UnitNode(unit.Value.Parent, unit.Value.Kind is UnitKind.Town or UnitKind.District),
            StringComparer.Ordinal
        );

    internal sealed record Row
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
        public string? NameEn { get; init; }
        public required UnitKind Kind { get; init; }
        public string? Parent { get; init; }
        public DateOnly? ValidFrom { get; init; }
        public DateOnly? ValidTo { get; init; }
        public required IReadOnlyList<string> Predecessors { get; init; }
        public required IReadOnlyList<string> Aliases { get; init; }
        public required bool Assumed { get; init; }

        public Unit Unit => new(Code, Name, NameEn, Kind, Parent, ValidFrom, ValidTo, Predecessors, Aliases, Assumed);
    }
}
