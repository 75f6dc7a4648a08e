using System.Reflection;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Moves;

/// <param name="Tickets">The tickets, 500 at most, each with its move.</param>
public sealed record Batch<TRequest>(IReadOnlyList<BatchedMove<TRequest>> Tickets)
{
    internal static Batch<TRequest> Example => new([new BatchedMove<TRequest>("20220422-0001", 3, OfOne)]);

    private static TRequest? OfOne =>
        (TRequest?)
            typeof(TRequest).GetProperty("Example", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null);
}

/// <param name="Number">The ticket.</param>
/// <param name="Version">The version acted on, as If-Match names it for one ticket.</param>
/// <param name="Request">The move, as for one ticket; what an empty body means if omitted.</param>
public sealed record BatchedMove<TRequest>(string Number, int Version, TRequest? Request = default);

/// <param name="Moved">How many were moved.</param>
/// <param name="Refused">How many were not.</param>
/// <param name="Tickets">One answer a ticket, in the order of the request.</param>
public sealed record BatchAnswer(int Moved, int Refused, IReadOnlyList<BatchedAnswer> Tickets)
{
    internal static BatchAnswer Example =>
        new(
            1,
            1,
            [
                new BatchedAnswer("20220422-0001", 200, TicketView.Example, null),
                new BatchedAnswer(
                    "20220422-0002",
                    412,
                    null,
                    new BatchProblem("version.stale", "版本不符", "现为第 5 版。", null, null)
                ),
            ]
        );
}

/// <param name="Number">The ticket.</param>
/// <param name="Status">What the move of one ticket would have answered.</param>
/// <param name="Ticket">As it stands now; null where it was refused.</param>
/// <param name="Problem">Why it was refused; null where it was moved.</param>
public sealed record BatchedAnswer(string Number, int Status, TicketView? Ticket, BatchProblem? Problem);

/// <param name="Code">The refusal.</param>
/// <param name="Title">Its title.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Errors">The fields at fault, if any.</param>
/// <param name="Allowed">The moves that are allowed, where this one is not.</param>
public sealed record BatchProblem(
    string Code,
    string Title,
    string Detail,
    IReadOnlyDictionary<string, string[]>? Errors,
    IReadOnlyList<TicketAction>? Allowed
);

/// <summary>
/// Carries out the same move on many tickets: each is a command of its own, in a transaction of its own, or, under an
/// Idempotency-Key, between savepoints of the one that keeps the answer. One that is refused leaves the others.
/// </summary>
internal sealed class MoveTickets(
    IMediator mediator,
    Db db,
    TicketRows rows,
    BlankText blank,
    AuditTrail trail,
    FeedPosition feed,
    Caller caller
)
{
    private const int Most = 500;

    public async Task<BatchAnswer> MoveAsync<TRequest>(
        Batch<TRequest> batch,
        Func<BatchedMove<TRequest>, MoveTicket.Command> command,
        CancellationToken ct
    )
    {
        MustBeBounded(batch.Tickets.Count);
        blank.MustNotBe();
        if (batch.Tickets.Any(one => one?.Number is null))
            throw GetMissing("number");
        var answers = new List<BatchedAnswer>();
        foreach (var one in batch.Tickets)
            answers.Add(await MoveOneAsync(one.Number, () => command(one), ct));
        var moved = answers.Count(answer => answer.Ticket is not null);
        return new BatchAnswer(moved, answers.Count - moved, answers);
    }

    private async Task<BatchedAnswer> MoveOneAsync(
        string number,
        Func<MoveTicket.Command> command,
        CancellationToken ct
    )
    {
        try
        {
            var view = await db.AttemptAsync(() => mediator.Send(command(), ct), ct);
            return new BatchedAnswer(number, StatusCodes.Status200OK, view, null);
        }
        catch (Exception exception) when (RefusalHandler.FindRefusal(exception) is { } refusal)
        {
            feed.Forget();
            // What is no ticket may be anything, a name too.
            var known = await rows.FindAsync(number, ct) is null ? null : number;
            await trail.RecordRefusedAsync(caller, refusal.Status, refusal.Code, new { number = known }, ct);
            var problem = new BatchProblem(
                refusal.Code,
                Words.Say(refusal.Kind.Title, refusal.Kind.TitleEn),
                refusal.Message,
                refusal.Extensions.GetValueOrDefault("errors") as IReadOnlyDictionary<string, string[]>,
                refusal.Extensions.GetValueOrDefault("allowed") as IReadOnlyList<TicketAction>
            );
            return new BatchedAnswer(number, refusal.Status, null, problem);
        }
    }

    public static Refusal GetMissing(string field) =>
        Refusals
            .RequestInvalid.WithDetail($"{field} 必填。", $"{field} is required.")
            .With("errors", new Dictionary<string, string[]> { [field] = [Words.Say("必填", "Required")] });

    private static void MustBeBounded(int count)
    {
        if (count is < 1 or > Most)
            throw Refusals
                .RequestInvalid.WithDetail($"tickets 为 1 至 {Most} 张。", $"tickets are 1 to {Most}.")
                .With("errors", new Dictionary<string, string[]> { ["tickets"] = [$"1…{Most}"] });
    }
}
