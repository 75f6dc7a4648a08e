using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>The contributions of one kind of dossier, from its history and that of its parts.</summary>
internal sealed class DossierReplay(DossierSubject subject, DossierSubjects subjects, Db db) : UndertakingReplay
{
    public const string OfOneSql =
        $"SELECT {DossierRow.Columns} FROM DossierHistory WHERE Kind = @Kind AND Code = @Code ORDER BY Version";

    public const string OfPartsSql =
        $"SELECT {DossierRow.Columns} FROM DossierHistory WHERE Kind = @Kind AND Parent = @Code ORDER BY Code, Version";

    public override UndertakingKind Kind => subject.Undertaking!.Value;

    public override int Rules => subject.Rules;

    public override async Task<IReadOnlyList<UndertakingId>> ListAsync(CancellationToken ct)
    {
        var all = await db.QueryAsync<StoredDossier>(DossierRows.AllSql, new { subject.Kind }, ct);
        return
        [
            .. from stored in all
            let dossier = subject.Read(stored.State, stored.Version)
            from measure in dossier.Measures
            select new UndertakingId
            {
                PlanCode = dossier.PlanCode,
                Measure = measure,
                Kind = Kind,
                UndertakingKey = dossier.Code,
            },
        ];
    }

    public override async Task<ReplayedUndertaking> ReadAsync(UndertakingId id, CancellationToken ct)
    {
        var own = await db.QueryAsync<DossierRow>(OfOneSql, new { subject.Kind, Code = id.UndertakingKey }, ct);
        var parts = new List<DossierRow>();
        foreach (var kind in subject.PartKinds)
            parts.AddRange(
                await db.QueryAsync<DossierRow>(OfPartsSql, new { Kind = kind, Code = id.UndertakingKey }, ct)
            );
        return new ReplayedUndertaking(
            [.. own.Concat(parts).Select(row => new Occasion(row.RecordedAt, row.EffectiveOn, row.RecordedBy))],
            ChangesLaterDays: true,
            (day, knownAt) =>
                own.LastOrDefault(row => row.RecordedAt <= knownAt) is { } standing
                    ? Contributions
                        .Of(subject, Read(standing), PartsAt(parts, knownAt), day)
                        .Where(one => one.Measure == id.Measure)
                    : []
        );
    }

    private List<Dossier> PartsAt(IEnumerable<DossierRow> parts, DateTimeOffset knownAt) =>
        [
            .. parts
                .Where(row => row.RecordedAt <= knownAt)
                .GroupBy(row => (row.Kind, row.Code))
                .Select(rows => rows.Last())
                .OrderBy(row => row.Kind, StringComparer.Ordinal)
                .ThenBy(row => row.Code, StringComparer.Ordinal)
                .Select(Read),
        ];

    private Dossier Read(DossierRow row) => subjects[row.Kind].Read(row.State, row.Version);
}

/// <summary>What a dossier says to each of its measures of a day.</summary>
internal static class Contributions
{
    public static IEnumerable<Contribution> Of(
        DossierSubject subject,
        Dossier dossier,
        IReadOnlyList<Dossier> parts,
        DateOnly day
    ) =>
        subject.Contribute(dossier, parts, day) is not { } said
            ? []
            : dossier.Measures.Select(measure =>
                said with
                {
                    PlanCode = dossier.PlanCode,
                    Measure = measure,
                    Kind = subject.Undertaking!.Value,
                    UndertakingKey = dossier.Code,
                    Basis = Basis.Reported,
                    Title = dossier.Title,
                    TitleEn = dossier.TitleEn,
                    Url = subject.Url(dossier),
                    Rules = subject.Rules,
                    EffectiveOn = day,
                }
            );

    /// <summary>What a subject says, before the caller fills in of what and of which day.</summary>
    public static Contribution Say(Platform.Http.Phrase facts) =>
        new()
        {
            PlanCode = "",
            Measure = "",
            Kind = default,
            UndertakingKey = "",
            Basis = Basis.Reported,
            Title = "",
            Url = "",
            Facts = facts,
            Rules = 0,
            EffectiveOn = default,
            Evidence = EvidenceClass.SelfReported,
        };
}
