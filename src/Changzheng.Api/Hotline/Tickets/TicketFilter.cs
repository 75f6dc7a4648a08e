using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// The statements of the ticket list, newest first, paged by key. Each filter has an index that ends in the list's
/// order; the most selective filter chooses the statement, the others are tested row by row.
/// </summary>
internal static class TicketFilter
{
    private const string Window =
        " AND t.RegisteredAt >= @From AND t.RegisteredAt <= @Until AND (t.RegisteredAt < @Until OR t.Number < @Before)";

    /// <summary>
    /// COALESCE keeps the planner off the index on RegisteredAt, so it starts from OpenDueAt: overdue tickets are few
    /// and old.
    /// </summary>
    private const string Instant = "COALESCE(t.RegisteredAt, t.LastAt)";

    private const string FewWindow =
        $" AND {Instant} >= @From AND {Instant} <= @Until AND ({Instant} < @Until OR t.Number < @Before)";

    private const string Others = """
         AND (@Status IS NULL OR t.Status = @Status) AND (@Unit IS NULL OR t.Unit = @Unit) AND (@Category IS NULL OR t.Category = @Category)
         AND (@Neighbourhood IS NULL OR t.Neighbourhood = @Neighbourhood) AND (@Channel IS NULL OR t.Channel = @Channel)
         AND (@DueBefore IS NULL OR t.DueAt < @DueBefore)
         AND (@Overdue IS NULL OR CASE WHEN t.OpenDueAt < @Now THEN 1 ELSE 0 END = @Overdue)
         AND (@LateEntry IS NULL OR COALESCE(t.LateEntry, 0) = @LateEntry)
         AND (@ReturnReason IS NULL OR t.ReturnReason = @ReturnReason)
         AND (@Search IS NULL OR t.Number = @Exact OR t.Subject LIKE @Search ESCAPE '!'
              OR EXISTS (SELECT 1 FROM TicketTexts x WHERE x.Number = t.Number AND x.Description LIKE @Search ESCAPE '!'))
         AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
        """;

    private const string Order = "ORDER BY t.RegisteredAt DESC, t.Number DESC {page}";

    public const string AnySql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Number <> '' {Window} {Others} {Order}";
    public const string PhoneSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.PhoneHash IN @PhoneHashes {Window} {Others} {Order}";
    public const string OverdueSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.OpenDueAt < @Now {FewWindow} {Others} ORDER BY {Instant} DESC, t.Number DESC {{page}}";
    public const string NeighbourhoodSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Neighbourhood = @Neighbourhood {Window} {Others} {Order}";
    public const string CategorySql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Category = @Category {Window} {Others} {Order}";
    public const string UnitSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Unit = @Unit {Window} {Others} {Order}";
    public const string StatusSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Status = @Status {Window} {Others} {Order}";
    public const string ChannelSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.Channel = @Channel {Window} {Others} {Order}";
    public const string CountedSql =
        $"SELECT {TicketRows.Columns} FROM Tickets t WHERE t.CountedUnit = @Counted {Window} {Others} {Order}";

    public const string AnyCountSql = $"SELECT COUNT(*) FROM Tickets t WHERE t.Number <> '' {Window} {Others}";
    public const string PhoneCountSql =
        $"SELECT COUNT(*) FROM Tickets t WHERE t.PhoneHash IN @PhoneHashes {Window} {Others}";
    public const string OverdueCountSql =
        $"SELECT COUNT(*) FROM Tickets t WHERE t.OpenDueAt < @Now {FewWindow} {Others}";
    public const string NeighbourhoodCountSql =
        $"SELECT COUNT(*) FROM Tickets t WHERE t.Neighbourhood = @Neighbourhood {Window} {Others}";
    public const string CategoryCountSql =
        $"SELECT COUNT(*) FROM Tickets t WHERE t.Category = @Category {Window} {Others}";
    public const string UnitCountSql = $"SELECT COUNT(*) FROM Tickets t WHERE t.Unit = @Unit {Window} {Others}";
    public const string StatusCountSql = $"SELECT COUNT(*) FROM Tickets t WHERE t.Status = @Status {Window} {Others}";
    public const string ChannelCountSql =
        $"SELECT COUNT(*) FROM Tickets t WHERE t.Channel = @Channel {Window} {Others}";

    public const string FirstSql = "SELECT t.RegisteredAt FROM Tickets t ORDER BY t.RegisteredAt, t.Number {page}";

    /// <summary>The filter whose index the statement uses.</summary>
    internal enum Lead
    {
        Any,
        Phone,
        Overdue,
        Neighbourhood,
        Category,
        Unit,
        Status,
        Channel,
    }

