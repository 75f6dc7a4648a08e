using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>List rollouts</summary>
/// <remarks>By code.</remarks>
internal static class ListRollouts
{
    private static readonly Exports.Table<RolloutView> table = new(
        "推进",
        new(RolloutView.Example)
        {
            { "推进代码", rollout => rollout.Code },
            { "计划代码", rollout => rollout.Plan },
            { "举措编号", rollout => rollout.Measures },
            { "名称", rollout => rollout.Title },
            { "英文名称", rollout => rollout.TitleEn },
            { "成员类别", rollout => rollout.MemberKind },
            { "状态套", rollout => rollout.StateSet },
            { "states", "状态", rollout => rollout.States.Select(one => $"{one.Name} {one.Share}") },
            { "计划成员数", rollout => rollout.LeastMembers },
            { "牵头部门", rollout => rollout.LeadUnit },
            { "牵头部门名称", rollout => rollout.LeadUnitName },
            { "配合部门", rollout => rollout.SupportingUnits },
            { "完成期限", rollout => rollout.DueOn },
            { "是否推定", rollout => rollout.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapList(RolloutSubject.Instance, typeof(ListRollouts), "", table);
}

/// <summary>Read a rollout</summary>
/// <remarks>The ETag begins with its version.</remarks>
internal static class GetRollout
{
    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapRead(RolloutSubject.Instance, typeof(GetRollout), "{rollout}");
}

/// <summary>List every change of a rollout</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListRolloutHistory
{
    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapHistory(RolloutSubject.Instance, typeof(ListRolloutHistory), "{rollout}/history");
}

/// <summary>List the members of a rollout</summary>
/// <remarks>By key, with how each stands.</remarks>
internal static class ListMembers
{
    private static readonly Exports.Table<MemberView> table = new(
        "名单",
        new(MemberView.Example)
        {
            { "推进代码", member => member.Rollout },
            { "成员代码", member => member.Key },
            { "成员名称", member => member.Name },
            { "所在单位", member => member.Unit },
            { "所在单位名称", member => member.UnitName },
            { "组团", member => member.Group },
            { "状态", member => member.State },
            { "日期", member => member.On },
            { "文号", member => member.DocumentNumber },
            { "合成数据", member => member.Synthetic },
        }
    );

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapList(MemberSubject.Instance, typeof(ListMembers), "{rollout}/members", table);
}

/// <summary>Read a member of a rollout</summary>
/// <remarks>The ETag begins with its version, which a report of its state names.</remarks>
internal static class GetMember
{
    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapRead(MemberSubject.Instance, typeof(GetMember), "{rollout}/members/{member}");
}

/// <summary>List every change of a member</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListMemberHistory
{
    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapHistory(MemberSubject.Instance, typeof(ListMemberHistory), "{rollout}/members/{member}/history");
}

/// <summary>List the sets of states</summary>
/// <remarks>The states that members of rollouts go through.</remarks>
internal static class ListStateSets
{
    private static readonly Exports.Table<StateSetView> table = new(
        "状态套",
        new(StateSetView.Example)
        {
            { "代码", set => set.Code },
            { "计划代码", set => set.Plan },
            { "名称", set => set.Title },
            { "states", "状态", set => set.States.Select(one => $"{one.Name} {one.Share}") },
            { "是否推定", set => set.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder sets) =>
        sets.MapList(StateSetSubject.Instance, typeof(ListStateSets), "", table);
}

/// <summary>Read the members of a rollout as a map</summary>
/// <remarks>GeoJSON (RFC 7946) of the members whose coordinates are known.</remarks>
internal static class ListMemberSites
{
    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts.MapSites<Member>(
            MemberSubject.Instance,
            typeof(ListMemberSites),
            "{rollout}.geojson",
            member => member.Site,
            member => member.Standings.Count == 0 ? null : member.Status
        );
}
