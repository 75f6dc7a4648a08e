using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Audit;

/// <summary>Who reads the audit trail.</summary>
internal static class AuditRights
{
    public static readonly Right Read = new("readAudit", Role.Auditor, Role.Administrator);
}
