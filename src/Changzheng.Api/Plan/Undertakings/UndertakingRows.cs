using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Undertakings;

/// <summary>
/// What answers for each measure. A subject records its contributions in its own transaction, and the board reads only
/// these rows: so past boards, whatever they are about, need nothing of the subject.
/// </summary>
internal sealed class UndertakingRows(Db db, ChangeFeed changes, Caller caller)
{
    public const string AdvanceSql = """
        UPDATE Undertakings SET Version = Version + @Version
        WHERE PlanCode = @PlanCode AND Measure = @Measure AND Kind = @Kind AND UndertakingKey = @UndertakingKey
        """;

    public const string OpenSql = """
        INSERT INTO Undertakings (PlanCode, Measure, Kind, UndertakingKey, Version, Rules)
        VALUES (@PlanCode, @Measure, @Kind, @UndertakingKey, @Version, @Rules)
        """;

    public const string VersionSql = """
        SELECT Version FROM Undertakings
        WHERE PlanCode = @PlanCode AND Measure = @Measure AND Kind = @Kind AND UndertakingKey = @UndertakingKey
        """;

    public const string AppendSql = $"INSERT INTO Contributions {{insert {ContributionRow.Columns}}}";

    /// <summary>
    /// Of each undertaking the latest day that is not after @AsOf, then the latest version about that day, among what
    /// was recorded by @KnownAt: two descending walks of the primary key that stop at their first row.
    /// </summary>
    public const string StandingSql = $$"""
        SELECT {of c {{ContributionRow.Content}}}
        FROM Undertakings u
        JOIN Contributions c ON c.PlanCode = u.PlanCode AND c.Measure = u.Measure AND c.Kind = u.Kind
         AND c.UndertakingKey = u.UndertakingKey AND c.Basis = @Basis
         AND c.EffectiveOn = (SELECT MAX(x.EffectiveOn) FROM Contributions x
                              WHERE x.PlanCode = u.PlanCode AND x.Measure = u.Measure AND x.Kind = u.Kind
                                AND x.UndertakingKey = u.UndertakingKey AND x.Basis = @Basis
                                AND x.EffectiveOn <= @AsOf AND x.RecordedAt <= @KnownAt)
         AND c.Version = (SELECT MAX(x.Version) FROM Contributions x
                          WHERE x.PlanCode = u.PlanCode AND x.Measure = u.Measure AND x.Kind = u.Kind
                            AND x.UndertakingKey = u.UndertakingKey AND x.Basis = @Basis
                            AND x.EffectiveOn = c.EffectiveOn AND x.RecordedAt <= @KnownAt)
        WHERE u.PlanCode = @PlanCode
        ORDER BY u.Measure, u.Kind, u.UndertakingKey
        """;

    /// <summary>
    /// Adds to history. The next fact of the command carries the rows' hashes and marks their plans as changed. The
    /// caller holds its subject, so that two writers never number the same version.
    /// </summary>
    /// <param name="contributions">What stands from now on.</param>
    /// <param name="recordedAt">When it became known: the instant that stands in the subject's own history.</param>
    public async Task RecordAsync(
        IReadOnlyCollection<Contribution> contributions,
        DateTimeOffset recordedAt,
        CancellationToken ct
    )
    {
        var rows = new List<ContributionRow>(contributions.Count);
        foreach (
            var undertaking in contributions.GroupBy(one => (one.PlanCode, one.Measure, one.Kind, one.UndertakingKey))
        )
        {
            var version = await AdvanceAsync(undertaking.First(), undertaking.Count(), ct);
            rows.AddRange(
                undertaking.Select(one =>
                    History.Seal(
                        ContributionRow.Of(
                            one with
                            {
                                Version = ++version,
                                RecordedAt = recordedAt.TruncateToMilliseconds(),
                                RecordedBy = caller.Name,
                            }
                        )
                    )
                )
            );
        }

        await db.WriteAllAsync(AppendSql, rows, ct);
        foreach (var row in rows)
            changes.Carry(row.Hash!, AnnualPlan.Url(row.PlanCode));
    }

    /// <summary>The plan's contributions as they stood from this viewpoint, by measure.</summary>
    public async Task<ILookup<string, Contribution>> SeeAsync(string plan, Viewpoint viewpoint, CancellationToken ct)
    {
        var at = new
        {
            PlanCode = plan,
            viewpoint.AsOf,
            KnownAt = viewpoint.Until,
            Basis = viewpoint.Basis.Text(),
        };
        var standing = await db.QueryAsync<Contribution>(StandingSql, at, ct);
        return standing.ToLookup(contribution => contribution.Measure, StringComparer.Ordinal);
    }

    /// <returns>The version before the first of the new ones.</returns>
    private async Task<int> AdvanceAsync(Contribution one, int count, CancellationToken ct)
    {
        var at = new
        {
            one.PlanCode,
            one.Measure,
            Kind = one.Kind.Text(),
            one.UndertakingKey,
            Version = count,
            one.Rules,
        };
        if (await db.ExecuteAsync(AdvanceSql, at, ct) == 0)
            await db.ExecuteAsync(OpenSql, at, ct);
        return await db.FindAsync<int>(VersionSql, at, ct) - count;
    }
}
