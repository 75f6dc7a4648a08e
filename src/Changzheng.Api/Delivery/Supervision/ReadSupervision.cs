using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>List campaigns</summary>
/// <remarks>By code.</remarks>
internal static class ListCampaigns
{
    private static readonly Exports.Table<CampaignView> table = new(
        "专项行动",
        new(CampaignView.Example)
        {
            { "行动代码", campaign => campaign.Code },
            { "计划代码", campaign => campaign.Plan },
            { "举措编号", campaign => campaign.Measures },
            { "名称", campaign => campaign.Title },
            { "英文名称", campaign => campaign.TitleEn },
            { "类别", campaign => campaign.Kind },
            { "计划检查数", campaign => campaign.PlannedObjects },
            { "牵头部门", campaign => campaign.LeadUnit },
            { "牵头部门名称", campaign => campaign.LeadUnitName },
            { "配合部门", campaign => campaign.SupportingUnits },
            { "完成期限", campaign => campaign.DueOn },
            { "是否推定", campaign => campaign.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapList(CampaignSubject.Instance, typeof(ListCampaigns), "", table);
}

/// <summary>Read a campaign</summary>
/// <remarks>The ETag begins with its version, which a change names.</remarks>
internal static class GetCampaign
{
    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapRead(CampaignSubject.Instance, typeof(GetCampaign), "{campaign}");
}

/// <summary>List every change of a campaign</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListCampaignHistory
{
    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapHistory(CampaignSubject.Instance, typeof(ListCampaignHistory), "{campaign}/history");
}

/// <summary>List the draws of a campaign</summary>
/// <remarks>Each with its candidates, their hash, and who was drawn.</remarks>
internal static class ListDraws
{
    private static readonly Exports.Table<DrawView> table = new(
        "抽查",
        new(DrawView.Example)
        {
            { "行动代码", draw => draw.Campaign },
            { "抽查代码", draw => draw.Draw },
            { "状态", draw => draw.Status },
            { "候选", draw => draw.Candidates },
            { "候选摘要", draw => draw.CandidatesHash },
            { "recusals", "回避", draw => draw.Recusals.Select(one => $"{one.Candidate} {one.Reason}") },
            { "抽取数", draw => draw.Size },
            { "种子来源", draw => draw.SeedName },
            { "种子日期", draw => draw.SeedOn },
            { "种子", draw => draw.Seed },
            { "抽中", draw => draw.Drawn },
        }
    );

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapList(DrawSubject.Instance, typeof(ListDraws), "{campaign}/draws", table);
}

/// <summary>Read a draw</summary>
/// <remarks>All that is needed to repeat it.</remarks>
internal static class GetDraw
{
    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapRead(DrawSubject.Instance, typeof(GetDraw), "{campaign}/draws/{draw}");
}

/// <summary>List checklists</summary>
/// <remarks>The questions of inspections.</remarks>
internal static class ListChecklists
{
    private static readonly Exports.Table<ChecklistView> table = new(
        "检查表",
        new(ChecklistView.Example)
        {
            { "代码", list => list.Code },
            { "计划代码", list => list.Plan },
            { "名称", list => list.Title },
            { "检查项", list => list.Items },
            { "是否推定", list => list.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder lists) =>
        lists.MapList(ChecklistSubject.Instance, typeof(ListChecklists), "", table);
}

/// <summary>List inspections</summary>
/// <remarks>By code; a caller of a unit sees those of its units.</remarks>
internal static class ListInspections
{
    private static readonly Exports.Table<InspectionView> table = new(
        "检查",
        new(InspectionView.Example)
        {
            { "检查代码", one => one.Code },
            { "行动代码", one => one.Campaign },
            { "检查对象", one => one.Inspected },
            { "地址", one => one.Address },
            { "所在单位", one => one.Unit },
            { "所在单位名称", one => one.UnitName },
            { "检查日期", one => one.On },
            { "answers", "检查项结果", one => one.Answers.Select(answer => $"{answer.Item} {answer.Passed}") },
            { "一般问题数", one => one.MinorFound },
            { "当场整改数", one => one.MinorRectified },
            { "说明", one => one.Note },
            { "evidence", "佐证材料", one => Evidence.Text(one.Evidence) },
        }
    );

    public static void Map(IEndpointRouteBuilder inspections) =>
        inspections.MapList(InspectionSubject.Instance, typeof(ListInspections), "", table);
}

/// <summary>Read an inspection</summary>
/// <remarks>With what its checklist says.</remarks>
internal static class GetInspection
{
    public static void Map(IEndpointRouteBuilder inspections) =>
        inspections.MapRead(InspectionSubject.Instance, typeof(GetInspection), "{inspection}");
}

/// <summary>List findings</summary>
/// <remarks>By code; a caller of a unit sees those of its units.</remarks>
internal static class ListFindings
{
    private static readonly Exports.Table<FindingView> table = new(
        "问题",
        new(FindingView.Example)
        {
            { "问题代码", finding => finding.Code },
            { "行动代码", finding => finding.Campaign },
            { "检查对象", finding => finding.Inspected },
            { "问题", finding => finding.Title },
            { "地址", finding => finding.Address },
            { "严重程度", finding => finding.Severity },
            { "状态", finding => finding.Status },
            { "整改单位", finding => finding.Unit },
            { "整改单位名称", finding => finding.UnitName },
            { "发现日期", finding => finding.FoundOn },
            { "重复问题", finding => finding.RepeatOf },
            { "整改期限", finding => finding.DueOn },
            { "是否逾期", finding => finding.Overdue },
            { "before", "整改前", finding => Evidence.Text(finding.Before) },
            { "after", "整改后", finding => Evidence.Text(finding.After) },
        }
    );

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapList(FindingSubject.Instance, typeof(ListFindings), "", table);
}

/// <summary>Read a finding</summary>
/// <remarks>The ETag begins with its version, which a change names; `allowed` says what can be done now.</remarks>
internal static class GetFinding
{
    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapRead(FindingSubject.Instance, typeof(GetFinding), "{finding}");
}

/// <summary>List every change of a finding</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListFindingHistory
{
    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapHistory(FindingSubject.Instance, typeof(ListFindingHistory), "{finding}/history");
}

/// <summary>Read the findings as a map</summary>
/// <remarks>GeoJSON (RFC 7946) of the findings whose coordinates are known.</remarks>
internal static class ListFindingSites
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapSites<Finding>(
            FindingSubject.Instance,
            typeof(ListFindingSites),
            "findings.geojson",
            finding => finding.Site,
            finding => finding.Status
        );
}
