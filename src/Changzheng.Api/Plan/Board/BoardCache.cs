using System.Collections.Concurrent;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// Today's boards, each with the position of the last change that marked its plan: right until another does.
/// </summary>
internal sealed class BoardCache
{
    private readonly ConcurrentDictionary<Key, Kept> boards = new();

    /// <param name="IsOfNoDay">No day was asked for: the board may be of another day than today.</param>
    private sealed record Key(string Plan, Basis Basis, bool IsOfNoDay);

    private sealed record Kept(long Position, DateOnly Today, PlanBoard Board);

    public PlanBoard? Find(string plan, Viewpoint asked, long position) =>
        boards.TryGetValue(KeyOf(plan, asked), out var kept) && kept.Position == position && kept.Today == asked.AsOf
            ? kept.Board
            : null;

    public void Keep(Viewpoint asked, PlanBoard board, long position) =>
        boards[KeyOf(board.Plan.Code, asked)] = new Kept(position, asked.AsOf, board);

    private static Key KeyOf(string plan, Viewpoint asked) => new(plan, asked.Basis, asked.IsOfNoDay);
}
