using System.Collections;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Moves;

/// <summary>One line of a table of moves.</summary>
/// <param name="Action">What is done.</param>
/// <param name="From">The status it is done in.</param>
/// <param name="To">The status it leads to; more than one where a decision chooses.</param>
/// <param name="Needs">The right it takes.</param>
internal sealed record Move<TStatus, TAction>(TAction Action, TStatus From, IReadOnlyList<TStatus> To, Right Needs)
{
    /// <summary>The method that carries out the move decides the status; the table limits it.</summary>
    public void MustLeadTo(TStatus status)
    {
        if (!To.Contains(status))
            throw new InvalidOperationException($"{Action} led from {From} to {status}, which is outside the table.");
    }
}

/// <summary>
/// The table of a workflow: which action is allowed in which status, where it leads, which right it takes. Every other
/// move is refused, with the actions that are allowed.
/// </summary>
/// <param name="refusal">The refusal of a move that is not in the table.</param>
/// <param name="noun">What moves, in Chinese: 工单.</param>
/// <param name="nounEn">What moves, in English, without an article: ticket.</param>
/// <param name="decisions">For each action that decides on a request: the action that requests it.</param>
internal sealed class Moves<TStatus, TAction>(
    RefusalKind refusal,
    string noun,
    string nounEn,
    IReadOnlyDictionary<TAction, TAction> decisions
) : IEnumerable<Move<TStatus, TAction>>
    where TStatus : struct, Enum
    where TAction : struct, Enum
{
    private readonly List<Move<TStatus, TAction>> lines = [];
    private readonly Dictionary<(TStatus, TAction), Move<TStatus, TAction>> byStatus = [];
    private readonly Dictionary<TAction, Right> rights = [];

    /// <summary>Adds an action that leads from each of these statuses to one of those.</summary>
    public void Add(TAction action, Right needs, TStatus[] from, TStatus[] to)
    {
        rights.Add(action, needs);
        foreach (var status in from)
            AddLine(new Move<TStatus, TAction>(action, status, to, needs));
    }

    /// <summary>Adds an action that leaves the status as it is.</summary>
    public void Add(TAction action, Right needs, TStatus[] within)
    {
        rights.Add(action, needs);
        foreach (var status in within)
            AddLine(new Move<TStatus, TAction>(action, status, [status], needs));
    }

    /// <summary>Adds a decision that leads to one status if granted, and leaves the status as it is if not.</summary>
    public void Add(TAction action, Right needs, TStatus[] within, TStatus granted)
    {
        rights.Add(action, needs);
        foreach (var status in within)
            AddLine(new Move<TStatus, TAction>(action, status, [granted, status], needs));
    }

    public Right GetRight(TAction action) => rights[action];

    /// <returns>The action that requests what this one decides on; null if it decides on nothing.</returns>
    public TAction? FindRequestOf(TAction action) =>
        decisions.TryGetValue(action, out var requested) ? requested : null;

    public IReadOnlyList<TAction> ListActions(TStatus from) =>
        [.. lines.Where(move => move.From.Equals(from)).Select(move => move.Action)];

    public Move<TStatus, TAction> MustAllow(TStatus from, TAction action)
    {
        if (byStatus.TryGetValue((from, action), out var move))
            return move;
        var allowed = ListActions(from);
        var (chinese, english) = (
            string.Join("、", allowed.Select(Wordings.Title)),
            string.Join(", ", allowed.Select(Wire.Text))
        );
        throw refusal
            .WithDetail(
                $"{noun}状态为 {Wordings.Title(from)}，不能 {Wordings.Title(action)}；可以：{chinese}。",
                $"A {nounEn} that is {from.Text()} does not take {action.Text()}; it takes {english}."
            )
            .With($"{nounEn}Status", from)
            .With("allowed", allowed);
    }

    public IEnumerator<Move<TStatus, TAction>> GetEnumerator() => lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddLine(Move<TStatus, TAction> move)
    {
        byStatus.Add((move.From, move.Action), move);
        lines.Add(move);
    }
}
