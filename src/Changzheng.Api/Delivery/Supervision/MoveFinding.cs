using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>What all moves of a finding share: route, right and the refusals of the table of moves.</summary>
internal static class MoveFinding
{
    public static void MapFinding<TRequest>(
        this IEndpointRouteBuilder findings,
        FindingAction action,
        RefusalKind[] refusals,
        Func<Finding, TRequest, DossierContext, Finding> change,
        MoveDossier.Decision? decision = null
    )
        where TRequest : class, IDossierRequest =>
        findings.MapMove(
            FindingSubject.Instance,
            $"{{finding}}/{action.Text()}",
            FindingMoves.Table.GetRight(action),
            [SupervisionRefusals.MoveNotAllowed, SupervisionRefusals.DatesOutOfOrder, .. refusals],
            change,
            decision
        );
}
