using System.Collections.Concurrent;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Today's boards, each with the position of the last change that marked its plan: right until another does.
/// </summary>
internal sealed class BoardCache
{
    private readonly ConcurrentDictionary<(string Plan, Basis Basis), (long Position, PlanBoard Board)> boards = new();

    public PlanBoard? Find(string plan, Viewpoint viewpoint, long position) =>
        boards.TryGetValue((plan, viewpoint.Basis), out var kept)
        && kept.Position == position
        && kept.Board.Viewpoint.AsOf == viewpoint.AsOf
            ? kept.Board
            : null;

    public void Keep(PlanBoard board, long position) =>
        boards[(board.Plan.Code, board.Viewpoint.Basis)] = (position, board);
}
