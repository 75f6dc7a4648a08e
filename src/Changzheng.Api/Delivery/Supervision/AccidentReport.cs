using System.Globalization;
using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>
/// 事故等级 of the State Council's order 493 (生产安全事故报告和调查处理条例), article 3: 一般、较大、重大、特别重大.
/// </summary>
public enum AccidentLevel
{
    Ordinary,
    Considerable,
    Major,
    Extraordinary,
}

/// <summary>An accident; its level follows from what it cost.</summary>
/// <param name="On">When it happened.</param>
/// <param name="Title">What happened.</param>
/// <param name="Deaths">Persons who died.</param>
/// <param name="HeavilyInjured">Persons heavily injured, acute poisoning among them.</param>
/// <param name="DirectLoss">直接经济损失, in yuan.</param>
public sealed record Accident(
    DateOnly On,
    [property: JsonConverter(typeof(Masked))] string Title,
    int Deaths = 0,
    int HeavilyInjured = 0,
    decimal DirectLoss = 0
)
{
    internal static Accident Example => new(new DateOnly(2022, 5, 12), "某工地物体打击（示例）", 0, 1, 50_000);

    /// <summary>The highest level that any of the three reaches; "or more" takes in the number itself.</summary>
    internal AccidentLevel Level =>
        (Deaths, HeavilyInjured, DirectLoss) switch
        {
            (>= 30, _, _) or (_, >= 100, _) or (_, _, >= 100_000_000) => AccidentLevel.Extraordinary,
            (>= 10, _, _) or (_, >= 50, _) or (_, _, >= 50_000_000) => AccidentLevel.Major,
            (>= 3, _, _) or (_, >= 10, _) or (_, _, >= 10_000_000) => AccidentLevel.Considerable,
            _ => AccidentLevel.Ordinary,
        };
}

/// <summary>The derived indicator that a campaign's accidents count for.</summary>
/// <param name="Indicator">Its code; its derivedFrom is supervision.accidents.</param>
/// <param name="LeastLevel">Only accidents of this level or a higher one count.</param>
public sealed record AccidentFeed(string Indicator, AccidentLevel LeastLevel);

/// <summary>事故月报: the accidents of a month, none among them; a month without a report is not a month without
/// accidents.</summary>
internal sealed record AccidentReport : Dossier
{
    public const string MonthPattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$";

    /// <summary>2022-05.</summary>
    public required string Month { get; init; }
    public required IReadOnlyList<Accident> Accidents { get; init; }

    public override string Status => "reported";

    public override DateOnly? DueOn => null;

    /// <summary>That there was none can be said when the month is over; that there was one at once.</summary>
    public static void MustBeSayable(string month, IReadOnlyList<Accident> accidents, DossierContext context)
    {
        var first = DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture);
        if (first.Year != context.Plan.PlanYear)
            throw SupervisionRefusals.MonthOutsidePlan.WithDetail(
                $"{month} 不在计划年度 {context.Plan.PlanYear} 年内。",
                $"{month} is not a month of {context.Plan.PlanYear}."
            );
        var last = first.AddMonths(1).AddDays(-1);
        if (accidents.FirstOrDefault(one => one.On < first || one.On > last || one.On > context.On) is { } other)
            throw SupervisionRefusals.AccidentOutsideMonth.WithDetail(
                $"{other.On:yyyy-MM-dd} 不在 {month} 或尚未到来。",
                $"{other.On:yyyy-MM-dd} is not in {month}, or still to come."
            );
        if (accidents.Count == 0 && context.On <= last)
            throw SupervisionRefusals.MonthNotOver.WithDetail(
                $"{month} 尚未结束，零报告须在 {last:yyyy-MM-dd} 之后。",
                $"{month} is not over; that nothing happened can be reported after {last:yyyy-MM-dd}."
            );
    }
}
