using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;
using FluentValidation;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Imports tickets from another system: new ones, and changes of known ones. Each gets an event.</summary>
internal sealed partial class TicketIntake(
    Db db,
    TicketRows rows,
    DeadlineRules rules,
    ReturnReasons reasons,
    UnitTree units,
    TownUnits town,
    Holidays holidays,
    PersonalData personal,
    EventLog log,
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
    )
    {
        Carried = TicketTable.Carried,
    };

    public const string ReviseSql = $"UPDATE Tickets SET {{set {TicketColumns.Content}}} WHERE Number = @Number";

    public const string ResealSql = "UPDATE TicketTexts SET {set Description, Sealed} WHERE Number = @Number";

    private static readonly RegisterTicket.Validator validator = new();

    private readonly Dictionary<string, KnownTicket> known = new(StringComparer.Ordinal);
    private readonly HashSet<DateOnly> months = [];
    private IReadOnlyDictionary<string, int> repeatDays = new Dictionary<string, int>();
    private TicketChoices choices = null!;
    private WorkingDays calendar = null!;
    private DeadlineTable deadlines = null!;
    private Reach reach = null!;
    private IReadOnlySet<string> townUnits = null!;
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
        choices = new TicketChoices(
            channels,
            types,
            listed,
            await reasons.ListAsync(ct),
            new UnitNames((await units.AllAsync(ct)).Values)
        );
        townUnits = await town.ListAsync(ct);
        mayReadPersonal = Rights.Allow(caller, PrivacyRights.ReadPersonalData);
        (mayDispatch, begun) = (
            Rights.Allow(caller, TicketRights.Dispatch),
            clock.GetUtcNow().TruncateToMilliseconds()
        );
    }

    public override IReadOnlyList<CellFault> Settle(object?[] values, object?[]? before) =>
        choices.Settle(values, before);

    /// <summary>Drafts a new ticket without the database, so that several threads can do it at once.</summary>
    public override object? Prepare(Entry entry)
    {
        try
        {
            if (choices.FindFault(entry.Text("channel"), entry.Text("type")!) is { } fault)
                return fault.In("type");
            var draft = Draft(TicketTable.Request(entry), entry, null, caller.Id);
            MustBeConsistent(draft.Ticket);
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
        var tickets = await rows.FindManyAsync([.. entries.Select(entry => entry.Key).Distinct()], ct);
        var texts = await rows.FindTextsAsync([.. tickets.Keys], ct);
        foreach (var (number, ticket) in tickets)
            known[number] = new KnownTicket(
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
    /// A cell of personal data is the same if it holds the mask of what is stored. The unmasked text counts as the same
    /// only for callers who may see it or wrote it; for others who may change tickets it is a change, for the rest only
    /// the masks are compared. So no caller can confirm a guess.
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
                throw TicketRefusals.NumberTaken.WithDetail(
                    $"工单 {entry.Key} 已登记，内容不同。",
                    $"Ticket {entry.Key} is registered with other content."
                );
            there.Draft = Revised(entry);
            MustBeConsistent(there.Draft.Ticket);
            there.Draft.Ticket.MustFollow(there.Ticket);
        }

        MustBeOfTown((before is null ? Prepared(entry) : known[entry.Key].Draft!).Ticket, entry.Key);

        if ((before is not null || Prepared(entry).Ticket.Status != TicketStatus.Registered) && !mayDispatch)
            throw AccessRefusals.Forbidden.WithDetail(
                "改动工单或导入已派出的工单须有派单权限。",
                "To change tickets, or take in dispatched ones, takes the right to dispatch."
            );
        return ValueTask.CompletedTask;
    }

    /// <summary>As a dispatch: to units of the town only. What is there already stays.</summary>
    private void MustBeOfTown(Ticket ticket, string number)
    {
        var stored = known.GetValueOrDefault(number)?.Ticket;
        foreach (var unit in new[] { ticket.Unit, ticket.CountedUnit }.OfType<string>())
            if (unit != stored?.Unit && unit != stored?.CountedUnit)
                TownUnits.MustHave(townUnits, unit);
    }

    private static TicketDraft Prepared(Entry entry) =>
        entry.Prepared as TicketDraft ?? throw (Exception)entry.Prepared!;

    public override async Task WriteAsync(IReadOnlyList<Taken> taken, CancellationToken ct)
    {
        var created = taken.Where(one => one.Before is null).Select(one => Prepared(one.Entry)).ToList();
        var proposals = await repeats.FindPairsAsync([.. created.Select(draft => draft.Ticket)], repeatDays, ct);
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
                throw Refusals.Stale.WithDetail(
                    $"工单 {before.Number} 已被他人改动。",
                    $"Ticket {before.Number} has changed."
                );
            await db.ExecuteAsync(ReviseSql, draft.Ticket.Row(), ct);
            await rows.WriteSupportsAsync(before, draft.Ticket, ct);
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

        List<(Ticket? Before, TicketDraft Draft, TicketRevision Revision)> all =
        [
            .. created.Select(draft => ((Ticket?)null, draft, TicketRevision.None)),
            .. revised.Select(one => ((Ticket?)one.Before, one.Draft, one.Revision)),
        ];
        var now = clock.GetUtcNow();
        var events = all.ConvertAll(one => EventOf(one.Before, one.Draft, one.Revision, now));
        await db.WriteAllAsync(TicketLedger.EventSql, events, ct);
        await repeats.ProposeAsync(proposals, ct);
        await derived.CountAsync([.. all.Select(one => new ChangedTicket(one.Before, one.Draft.Ticket))], months, ct);
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

    private TicketEventRow EventOf(Ticket? before, TicketDraft draft, TicketRevision revision, DateTimeOffset now) =>
        log.Complete(
            TicketEventRow.Of(before, draft.Ticket, TicketAction.Import, draft.Hash) with
            {
                LateEntry = before?.LateEntry == true ? null : draft.Ticket.LateEntry,
            },
            log.Seal(revision.Masked, revision.Open),
            now
        );

    public override Task EndAsync(CancellationToken ct) => derived.FollowAsync([], months, ct);

    public override string? ColumnOf(string code) =>
        code switch
        {
            "ticket.type_unknown" => "type",
            "phone.invalid" => "reporterPhone",
            "ticket.inconsistent" or "ticket.decision_needed" or "ticket.demand_unanswered" => "status",
            "ticket.city_due_later" => "cityDueAt",
            "ticket.month_fixed" => "registeredAt",
            "ticket.excuse_contradicted" => "notContacted",
            "ticket.unit_outside_town" => "unit",
            _ => null,
        };

    private void MustBeConsistent(Ticket ticket) =>
        ticket.MustBeConsistent(begun, deadlines.ListClosingNeeds(ticket.Channel).Contains(ClosingNeed.Rating));
}
