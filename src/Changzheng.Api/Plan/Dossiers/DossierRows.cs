using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Units;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>Reads dossiers as they stand.</summary>
internal sealed class DossierRows(Db db, Reaches reaches, UnitTree units, TimeProvider clock)
{
    private const string From = """
        FROM Dossiers d
        JOIN DossierHistory h ON h.Kind = d.Kind AND h.Code = d.Code AND h.Version = d.Version
        """;

    public const string OneSql = $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.Code = @Code";

    public const string PartsSql =
        $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.Parent = @Parent ORDER BY d.Code";

    public const string AllSql = $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind ORDER BY d.Code";

    private const string Others = """
        AND d.Code > @After
        AND (@PlanCode IS NULL OR d.PlanCode = @PlanCode)
        AND (@Unit IS NULL OR d.Unit = @Unit)
        AND (@Status IS NULL OR d.Status = @Status)
        AND (@DueBefore IS NULL OR d.DueOn < @DueBefore)
        AND (@Title IS NULL OR d.Title LIKE @Title ESCAPE '!')
        AND (@Measure IS NULL OR EXISTS (SELECT 1 FROM Undertakings u
                                         WHERE u.PlanCode = d.PlanCode AND u.Measure = @Measure AND u.Kind = d.Kind
                                           AND u.UndertakingKey = d.Code))
        AND (@All = 1 OR d.Unit IN @Listed)
        ORDER BY d.Code {page}
        """;

    // Each filter has an index that ends in the list's order; the most selective one chooses the statement, and the
    // others are tested row by row.
    public const string AnyPageSql = $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind {Others}";
    public const string PlanPageSql =
        $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.PlanCode = @PlanCode {Others}";
    public const string StatusPageSql =
        $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.Status = @Status {Others}";
    public const string UnitPageSql =
        $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.Unit = @Unit {Others}";
    public const string PartsPageSql =
        $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.Parent = @Parent {Others}";
    public const string PartsStatusPageSql =
        $"SELECT d.Code, d.Version, h.State {From} WHERE d.Kind = @Kind AND d.Parent = @Parent AND d.Status = @Status {Others}";

    /// <summary>What a list is asked for.</summary>
    internal sealed record Wanted
    {
        public string? Parent { get; init; }
        public string? PlanCode { get; init; }
        public string? Measure { get; init; }
        public string? Unit { get; init; }
        public string? Status { get; init; }
        public DateOnly? DueBefore { get; init; }
        public string? Text { get; init; }
    }

    public async Task<Dossier?> FindAsync(DossierSubject subject, string code, CancellationToken ct) =>
        await db.FindAsync<StoredDossier>(OneSql, new { subject.Kind, Code = code }, ct) is { } stored
            ? subject.Read(stored.State, stored.Version)
            : null;

    /// <summary>One the caller may not see is refused as one that is not there.</summary>
    public async Task<Dossier> GetAsync(DossierSubject subject, string code, CancellationToken ct)
    {
        var found = await FindAsync(subject, code, ct);
        if (
            found is null
            || (
                subject.IsSeenByReach && !(await reaches.OfCallerAsync(ct)).Sees([found.Unit, .. found.SupportingUnits])
            )
        )
            throw subject.NotFound.WithDetail(
                $"没有{subject.Noun.Chinese} {code}。",
                $"There is no {subject.Noun.English} {code}."
            );
        return found;
    }

    public async Task<IReadOnlyList<Dossier>> ListPartsAsync(
        DossierSubject part,
        string parent,
        CancellationToken ct
    ) => Read(part, await db.QueryAsync<StoredDossier>(PartsSql, new { part.Kind, Parent = parent }, ct));

    public async Task<IReadOnlyList<Dossier>> ListAsync(DossierSubject subject, CancellationToken ct) =>
        Read(subject, await db.QueryAsync<StoredDossier>(AllSql, new { subject.Kind }, ct));

    /// <param name="after">The code before the page; empty for the first.</param>
    /// <param name="take">How many at most.</param>
    public async Task<IReadOnlyList<Dossier>> PageAsync(
        DossierSubject subject,
        Wanted wanted,
        string after,
        int take,
        CancellationToken ct
    )
    {
        var reach = await reaches.OfCallerAsync(ct);
        var at = new
        {
            subject.Kind,
            wanted.Parent,
            wanted.PlanCode,
            wanted.Measure,
            wanted.Unit,
            wanted.Status,
            wanted.DueBefore,
            Title = Platform.Lists.Like.Containing(wanted.Text),
            All = subject.IsSeenByReach ? reach.All : 1,
            reach.Listed,
            After = after,
            Skip = 0,
            Take = take,
        };
        var stored = wanted switch
        {
            { Parent: not null, Status: not null } => db.QueryAsync<StoredDossier>(PartsStatusPageSql, at, ct),
            { Parent: not null } => db.QueryAsync<StoredDossier>(PartsPageSql, at, ct),
            { Unit: not null } => db.QueryAsync<StoredDossier>(UnitPageSql, at, ct),
            { Status: not null } => db.QueryAsync<StoredDossier>(StatusPageSql, at, ct),
            { PlanCode: not null } => db.QueryAsync<StoredDossier>(PlanPageSql, at, ct),
            _ => db.QueryAsync<StoredDossier>(AnyPageSql, at, ct),
        };
        return Read(subject, await stored);
    }

    public async Task<DossierSight> SightAsync(IEnumerable<Dossier> shown, CancellationToken ct)
    {
        var plans = new Dictionary<string, AnnualPlan>(StringComparer.Ordinal);
        foreach (var code in shown.Select(dossier => dossier.PlanCode).Distinct())
            plans[code] = await AnnualPlan.FindAsync(db, code, ct);
        var names = (await units.AllAsync(ct)).ToDictionary(unit => unit.Key, unit => unit.Value.Name);
        return new DossierSight(Moment.Day(clock.GetUtcNow()), plans, names);
    }

    private static IReadOnlyList<Dossier> Read(DossierSubject subject, IEnumerable<StoredDossier> stored) =>
        [.. stored.Select(one => subject.Read(one.State, one.Version))];
}
