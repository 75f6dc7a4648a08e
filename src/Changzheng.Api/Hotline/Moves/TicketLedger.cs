using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>A move that was asked for.</summary>
/// <param name="Expected">The version it was read in.</param>
/// <param name="At">When it happened; now if null.</param>
/// <param name="Request">The request, whose words go into the history.</param>
internal sealed record TicketMove(string Number, int Expected, TicketAction Action, DateTimeOffset? At, object Request);

/// <summary>
/// Writes tickets and their append-only history: every event in TicketEvents, the current state in Tickets. Each move
/// brings the plan's derived indicators up to date in the same transaction.
/// </summary>
internal sealed class TicketLedger(
    Db db,
    TicketRows rows,
    DeadlineRules deadlines,
    Holidays holidays,
    PersonalData personal,
    EventLog log,
    DerivedRates derived,
    SecondPerson second,
    ChangeFeed changes,
    TimeProvider clock
)
{
    public const string InsertSql =
        $"INSERT INTO Tickets {{insert Number, {TicketColumns.Content}, {TicketColumns.State}, {TicketColumns.Computed}}}";

    public const string AdvanceSql =
        $"UPDATE Tickets SET {{set {TicketColumns.State}, {TicketColumns.Computed}}} WHERE Number = @Number AND Version = @Expected";

    public const string TextsSql = $"INSERT INTO TicketTexts {{insert {TicketRows.Texts.Columns}}}";

    public const string EventSql = $"INSERT INTO TicketEvents {{insert {TicketEventRow.AllColumns}}}";

    public const string RequesterSql = """
        SELECT RecordedBy, CallerId, RecordedAt
        FROM TicketEvents
        WHERE Number = @Number AND Action = @Action
        ORDER BY Version DESC
        {page}
        """;

    /// <summary>What every action can be refused with.</summary>
    public static RefusalKind[] Refused =>
        [
            Refusals.RequestInvalid,
            Refusals.TextTooLong,
            TicketRefusals.TimeFuture,
            TicketRefusals.NotFound,
            TicketRefusals.MoveNotAllowed,
            TicketRefusals.TimeBackwards,
            Refusals.Stale,
            Refusals.VersionNeeded,
        ];

    /// <summary>
    /// Carries out one move: reads the ticket, changes it, writes its row, its event, the rates and the feed.
    /// </summary>
    public async Task<TicketView> MoveAsync(
        TicketMove move,
        Func<Ticket, MoveContext, Ticket> change,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var before = await rows.GetAsync(move.Number, ct);
        Versions.MustBe(move.Expected, before.Version);
        var allowed = Workflow.Table.MustAllow(before.Status, move.Action);
        var at = MustNotRunBackwards(before, move.At?.TruncateToMilliseconds() ?? now, now);
        var after = change(before, await ContextAsync(at, ct));
        allowed.MustLeadTo(after.Status);
        if (Workflow.Table.FindRequestOf(move.Action) is { } requested)
            await MustBeDecidedByAnotherAsync(move.Number, requested, ct);
        var view = await WriteAsync(before, after with { LastAt = at }, move.Action, move.Request, ct);
        return await rows.HideForeignAsync(view, ct);
    }

    private async Task<MoveContext> ContextAsync(DateTimeOffset at, CancellationToken ct) =>
        new(at, await holidays.WorkingDaysAsync(ct), await deadlines.TableAsync(ct));

    private async Task MustBeDecidedByAnotherAsync(string number, TicketAction requested, CancellationToken ct)
    {
        var key = new
        {
            Number = number,
            Action = requested.Text(),
            Skip = 0,
            Take = 1,
        };
        await second.MustDecideAsync(
            await db.QueryAsync<Author>(RequesterSql, key, ct),
            "不能审批自己提出的退单或延期。",
            "Nobody decides on the return or extension they asked for themselves.",
            ct
        );
    }

    /// <summary>
    /// Records a deadline that a new notice on days off moves: a change of the ticket like any other.
    /// </summary>
    public Task<TicketView> MoveDeadlineAsync(Ticket before, Ticket after, string reason, CancellationToken ct)
    {
        var words = new
        {
            Note = reason,
            Before = before.DueAt,
            After = after.DueAt,
        };
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        return WriteAsync(before, after with { LastAt = now }, TicketAction.MoveDeadline, words, ct);
    }

    public async Task<TicketView> RegisterAsync(
        Ticket draft,
        TicketRows.Private secret,
        DateTimeOffset? registeredAt,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var at = registeredAt?.TruncateToMilliseconds() ?? now;
        MustNotBeFuture(at, now);
        var ticket = draft.Register(await ContextAsync(at, ct));
        await db.ExecuteAsync(InsertSql, ticket.Row(), ct);
        var texts = new TicketRows.Texts
        {
            Number = ticket.Number,
            Description = Masking.Text(secret.Description, secret.Known),
            Sealed = personal.Seal(secret),
        };
        await db.ExecuteAsync(TextsSql, texts, ct);
        return await RecordAsync(null, ticket, TicketAction.Register, EventWords.None, texts, ct);
    }

    private async Task<TicketView> WriteAsync(
        Ticket before,
        Ticket changed,
        TicketAction action,
        object request,
        CancellationToken ct
    )
    {
        var after = changed with { Version = before.Version + 1 };
        Versions.MustHaveWritten(await db.ExecuteAsync(AdvanceSql, after.Row(before.Version), ct), "工单", "ticket");
        var texts = await rows.GetTextsAsync(after.Number, ct);
        var known = personal.Open<TicketRows.Private>(texts.Sealed).Known;
        return await RecordAsync(before, after, action, log.Mask(request, known, nameField: "person"), texts, ct);
    }

    /// <summary>Appends the event, brings the derived indicators up to date, and appends to the change feed.</summary>
    private async Task<TicketView> RecordAsync(
        Ticket? before,
        Ticket after,
        TicketAction action,
        EventWords words,
        TicketRows.Texts texts,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var happened = log.Complete(TicketEventRow.Of(before, after, action, texts), words, now);
        await db.ExecuteAsync(EventSql, happened, ct);
        await derived.FollowAsync(before, after, ct);
        var view = TicketView.Of(after, texts.Description, now);
        var fact = ChangeFeed.Fact.Of(TicketChanges.Of(action), TicketView.Url(after.Number), view, [happened.Hash!]);
        await changes.AppendAsync(fact with { Units = TicketChanges.Units(before, after) }, ct);
        return view;
    }

    private static DateTimeOffset MustNotRunBackwards(Ticket ticket, DateTimeOffset at, DateTimeOffset now)
    {
        MustNotBeFuture(at, now);
        return at >= ticket.LastAt
            ? at
            : throw TicketRefusals.TimeBackwards.WithDetail(
                $"上一步在 {Moment.Text(ticket.LastAt)}，{Moment.Text(at)} 在其前。",
                $"The last step was at {Moment.Text(ticket.LastAt)}; {Moment.Text(at)} is before it."
            );
    }

    private static void MustNotBeFuture(DateTimeOffset at, DateTimeOffset now)
    {
        if (at > now)
            throw TicketRefusals.TimeFuture.WithDetail(
                $"{Moment.Text(at)} 尚未到。",
                $"{Moment.Text(at)} has not come yet."
            );
    }
}
