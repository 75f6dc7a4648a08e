using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Takes in tickets as another system keeps them: new ones, and how known ones stand now. Each gets an event of its own.</summary>
internal sealed class TicketIntake(
    Db db,
    TicketRows rows,
    DeadlineRules rules,
    UnitTree units,
    Holidays holidays,
    PersonalData personal,
    RepeatRows repeats,
    DerivedRates derived,
    ChangeFeed changes,
    Caller caller,
    TimeProvider clock
) : Intake
{
    public static readonly Subject Subject = new(
        "hotlineTickets",
        "热线工单",
        TicketRights.Register,
        TicketTable.Columns,
        ["number"],
        typeof(TicketIntake)
    );

    public const string ReviseSql = """
        UPDATE Tickets
        SET Channel = @Channel, Type = @Type, Urgency = @Urgency, Category = @Category, Subject = @Subject, ReporterName = @ReporterName, ReporterPhone = @ReporterPhone, Address = @Address,
            ExternalNumber = @ExternalNumber, PhoneHash = @PhoneHash, PlaceHash = @PlaceHash, ContentHash = @ContentHash, ContentBy = @ContentBy, RegisteredAt = @RegisteredAt
        WHERE Number = @Number
        """;

    public const string ResealSql =
        "UPDATE TicketTexts SET Description = @Description, Sealed = @Sealed WHERE Number = @Number";

    private static readonly RegisterTicket.Validator validator = new();

    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly HashSet<DateOnly> months = [];
    private IReadOnlyDictionary<string, int> repeatDays = new Dictionary<string, int>();
    private TicketChoices choices = null!;
    private WorkingDays calendar = null!;
    private DeadlineTable deadlines = null!;
    private Reach reach = null!;
    private bool mayDispatch,
        mayReadPersonal;
    private DateTimeOffset begun;

    public override async Task BeginAsync(bool writing, CancellationToken ct)
    {
        await personal.ReadyAsync(ct);
        (calendar, deadlines, reach) = (
            await holidays.WorkingDaysAsync(ct),
            await rules.TableAsync(ct),
            await rows.ReachAsync(ct)
        );
        var (channels, types) = (await rules.ChannelsAsync(ct), await rules.TypesAsync(ct));
        repeatDays = channels.ToDictionary(channel => channel.Code, channel => channel.RepeatDays);
        var listed = await db.QueryAsync<CategoryRow>(CategoryRow.AllSql, null, ct);
        choices = new TicketChoices(channels, types, listed, new UnitNames((await units.AllAsync(ct)).Values));
        mayReadPersonal = Rights.Allow(caller, PrivacyRights.ReadPersonalData);
        (mayDispatch, begun) = (Rights.Allow(caller, TicketRights.Dispatch), clock.GetUtcNow().Kept());
    }

    public override (string Column, Fault Fault)? Settle(object?[] values, object?[]? before) =>
        choices.Settle(values, before);

    /// <summary>What a new ticket costs, but for its writing: nothing of it asks the database.</summary>
    public override object? Prepare(Entry entry)
    {
        try
        {
            if (choices.FindFault(entry.Text("channel"), entry.Text("type")!) is { } fault)
                return fault.In("type");
            var draft = Draft(TicketTable.Request(entry), entry, null, caller.Id);
            draft.Ticket.MustBeConsistent(begun);
            return draft;
        }
        catch (Exception refused) when (refused is Refusal or ValidationException)
        {
            return refused;
        }
    }

    public override async Task<IReadOnlyDictionary<string, object?[]>> FindAsync(
        IReadOnlyList<Entry> entries,
        CancellationToken ct
    )
    {
        known.Clear();
        var tickets = await rows.ManyAsync([.. entries.Select(entry => entry.Key).Distinct()], ct);
        var texts = await rows.ManyTextsAsync([.. tickets.Keys], ct);
        foreach (var (number, ticket) in tickets)
            known[number] = new Known(
                ticket,
                texts[number].Description,
                new Lazy<TicketRows.Private>(() => personal.Open<TicketRows.Private>(texts[number].Sealed))
            );
        return known.ToDictionary(
            one => one.Key,
            one => TicketTable.Cells(one.Value.Ticket, one.Value.Description),
            StringComparer.Ordinal
        );
    }

    /// <summary>
    /// A cell of personal data says what is there if it says it masked, or open: the second is told to those who may see it,
    /// or wrote it. Whoever else may change tickets is told that it differs, and writes it anew; who may not, as far as the
    /// mask shows. No guess is confirmed.
    /// </summary>
    public override bool IsSame(int place, Entry entry, object?[] before)
    {
        var (column, there) = (Subject.Columns[place].Name, known[entry.Key]);
        if (!reach.Sees(there.Ticket.Unit, there.Ticket.CountedUnit))
            return false;
        if (base.IsSame(place, entry, before) || !TicketTable.Personal.Contains(column))
            return base.IsSame(place, entry, before);
        if (mayReadPersonal || there.Ticket.ContentBy == caller.Id)
            return (string?)entry.Values[place] == TicketTable.OpenCell(column, there.Open.Value);
        return !mayDispatch && TicketTable.Mask(column, entry) == (string?)before[place];
    }

    /// <summary>Masked, as a list shows it.</summary>
    public override object?[] Show(Entry entry, object?[]? before)
    {
        var draft = before is null ? Prepared(entry) : known[entry.Key].Draft!;
        return TicketTable.Cells(draft.Ticket, draft.Description);
    }

    public override ValueTask MustTakeAsync(Entry entry, object?[]? before, CancellationToken ct)
    {
        if (before is not null)
        {
            var there = known[entry.Key];
            if (!reach.Sees(there.Ticket.Unit, there.Ticket.CountedUnit))
                throw TicketRefusals.NumberTaken.Because(
                    $"工单 {entry.Key} 已登记，内容不同。",
                    $"Ticket {entry.Key} is registered with other content."
                );
            there.Draft = Revised(entry);
            there.Draft.Ticket.MustBeConsistent(begun);
        }

        if ((before is not null || Prepared(entry).Ticket.Status != TicketStatus.Registered) && !mayDispatch)
            throw AccessRefusals.Forbidden.Because(
                "改动工单或导入已派出的工单须有派单权限。",
                "To change tickets, or take in dispatched ones, takes the right to dispatch."
            );
        return ValueTask.CompletedTask;
    }

    private static Drafted Prepared(Entry entry) => entry.Prepared as Drafted ?? throw (Exception)entry.Prepared!;

    public override async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        var created = taken.Where(one => one.Before is null).Select(one => Prepared(one.Entry)).ToList();
        var proposals = await repeats.LookAsync([.. created.Select(draft => draft.Ticket)], repeatDays, ct);
        await db.WriteAllAsync(TicketLedger.InsertSql, created.Select(draft => draft.Row), ct);
        await db.WriteAllAsync(
            TicketLedger.TextsSql,
            created.Select(draft => new
            {
                draft.Ticket.Number,
                draft.Description,
                draft.Sealed,
            }),
            ct
        );
        var revised = taken.Where(one => one.Before is not null).Select(one => known[one.Entry.Key].Revised).ToList();
        foreach (var (before, draft, _) in revised)
        {
            if (await db.ExecuteAsync(TicketLedger.AdvanceSql, draft.Ticket.Row(before.Version), ct) == 0)
                throw Refusals.Stale.Because(
                    $"工单 {before.Number} 已被他人改动。",
                    $"Ticket {before.Number} has changed."
                );
            await db.ExecuteAsync(ReviseSql, draft.Ticket.Row(), ct);
            await db.ExecuteAsync(
                ResealSql,
                new
                {
                    before.Number,
                    draft.Description,
                    draft.Sealed,
                },
                ct
            );
        }

        List<(Ticket? Before, Drafted Draft, TicketRevision Revision)> all =
        [
            .. created.Select(draft => ((Ticket?)null, draft, TicketRevision.None)),
            .. revised.Select(one => ((Ticket?)one.Before, one.Draft, one.Revision)),
        ];
        var now = clock.GetUtcNow();
        var events = all.ConvertAll(one => EventOf(one.Before, one.Draft, one.Revision, now));
        await db.WriteAllAsync(TicketLedger.EventSql, events, ct);
        await repeats.ProposeAsync(proposals, ct);
        foreach (var (before, draft, _) in all)
            DerivedRates.AddMonths(months, before, draft.Ticket);
        await changes.AppendAllAsync(
            all.Zip(
                events,
                (one, happened) =>
                    one.Revision.Fact(one.Draft.Ticket) with
                    {
                        Units = TicketChanges.Units(one.Before, one.Draft.Ticket),
                        History = [happened.Hash!],
                    }
            ),
            ct
        );
    }

    private TicketEventRow EventOf(Ticket? before, Drafted draft, TicketRevision revision, DateTimeOffset now) =>
        History.Seal(
            new TicketEventRow
            {
                Number = draft.Ticket.Number,
                Version = draft.Ticket.Version,
                Action = TicketAction.Import.Text(),
                FromStatus = before?.Status.Text(),
                ToStatus = draft.Ticket.Status.Text(),
                Unit = draft.Ticket.Unit,
                DueAt = draft.Ticket.DueAt,
                At = draft.Ticket.LastAt,
                RecordedAt = now,
                RecordedBy = caller.Name,
                CallerId = caller.Id,
                Ticket = draft.Hash,
                Said = revision.Shown,
                Sealed = revision.Open is { } open ? personal.Seal(open) : null,
            }
        );

    public override Task EndAsync(CancellationToken ct) => derived.FollowAsync(months, ct);

    public override string? ColumnOf(string code) =>
        code switch
        {
            "ticket.type_unknown" => "type",
            "phone.invalid" => "reporterPhone",
            "ticket.inconsistent" => "status",
            _ => null,
        };

    /// <param name="by">Whose words the content is; null where several wrote it.</param>
    private Drafted Draft(RegisterTicket.Request request, Entry entry, Ticket? before, string? by)
    {
        var phone = request.Reporter?.Phone;
        validator.ValidateAndThrow(
            new RegisterTicket.Command(
                phone is not null && Masking.IsMasked(phone)
                    ? request with
                    {
                        Reporter = new Reporter(request.Reporter!.Name),
                    }
                    : request
            )
        );
        var ticket = RegisterTicket
            .Draft(request, personal)
            .Lived(entry, (request.RegisteredAt ?? before?.RegisteredAt ?? begun).Kept(), calendar, deadlines);
        if (before is not null)
            ticket = ticket with
            {
                Version = before.Version + 1,
                LastAt = ticket.LastAt > before.LastAt ? ticket.LastAt : before.LastAt,
            };
        ticket = ticket with { ContentBy = by };
        var secret = RegisterTicket.Secret(request);
        var (description, texts) = (Masking.Text(secret.Description, secret.Known), personal.Seal(secret));
        var hash = TicketEventRow.HashOf(ticket, description, texts);
        return new Drafted(ticket, ticket.Row(), description, texts, secret, hash);
    }

    /// <summary>What the file shows masked stays what it is.</summary>
    private Drafted Revised(Entry entry)
    {
        var there = known[entry.Key];
        var masked = TicketTable.Cells(there.Ticket, there.Description);
        var (whole, kept, written) = TicketTable.Unmask(entry, masked, there.Open.Value);
        var by =
            !kept ? caller.Id
            : written ? null
            : there.Ticket.ContentBy;
        return Draft(TicketTable.Request(whole), whole, there.Ticket, by);
    }

    /// <summary>A ticket that is there: opened where a cell asks, drafted where its row was found good.</summary>
    private sealed record Known(Ticket Ticket, string? Description, Lazy<TicketRows.Private> Open)
    {
        public Drafted? Draft { get; set; }

        public (Ticket Before, Drafted Draft, TicketRevision Revision) Revised =>
            (
                Ticket,
                Draft!,
                TicketRevision.Of(
                    new(Ticket, Description, Open.Value),
                    new(Draft!.Ticket, Draft.Description, Draft.Secret)
                )
            );
    }

    /// <summary>All that is written of a ticket.</summary>
    private sealed record Drafted(
        Ticket Ticket,
        object Row,
        string? Description,
        string Sealed,
        TicketRows.Private Secret,
        string Hash
    );
}
