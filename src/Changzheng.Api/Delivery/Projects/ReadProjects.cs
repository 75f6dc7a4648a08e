using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>List projects</summary>
/// <remarks>By code, with milestones, blocks and payments, as they stand today.</remarks>
internal static class ListProjects
{
    private static readonly Exports.Table<ProjectView> table = new(
        "项目",
        new(ProjectView.Example)
        {
            { "项目代码", project => project.Code },
            { "计划代码", project => project.Plan },
            { "举措编号", project => project.Measures },
            { "项目名称", project => project.Title },
            { "英文名称", project => project.TitleEn },
            { "项目类别", project => project.Kind },
            { "状态", project => project.Status },
            { "牵头部门", project => project.LeadUnit },
            { "牵头部门名称", project => project.LeadUnitName },
            { "配合部门", project => project.SupportingUnits },
            { "完成度", project => project.Completion, Shown.AsPercentage },
            { "序时进度", project => project.Expected, Shown.AsPercentage },
            { "灯", project => project.Lamp },
            { "开工灯", project => project.Lamps.Start },
            { "进度灯", project => project.Lamps.Progress },
            { "支付灯", project => project.Lamps.Payment },
            { "堵点灯", project => project.Lamps.Blocks },
            {
                "milestones",
                "节点",
                project =>
                    project.Milestones.Select(one => $"{one.Number} {one.Name} {one.ActualOn:yyyy-MM-dd}".TrimEnd())
            },
            { "概算", project => project.Budget },
            { "已支付", project => project.Paid },
            { "完成期限", project => project.DueOn },
            { "是否推定", project => project.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapList(ProjectSubject.Instance, typeof(ListProjects), "", table);
}

/// <summary>Read a project</summary>
/// <remarks>The ETag begins with its version, which a change names.</remarks>
internal static class GetProject
{
    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapRead(ProjectSubject.Instance, typeof(GetProject), "{project}");
}

/// <summary>List every change of a project</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListProjectHistory
{
    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapHistory(ProjectSubject.Instance, typeof(ListProjectHistory), "{project}/history");
}

/// <summary>List the sets of stages</summary>
/// <remarks>The usual milestones of each kind of project.</remarks>
internal static class ListStageSets
{
    private static readonly Exports.Table<StageSetView> table = new(
        "节点套",
        new(StageSetView.Example)
        {
            { "代码", set => set.Code },
            { "计划代码", set => set.Plan },
            { "名称", set => set.Title },
            { "stages", "节点", set => set.Stages.Select(stage => $"{stage.Name} {stage.Weight}") },
            { "是否推定", set => set.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapList(StageSetSubject.Instance, typeof(ListStageSets), "", table);
}

/// <summary>Read the projects as a map</summary>
/// <remarks>GeoJSON (RFC 7946) of the projects whose coordinates are known.</remarks>
internal static class ListProjectSites
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapSites<Project>(
            ProjectSubject.Instance,
            typeof(ListProjectSites),
            "projects.geojson",
            project => project.Site,
            project => project.Status
        );
}
