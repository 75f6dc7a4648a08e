using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Counts tickets for the rates, and reads the definitions. SQL counts, C# judges and divides.</summary>
internal sealed class RateRows(Db db)
{
    /// <summary>The definition the plan's indicators follow; also the default.</summary>
    public const string Standard = "town";

    private const string Contact = """
        CASE WHEN t.ContactDueAt IS NULL THEN 'notAsked' WHEN t.ContactedAt <= t.ContactDueAt THEN 'inTime' WHEN t.ContactedAt IS NOT NULL THEN 'late'
             WHEN t.ContactDueAt < @Now THEN 'missed' ELSE 'pending' END
        """;

    private const string FactColumns = $"""
        t.Status, t.NotContacted, t.CitizenContacted, t.ClaimedResolution, t.CitizenResolved, t.Resolution, t.Satisfaction,
        {Contact} AS Contact,
        CASE WHEN t.ClosedAt <= t.DueAt THEN 'inTime' WHEN t.ClosedAt IS NOT NULL THEN 'late' WHEN t.DueAt < @Now THEN 'overdue' ELSE 'open' END AS Closed,
        CASE WHEN t.ClosedAt <= t.OriginalDueAt THEN 'inTime' WHEN t.ClosedAt IS NOT NULL THEN 'late' WHEN t.OriginalDueAt < @Now THEN 'overdue' ELSE 'open' END AS ClosedByOriginal,
        CASE WHEN t.SubmittedAt <= t.DueAt THEN 'inTime' WHEN t.SubmittedAt IS NOT NULL THEN 'late' WHEN t.DueAt < @Now THEN 'overdue' ELSE 'open' END AS Submitted,
        CASE WHEN t.SubmittedAt <= t.OriginalDueAt THEN 'inTime' WHEN t.SubmittedAt IS NOT NULL THEN 'late' WHEN t.OriginalDueAt < @Now THEN 'overdue' ELSE 'open' END AS SubmittedByOriginal
        """;

    private const string FinishedAt = "CASE @Finish WHEN 'closedAt' THEN t.ClosedAt ELSE t.SubmittedAt END";

    private const string HeldAgainst = "CASE @Deadline WHEN 'dueAt' THEN t.DueAt ELSE t.OriginalDueAt END";

    /// <summary>
    /// The facts one definition needs, joined into one text: SQLite sorts to group, and sorts one column twice as fast
    /// as a dozen.
    /// </summary>
    private const string FactsAsText = $"""
        CONCAT(t.Status, ',', {Contact}, ',', t.NotContacted, ',', t.CitizenContacted, ',',
               CASE WHEN {FinishedAt} <= {HeldAgainst} THEN 'inTime' WHEN {FinishedAt} IS NOT NULL THEN 'late' WHEN {HeldAgainst} < @Now THEN 'overdue' ELSE 'open' END, ',',
               CASE @ResolutionBy WHEN 'claimed' THEN t.ClaimedResolution WHEN 'claimedUnlessDenied' THEN t.Resolution END, ',',
               CASE @ResolutionBy WHEN 'citizen' THEN t.CitizenResolved END, ',', t.Satisfaction)
        """;

    private const string Grouping =
        "CASE @GroupBy WHEN 'unit' THEN t.CountedUnit WHEN 'neighbourhood' THEN t.Neighbourhood WHEN 'category' THEN t.Category END";

    private const string WithinReach = "AND (@All = 1 OR t.Unit IN @Listed OR t.CountedUnit IN @Listed)";

    public const string RegisteredSql = $"""
        SELECT f.GroupKey, f.Facts, COUNT(*) AS Count
        FROM (SELECT {Grouping} AS GroupKey, {FactsAsText} AS Facts FROM Tickets t WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until {WithinReach}) f
        GROUP BY f.GroupKey, f.Facts
        """;

    public const string ClosedSql = $"""
        SELECT f.GroupKey, f.Facts, COUNT(*) AS Count
        FROM (SELECT {Grouping} AS GroupKey, {FactsAsText} AS Facts FROM Tickets t WHERE t.Channel = @Channel AND t.ClosedAt >= @From AND t.ClosedAt < @Until {WithinReach}) f
        GROUP BY f.GroupKey, f.Facts
        """;

    /// <summary>The same facts, ticket by ticket, in the order of the list behind a number.</summary>
    public const string RegisteredListSql =
        $"""
            SELECT t.Number, t.RegisteredAt AS CohortAt, {FactColumns} FROM Tickets t
            WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until {WithinReach} AND (t.RegisteredAt > @AfterAt OR t.Number > @AfterNumber)
              AND (@GroupBy = '' OR COALESCE({Grouping}, '') = @GroupKey)
            ORDER BY t.RegisteredAt, t.Number
            """ + " {page}";

