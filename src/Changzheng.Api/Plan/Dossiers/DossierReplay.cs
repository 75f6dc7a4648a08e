using System.Text.Json;
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
            let dossier = FindState(subject, stored.State, stored.Version)
            where dossier is not null
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
        var whole = new { subject.Kind, Code = id.UndertakingKey };
        var own = Read(subject, await db.QueryAsync<DossierRow>(OfOneSql, whole, ct));
        var parts = new List<Version>();
        foreach (var kind in subject.PartKinds)
        {
            var of = new { Kind = kind, Code = id.UndertakingKey };
            parts.AddRange(Read(subjects[kind], await db.QueryAsync<DossierRow>(OfPartsSql, of, ct)));
        }

        return new ReplayedUndertaking(
            [.. own.Concat(parts).Select(one => one.Occasion)],
            ChangesLaterDays: true,
            (day, knownAt) =>
                own.LastOrDefault(one => one.Occasion.RecordedAt <= knownAt) is { } standing
                    ? Contributions
                        .Of(subject, standing.State, PartsAt(parts, knownAt), day)
                        .Where(one => one.Measure == id.Measure)
                    : []
        );
    }

    /// <summary>A row of history with its state, read once.</summary>
    private sealed record Version(string Key, Occasion Occasion, Dossier State);

    private static List<Version> Read(DossierSubject of, IEnumerable<DossierRow> rows) =>
        [
            .. from row in rows
            let state = FindState(of, row.State, row.Version)
            where state is not null
            select new Version(
                $"{row.Kind} {row.Code}",
                new Occasion(row.RecordedAt, row.EffectiveOn, row.RecordedBy),
                state
            ),
        ];

    private static List<Dossier> PartsAt(IEnumerable<Version> parts, DateTimeOffset knownAt) =>
        [
            .. parts
                .Where(one => one.Occasion.RecordedAt <= knownAt)
                .GroupBy(one => one.Key)
                .Select(versions => versions.Last())
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => one.State),
        ];

    /// <summary>Null for a state that somebody has made unreadable: the row's hash tells of it.</summary>
    private static Dossier? FindState(DossierSubject of, string state, int version)
    {
        try
        {
            return of.Read(state, version);
        }
        catch (JsonException)
        {
            return null;
        }
    }
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
