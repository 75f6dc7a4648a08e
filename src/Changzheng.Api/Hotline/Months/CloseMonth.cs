using System.Globalization;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Months;

/// <summary>Closes a month of the hotline: its facts are fixed, and the plan's derived figures of it stay.</summary>
internal static class CloseMonth
{
    public const string MonthPattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$";

    /// <param name="Month">The month, 2022-04.</param>
    /// <param name="Definition">The version of the standard definition the plan's figures of it follow.</param>
    /// <param name="Tickets">How many tickets were registered or closed in it.</param>
    /// <param name="ClosedAt">When.</param>
    /// <param name="ClosedBy">By whom.</param>
    public sealed record ClosedMonth(
        string Month,
        string Definition,
        int Tickets,
        DateTimeOffset ClosedAt,
        string ClosedBy
    )
    {
        internal static ClosedMonth Example =>
            new(
                "2022-04",
                "town@1",
                812,
                new DateTimeOffset(2022, 5, 6, 17, 0, 0, TimeSpan.FromHours(8)),
                "城运中心主任"
            );

        internal static ClosedMonth Of(ClosedMonthRow row) =>
            new(row.Month, row.Definition, row.Tickets, row.ClosedAt, row.ClosedBy);
    }

    internal sealed record Command(DateOnly First) : ICommand<ClosedMonth>;

    public static readonly ChangeKind<ClosedMonth> Changed = new(
        "hotline.month.closed",
        TicketRights.Read,
        ChangeReach.Everyone,
        "热线月度已关账",
        "A month of the hotline was closed"
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("months/{month}/close", Handle)
            .WithName(nameof(CloseMonth))
            .Needs(RateRights.Amend)
            .Refuses(Refusals.RequestInvalid, AccessRefusals.BeyondUnit, MonthRefusals.NotOver, MonthRefusals.Closed);

    /// <summary>Close a month</summary>
    /// <remarks>
    /// What is known now of its tickets is what its rates show from now on; later changes show beside them, as a
    /// restatement. The plan's derived figures of that month do not move any more.
    /// </remarks>
    /// <param name="month">The month: 2022-04.</param>
    /// <response code="200">The closed month.</response>
    internal static async Task<Ok<ClosedMonth>> Handle(IMediator mediator, string month, CancellationToken ct) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out var first)
        && first.Year is >= 1900 and <= 2199
            ? TypedResults.Ok(await mediator.Send(new Command(first), ct))
            : throw Refusals
                .RequestInvalid.WithDetail("month 写成 2022-04。", "month is written 2022-04.")
                .With("errors", new Dictionary<string, string[]> { ["month"] = ["2022-04"] });

    internal sealed class Handler(
        Db db,
        ClosedMonths months,
        RateRows rates,
        DerivedRates derived,
        Reaches reaches,
        ChangeFeed changes,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, ClosedMonth>
    {
        public const string InsertSql = $"INSERT INTO HotlineMonths {{insert {ClosedMonthRow.Columns}}}";

        public const string TicketSql = $"INSERT INTO HotlineMonthTickets {{insert {MonthTicketRow.Columns}}}";

        public const string RegisteredSql =
            $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until";

        public const string ClosedSql =
            $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Channel = @Channel AND t.ClosedCohortAt >= @From AND t.ClosedCohortAt < @Until";

        public async Task<ClosedMonth> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var (month, now) = (ClosedMonths.NameOf(command.First), clock.GetUtcNow().TruncateToMilliseconds());
            var until = Moment.StartOf(command.First.AddMonths(1));
            if (until > now)
                throw MonthRefusals.NotOver.WithDetail($"{month} 尚未结束。", $"{month} is not over.");
            if (await months.FindAsync(command.First, cancellationToken) is not null)
                throw MonthRefusals.Closed.WithDetail($"{month} 已关账。", $"{month} is closed already.");
            await derived.FollowAsync([], new HashSet<DateOnly> { command.First }, cancellationToken);
            var tickets = await ReadAsync(month, Moment.StartOf(command.First), until, cancellationToken);
            var standard = await rates.DefinitionAsync(null, cancellationToken);
            var row = History.Seal(
                new ClosedMonthRow
                {
                    Month = month,
                    Version = 1,
                    Definition = string.Create(CultureInfo.InvariantCulture, $"{standard.Code}@{standard.Version}"),
                    Tickets = tickets.Count,
                    Digest = ClosedMonthRow.DigestOf(tickets),
                    ClosedAt = now,
                    ClosedBy = caller.Name,
                    CallerId = caller.Id,
                }
            );
            await db.ExecuteAsync(InsertSql, row, cancellationToken);
            if (tickets.Count > 0)
                await db.WriteAllAsync(TicketSql, tickets, cancellationToken);
            months.Forget();
            var closed = ClosedMonth.Of(row);
            await changes.AppendAsync(
                ChangeFeed.Fact.Of(Changed, $"/api/v1/hotline/months/{month}", closed, [row.Hash!]),
                cancellationToken
            );
            return closed;
        }

        /// <summary>What the rates read of every ticket that was registered or first closed in the month.</summary>
        private async Task<IReadOnlyList<MonthTicketRow>> ReadAsync(
            string month,
            DateTimeOffset from,
            DateTimeOffset until,
            CancellationToken ct
        )
        {
            var of = new
            {
                Channel = RateScope.Hotline,
                From = from,
                Until = until,
            };
            var (registered, closed) = (
                await db.QueryAsync<Ticket>(RegisteredSql, of, ct),
                await db.QueryAsync<Ticket>(ClosedSql, of, ct)
            );
            return
            [
                .. registered
                    .Concat(closed)
                    .DistinctBy(ticket => ticket.Number)
                    .Select(ticket => new MonthTicketRow
                    {
                        Month = month,
                        Number = ticket.Number,
                        Facts = RateState.Write(ticket),
                    }),
            ];
        }
    }
}
