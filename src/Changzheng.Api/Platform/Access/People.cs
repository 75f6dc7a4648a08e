using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Access;

/// <summary>Which credentials belong to which person. Pure.</summary>
internal sealed class People(IEnumerable<People.Owner> owners, IEnumerable<People.SecretShown> secrets)
{
    /// <summary>How long a caller who was shown a key's secret counts as able to act with it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    private readonly Dictionary<string, string> codes = owners.ToDictionary(
        owner => owner.Id,
        owner => Person.CodeOf(owner.Person),
        StringComparer.Ordinal
    );

    private readonly ILookup<string, SecretShown> secrets = secrets.ToLookup(one => one.KeyId, StringComparer.Ordinal);

    /// <summary>Whether author and caller are one person. Rows older than callers' ids are compared by name.</summary>
    public bool AreOne(Author author, Caller caller) =>
        author.CallerId is null
            ? IsCalled(caller, author.RecordedBy)
            : CodeOf(author.CallerId) is { } code && code == CodeOf(caller.Id);

    /// <summary>
    /// Whether the caller was shown a secret of the author's key within the day before the author acted; or of a key
    /// whose holder was, and so on: a key made by a key made by the caller is the caller's too.
    /// </summary>
    public bool IsMaker(Author author, Caller caller) =>
        author.CallerId is not null
        && CodeOf(caller.Id) is { } code
        && MakersOf(author.CallerId, author.RecordedAt, []).Any(maker => CodeOf(maker) == code);

    /// <summary>Whether this is the caller's name or person.</summary>
    public bool IsCalled(Caller caller, string name)
    {
        var code = Person.CodeOf(name);
        return code == CodeOf(caller.Id) || code == Person.CodeOf(caller.Name);
    }

    private IEnumerable<string> MakersOf(string key, DateTimeOffset at, HashSet<string> seen)
    {
        foreach (var one in secrets[key].Where(one => one.ShownAt > at - Fresh && one.ShownAt <= at))
        {
            if (!seen.Add(one.ShownTo))
                continue;
            yield return one.ShownTo;
            foreach (var maker in MakersOf(one.ShownTo, at, seen))
                yield return maker;
        }
    }

    /// <summary>The code of the person behind a credential; null for the program itself, which is no person.</summary>
    private string? CodeOf(string callerId) =>
        codes.TryGetValue(callerId, out var code) ? code
        : callerId.StartsWith(Person.TokenMark, StringComparison.Ordinal) ? Person.CodeOf(callerId)
        : null;

    /// <summary>A key and whose it is.</summary>
    internal sealed record Owner
    {
        public required string Id { get; init; }
        public required string Person { get; init; }
    }

    /// <summary>A key's secret, shown to the caller who made or rotated the key.</summary>
    internal sealed record SecretShown
    {
        public required string KeyId { get; init; }
        public required DateTimeOffset ShownAt { get; init; }

        /// <summary>The id of the caller who saw it.</summary>
        public required string ShownTo { get; init; }
    }
}
