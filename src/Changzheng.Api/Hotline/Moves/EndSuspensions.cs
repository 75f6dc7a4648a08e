using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Once an hour: ends the suspensions whose review day has come.</summary>
internal sealed class EndSuspensions(IMediator mediator, Db db, TimeProvider clock) : IHourlyJob
{
    internal sealed record Command(string Number) : ICommand<bool>;

    public const string DueSql =
        "SELECT t.Number FROM Tickets t WHERE t.Status = 'suspended' AND t.ReviewOn <= @Today ORDER BY t.Number";

    public async Task RunAsync(CancellationToken ct)
    {
        var today = new { Today = Moment.Day(clock.GetUtcNow()) };
        foreach (var number in await db.QueryAsync<string>(DueSql, today, ct))
            await mediator.Send(new Command(number), ct);
    }

    internal sealed class Handler(TicketRows rows, TicketLedger ledger, TimeProvider clock)
        : ICommandHandler<Command, bool>
    {
        /// <summary>Read again inside the transaction: meanwhile a person may have resumed it.</summary>
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var ticket = await rows.FindAsync(command.Number, cancellationToken);
            if (
                ticket is not { Status: TicketStatus.Suspended, ReviewOn: { } review }
                || review > Moment.Day(clock.GetUtcNow())
            )
                return false;
            await ledger.EndSuspensionAsync(ticket, cancellationToken);
            return true;
        }
    }
}
