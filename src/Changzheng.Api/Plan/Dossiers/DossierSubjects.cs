namespace Changzheng.Api.Plan.Dossiers;

/// <summary>Every registered kind of dossier, by name.</summary>
internal sealed class DossierSubjects(IEnumerable<DossierSubject> all)
{
    private readonly Dictionary<string, DossierSubject> byKind = all.ToDictionary(
        subject => subject.Kind,
        StringComparer.Ordinal
    );

    public DossierSubject this[string kind] => byKind[kind];

    /// <summary>The whole that a part belongs to; the dossier's own kind where it stands for itself.</summary>
    public DossierSubject WholeOf(DossierSubject subject) =>
        subject.ParentKind is null ? subject : byKind[subject.ParentKind];
}
