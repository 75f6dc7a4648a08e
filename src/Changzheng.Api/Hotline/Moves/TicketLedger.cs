using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Calendar;

namespace Changzheng.Api.Hotline.Moves;

/// <param name="Number">The ticket.</param>
/// <param name="Expected">The version it was read in.</param>
/// <param name="Action">What is to happen.</param>
/// <param name="At">When it happened; now where null.</param>
/// <param name="Said">What is kept of it in history.</param>
internal sealed record TicketMove(string Number, int Expected, TicketAction Action, DateTimeOffset? At, object? Said);

/// <summary>
/// Tickets and their append-only history. Every event lies in TicketEvents; Tickets holds how it stands. Each move brings
/// the plan's derived indicators up to date in the same transaction.
/// </summary>
internal sealed class TicketLedger(
    Db db,
    TicketRows rows,
    DeadlineRules deadlines,
    Holidays holidays,
    PersonalData personal,
    DerivedRates derived,
    SecondPerson second,
    ChangeFeed changes,
    Caller caller,
    TimeProvider clock
)
{
    public const string AdvanceSql = """
        UPDATE Tickets
        SET Neighbourhood = @Neighbourhood, Unit = @Unit, CountedUnit = @CountedUnit, Status = @Status, StatusBefore = @StatusBefore, DispatchedAt = @DispatchedAt,
            AcceptedAt = @AcceptedAt, ContactFrom = @ContactFrom, ContactDays = @ContactDays, ContactDueAt = @ContactDueAt, ContactedAt = @ContactedAt,
            NotContacted = @NotContacted, DueFrom = @DueFrom, DueDays = @DueDays, DueAt = @DueAt, OriginalFrom = @OriginalFrom, OriginalDays = @OriginalDays,
            OriginalDueAt = @OriginalDueAt, Provisional = @Provisional, OpenDueAt = @OpenDueAt, NextDueAt = @NextDueAt, SubmittedAt = @SubmittedAt, ClosedAt = @ClosedAt,
            ClaimedResolution = @ClaimedResolution, CitizenContacted = @CitizenContacted, CitizenResolved = @CitizenResolved, Resolution = @Resolution,
            Satisfaction = @Satisfaction, Disputed = @Disputed, RepeatOf = @RepeatOf, Returns = @Returns, ReturnedBy = @ReturnedBy, Extensions = @Extensions,
            ExtensionAsked = @ExtensionAsked, Reworks = @Reworks, Supervisions = @Supervisions, SuspendedAt = @SuspendedAt, ReviewOn = @ReviewOn, LastAt = @LastAt, Version = @Version
        WHERE Number = @Number AND Version = @Expected
        """;

    public const string InsertSql = """
        INSERT INTO Tickets (Number, Channel, Type, Urgency, Category, Subject, ReporterName, ReporterPhone, Address, Neighbourhood, Unit, CountedUnit, Status, StatusBefore,
            ExternalNumber, PhoneHash, PlaceHash, ContentHash, ContentBy, RegisteredAt, DispatchedAt, AcceptedAt, ContactFrom, ContactDays, ContactDueAt, ContactedAt, NotContacted,
            DueFrom, DueDays, DueAt, OriginalFrom, OriginalDays, OriginalDueAt, Provisional, OpenDueAt, NextDueAt, SubmittedAt, ClosedAt, ClaimedResolution, CitizenContacted,
            CitizenResolved, Resolution, Satisfaction, Disputed, RepeatOf, Returns, ReturnedBy, Extensions, ExtensionAsked, Reworks, Supervisions, SuspendedAt, ReviewOn, LastAt, Version)
        VALUES (@Number, @Channel, @Type, @Urgency, @Category, @Subject, @ReporterName, @ReporterPhone, @Address, @Neighbourhood, @Unit, @CountedUnit, @Status, @StatusBefore,
            @ExternalNumber, @PhoneHash, @PlaceHash, @ContentHash, @ContentBy, @RegisteredAt, @DispatchedAt, @AcceptedAt, @ContactFrom, @ContactDays, @ContactDueAt, @ContactedAt, @NotContacted,
            @DueFrom, @DueDays, @DueAt, @OriginalFrom, @OriginalDays, @OriginalDueAt, @Provisional, @OpenDueAt, @NextDueAt, @SubmittedAt, @ClosedAt, @ClaimedResolution, @CitizenContacted,
            @CitizenResolved, @Resolution, @Satisfaction, @Disputed, @RepeatOf, @Returns, @ReturnedBy, @Extensions, @ExtensionAsked, @Reworks, @Supervisions, @SuspendedAt, @ReviewOn, @LastAt, @Version)
        """;

    public const string TextsSql =
        "INSERT INTO TicketTexts (Number, Description, Sealed) VALUES (@Number, @Description, @Sealed)";

    public const string EventSql = """
        INSERT INTO TicketEvents (Number, Version, Action, FromStatus, ToStatus, Unit, DueAt, At, RecordedAt,
            RecordedBy, CallerId, Said, Sealed, Ticket, Hash)
        VALUES (@Number, @Version, @Action, @FromStatus, @ToStatus, @Unit, @DueAt, @At, @RecordedAt,
            @RecordedBy, @CallerId, @Said, @Sealed, @Ticket, @Hash)
        """;

    public const string AskerSql = """
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

    /// <summary>Carries out one move: the ticket as it was, what the move makes of it, its event, the rates it moves, the change feed.</summary>
    public async Task<TicketView> MoveAsync(TicketMove move, Func<Ticket, Moving, Ticket> change, CancellationToken ct)
    {
        var now = clock.GetUtcNow().Kept();
        var before = await rows.FindAsync(move.Number, ct);
        if (before.Version != move.Expected)
            throw Refusals.Stale.Because($"现为第 {before.Version} 版。", $"The version is {before.Version}.");
        var allowed = Workflow.MustAllow(before.Status, move.Action);
        var at = MustNotRunBackwards(before, move.At?.Kept() ?? now, now);
        var moved = change(before, new Moving(at, await holidays.WorkingDaysAsync(ct), await deadlines.TableAsync(ct)));
        if (!allowed.To.Contains(moved.Status))
            throw new InvalidOperationException(
                $"{move.Action} led from {before.Status} to {moved.Status}, which is outside the table."
            );
        if (Workflow.FindAsked(move.Action) is { } asked)
            await MustBeDecidedByAnotherAsync(move.Number, asked, ct);
        var view = await WriteAsync(
            before,
            moved with
            {
                LastAt = at,
                Version = before.Version + 1,
            },
            move.Action,
            move.Said,
            ct
        );
        return await rows.HideForeignAsync(view, ct);
    }

    private async Task MustBeDecidedByAnotherAsync(string number, TicketAction asked, CancellationToken ct)
    {
        var of = new
        {
            Number = number,
            Action = asked.Text(),
            Skip = 0,
            Take = 1,
        };
        await second.MustDecideAsync(
            await db.QueryAsync<Author>(AskerSql, of, ct),
            "不能审批自己提出的退单或延期。",
            "Nobody decides on the return or extension they asked for themselves.",
            ct
        );
    }

    /// <summary>A deadline that a new notice moves: a change of the ticket like any other, in history too.</summary>
    public Task<TicketView> RetimeAsync(Ticket before, Ticket after, string because, CancellationToken ct) =>
        WriteAsync(
            before,
            after with
            {
                LastAt = clock.GetUtcNow().Kept(),
                Version = before.Version + 1,
            },
            TicketAction.MoveDeadline,
            new
            {
                Note = because,
                Before = before.DueAt,
                After = after.DueAt,
            },
            ct
        );

    public async Task<TicketView> RegisterAsync(
        Ticket draft,
        TicketRows.Private secret,
        DateTimeOffset? registeredAt,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().Kept();
        var at = registeredAt?.Kept() ?? now;
        MustNotBeFuture(at, now);
        var ticket = draft.Registered(
            new Moving(at, await holidays.WorkingDaysAsync(ct), await deadlines.TableAsync(ct))
        );
        var description = Masking.Text(secret.Description, secret.Known);
        await db.ExecuteAsync(InsertSql, ticket.Row(), ct);
        var (number, hidden) = (ticket.Number, personal.Seal(secret));
        var texts = new TicketRows.Texts
        {
            Number = number,
            Description = description,
            Sealed = hidden,
        };
        await db.ExecuteAsync(TextsSql, texts, ct);
        var happened = await RecordAsync(null, ticket, TicketAction.Register, null, texts, ct);
        return await TellAsync(null, ticket, TicketAction.Register, description, happened, ct);
    }

    private async Task<TicketView> WriteAsync(
        Ticket before,
        Ticket after,
        TicketAction action,
        object? said,
        CancellationToken ct
    )
    {
        if (await db.ExecuteAsync(AdvanceSql, after.Row(before.Version), ct) == 0)
            throw Refusals.Stale.Because(
                "该工单已被他人改动，请重新读取。",
                "The ticket has changed since it was read."
            );
        var texts = await rows.TextsAsync(after.Number, ct);
        return await TellAsync(
            before,
            after,
            action,
            texts.Description,
            await RecordAsync(before, after, action, said, texts, ct),
            ct
        );
    }

    private async Task<TicketView> TellAsync(
        Ticket? before,
        Ticket after,
        TicketAction action,
        string? description,
        TicketEventRow happened,
        CancellationToken ct
    )
    {
        var view = TicketView.Of(after, description, clock.GetUtcNow());
        await derived.FollowAsync(before, after, ct);
        var fact = ChangeFeed.Fact.Of(TicketChanges.Of(action), TicketView.Url(after.Number), view, [happened.Hash!]);
        await changes.AppendAsync(fact with { Units = TicketChanges.Units(before, after) }, ct);
        return view;
    }

    private async Task<TicketEventRow> RecordAsync(
        Ticket? before,
        Ticket after,
        TicketAction action,
        object? said,
        TicketRows.Texts texts,
        CancellationToken ct
    )
    {
        var (shown, hidden) = await MaskedAsync(after.Number, said, ct);
        var happened = History.Seal(
            new TicketEventRow
            {
                Number = after.Number,
                Version = after.Version,
                Action = action.Text(),
                FromStatus = before?.Status.Text(),
                ToStatus = after.Status.Text(),
                Unit = after.Unit,
                DueAt = after.DueAt,
                At = after.LastAt,
                RecordedAt = clock.GetUtcNow(),
                RecordedBy = caller.Name,
                CallerId = caller.Id,
                Said = shown,
                Sealed = hidden,
                Ticket = TicketEventRow.HashOf(after, texts.Description, texts.Sealed),
            }
        );
        await db.ExecuteAsync(EventSql, happened, ct);
        return happened;
    }

    /// <summary>What was said, as everyone may read it; sealed beside it where that hides something.</summary>
    private async Task<(string Shown, string? Hidden)> MaskedAsync(string number, object? said, CancellationToken ct)
    {
        if (said is null)
            return ("{}", null);
        var whole = JsonSerializer.SerializeToNode(said, Json.Stored)!.AsObject();
        var masked = (JsonObject)whole.DeepClone();
        var secret = await rows.PrivateAsync(number, ct);
        IReadOnlyList<string?> known = [.. secret.Known, whole["person"]?.GetValue<string>()];
        foreach (
            var (name, value) in whole.Where(member => member.Value?.GetValueKind() == JsonValueKind.String).ToList()
        )
            masked[name] =
                name == "person"
                    ? Masking.Name(value!.GetValue<string>())
                    : Masking.Text(value!.GetValue<string>(), known);
        return JsonNode.DeepEquals(whole, masked) ? (Text(whole), null) : (Text(masked), personal.Seal(whole));
    }

    private static string Text(JsonObject node) => node.ToJsonString(Json.Stored);

    private static DateTimeOffset MustNotRunBackwards(Ticket ticket, DateTimeOffset at, DateTimeOffset now)
    {
        MustNotBeFuture(at, now);
        return at >= ticket.LastAt
            ? at
            : throw TicketRefusals.TimeBackwards.Because(
                $"上一步在 {Moment.Text(ticket.LastAt)}，{Moment.Text(at)} 在其前。",
                $"The last step was at {Moment.Text(ticket.LastAt)}; {Moment.Text(at)} is before it."
            );
    }

    private static void MustNotBeFuture(DateTimeOffset at, DateTimeOffset now)
    {
        if (at > now)
            throw TicketRefusals.TimeFuture.Because(
                $"{Moment.Text(at)} 尚未到。",
                $"{Moment.Text(at)} has not come yet."
            );
    }
}
