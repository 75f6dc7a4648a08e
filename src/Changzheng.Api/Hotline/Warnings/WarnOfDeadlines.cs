using System.Data.Common;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Warnings;

/// <summary>
/// Once an hour, in working hours: warns of the tickets whose term is half over or ends in one working day, once for
/// each deadline as it stands.
/// </summary>
internal sealed class WarnOfDeadlines(
    IMediator mediator,
    Db db,
    Holidays holidays,
    HotlineFigures figures,
    TimeProvider clock
) : IHourlyJob
{
    internal sealed record Command(string Number, WarningKind Kind, WarningTimes Times) : ICommand<bool>;

    public const string OpenSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.OpenDueAt >= @Now ORDER BY t.OpenDueAt, t.Number";

    public const string GivenSql = """
        SELECT {of w Number, Kind, DueAt, WarnedAt}
        FROM Tickets t
        JOIN TicketWarnings w ON w.Number = t.Number
        WHERE t.OpenDueAt >= @Now
        """;

    public async Task RunAsync(CancellationToken ct)
    {
        var rules = await figures.ReadAsync(ct);
        var times = new WarningTimes(
            await holidays.WorkingDaysAsync(ct),
            rules[HotlineFigures.WorkingFrom],
            rules[HotlineFigures.WorkingTo]
        );
        var now = clock.GetUtcNow();
        if (!times.IsWorking(now))
            return;
        var open = await db.QueryAsync<Ticket>(OpenSql, new { Now = now }, ct);
        var given = (await db.QueryAsync<TicketWarningRow>(GivenSql, new { Now = now }, ct))
            .Select(row => (row.Number, row.Kind, row.DueAt))
            .ToHashSet();
        foreach (var ticket in open)
        foreach (var kind in times.ListDue(ticket, now))
            if (!given.Contains((ticket.Number, kind, ticket.DueAt)))
                await WarnAsync(new Command(ticket.Number, kind, times), ct);
    }

    /// <summary>Where another process warned first, its row is there: the key holds.</summary>
    private async Task WarnAsync(Command command, CancellationToken ct)
    {
        try
        {
            await mediator.Send(command, ct);
        }
        catch (DbException taken) when (db.Dialect.IsDuplicateKey(taken)) { }
    }

    internal sealed class Handler(Db db, TicketRows rows, ChangeFeed changes, TimeProvider clock)
        : ICommandHandler<Command, bool>
    {
        public const string InsertSql = $"""
            INSERT INTO TicketWarnings ({TicketWarningRow.Columns})
            SELECT @Number, @Kind, @DueAt, @WarnedAt
            WHERE NOT EXISTS (SELECT 1 FROM TicketWarnings {"{hold}"} WHERE Number = @Number AND Kind = @Kind AND DueAt = @DueAt)
            """;

        /// <summary>Read again inside the transaction: meanwhile it may have been closed, or warned of.</summary>
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            if (
                await rows.FindAsync(command.Number, cancellationToken) is not { } ticket
                || !command.Times.ListDue(ticket, now).Contains(command.Kind)
            )
                return false;
            var row = new
            {
                ticket.Number,
                Kind = command.Kind.Text(),
                ticket.DueAt,
                WarnedAt = now,
            };
            if (await db.ExecuteAsync(InsertSql, row, cancellationToken) == 0)
                return false;
            var fact = ChangeFeed.Fact.Of(
                TicketWarning.KindOf(command.Kind),
                TicketView.Url(ticket.Number),
                TicketWarning.Of(ticket)
            );
            await changes.AppendAsync(fact with { Units = TicketChanges.Units(null, ticket) }, cancellationToken);
            return true;
        }
    }
}
