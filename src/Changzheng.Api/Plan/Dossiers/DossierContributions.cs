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
    /// <summary>The days on which the whole or a part of it was said to change, and when each was last said.</summary>
    public const string DaysSql = """
        SELECT d.EffectiveOn, MAX(d.RecordedAt) AS LastAt
        FROM (SELECT EffectiveOn, RecordedAt FROM DossierHistory WHERE Kind = @Kind AND Code = @Code
              UNION ALL
              SELECT h.EffectiveOn, h.RecordedAt FROM DossierHistory h WHERE h.Kind IN @PartKinds AND h.Parent = @Code) d
        GROUP BY d.EffectiveOn
        ORDER BY d.EffectiveOn
        """;

    /// <summary>
    /// What the whole says anew: of this day and of every later one on which something was said to change. Other rows
    /// of the same instant are one group with this one, so its earliest day counts.
    /// </summary>
    /// <param name="whole">As it stands; the dossier that changed, or the one it is a part of.</param>
    public async Task RecordAsync(
        DossierSubject subject,
        Dossier whole,
        DateOnly on,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (subject.Undertaking is null)
            return;
        var parts = new List<Dossier>();
        foreach (var kind in subject.PartKinds)
            parts.AddRange(await rows.ListPartsAsync(subjects[kind], whole.Code, ct));
        var of = new
        {
            subject.Kind,
            whole.Code,
            PartKinds = subject.PartKinds.Append("").ToArray(),
        };
        var days = await db.QueryAsync<SaidDay>(DaysSql, of, ct);
        var from = days.Where(day => day.LastAt >= now).Select(day => day.EffectiveOn).Append(on).Min();
        var said = days.Where(day => day.EffectiveOn >= from)
            .SelectMany(day => Contributions.Of(subject, whole, parts, day.EffectiveOn))
            .ToList();
        if (said.Count > 0)
            await undertakings.RecordAsync(said, now, ct);
    }

    internal sealed record SaidDay
    {
        public DateOnly EffectiveOn { get; init; }
        public DateTimeOffset LastAt { get; init; }
    }
}
