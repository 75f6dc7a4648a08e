using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>A move that was asked for.</summary>
/// <param name="Expected">The version it was read in.</param>
/// <param name="At">When it happened; now if null.</param>
/// <param name="Request">The request, whose words go into the history.</param>
/// <param name="Words">What goes into the history instead: of the ticket before and after.</param>
/// <param name="MayMove">Which units that have a part in the ticket may do it too; none if null.</param>
internal sealed record TicketMove(
    string Number,
    int Expected,
    TicketAction Action,
    DateTimeOffset? At,
    object Request,
    Func<Ticket, Ticket, object>? Words = null,
    Func<Ticket, Reach, bool>? MayMove = null
);

/// <summary>
/// Writes tickets and their append-only history: every event in TicketEvents, the current state in Tickets. Each move
/// brings the plan's derived indicators up to date in the same transaction.
/// </summary>
internal sealed class TicketLedger(
    Db db,
    TicketRows rows,
    TicketCallbacks callbacks,
    DeadlineRules deadlines,
    Holidays holidays,
    PersonalData personal,
    EventLog log,
    DerivedRates derived,
    FileReferences files,
    SecondPerson second,
    Caller caller,
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
            TicketRefusals.SupportingOnly,
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
        var before = await rows.GetToReadAsync(move.Number, ct);
        Versions.MustBe(move.Expected, before.Version);
        var allowed = Workflow.Table.MustAllow(before.Status, move.Action);
        await MustReachAsync(move, before, ct);
        var at = MustNotRunBackwards(before, move.At?.TruncateToMilliseconds() ?? now, now);
        var context = await ContextAsync(at, now, ct);
        var after = change(before, context);
        allowed.MustLeadTo(after.Status);
        if (move.Action == TicketAction.Reclassify)
            await MustBeOfAnotherUnitAsync(before, ct);
        if (Workflow.Table.FindRequestOf(move.Action) is { } requested && !IsOwnWord(move))
            await MustBeDecidedByAnotherAsync(before, requested, ct);
        var counted = (after with { LastAt = at }).KeepWhatCounts(before, context);
        var words = move.Words ?? ((_, _) => move.Request);
        var view = await WriteAsync(before, counted, move.Action, words, IsLate(before, context), ct);
        return await callbacks.AddToAsync(await rows.HideForeignAsync(view, ct), ct);
    }

    /// <summary>A unit that has a part in the ticket reads it, and does nothing but its part.</summary>
    private async Task MustReachAsync(TicketMove move, Ticket ticket, CancellationToken ct)
    {
        var reach = await rows.ReachAsync(ct);
        var mayMove = move.MayMove?.Invoke(ticket, reach) == true;
        if (!mayMove && !reach.Sees(ticket.Unit, ticket.CountedUnit))
            throw TicketRefusals.SupportingOnly.ToRefusal();
    }

    /// <summary>What the acting unit heard itself takes no other person; it counts only against the ticket.</summary>
    private static bool IsOwnWord(TicketMove move) =>
        move.Request is RecordCallback.Request { Level: CallbackLevel.Unit };

    private async Task<MoveContext> ContextAsync(DateTimeOffset at, DateTimeOffset now, CancellationToken ct) =>
        new(at, now, await holidays.WorkingDaysAsync(ct), await deadlines.TableAsync(ct), caller.Name);

    private static bool? IsLate(Ticket ticket, MoveContext context) =>
        context.IsLate(ticket.Channel, context.At) ? true : null;

    /// <summary>By another person than asked, and by no caller of the unit whose ticket it is.</summary>
    private async Task MustBeDecidedByAnotherAsync(Ticket ticket, TicketAction requested, CancellationToken ct)
    {
        await MustBeOfAnotherUnitAsync(ticket, ct);
        var key = new
        {
            ticket.Number,
            Action = requested.Text(),
            Skip = 0,
            Take = 1,
        };
        await second.MustDecideAsync(
            await db.QueryAsync<Author>(RequesterSql, key, ct),
            requested == TicketAction.Submit ? "提交办结的人不能自己回访或核查。" : "不能审批自己提出的申请。",
            requested == TicketAction.Submit
                ? "Who submitted it neither calls back nor verifies."
                : "Nobody decides on what they asked for themselves.",
            ct
        );
    }

    /// <summary>Refuses a caller of the acting or the counted unit, or of one below it.</summary>
    private async Task MustBeOfAnotherUnitAsync(Ticket ticket, CancellationToken ct)
    {
        var units = (await rows.ReachAsync(ct)).Units;
        bool IsOf(string? unit) =>
            unit is not null && UnitNode.IsWithin(caller.Unit, unit, code => units.GetValueOrDefault(code)?.Parent);
        if (IsOf(ticket.Unit) || IsOf(ticket.CountedUnit))
            throw TicketRefusals.OwnUnit.WithDetail(
                $"{caller.Unit} 是承办或考核单位，须由其他单位的人审批。",
                $"{caller.Unit} acts on it or is counted for it; somebody of another unit decides."
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
        return WriteAsync(before, after with { LastAt = now }, TicketAction.MoveDeadline, (_, _) => words, null, ct);
    }

    /// <summary>On its review day a suspension ends by itself, whenever that is carried out.</summary>
    public async Task EndSuspensionAsync(Ticket ticket, CancellationToken ct)
    {
        var review = Moment.StartOf(ticket.ReviewOn!.Value);
        var at = review > ticket.LastAt ? review : ticket.LastAt;
        var context = await ContextAsync(at, at, ct);
        var words = new { Note = "挂账复核日已到，自动恢复办理" };
        var resumed = (ticket.Resume(context) with { LastAt = at }).KeepWhatCounts(ticket, context);
        await WriteAsync(ticket, resumed, TicketAction.Resume, (_, _) => words, null, ct);
    }

    public async Task<TicketView> RegisterAsync(
        Ticket draft,
        TicketRows.Private secret,
        DateTimeOffset? registeredAt,
        IReadOnlyList<Evidence>? attachments,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var at = registeredAt?.TruncateToMilliseconds() ?? now;
        MustNotBeFuture(at, now);
        var context = await ContextAsync(at, now, ct);
        var ticket = draft.Register(context).Attach(context, attachments).KeepWhatCounts(null, context);
        ticket = ticket with { Attachments = Ticket.MaskTitles(ticket.Attachments, secret.Known) };
        await db.ExecuteAsync(InsertSql, ticket.Row(), ct);
        var texts = new TicketRows.Texts
        {
            Number = ticket.Number,
            Description = Masking.Text(secret.Description, secret.Known),
            Sealed = personal.Seal(secret),
        };
        await db.ExecuteAsync(TextsSql, texts, ct);
        return await RecordAsync(null, ticket, TicketAction.Register, (EventWords.None, ticket.LateEntry), texts, ct);
    }

    private async Task<TicketView> WriteAsync(
        Ticket before,
        Ticket changed,
        TicketAction action,
        Func<Ticket, Ticket, object> words,
        bool? late,
        CancellationToken ct
    )
    {
        var texts = await rows.GetTextsAsync(before.Number, ct);
        var known = personal.Open<TicketRows.Private>(texts.Sealed).Known;
        var after = changed.MaskTexts(before, known) with { Version = before.Version + 1 };
        Versions.MustHaveWritten(await db.ExecuteAsync(AdvanceSql, after.Row(before.Version), ct), "工单", "ticket");
        await rows.WriteSupportsAsync(before, after, ct);
        var masked = log.Mask(words(before, after), known, nameField: "person");
        return await RecordAsync(before, after, action, (masked, late), texts, ct);
    }

    /// <summary>Appends the event, brings the derived indicators up to date, and appends to the change feed.</summary>
    private async Task<TicketView> RecordAsync(
        Ticket? before,
        Ticket after,
        TicketAction action,
        (EventWords Words, bool? IsLate) said,
        TicketRows.Texts texts,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var row = TicketEventRow.Of(before, after, action, texts) with { LateEntry = said.IsLate };
        var happened = log.Complete(row, said.Words, now);
        await db.ExecuteAsync(EventSql, happened, ct);
        if (after.Attachments is { } attached && attached != before?.Attachments)
        {
            var named = Evidence.FindFiles([.. attached.Select(one => new Evidence(one.Title, one.Uri))]);
            await files.NameAsync(TicketFiles.Name, after.Number, named, ct);
        }

        await derived.FollowAsync(before, after, ct);
        var view = TicketView.Of(after, texts.Description, now);
        var fact = ChangeFeed.Fact.Of(
            TicketChanges.Of(action, after.Status),
            TicketView.Url(after.Number),
            view,
            [happened.Hash!]
        );
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
