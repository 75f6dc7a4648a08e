namespace Changzheng.Api.Hotline.Tickets;

/// <param name="Number">Its number within the ticket, from 1.</param>
/// <param name="Text">What is asked, masked.</param>
/// <param name="Category">Its own category, if it has one.</param>
/// <param name="Unit">The unit that answers it; the acting unit where null.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Resolution">How it was answered.</param>
/// <param name="Note">The answer, masked.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="AnsweredBy">Who recorded the answer.</param>
public sealed record Demand(
    int Number,
    string Text,
    string? Category,
    string? Unit,
    DemandState State,
    Resolution? Resolution = null,
    string? Note = null,
    DateTimeOffset? AnsweredAt = null,
    string? AnsweredBy = null
);

/// <summary>
/// 一件多诉: the demands of one ticket. The ticket is no better than the worst of them; none is ever taken away. Pure.
/// </summary>
internal sealed partial record Ticket
{
    private const int FewestDemands = 2;

    /// <summary>Null where it was not split.</summary>
    public IReadOnlyList<Demand>? Demands { get; init; }

    /// <summary>Adds demands; the first time two at least.</summary>
    public Ticket Split(IReadOnlyList<(string Text, string? Category, string? Unit)> added)
    {
        var known = Demands ?? [];
        if (known.Count + added.Count < FewestDemands)
            throw TicketRefusals.DemandsTooFew.ToRefusal();
        return this with
        {
            Demands =
            [
                .. known,
                .. added.Select(
                    (one, place) =>
                        new Demand(known.Count + place + 1, one.Text, one.Category, one.Unit, DemandState.Open)
                ),
            ],
        };
    }

    public Demand GetDemand(int number) =>
        Demands?.FirstOrDefault(demand => demand.Number == number)
        ?? throw TicketRefusals.DemandUnknown.WithDetail(
            $"工单没有第 {number} 个诉求。",
            $"The ticket has no demand {number}."
        );

    public Ticket AnswerDemand(MoveContext context, int number, Resolution resolution, string note)
    {
        var answered = GetDemand(number) with
        {
            State = DemandState.Answered,
            Resolution = resolution,
            Note = note,
            AnsweredAt = context.At,
            AnsweredBy = context.By,
        };
        return this with { Demands = [.. Demands!.Select(demand => demand.Number == number ? answered : demand)] };
    }

    /// <summary>What the citizen says is not solved, of the demands answered; then the ticket is not solved.</summary>
    public Ticket DenyDemands(IReadOnlyList<int> denied)
    {
        foreach (var number in denied)
            GetDemand(number);
        return denied.Count == 0
            ? this
            : this with
            {
                CitizenResolved = false,
                Demands =
                [
                    .. Demands!.Select(demand =>
                        denied.Contains(demand.Number) ? demand with { State = DemandState.Denied } : demand
                    ),
                ],
            };
    }

    /// <summary>Refuses what is submitted or closed while a demand is not answered.</summary>
    public void MustBeAnswered()
    {
        if ((Demands ?? []).Where(demand => demand.State == DemandState.Open).ToList() is { Count: > 0 } open)
            throw TicketRefusals.DemandUnanswered.WithDetail(
                $"尚未答复的诉求：{string.Join("、", open.Select(demand => demand.Number))}。",
                $"Not answered: {string.Join(", ", open.Select(demand => demand.Number))}."
            );
    }

    /// <summary>Of what is said of the ticket and its demands the worst; a denied one is unresolved.</summary>
    private Resolution FindWorst(Resolution said) =>
        (Demands ?? []).Aggregate(
            said,
            (worst, demand) =>
                (demand.State == DemandState.Denied ? Tickets.Resolution.Unresolved : demand.Resolution ?? worst)
                    is var own
                && own > worst
                    ? own
                    : worst
        );

    /// <summary>Done again, each is answered anew; history keeps what was.</summary>
    private IReadOnlyList<Demand>? ReopenDemands() =>
        Demands is null
            ? null
            :
            [
                .. Demands.Select(demand => new Demand(
                    demand.Number,
                    demand.Text,
                    demand.Category,
                    demand.Unit,
                    DemandState.Open
                )),
            ];

    /// <summary>A file closes a split ticket as a move does.</summary>
    private void MustSettleDemands(Ticket before)
    {
        if (
            Status is not (TicketStatus.Submitted or TicketStatus.Closed)
            || (Status == before.Status && Resolution == before.Resolution)
        )
            return;
        MustBeAnswered();
        if (Resolution is { } resolution && FindWorst(resolution) != resolution)
            throw TicketRefusals.DemandUnanswered.WithDetail(
                "结案评判不能好于最差的诉求。",
                "The ticket is no better than the worst of its demands."
            );
    }
}
