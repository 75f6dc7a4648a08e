using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>A finding as it stands today.</summary>
/// <param name="Code">Which.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Inspected">What was inspected.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Site">Its coordinates; null where none are known.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Unit">The unit that must put it right.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="FoundOn">When it was found.</param>
/// <param name="RepeatOf">The earlier finding of the same object that it repeats.</param>
/// <param name="Order">五落实; null before it is ordered.</param>
/// <param name="DueOn">When it is due; null before it is ordered.</param>
/// <param name="Overdue">Whether that day is past and it is not closed.</param>
/// <param name="DeferralAsked">How many working days more are asked for; null where no request waits.</param>
/// <param name="Steps">Every status it had, with its day.</param>
/// <param name="Before">Evidence of what was wrong.</param>
/// <param name="After">Evidence that it was put right.</param>
/// <param name="Allowed">What can be done with it now.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record FindingView(
    string Code,
    string Campaign,
    string Inspected,
    string Title,
    string? Address,
    Site? Site,
    Severity Severity,
    FindingStatus Status,
    string? Unit,
    string? UnitName,
    DateOnly FoundOn,
    string? RepeatOf,
    RectificationOrder? Order,
    DateOnly? DueOn,
    bool Overdue,
    int? DeferralAsked,
    IReadOnlyList<FindingStep> Steps,
    IReadOnlyList<Evidence> Before,
    IReadOnlyList<Evidence> After,
    IReadOnlyList<FindingAction> Allowed,
    int Version
) : IVersioned
{
    internal static FindingView Example =>
        new(
            "2022-fire-0001-1",
            "2022-fire-safety",
            "某商场（示例）",
            "疏散通道堆物",
            "某路1号",
            null,
            Severity.General,
            FindingStatus.Ordered,
            "310107102-AQB",
            "安全生产监督管理办公室",
            new DateOnly(2022, 6, 20),
            null,
            RectificationOrder.Example,
            new DateOnly(2022, 6, 27),
            true,
            null,
            [
                new(FindingStatus.Found, new DateOnly(2022, 6, 20)),
                new(FindingStatus.Ordered, new DateOnly(2022, 6, 20)),
            ],
            [Evidence.Example],
            [],
            [FindingAction.Rectify, FindingAction.Defer],
            2
        );

    internal static FindingView Of(Finding finding, DossierSight sight)
    {
        var status = finding.Steps[^1].Status;
        return new FindingView(
            finding.Code,
            finding.Parent!,
            finding.Inspected,
            finding.Title,
            finding.Address,
            finding.Site,
            finding.Severity,
            status,
            finding.Unit,
            sight.NameOf(finding.Unit),
            finding.FoundOn,
            finding.RepeatOf,
            finding.Order,
            finding.DueOn,
            finding.IsOpen(sight.Today) && finding.DueOn < sight.Today,
            finding.Deferral?.WorkingDays,
            finding.Steps,
            finding.Before,
            finding.After,
            FindingMoves.Table.ListActions(status),
            finding.Version
        );
    }
}
