using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>
/// What a test did to a plan, and the rules of judging in their plainest form: the board of any viewpoint follows from
/// both, and from nothing the program keeps.
/// </summary>
internal sealed class PastPlan(int year, IReadOnlyList<DateOnly> dueDays)
{
    /// <summary>
    /// One version of one value; the figure that a confirmation or a return is about stands in it again.
    /// </summary>
    internal sealed record Value(
        DateTimeOffset At,
        DateOnly On,
        string Indicator,
        string Period,
        string Unit,
        string Action,
        decimal Figure
    );

    internal sealed record Target(DateTimeOffset At, DateOnly On, string Indicator, decimal Figure);

    internal sealed record Progress(DateTimeOffset At, DateOnly On, string Action, decimal Completion);

    /// <summary>An undertaking judged.</summary>
    private sealed record Judged(
        string Kind,
        string Key,
        decimal? Completion,
        bool? Kept,
        decimal Expected,
        string Lamp
    )
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Kind} {Key} {Completion:0.####} {Kept} {Expected:0.####} {Lamp}"
            );
    }

    /// <summary>From the best to the one that hides all others.</summary>
    private static readonly string[] lamps = ["green", "yellow", "red", "noData", "awaitingTarget", "stale"];

    public static readonly decimal[] Steps = [0, 0.2m, 0.5m, 0.8m];

    public const decimal Denominator = 60;
    public const decimal StepsAfter = 0.4m;

    public List<Value> Values { get; } = [];
    public List<Target> Targets { get; } = [];
    public List<Progress> Progresses { get; } = [];

    /// <summary>By measure the indicators that answer for it; by none the one that is reported by hand.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Measures = new Dictionary<string, string[]>
    {
        ["1.1.1"] = ["sum"],
        ["1.1.2"] = ["latest", "sum"],
        ["1.1.3"] = ["ratio"],
        ["1.1.4"] = ["zero", "latest"],
        ["1.1.5"] = ["assigned"],
        ["1.1.6"] = ["steps"],
        ["1.1.7"] = [],
    };

    public IReadOnlyList<string> Board(DateOnly asOf, DateTimeOffset knownAt, bool confirmed) =>
        [.. Measures.Select(measure => Judge(measure.Key, measure.Value, asOf, knownAt, confirmed))];

    /// <summary>An answer's measure in the same words.</summary>
    public static string Read(JsonNode measure, string plan) =>
        Describe(
            (string)measure["code"]!,
            (decimal?)measure["completion"],
            (decimal)measure["expected"]!,
            (string)measure["lamp"]!,
            measure["undertakings"]!
                .AsArray()
                .Select(one => new Judged(
                    (string)one!["kind"]!,
                    ((string)one["key"]!).Replace(plan + "-", "", StringComparison.Ordinal),
                    (decimal?)one["completion"],
                    (bool?)one["kept"],
                    (decimal)one["expected"]!,
                    (string)one["lamp"]!
                ))
        );

    private static string Describe(
        string code,
        decimal? completion,
        decimal expected,
        string lamp,
        IEnumerable<Judged> undertakings
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{code} {completion:0.####} {expected:0.####} {lamp}: {string.Join("; ", undertakings.OrderBy(one => one.Key, StringComparer.Ordinal))}"
        );

    private string Judge(string code, string[] indicators, DateOnly asOf, DateTimeOffset knownAt, bool confirmed)
    {
        var undertakings = indicators.Length == 0 ? Typed(code, asOf, knownAt, confirmed) : [];
        var missing = new Dictionary<string, int>();
        undertakings.AddRange(indicators.Select(key => Indicator(key, asOf, knownAt, confirmed, missing)));
        var counting = undertakings.Where(one => one.Key != "zero").ToList();
        var shares = counting.Where(one => one.Completion is not null).ToList();
        var expected =
            counting.Count == 0
                ? Days(asOf)
                : Round((shares.Count == 0 ? counting : shares).Average(one => one.Expected));
        var completion =
            shares.Count == 0 ? null : (decimal?)Round(shares.Average(one => Math.Min(one.Completion!.Value, 1)));
        if (indicators.Length == 0 && Step(asOf, knownAt) == "signedOff")
            return Describe(code, 1, expected, "green", undertakings);
        if (undertakings.Count == 0)
            return Describe(code, null, expected, "noData", undertakings);
        var worst = undertakings.Max(one => Array.IndexOf(lamps, one.Lamp));
        var known = undertakings.Where(IsKnown).ToList();
        var lamp =
            known.Count == 0 ? lamps[worst]
            : undertakings.Any(one => one is { Key: "zero", Kept: false }) ? "red"
            : undertakings.Any(one => one.Lamp == "stale" || (!IsKnown(one) && missing[one.Key] > 0)) ? "stale"
            : lamps[known.Max(one => Array.IndexOf(lamps, one.Lamp))];
        var isNotStarted = lamp == "green" && known is [{ Kind: "progress", Completion: 0 }];
        return Describe(code, completion, expected, isNotStarted ? "notStarted" : lamp, undertakings);
    }

    private static bool IsKnown(Judged one) => one.Completion is not null || one.Kept is not null;

    /// <summary>What stands of a sign-off: a return takes back all before it, else the newest about a day.</summary>
    private string? Step(DateOnly asOf, DateTimeOffset knownAt)
    {
        var known = Progresses.Where(one => one.At <= knownAt).ToList();
        return known
            .Skip(known.FindLastIndex(one => one.Action == "returned") + 1)
            .Where(one => one.On <= asOf)
            .OrderBy(one => one.On)
            .LastOrDefault()
            ?.Action;
    }

    private List<Judged> Typed(string code, DateOnly asOf, DateTimeOffset knownAt, bool confirmed)
    {
        var last = Progresses
            .Where(one => one.Action == "reported" && one.On <= asOf && one.At <= knownAt)
            .OrderBy(one => one.On)
            .LastOrDefault();
        if (last is null || confirmed)
            return [];
        var lamp = asOf > last.On.AddMonths(3) ? "stale" : ByPace(last.Completion, Days(asOf));
        return [new Judged("progress", code, last.Completion, null, Days(asOf), lamp)];
    }

    private Judged Indicator(
        string key,
        DateOnly asOf,
        DateTimeOffset knownAt,
        bool confirmed,
        Dictionary<string, int> missing
    )
    {
        var target = Targets.LastOrDefault(one => one.Indicator == key && one.On <= asOf && one.At <= knownAt)?.Figure;
        var figures = Values
            .Where(one => one.Indicator == key && one.On <= asOf && one.At <= knownAt)
            .GroupBy(one => (one.Period, one.Unit))
            .Select(versions => Standing([.. versions], confirmed))
            .OfType<Value>()
            .ToList();
        var expected = key == "steps" ? ByStep(asOf) : Months(asOf);
        var reach = Reach(figures, isWhole: key == "zero");
        missing[key] = Enumerable.Range(1, 12).Count(month => month > reach && dueDays[month - 1] < asOf);
        Judged Nothing(string lamp) => new("indicator", key, null, null, expected, lamp);
        if (key == "assigned" && target is null)
            return Nothing("awaitingTarget");
        if (figures.Count == 0)
            return Nothing(key == "zero" && missing[key] > 0 ? "stale" : "noData");
        string Fresh(string lamp) => missing[key] > 0 ? "stale" : lamp;
        var latest = figures.GroupBy(one => one.Unit).Select(ofUnit => ofUnit.MaxBy(one => one.Period)!.Figure).Sum();
        var sum = figures.Sum(one => one.Figure);
        if (key == "zero")
            return new Judged("indicator", key, null, sum == 0, expected, sum == 0 ? Fresh("green") : "red");
        if (key == "ratio")
        {
            var (part, whole) = (100 * sum, target!.Value * figures.Count * Denominator);
            var share = Round(part / whole);
            var lamp =
                part >= whole ? "green"
                : share < 0.7m ? "red"
                : "yellow";
            share = part < whole ? Math.Min(share, 0.9999m) : share;
            return new Judged("indicator", key, share, part >= whole, expected, Fresh(lamp));
        }

        var (done, aim) = (key is "latest" or "assigned" ? latest : sum, target!.Value);
        var attained = done < aim ? Math.Min(Round(done / aim), 0.9999m) : Round(done / aim);
        return new Judged("indicator", key, attained, null, expected, Fresh(ByPace(attained, expected)));
    }

    /// <summary>
    /// The month to which the data reach: the last of which every unit that reports has reported, or where a gap would
    /// flatter the last before the first gap.
    /// </summary>
    private static int Reach(IReadOnlyList<Value> figures, bool isWhole)
    {
        var units = figures.Select(one => one.Unit).Distinct().Count();
        var complete = figures
            .GroupBy(one => int.Parse(one.Period[5..], CultureInfo.InvariantCulture))
            .Where(month => month.Count() == units)
            .Select(month => month.Key)
            .ToHashSet();
        if (!isWhole)
            return complete.DefaultIfEmpty(0).Max();
        var reach = 0;
        while (complete.Contains(reach + 1))
            reach++;
        return reach;
    }

    /// <summary>
    /// The version that counts: on the one basis what was last said, on the other what was last confirmed.
    /// </summary>
    private static Value? Standing(IReadOnlyList<Value> versions, bool confirmedOnly)
    {
        Value? reported = null,
            confirmed = null;
        var before = "";
        foreach (var version in versions)
        {
            reported = version.Action == "returned" ? null : version;
            if (version.Action == "confirmed")
                confirmed = version;
            else if (version.Action == "returned" && before == "confirmed")
                confirmed = null;
            before = version.Action;
        }

        return confirmedOnly ? confirmed : reported;
    }

    private static string ByPace(decimal done, decimal expected) =>
        expected == 1
            ? done >= 1
                ? "green"
                : done >= 0.9m
                    ? "yellow"
                    : "red"
            : expected - done > 0.3m
                ? "red"
                : expected - done > 0.1m
                    ? "yellow"
                    : "green";

    private decimal Days(DateOnly asOf) =>
        asOf.Year < year ? 0
        : asOf.Year > year ? 1
        : Round(asOf.DayOfYear / (DateTime.IsLeapYear(year) ? 366m : 365m));

    private decimal Months(DateOnly asOf) =>
        asOf.Year < year ? 0
        : asOf.Year > year ? 1
        : Round((asOf.AddDays(1).Day == 1 ? asOf.Month : asOf.Month - 1) / 12m);

    private decimal ByStep(DateOnly asOf) =>
        asOf >= new DateOnly(year, 12, 31) ? 1
        : asOf >= new DateOnly(year, 4, 1) ? StepsAfter
        : 0;

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);
}
