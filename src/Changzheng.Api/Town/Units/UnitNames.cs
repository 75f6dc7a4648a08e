using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;

namespace Changzheng.Api.Town.Units;

/// <summary>
/// Which unit a cell means: by its code, by its official name in Chinese or English, or by an alias, in this order.
/// Letters' case, spaces and full-width forms never matter.
/// </summary>
internal sealed class UnitNames
{
    /// <summary>As long as the longest name.</summary>
    public const int Longest = 200;

    public const string Takes = "单位的代码、名称或别名",
        TakesSeveral = Takes + "；多个之间用“；”隔开";

    private readonly Dictionary<string, Unit> units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> named = new(StringComparer.Ordinal);

    public UnitNames(IEnumerable<Unit> units)
    {
        foreach (var unit in units)
            Add(unit);
    }

    /// <summary>One more unit, or one as it is from now on: names it had before mean it no more.</summary>
    public void Add(Unit unit)
    {
        units[unit.Code] = unit;
        foreach (var key in Words(unit).Select(Width.Key).Distinct().Where(key => key.Length > 0))
        {
            if (!named.TryGetValue(key, out var codes))
                named[key] = codes = [];
            if (!codes.Contains(unit.Code))
                codes.Add(unit.Code);
        }
    }

    /// <summary>The code; null, with the reason, where no unit goes by that word or more than one does.</summary>
    public string? Find(string word, out Fault? fault)
    {
        fault = null;
        if (units.ContainsKey(word))
            return word;
        var key = Width.Key(word);
        var named = this.named.GetValueOrDefault(key) ?? [];
        IEnumerable<string> By(Func<Unit, IEnumerable<string?>> words) =>
            named.Where(code => words(units[code]).Any(one => one is not null && Width.Key(one) == key));
        var ranks = new[] { By(unit => [unit.Code]), By(unit => [unit.Name, unit.NameEn]), By(unit => unit.Aliases) };
        foreach (var codes in ranks)
        {
            var found = codes.Order(StringComparer.Ordinal).ToList();
            if (found.Count == 1)
                return found[0];
            if (found.Count > 1)
            {
                fault = FileRefusals.CellAmbiguous.Fault(
                    $"“{Faults.Brief(word)}”可指单位 {string.Join('、', found)}，请写代码。",
                    $"\"{Faults.Brief(word)}\" may be unit {string.Join(" or ", found)}; write the code."
                );
                return null;
            }
        }

        fault = UnitRefusals.NotFound.Fault(
            $"没有单位 {Faults.Brief(word)}。",
            $"There is no unit {Faults.Brief(word)}.",
            Closest.To(word, units.Values.SelectMany(Words))
        );
        return null;
    }

    /// <summary>Puts codes into the cells of these columns, single ones and lists.</summary>
    public IReadOnlyList<CellFault> Settle(Subject subject, object?[] values, params ReadOnlySpan<string> columns)
    {
        List<CellFault>? faults = null;
        foreach (var column in columns)
        {
            var place = subject[column];
            Fault? fault = null;
            values[place] = values[place] switch
            {
                string word => Find(word, out fault),
                IReadOnlyList<string> words when !words.All(units.ContainsKey) => words
                    .Select(word => fault is null ? Find(word, out fault)! : word)
                    .ToList(),
                var other => other,
            };
            if (fault is not null)
                (faults ??= []).Add(new CellFault(column, fault));
        }

        return faults ?? (IReadOnlyList<CellFault>)[];
    }

    /// <summary>
    /// Of a list that may name units that are none any more: codes of those known, the others as they are.
    /// </summary>
    public IReadOnlyList<string> Translate(IReadOnlyList<string> words) =>
        words.All(units.ContainsKey) ? words : [.. words.Select(word => Find(word, out _) ?? word)];

    private static IEnumerable<string> Words(Unit unit) =>
        [unit.Code, unit.Name, .. unit.NameEn is { } english ? [english] : (string[])[], .. unit.Aliases];
}
