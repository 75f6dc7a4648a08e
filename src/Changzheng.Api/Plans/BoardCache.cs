using System.Collections.Concurrent;
using Changzheng.Api.Indicators;

namespace Changzheng.Api.Plans;

/// <summary>Today's boards, each with the position of the change feed it was read at: true as long as the feed stands there.</summary>
internal sealed class BoardCache
{
    private readonly ConcurrentDictionary<(string Plan, Basis Basis), (long Position, Board Board)> boards = new();

    public Board? Find(string plan, Viewpoint viewpoint, long position) =>
        boards.TryGetValue((plan, viewpoint.Basis), out var kept)
        && kept.Position == position
        && kept.Board.Viewpoint.AsOf == viewpoint.AsOf
            ? kept.Board
            : null;

    public void Keep(Board board, long position) =>
        boards[(board.Plan.Code, board.Viewpoint.Basis)] = (position, board);
}
