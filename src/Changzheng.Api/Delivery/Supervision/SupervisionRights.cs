using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Who reads what was found, and who may let a finding go without rectification.</summary>
internal static class SupervisionRights
{
    public static readonly Right Read = new("readFindings", Right.Everyone);
    public static readonly Right Exempt = new("exemptFinding", Role.Administrator);
}
