using Changzheng.Api.Plan.Dossiers;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Refuses a finding that is said to repeat what is no earlier finding of its object.</summary>
internal sealed class CheckRepeat(DossierRows rows) : DossierFollower
{
    public override string Kind => FindingSubject.Instance.Kind;

    public override async Task FollowAsync(Dossier dossier, DateOnly on, CancellationToken ct)
    {
        if (dossier is not Finding { Version: 1, RepeatOf: { } earlier } finding)
            return;
        if (
            await rows.FindAsync(FindingSubject.Instance, earlier, ct) is not Finding found
            || found.PlanCode != finding.PlanCode
            || !found.IsEarlierOf(finding)
        )
            throw SupervisionRefusals.RepeatUnlike.WithDetail(
                $"{earlier} 不是同一检查对象此前的问题。",
                $"{earlier} is no earlier finding of the same object."
            );
    }
}
