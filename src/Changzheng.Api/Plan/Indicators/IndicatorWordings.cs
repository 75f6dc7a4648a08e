using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>How clerks write the stages of an accreditation.</summary>
internal static class IndicatorWordings
{
    public static readonly Wording<Indicators.Stage> Stage = new(
        (Indicators.Stage.Applied, "已申报"),
        (Indicators.Stage.Reviewed, "已评审"),
        (Indicators.Stage.Inspected, "已验收"),
        (Indicators.Stage.Named, "已命名"),
        (Indicators.Stage.Refused, "未通过")
    );
}
