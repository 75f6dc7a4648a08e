using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Changes;

/// <summary>Who of those that have the right sees a change.</summary>
internal enum ChangeReach
{
    /// <summary>All of them, as all of them may read its subject.</summary>
    Everyone,

    /// <summary>
    /// The units each change names, and what lies above them. A change that names none is the whole town's.
    /// </summary>
    Units,
}

/// <summary>
/// A kind of change, declared as a static field beside its subject. It stays declared when nothing appends it any more:
/// what is in the feed is read by what its kind says, and a kind that is not declared is shown to nobody.
/// </summary>
/// <param name="Name">What happened, in the past tense, with dots: indicator.value.reported.</param>
/// <param name="Needs">The right that reading its subject takes.</param>
/// <param name="Reach">Who of those that have the right sees it.</param>
/// <param name="Title">What happened, in Chinese.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Data">What the change carries.</param>
internal abstract record ChangeKind(
    string Name,
    Right Needs,
    ChangeReach Reach,
    string Title,
    string TitleEn,
    Type Data
)
{
    /// <summary>
    /// Whether every fact of this kind must name by <see cref="ChangeFeed.Fact.Marks"/> which caches it makes stale.
    /// </summary>
    public bool Marks { get; init; }
}

/// <inheritdoc/>
internal sealed record ChangeKind<T>(string Name, Right Needs, ChangeReach Reach, string Title, string TitleEn)
    : ChangeKind(Name, Needs, Reach, Title, TitleEn, typeof(T));

/// <summary>Every kind there is: every static field of that type in the assembly, read once.</summary>
internal static class ChangeKinds
{
    /// <summary>By name; two kinds of one name stop the program at its first change.</summary>
    public static IReadOnlyDictionary<string, ChangeKind> All { get; } =
        Declared.Of<ChangeKind>().ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static void MustBeDeclared(ChangeKind kind)
    {
        if (!All.TryGetValue(kind.Name, out var declared) || !ReferenceEquals(declared, kind))
            throw new InvalidOperationException(
                $"{kind.Name} is no declared kind of change: make it a static field beside its subject."
            );
    }
}
