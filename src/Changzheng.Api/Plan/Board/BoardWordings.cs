using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Board;

/// <summary>How a board's lamps and states are written.</summary>
internal static class BoardWordings
{
    public static readonly Wording<Board.Lamp> Lamp = new(
        (Board.Lamp.Green, "绿", "#2e7d32"),
        (Board.Lamp.Yellow, "黄", "#f9a825"),
        (Board.Lamp.Red, "红", "#c62828"),
        (Board.Lamp.NoData, "无数据", "#9e9e9e"),
        (Board.Lamp.NotStarted, "未启动", "#9e9e9e"),
        (Board.Lamp.AwaitingTarget, "待下达目标", "#9e9e9e"),
        (Board.Lamp.Stale, "序时数据过期", "#9e9e9e"),
        (Board.Lamp.InsufficientData, "数据不足", "#9e9e9e")
    );

    public static readonly Wording<MeasureState> State = new(
        (MeasureState.Completed, "已完成"),
        (MeasureState.Ahead, "超进度"),
        (MeasureState.OnPace, "达进度"),
        (MeasureState.Behind, "欠进度"),
        (MeasureState.NotStarted, "未启动"),
        (MeasureState.NotDue, "未到时点"),
        (MeasureState.NoData, "无数据")
    );

    public static readonly Wording<Board.Basis> Figures = new(
        (Board.Basis.Reported, "填报口径"),
        (Board.Basis.Confirmed, "审核口径")
    );

    public static readonly Wording<DifferenceCause> Cause = new(
        (DifferenceCause.Progress, "进展"),
        (DifferenceCause.Late, "迟报"),
        (DifferenceCause.Corrected, "更正"),
        (DifferenceCause.Returned, "退回"),
        (DifferenceCause.Amended, "调整"),
        (DifferenceCause.Entered, "新增"),
        (DifferenceCause.Left, "移出"),
        (DifferenceCause.Rule, "规则变化"),
        (DifferenceCause.Time, "时间推移")
    );

    public static readonly Wording<MeasureEvidence> Evidence = new(
        (MeasureEvidence.Measured, "实测"),
        (MeasureEvidence.Confirmed, "有佐证"),
        (MeasureEvidence.SelfReported, "自报"),
        (MeasureEvidence.Unknown, "未知")
    );
}
