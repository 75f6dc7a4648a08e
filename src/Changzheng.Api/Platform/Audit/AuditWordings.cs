using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Audit;

/// <summary>How the outcomes on the audit trail are written.</summary>
internal static class AuditWordings
{
    public static readonly Wording<AuditOutcome> Outcome = new(
        (AuditOutcome.Done, "已执行"),
        (AuditOutcome.Refused, "已拒绝"),
        (AuditOutcome.Read, "已查阅")
    );
}
