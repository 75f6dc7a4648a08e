using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Why a measure's progress or sign-off is not recorded.</summary>
internal static class MeasureRefusals
{
    public static readonly RefusalKind CompletionWithoutSignOff = new(
        400,
        "progress.sign_off_needed",
        "完成100%须走办结销号",
        "100% takes a sign-off"
    );
    public static readonly RefusalKind NotAStep = new(
        400,
        "progress.not_a_step",
        "进展须取计划的档次",
        "Progress is a step of the plan's scale"
    );
    public static readonly RefusalKind NotFound = new(404, "measure.not_found", "没有这条举措", "No such measure");
    public static readonly RefusalKind Exists = new(409, "measure.exists", "举措已存在", "The measure exists already");
    public static readonly RefusalKind ProgressNotFound = new(
        404,
        "progress.not_found",
        "该举措尚无进展填报",
        "No progress is reported for that measure"
    );
    public static readonly RefusalKind ForecastNotFound = new(
        404,
        "forecast.not_found",
        "该举措尚无预计",
        "No forecast is given for that measure"
    );
    public static readonly RefusalKind ForecastTooLate = new(
        409,
        "forecast.too_late",
        "年度已结束，不再预计",
        "The year is over"
    );
    public static readonly RefusalKind Measured = new(
        409,
        "measure.measured_by_indicators",
        "该举措由指标衡量",
        "The measure is measured by its indicators"
    );
    public static readonly RefusalKind NotComplete = new(
        409,
        "measure.not_complete",
        "该举措的指标尚未完成",
        "The measure's indicators are not complete"
    );
    public static readonly RefusalKind SignedOff = new(
        409,
        "measure.signed_off",
        "该举措已办结销号",
        "The measure is signed off"
    );
    public static readonly RefusalKind SignOffBeforeReport = new(
        409,
        "measure.sign_off_before_report",
        "办结日期早于已有填报",
        "It was reported as not done after that day"
    );
    public static readonly RefusalKind SignOffNotRequested = new(
        409,
        "measure.sign_off_not_requested",
        "该举措未申请办结销号",
        "No sign-off is requested"
    );
}
