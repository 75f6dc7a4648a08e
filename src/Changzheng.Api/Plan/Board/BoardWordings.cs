using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Plan.Board;

/// <summary>How a board's lamps and states are written.</summary>
internal static class BoardWordings
{
    public static readonly Wording<Board.Lamp> Lamp = new(
        (Board.Lamp.Green, "绿"),
        (Board.Lamp.Yellow, "黄"),
        (Board.Lamp.Red, "红"),
        (Board.Lamp.NoData, "无数据"),
        (Board.Lamp.NotStarted, "未启动"),
        (Board.Lamp.AwaitingTarget, "待下达目标"),
        (Board.Lamp.Stale, "序时数据过期"),
        (Board.Lamp.InsufficientData, "数据不足")
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
}
