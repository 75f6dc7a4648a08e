using Changzheng.Api.Database;

namespace Changzheng.Api.Hotline;

/// <summary>
/// Which tickets a list shows, newest first, page by page without counting over what came before. Each filter has an index
/// that ends in the list's order; the statement is led by the filter that leaves least, the others are asked row by row.
/// </summary>
internal static class TicketFilter
{
    private const string Select = $"SELECT {TicketRows.Columns} FROM Tickets t WHERE ";

    private const string Count = "SELECT COUNT(*) FROM Tickets t WHERE ";

    private const string Rest = """
         AND t.RegisteredAt >= @From AND t.RegisteredAt <= @Until AND (t.RegisteredAt < @Until OR t.Number < @Before)
         AND (@Status IS NULL OR t.Status = @Status) AND (@Unit IS NULL OR t.Unit = @Unit) AND (@Category IS NULL OR t.Category = @Category)
         AND (@Neighbourhood IS NULL OR t.Neighbourhood = @Neighbourhood) AND (@Channel IS NULL OR t.Channel = @Channel)
         AND (@DueBefore IS NULL OR t.DueAt < @DueBefore)
         AND (@Overdue IS NULL OR CASE WHEN t.OpenDueAt < @Now THEN 1 ELSE 0 END = @Overdue)
         AND (@Search IS NULL OR t.Number = @Exact OR t.Subject LIKE @Search ESCAPE '!'
              OR EXISTS (SELECT 1 FROM TicketTexts x WHERE x.Number = t.Number AND x.Description LIKE @Search ESCAPE '!'))
         AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)
        """;

    private const string Order = " ORDER BY t.RegisteredAt DESC, t.Number DESC {page}";

    private const string Any = "t.Number <> ''", OfPhone = "t.PhoneHash = @PhoneHash", IsOverdue = "t.OpenDueAt < @Now", InNeighbourhood = "t.Neighbourhood = @Neighbourhood",
        OfCategory = "t.Category = @Category", OfUnit = "t.Unit = @Unit", OfCounted = "t.CountedUnit = @Counted", OfStatus = "t.Status = @Status", OfChannel = "t.Channel = @Channel";

    public const string AnySql = Select + Any + Rest + Order, AnyCountSql = Count + Any + Rest;
    public const string PhoneSql = Select + OfPhone + Rest + Order, PhoneCountSql = Count + OfPhone + Rest;
    public const string OverdueSql = Select + IsOverdue + Rest + Order, OverdueCountSql = Count + IsOverdue + Rest;
    public const string NeighbourhoodSql = Select + InNeighbourhood + Rest + Order, NeighbourhoodCountSql = Count + InNeighbourhood + Rest;
    public const string CategorySql = Select + OfCategory + Rest + Order, CategoryCountSql = Count + OfCategory + Rest;
    public const string UnitSql = Select + OfUnit + Rest + Order, UnitCountSql = Count + OfUnit + Rest;
    public const string CountedSql = Select + OfCounted + Rest + Order;
    public const string StatusSql = Select + OfStatus + Rest + Order, StatusCountSql = Count + OfStatus + Rest;
    public const string ChannelSql = Select + OfChannel + Rest + Order, ChannelCountSql = Count + OfChannel + Rest;

    /// <summary>What is asked for.</summary>
    internal sealed record Wanted
    {
        public TicketStatus? Status { get; init; }
        public string? Unit { get; init; }
        public string? Category { get; init; }
        public string? Neighbourhood { get; init; }
        public string? Channel { get; init; }
        public bool? Overdue { get; init; }
        public DateTimeOffset? DueBefore { get; init; }
        public DateOnly? RegisteredFrom { get; init; }
        public DateOnly? RegisteredTo { get; init; }
        public string? Search { get; init; }

        public (string Page, string Count) Statements(bool byPhone) =>
            byPhone ? (PhoneSql, PhoneCountSql)
            : Overdue == true ? (OverdueSql, OverdueCountSql)
            : Neighbourhood is not null ? (NeighbourhoodSql, NeighbourhoodCountSql)
            : Category is not null ? (CategorySql, CategoryCountSql)
            : Unit is not null ? (UnitSql, UnitCountSql)
            : Status is not null ? (StatusSql, StatusCountSql)
            : Channel is not null ? (ChannelSql, ChannelCountSql)
            : (AnySql, AnyCountSql);

        /// <summary>Nothing but the caller's own units narrows the list: then those lead, one by one.</summary>
        public bool LedBySight(Sight sight, bool byPhone) => !byPhone && sight.Units is { Count: <= 40 } && Statements(byPhone).Page is AnySql or StatusSql or ChannelSql;
    }

    public static object Parameters(Wanted wanted, Sight sight, DateTimeOffset now, string? phoneHash, TicketKey? after, string? unit, string? counted, int take)
    {
        var until = wanted.RegisteredTo is { } to ? Moment.StartOf(to.AddDays(1)) : DateTimeOffset.MaxValue.AddDays(-2);
        // Nothing is due before it is registered: a bound the index can use.
        if (wanted.DueBefore < until)
            until = wanted.DueBefore!.Value;
        return new
        {
            From = wanted.RegisteredFrom is { } from ? Moment.StartOf(from) : DateTimeOffset.UnixEpoch,
            Until = after?.At ?? until, Before = after?.Number ?? "", Now = now, Status = wanted.Status?.Text(), Unit = unit, Counted = counted, wanted.Category, wanted.Neighbourhood, wanted.Channel,
            wanted.DueBefore, Overdue = wanted.Overdue is { } overdue ? overdue ? 1 : 0 : (int?)null,
            Search = phoneHash is null ? Like.Containing(wanted.Search) : null, Exact = wanted.Search, PhoneHash = phoneHash,
            sight.All, sight.Listed, Skip = 0, Take = take,
        };
    }
}
