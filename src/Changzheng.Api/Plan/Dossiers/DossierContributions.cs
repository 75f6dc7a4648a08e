using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>Records what a dossier, or the whole it is a part of, says to its measures after a change.</summary>
internal sealed class DossierContributions(
    Db db,
    DossierRows rows,
    DossierSubjects subjects,
    UndertakingRows undertakings
)
{
    /// <summary>The days at and after @From on which the whole or a part of it was said to change.</summary>
    public const string DaysSql = """
        SELECT EffectiveOn FROM DossierHistory
        WHERE Kind = @Kind AND Code = @Code AND EffectiveOn >= @From
        UNION
        SELECT h.EffectiveOn FROM DossierHistory h
        WHERE h.Kind IN @PartKinds AND h.Parent = @Code AND h.EffectiveOn >= @From
        ORDER BY EffectiveOn
        """;

    public const string SameInstantSql = """
        SELECT EffectiveOn FROM DossierHistory
        WHERE Kind = @Kind AND Code = @Code AND RecordedAt >= @Now
        UNION
        SELECT h.EffectiveOn FROM DossierHistory h
        WHERE h.Kind IN @PartKinds AND h.Parent = @Code AND h.RecordedAt >= @Now
        ORDER BY EffectiveOn
        """;

    /// <summary>
    /// What the whole says anew: of this day and of every later one on which something was said to change. Other rows
    /// of the same instant are one group with this one, so its earliest day counts.
    /// </summary>
    public async Task RecordAsync(
        DossierSubject subject,
        Dossier dossier,
        DateOnly on,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (of, code) = (subjects.WholeOf(subject), dossier.Parent ?? dossier.Code);
        if (of.Undertaking is null)
            return;
        var whole = dossier.Parent is null ? dossier : await rows.GetAsync(of, code, ct);
        var parts = new List<Dossier>();
        foreach (var kind in of.PartKinds)
            parts.AddRange(await rows.ListPartsAsync(subjects[kind], code, ct));
        var days = await db.QueryAsync<DateOnly>(
            DaysSql,
            new
            {
                of.Kind,
                Code = code,
                From = await EarliestAsync(of, code, on, now, ct),
                PartKinds = of.PartKinds.Append("").ToArray(),
            },
            ct
        );
        var said = days.SelectMany(day => Contributions.Of(of, whole, parts, day)).ToList();
        if (said.Count > 0)
            await undertakings.RecordAsync(said, now, ct);
    }

    private async Task<DateOnly> EarliestAsync(
        DossierSubject of,
        string code,
        DateOnly on,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var at = new
        {
            of.Kind,
            Code = code,
            Now = now,
            PartKinds = of.PartKinds.Append("").ToArray(),
        };
        var days = await db.QueryAsync<DateOnly>(SameInstantSql, at, ct);
        return days.Count > 0 && days[0] < on ? days[0] : on;
    }
}
