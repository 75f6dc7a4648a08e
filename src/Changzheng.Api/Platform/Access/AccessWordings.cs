using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Platform.Access;

/// <summary>How roles are written.</summary>
internal static class AccessWordings
{
    public static readonly Wording<Role> Roles = new(
        (Role.Reporter, "填报员"),
        (Role.Reviewer, "审核员"),
        (Role.Dispatcher, "派单员"),
        (Role.Handler, "承办员"),
        (Role.Auditor, "审计员"),
        (Role.Administrator, "管理员"),
        (Role.Integration, "对接系统")
    );
}
