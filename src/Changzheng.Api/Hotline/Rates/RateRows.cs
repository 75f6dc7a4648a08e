using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>Counts tickets for the rates, and reads the definitions. SQL counts, C# judges and divides.</summary>
internal sealed class RateRows(Db db)
{
    /// <summary>The definition the plan's indicators follow; also the default.</summary>
    public const string Standard = "town";

    /// <summary>While a ticket is set aside, its clock stands.</summary>
    private const string Clock = "COALESCE(t.SetAsideAt, @Now)";

    private const string ContactDue = "COALESCE(t.CountedContactDueAt, t.ContactDueAt)";

    private const string Contact = $"""
        CASE WHEN t.ContactDueAt IS NULL THEN 'notAsked' WHEN COALESCE(t.ContactJudgedAt, t.ContactedAt) <= {ContactDue} THEN 'inTime'
             WHEN t.ContactedAt IS NOT NULL THEN 'late' WHEN {ContactDue} < {Clock} THEN 'missed' ELSE 'pending' END
        """;

    private const string Dispatch = $"""
        CASE WHEN t.DispatchDueAt IS NULL THEN 'notAsked' WHEN t.DispatchJudgedAt <= t.DispatchDueAt THEN 'inTime'
             WHEN t.DispatchJudgedAt IS NOT NULL THEN 'late' WHEN t.DispatchDueAt < {Clock} THEN 'missed' ELSE 'pending' END
        """;

    private const string FinishedAt =
        "CASE @Finish WHEN 'closedAt' THEN COALESCE(t.CloseJudgedAt, t.ClosedAt) ELSE COALESCE(t.SubmitJudgedAt, t.SubmittedAt) END";

    private const string HeldAgainst = """
        CASE WHEN @TownTime = 1 THEN COALESCE(t.RegisteredDueAt, t.OriginalDueAt)
             WHEN @Deadline = 'cityDueAt' AND t.CityDueAt IS NOT NULL THEN t.CityDueAt
             WHEN @Deadline <> 'originalDueAt' THEN COALESCE(t.CountedDueAt, t.DueAt) ELSE t.OriginalDueAt END
        """;

    private const string Finish = $"""
        CASE WHEN {FinishedAt} <= {HeldAgainst} THEN 'inTime' WHEN {FinishedAt} IS NOT NULL THEN 'late' WHEN {HeldAgainst} < {Clock} THEN 'overdue' ELSE 'open' END
        """;

    private const string JudgedResolution =
        "CASE @ResolutionBy WHEN 'claimed' THEN COALESCE(t.ClaimedResolution, t.CountedResolution) WHEN 'claimedUnlessDenied' THEN COALESCE(t.CountedResolution, t.Resolution) END";

    /// <summary>
    /// The facts one definition needs, joined into one text: SQLite sorts to group, and sorts one column twice as fast
    /// as a dozen.
    /// </summary>
    private const string FactsAsText = $"""
        CONCAT(t.Status, ',', {Contact}, ',', CASE WHEN t.ExcusedAt > {ContactDue} THEN NULL ELSE t.NotContacted END, ',',
               COALESCE(t.CountedContacted, t.CitizenContacted), ',', {Finish}, ',', {JudgedResolution}, ',',
               COALESCE(t.CountedResolved, t.CitizenResolved), ',',
               CASE WHEN t.ClosedAt IS NOT NULL THEN COALESCE(t.CountedSatisfaction, t.Satisfaction) ELSE t.CountedSatisfaction END, ',',
               t.LateClosing, ',', {Dispatch})
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
        FROM (SELECT {Grouping} AS GroupKey, {FactsAsText} AS Facts FROM Tickets t WHERE t.Channel = @Channel AND t.ClosedCohortAt >= @From AND t.ClosedCohortAt < @Until {WithinReach}) f
        GROUP BY f.GroupKey, f.Facts
        """;

    private const string ClosingTimesOf =
        $"{Grouping} AS GroupKey, t.RegisteredAt, t.ClosedCohortAt AS ClosedAt, COALESCE(t.CountedDueAt, t.DueAt) AS DueAt";

    private const string IsClosed = $"t.ClosedCohortAt IS NOT NULL AND t.Status <> 'voided' {WithinReach}";

    public const string RegisteredClosingsSql =
        $"SELECT {ClosingTimesOf} FROM Tickets t WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until AND {IsClosed}";

    public const string ClosedClosingsSql =
        $"SELECT {ClosingTimesOf} FROM Tickets t WHERE t.Channel = @Channel AND t.ClosedCohortAt >= @From AND t.ClosedCohortAt < @Until AND {IsClosed}";

