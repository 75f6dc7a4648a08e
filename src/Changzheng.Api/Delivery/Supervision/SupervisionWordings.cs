using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>How clerks write what a campaign looks at, and how a finding stands.</summary>
internal static class SupervisionWordings
{
    public static readonly Wording<CampaignKind> Kind = new(
        (CampaignKind.Safety, "安全生产"),
        (CampaignKind.Fire, "消防"),
        (CampaignKind.Order, "综合整治"),
        (CampaignKind.Assets, "集资监管"),
        (CampaignKind.Environment, "环境"),
        (CampaignKind.Conduct, "作风纪律"),
        (CampaignKind.Stability, "平安稳定")
    );

    public static readonly Wording<Severity> Severities = new((Severity.General, "一般"), (Severity.Major, "重大"));

    public static readonly Wording<AccidentLevel> AccidentLevels = new(
        (AccidentLevel.Ordinary, "一般事故"),
        (AccidentLevel.Considerable, "较大事故"),
        (AccidentLevel.Major, "重大事故"),
        (AccidentLevel.Extraordinary, "特别重大事故")
    );

    public static readonly Wording<FindingStatus> Status = new(
        (FindingStatus.Found, "已登记"),
        (FindingStatus.Ordered, "整改中"),
        (FindingStatus.Rectified, "待复查"),
        (FindingStatus.Closed, "已闭环"),
        (FindingStatus.Exempted, "已豁免")
    );

    public static readonly Wording<DrawStatus> Draws = new(
        (DrawStatus.Published, "已公布"),
        (DrawStatus.Drawn, "已抽取")
    );

    public static readonly Wording<FindingAction> Actions = new(
        (FindingAction.Order, "下达整改"),
        (FindingAction.Rectify, "整改"),
        (FindingAction.Defer, "申请延期"),
        (FindingAction.DecideDeferral, "审批延期"),
        (FindingAction.Verify, "复查"),
        (FindingAction.Reopen, "重新打开"),
        (FindingAction.Exempt, "豁免")
    );
}
