using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Measures;

/// <summary>How clerks write what a measure is.</summary>
internal static class MeasureWordings
{
    public static readonly Wording<MeasureKind> Kind = new(
        (MeasureKind.Indicator, "指标"),
        (MeasureKind.Project, "项目"),
        (MeasureKind.Rollout, "全覆盖推进"),
        (MeasureKind.Supervision, "督查"),
        (MeasureKind.Activity, "活动"),
        (MeasureKind.Enterprise, "企业服务"),
        (MeasureKind.Asset, "资产"),
        (MeasureKind.Budget, "预算"),
        (MeasureKind.Service, "服务"),
        (MeasureKind.Mechanism, "机制")
    );

    public static readonly Wording<ProgressAction> Progress = new(
        (ProgressAction.Reported, "填报"),
        (ProgressAction.SignOffRequested, "申请销号"),
        (ProgressAction.SignedOff, "已销号"),
        (ProgressAction.Returned, "退回")
    );

    public static readonly Wording<Measures.Outlook> Forecast = new(
        (Measures.Outlook.Certain, "确定能完成"),
        (Measures.Outlook.Possible, "有可能完成"),
        (Measures.Outlook.Impossible, "确定不能完成")
    );

    public static readonly Wording<Measures.SignOff> SigningOff = new(
        (Measures.SignOff.None, "未申请"),
        (Measures.SignOff.Requested, "已申请销号"),
        (Measures.SignOff.SignedOff, "已销号")
    );
}