    public const string ClosedListSql =
        $"""
            SELECT t.Number, t.ClosedAt AS CohortAt, {FactColumns} FROM Tickets t
            WHERE t.Channel = @Channel AND t.ClosedAt >= @From AND t.ClosedAt < @Until {WithinReach} AND (t.ClosedAt > @AfterAt OR t.Number > @AfterNumber)
              AND (@GroupBy = '' OR COALESCE({Grouping}, '') = @GroupKey)
            ORDER BY t.ClosedAt, t.Number
            """ + " {page}";

    public async Task<IReadOnlyList<RateDefinition>> DefinitionsAsync(CancellationToken ct) =>
        [
            .. (await db.QueryAsync<RateDefinitionRow>(RateDefinitionRow.AllSql, null, ct)).Select(row =>
                row.ToDefinition()
            ),
        ];

    /// <param name="name">A definition's code for its latest version, or code@version; null for the standard.</param>
    public async Task<RateDefinition> DefinitionAsync(string? name, CancellationToken ct)
    {
        var parts = (name ?? Standard).Split('@');
        return (await DefinitionsAsync(ct)).LastOrDefault(one =>
                one.Code == parts[0]
                && (
                    parts.Length == 1
                    || one.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == parts[1]
                )
            )
            ?? throw RateRefusals.DefinitionNotFound.WithDetail(
                $"没有口径 {name}。",
                $"There is no rate definition {name}."
            );
    }

    public async Task<IReadOnlyList<RateFacts>> CountAsync(
        RateTerms terms,
        RateScope scope,
        string groupBy,
        CancellationToken ct
    )
    {
        var counted = new
        {
            scope.Channel,
            scope.From,
            scope.Until,
            scope.Now,
            scope.Reach.All,
            scope.Reach.Listed,
            GroupBy = groupBy,
            Finish = terms.Finish.Text(),
            Deadline = terms.Deadline.Text(),
            ResolutionBy = terms.ResolutionBy.Text(),
        };
        return
        [
            .. (
                await db.QueryAsync<CountedRow>(
                    terms.Cohort == CohortDate.RegisteredAt ? RegisteredSql : ClosedSql,
                    counted,
                    ct
                )
            ).Select(row => row.Parse()),
        ];
    }

    internal sealed record CountedRow
    {
        public string? GroupKey { get; init; }
        public string Facts { get; init; } = "";
        public int Count { get; init; }

        /// <summary>
        /// The SQL selects the one finish and the one resolution that the definition reads; they fill all four and
        /// both.
        /// </summary>
        public RateFacts Parse()
        {
            var facts = Facts.Split(',');
            var (finish, resolution) = (Enum.Parse<FinishFact>(facts[4], ignoreCase: true), Read<Resolution>(facts[5]));
            return new RateFacts
            {
                GroupKey = GroupKey,
                Count = Count,
                Status = Enum.Parse<TicketStatus>(facts[0], ignoreCase: true),
                Contact = Enum.Parse<ContactFact>(facts[1], ignoreCase: true),
                NotContacted = Read<NotContactedReason>(facts[2]),
                CitizenContacted = IsYes(facts[3]),
                Closed = finish,
                ClosedByOriginal = finish,
                Submitted = finish,
                SubmittedByOriginal = finish,
                ClaimedResolution = resolution,
                Resolution = resolution,
                CitizenResolved = IsYes(facts[6]),
                Satisfaction = Read<Satisfaction>(facts[7]),
            };
        }

        private static T? Read<T>(string text)
            where T : struct, Enum => text.Length == 0 ? null : Enum.Parse<T>(text, ignoreCase: true);

        private static bool? IsYes(string text) => text.Length == 0 ? null : text == "1";
    }
}

/// <summary>
/// The tickets a rate counts: of one channel, from one instant until another, that the caller may see.
/// </summary>
internal sealed record RateScope(
    string Channel,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset Now,
    Reach Reach
)
{
    public const string Hotline = "hotline12345";

    /// <summary>Both days included, in Asia/Shanghai.</summary>
    public static RateScope Of(string channel, DateOnly from, DateOnly to, DateTimeOffset now, Reach reach) =>
        new(channel, Moment.StartOf(from), Moment.StartOf(to.AddDays(1)), now, reach);
}
