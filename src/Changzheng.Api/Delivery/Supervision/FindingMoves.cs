using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Moves;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>The workflow of a finding: the one gate every action passes.</summary>
internal static class FindingMoves
{
    public static readonly Moves<FindingStatus, FindingAction> Table = new(
        SupervisionRefusals.MoveNotAllowed,
        "问题",
        "finding",
        new Dictionary<FindingAction, FindingAction> { [FindingAction.DecideDeferral] = FindingAction.Defer }
    )
    {
        { FindingAction.Order, PlanRights.Report, [FindingStatus.Found], [FindingStatus.Ordered] },
        { FindingAction.Rectify, PlanRights.Report, [FindingStatus.Ordered], [FindingStatus.Rectified] },
        { FindingAction.Defer, PlanRights.Report, [FindingStatus.Ordered] },
        { FindingAction.DecideDeferral, PlanRights.Review, [FindingStatus.Ordered] },
        {
            FindingAction.Verify,
            PlanRights.Review,
            [FindingStatus.Rectified],
            [FindingStatus.Closed, FindingStatus.Ordered]
        },
        {
            FindingAction.Reopen,
            PlanRights.Review,
            [FindingStatus.Closed, FindingStatus.Exempted],
            [FindingStatus.Ordered]
        },
        {
            FindingAction.Exempt,
            SupervisionRights.Exempt,
            [FindingStatus.Found, FindingStatus.Ordered],
            [FindingStatus.Exempted]
        },
    };
}