    public static Task<IReadOnlyList<Ticket>> PageAsync(Db db, Lead lead, object at, CancellationToken ct) =>
        lead switch
        {
            Lead.Phone => db.QueryAsync<Ticket>(PhoneSql, at, ct),
            Lead.Overdue => db.QueryAsync<Ticket>(OverdueSql, at, ct),
            Lead.Neighbourhood => db.QueryAsync<Ticket>(NeighbourhoodSql, at, ct),
            Lead.Category => db.QueryAsync<Ticket>(CategorySql, at, ct),
            Lead.Unit => db.QueryAsync<Ticket>(UnitSql, at, ct),
            Lead.Status => db.QueryAsync<Ticket>(StatusSql, at, ct),
            Lead.Channel => db.QueryAsync<Ticket>(ChannelSql, at, ct),
            _ => db.QueryAsync<Ticket>(AnySql, at, ct),
        };

    public static Task<int> CountAsync(Db db, Lead lead, object at, CancellationToken ct) =>
        lead switch
        {
            Lead.Phone => db.FindAsync<int>(PhoneCountSql, at, ct),
            Lead.Overdue => db.FindAsync<int>(OverdueCountSql, at, ct),
            Lead.Neighbourhood => db.FindAsync<int>(NeighbourhoodCountSql, at, ct),
            Lead.Category => db.FindAsync<int>(CategoryCountSql, at, ct),
            Lead.Unit => db.FindAsync<int>(UnitCountSql, at, ct),
            Lead.Status => db.FindAsync<int>(StatusCountSql, at, ct),
            Lead.Channel => db.FindAsync<int>(ChannelCountSql, at, ct),
            _ => db.FindAsync<int>(AnyCountSql, at, ct),
        };

    /// <summary>The filters of a request.</summary>
    internal sealed record Wanted
    {
        public TicketStatus? Status { get; init; }
        public string? Unit { get; init; }
        public string? Category { get; init; }
        public string? Neighbourhood { get; init; }
        public string? Channel { get; init; }
        public bool? Overdue { get; init; }
        public DateTimeOffset? DueBefore { get; init; }
        public bool? LateEntry { get; init; }
        public string? ReturnReason { get; init; }
        public DateOnly? RegisteredFrom { get; init; }
        public DateOnly? RegisteredTo { get; init; }
        public string? Search { get; init; }

        /// <summary>Open tickets stay few over the years; closed ones add up.</summary>
        private bool OpenOnly => Status is not (null or TicketStatus.Closed or TicketStatus.Voided);

        /// <summary>The most selective filter.</summary>
        public Lead LedBy(bool byPhone) =>
            byPhone ? Lead.Phone
            : Overdue == true ? Lead.Overdue
            : OpenOnly ? Lead.Status
            : Neighbourhood is not null ? Lead.Neighbourhood
            : Category is not null ? Lead.Category
            : Unit is not null ? Lead.Unit
            : Status is not null ? Lead.Status
            : Channel is not null ? Lead.Channel
            : Lead.Any;

        /// <summary>Only the caller's units narrow the list: one statement for each of them.</summary>
        public bool LedByReach(Reach reach, bool byPhone) =>
            reach.Within is { Count: <= 40 } && !OpenOnly && LedBy(byPhone) is Lead.Any or Lead.Status or Lead.Channel;
    }

    public static object Parameters(
        Wanted wanted,
        Reach reach,
        DateTimeOffset now,
        string[]? phoneHashes,
        TicketKey? after,
        string? unit,
        string? counted,
        int take
    )
    {
        var until = wanted.RegisteredTo is { } to ? Moment.StartOf(to.AddDays(1)) : DateTimeOffset.MaxValue.AddDays(-2);
        // A ticket is due after its registration: a bound that lets the index be used.
        if (wanted.DueBefore < until)
            until = wanted.DueBefore!.Value;
        return new
        {
            From = wanted.RegisteredFrom is { } from ? Moment.StartOf(from) : DateTimeOffset.UnixEpoch,
            Until = after?.At ?? until,
            Before = after?.Number ?? "",
            Now = now,
            Status = wanted.Status?.Text(),
            Unit = unit,
            Counted = counted,
            wanted.Category,
            wanted.Neighbourhood,
            wanted.Channel,
            wanted.DueBefore,
            Overdue = ToFlag(wanted.Overdue),
            LateEntry = ToFlag(wanted.LateEntry),
            wanted.ReturnReason,
            Search = phoneHashes is null ? Like.Containing(wanted.Search) : null,
            Exact = wanted.Search,
            PhoneHashes = phoneHashes ?? [],
            reach.All,
            reach.Listed,
            Skip = 0,
            Take = take,
        };
    }

    private static int? ToFlag(bool? wanted) =>
        wanted is not { } yes ? null
        : yes ? 1
        : 0;
}
