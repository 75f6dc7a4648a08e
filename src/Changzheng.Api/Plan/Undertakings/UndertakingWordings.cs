using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>How the kinds of undertakings (抓手) are written.</summary>
internal static class UndertakingWordings
{
    public static readonly Wording<UndertakingKind> Kind = new(
        (UndertakingKind.Indicator, "指标"),
        (UndertakingKind.Progress, "填报进展"),
        (UndertakingKind.Project, "项目"),
        (UndertakingKind.Rollout, "全覆盖推进"),
        (UndertakingKind.Campaign, "专项行动"),
        (UndertakingKind.Series, "系列"),
        (UndertakingKind.Register, "台账")
    );

    public static readonly Wording<AnsweredBy> Answered = new(
        (AnsweredBy.Indicator, "指标"),
        (AnsweredBy.Progress, "填报进展"),
        (AnsweredBy.Project, "项目"),
        (AnsweredBy.Rollout, "全覆盖推进"),
        (AnsweredBy.Campaign, "专项行动"),
        (AnsweredBy.Series, "系列"),
        (AnsweredBy.Register, "台账"),
        (AnsweredBy.None, "无抓手")
    );
}
