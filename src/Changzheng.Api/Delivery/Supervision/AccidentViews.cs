using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>The accidents of a month.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Month">2022-05.</param>
/// <param name="Accidents">All of them; empty where there was none.</param>
/// <param name="HighestLevel">The highest level among them; null where there was none.</param>
/// <param name="Version">To be named in If-Match by a correction.</param>
public sealed record AccidentReportView(
    string Campaign,
    string Month,
    IReadOnlyList<AccidentView> Accidents,
    AccidentLevel? HighestLevel,
    int Version
) : IVersioned
{
    internal static AccidentReportView Example =>
        new("2022-fire-safety", "2022-05", [AccidentView.Example], AccidentLevel.Ordinary, 1);

    internal static AccidentReportView Of(AccidentReport report) =>
        new(
            report.Parent!,
            report.Month,
            [.. report.Accidents.Select(AccidentView.Of)],
            report.Accidents.Count == 0 ? null : report.Accidents.Max(one => one.Level),
            report.Version
        );
}

/// <summary>An accident and its level.</summary>
/// <param name="On">When it happened.</param>
/// <param name="Title">What happened.</param>
/// <param name="Deaths">Persons who died.</param>
/// <param name="HeavilyInjured">Persons heavily injured, acute poisoning among them.</param>
/// <param name="DirectLoss">直接经济损失, in yuan.</param>
/// <param name="Level">Its level, which follows from the three.</param>
public sealed record AccidentView(
    DateOnly On,
    string Title,
    int Deaths,
    int HeavilyInjured,
    decimal DirectLoss,
    AccidentLevel Level
)
{
    internal static AccidentView Example => Of(Accident.Example);

    internal static AccidentView Of(Accident one) =>
        new(one.On, one.Title, one.Deaths, one.HeavilyInjured, one.DirectLoss, one.Level);

    internal string Text() => $"{On:yyyy-MM-dd} 亡{Deaths}人 重伤{HeavilyInjured}人 {Title}";
}

/// <summary>Months of accidents as dossiers.</summary>
internal sealed class AccidentReportSubject : DossierSubject<AccidentReport, AccidentReportView>
{
    public static readonly AccidentReportSubject Instance = new();

    public override string Kind => "accidentReport";
    public override Phrase Noun => new("事故月报", "report of accidents");
    public override RefusalKind NotFound => SupervisionRefusals.AccidentsNotFound;
    public override RefusalKind Exists => SupervisionRefusals.AccidentsExist;
    public override ChangeKind<DossierChange> Opened => SupervisionChanges.AccidentsReported;
    public override ChangeKind<DossierChange> Changed => SupervisionChanges.AccidentsCorrected;
    public override string? ParentKind => CampaignSubject.Instance.Kind;
    public override RefusalKind WholeNotFound => SupervisionRefusals.CampaignNotFound;

    public override string CodeOf(DossierPath path) => CodeOf(path.First, path.Second!);

    public override string? PartOf(DossierPath path) => null;

    public override string Url(Dossier dossier) =>
        $"/api/v1/campaigns/{dossier.Parent}/accidents/{((AccidentReport)dossier).Month}";

    public override AccidentReportView View(AccidentReport report, DossierSight sight) => AccidentReportView.Of(report);

    public static string CodeOf(string campaign, string month) => $"{campaign}/{month}";
}

/// <summary>List the months whose accidents a campaign reported</summary>
/// <remarks>By month. A month that is not here was not reported, which is not the same as no accident.</remarks>
internal static class ListAccidents
{
    private static readonly Exports.Table<AccidentReportView> table = new(
        "事故月报",
        new(AccidentReportView.Example)
        {
            { "行动代码", report => report.Campaign },
            { "月份", report => report.Month },
            { "accidents", "事故", report => report.Accidents.Select(one => one.Text()) },
            { "最高等级", report => report.HighestLevel },
        }
    );

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapList(AccidentReportSubject.Instance, typeof(ListAccidents), "{campaign}/accidents", table);
}

/// <summary>Read the accidents of a month</summary>
/// <remarks>The ETag begins with its version, which a correction names.</remarks>
internal static class GetAccidents
{
    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapRead(AccidentReportSubject.Instance, typeof(GetAccidents), "{campaign}/accidents/{reportMonth}");
}

/// <summary>List every report of the accidents of a month</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListAccidentHistory
{
    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapHistory(
            AccidentReportSubject.Instance,
            typeof(ListAccidentHistory),
            "{campaign}/accidents/{reportMonth}/history"
        );
}