    /// <summary>The same facts, ticket by ticket, in the order of the list behind a number.</summary>
    public const string RegisteredListSql =
        $"""
            SELECT t.Number, t.RegisteredAt AS CohortAt, {FactsAsText} AS Facts FROM Tickets t
            WHERE t.Channel = @Channel AND t.RegisteredAt >= @From AND t.RegisteredAt < @Until {WithinReach} AND (t.RegisteredAt > @AfterAt OR t.Number > @AfterNumber)
              AND (@GroupBy = '' OR COALESCE({Grouping}, '') = @GroupKey)
            ORDER BY t.RegisteredAt, t.Number
            """ + " {page}";

    public const string ClosedListSql =
        $"""
            SELECT t.Number, t.ClosedCohortAt AS CohortAt, {FactsAsText} AS Facts FROM Tickets t
            WHERE t.Channel = @Channel AND t.ClosedCohortAt >= @From AND t.ClosedCohortAt < @Until {WithinReach} AND (t.ClosedCohortAt > @AfterAt OR t.Number > @AfterNumber)
              AND (@GroupBy = '' OR COALESCE({Grouping}, '') = @GroupKey)
            ORDER BY t.ClosedCohortAt, t.Number
            """ + " {page}";

    private IReadOnlyList<RateDefinition>? latest;

    public async Task<IReadOnlyList<RateDefinition>> DefinitionsAsync(CancellationToken ct) =>
        [
            .. (await db.QueryAsync<RateDefinitionRow>(RateDefinitionRow.AllSql, null, ct)).Select(row =>
                row.ToDefinition()
            ),
        ];

    /// <summary>The latest version of each definition, read once.</summary>
    public async Task<IReadOnlyList<RateDefinition>> LatestAsync(CancellationToken ct) =>
        latest ??= [.. (await DefinitionsAsync(ct)).GroupBy(one => one.Code).Select(versions => versions.Last())];

    /// <summary>After a version was added.</summary>
    public void Forget() => latest = null;

    /// <param name="name">A definition's code for its latest version, or code@version; null for the standard.</param>
    public async Task<RateDefinition> DefinitionAsync(string? name, CancellationToken ct)
    {
        var parts = (name ?? Standard).Split('@');
        return (parts.Length == 1 ? await LatestAsync(ct) : await DefinitionsAsync(ct)).LastOrDefault(one =>
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
            TownTime = terms.TownTime ? 1 : 0,
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

    /// <summary>When those that are closed were closed, ticket by ticket.</summary>
    public Task<IReadOnlyList<ClosingTimes>> ListClosingsAsync(
        RateTerms terms,
        RateScope scope,
        string groupBy,
        CancellationToken ct
    ) =>
        db.QueryAsync<ClosingTimes>(
            terms.Cohort == CohortDate.RegisteredAt ? RegisteredClosingsSql : ClosedClosingsSql,
            new
            {
                scope.Channel,
                scope.From,
                scope.Until,
                scope.Reach.All,
                scope.Reach.Listed,
                GroupBy = groupBy,
            },
            ct
        );

    internal sealed record CountedRow
    {
        public string? GroupKey { get; init; }
        public string Facts { get; init; } = "";
        public int Count { get; init; }

        public RateFacts Parse() => Read(Facts) with { GroupKey = GroupKey, Count = Count };
    }

    /// <summary>One ticket of a list.</summary>
    internal sealed record ListedRow
    {
        public string Number { get; init; } = "";
        public DateTimeOffset CohortAt { get; init; }
        public string Facts { get; init; } = "";

        public RateFacts Parse() => Read(Facts) with { Number = Number, CohortAt = CohortAt };
    }

    /// <summary>The facts of FactsAsText, in its order.</summary>
    private static RateFacts Read(string text)
    {
        var facts = text.Split(',');
        return new RateFacts
        {
            Status = Enum.Parse<TicketStatus>(facts[0], ignoreCase: true),
            Contact = Enum.Parse<StepFact>(facts[1], ignoreCase: true),
            Excuse = Find<NotContactedReason>(facts[2]),
            CitizenContacted = IsYes(facts[3]),
            Finish = Enum.Parse<FinishFact>(facts[4], ignoreCase: true),
            Resolution = Find<Resolution>(facts[5]),
            CitizenResolved = IsYes(facts[6]),
            Satisfaction = Find<Satisfaction>(facts[7]),
            LateClosing = IsYes(facts[8]) == true,
            Dispatch = Enum.Parse<StepFact>(facts[9], ignoreCase: true),
        };
    }

    private static T? Find<T>(string text)
        where T : struct, Enum => text.Length == 0 ? null : Enum.Parse<T>(text, ignoreCase: true);

    private static bool? IsYes(string text) => text.Length == 0 ? null : text == "1";
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
