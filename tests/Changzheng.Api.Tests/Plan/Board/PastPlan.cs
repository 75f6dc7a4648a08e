using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>
/// What a test did to a plan, and the rules of judging in their plainest form: the board of any viewpoint follows from
/// both, and from nothing the program keeps.
/// </summary>
internal sealed class PastPlan(int year)
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

    private static readonly string[] lamps = ["green", "yellow", "red"];

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
        undertakings.AddRange(indicators.Select(key => Indicator(key, asOf, knownAt, confirmed)));
        var expected = undertakings.Count == 0 ? Elapsed(asOf) : Round(undertakings.Average(one => one.Expected));
        if (indicators.Length == 0 && Step(asOf, knownAt) == "signedOff")
            return Describe(code, 1, expected, "green", undertakings);
        var known = undertakings.Where(one => one.Completion is not null || one.Kept is not null).ToList();
        if (known.Count == 0)
            return Describe(code, null, expected, undertakings.Count == 0 ? "notStarted" : "noData", undertakings);
        var credit = undertakings.Average(one =>
            one.Completion is { } share ? Math.Min(share, 1)
            : one.Kept == true ? Elapsed(asOf)
            : 0
        );
        var worst = known.Max(one => Array.IndexOf(lamps, one.Lamp));
        return Describe(code, Round(credit), expected, lamps[worst], undertakings);
    }

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
        return last is null || confirmed
            ? []
            :
            [
                new Judged(
                    "progress",
                    code,
                    last.Completion,
                    null,
                    Elapsed(asOf),
                    ByPace(last.Completion, Elapsed(asOf))
                ),
            ];
    }

    private Judged Indicator(string key, DateOnly asOf, DateTimeOffset knownAt, bool confirmed)
    {
        var target = Targets.LastOrDefault(one => one.Indicator == key && one.On <= asOf && one.At <= knownAt)?.Figure;
        var figures = Values
            .Where(one => one.Indicator == key && one.On <= asOf && one.At <= knownAt)
            .GroupBy(one => (one.Period, one.Unit))
            .Select(versions => Standing([.. versions], confirmed))
            .OfType<Value>()
            .ToList();
        var even = Elapsed(asOf);
        if (key == "assigned" && target is null)
            return new Judged("indicator", key, null, null, even, "awaitingTarget");
        if (figures.Count == 0)
            return new Judged("indicator", key, null, null, even, "noData");
        var latest = figures.GroupBy(one => one.Unit).Select(ofUnit => ofUnit.MaxBy(one => one.Period)!.Figure).Sum();
        var sum = figures.Sum(one => one.Figure);
        if (key == "zero")
            return new Judged("indicator", key, null, sum == 0, even, sum == 0 ? "green" : "red");
        if (key == "ratio")
        {
            var share = Round(Round(100 * sum / (figures.Count * Denominator)) / target!.Value);
            var lamp =
                share >= 1 ? "green"
                : share < 0.7m ? "red"
                : "yellow";
            return new Judged("indicator", key, share, lamp == "green", 1, lamp);
        }

        var done = Round((key is "latest" or "assigned" ? latest : sum) / target!.Value);
        var expected = key == "steps" ? Steps(asOf) : even;
        return new Judged("indicator", key, done, null, expected, ByPace(done, expected));
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
        expected - done > 0.3m ? "red"
        : expected - done > 0.1m ? "yellow"
        : "green";

    private decimal Elapsed(DateOnly asOf) =>
        asOf.Year < year ? 0
        : asOf.Year > year ? 1
        : Round(asOf.DayOfYear / (DateTime.IsLeapYear(year) ? 366m : 365m));

    private decimal Steps(DateOnly asOf) => asOf >= new DateOnly(year, 4, 1) ? StepsAfter : 0;

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);
}
