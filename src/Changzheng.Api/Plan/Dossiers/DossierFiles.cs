using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>Dossiers of every kind name files as evidence: read by who reads the dossier.</summary>
internal sealed class DossierFiles(Db db, DossierRows rows, DossierSubjects subjects, Reaches reaches, Caller caller)
    : FileNamer
{
    public const string Name = "dossier";

    public const string TextsSql = """
        SELECT CONCAT(Kind, '/', Code) AS SubjectKey, Said
        FROM DossierHistory
        ORDER BY Kind, Code, Version
        """;

    public override string Kind => Name;

    public static string KeyOf(DossierSubject subject, Dossier dossier) => $"{subject.Kind}/{dossier.Code}";

    public override async Task<bool> MayReadAsync(string key, CancellationToken ct)
    {
        var (subject, code) = (subjects[key[..key.IndexOf('/')]], key[(key.IndexOf('/') + 1)..]);
        if (!Rights.Allow(caller, subject.Reads))
            return false;
        if (!subject.IsSeenByReach)
            return true;
        return await rows.FindAsync(subject, code, ct) is { } dossier
            && (await reaches.OfCallerAsync(ct)).Sees([dossier.Unit, .. dossier.SupportingUnits]);
    }

    public override IAsyncEnumerable<NamingText> ReadTextsAsync(CancellationToken ct) =>
        db.StreamAsync<NamingText>(TextsSql, ct);
}
