using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>How clerks write what a project is and how it stands.</summary>
internal static class ProjectWordings
{
    public static readonly Wording<ProjectKind> Kind = new(
        (ProjectKind.Works, "工程"),
        (ProjectKind.Investment, "投资"),
        (ProjectKind.Accreditation, "创建命名"),
        (ProjectKind.Rule, "制度建设"),
        (ProjectKind.Facility, "阵地建设")
    );

    public static readonly Wording<ProjectStatus> Status = new(
        (ProjectStatus.Planned, "未启动"),
        (ProjectStatus.Underway, "推进中"),
        (ProjectStatus.Blocked, "受阻"),
        (ProjectStatus.Completed, "已完成")
    );
}
