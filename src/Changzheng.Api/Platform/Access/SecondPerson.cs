using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Access;

/// <summary>Who recorded something on which another person must decide, as histories keep it.</summary>
internal sealed record Author
{
    public required string RecordedBy { get; init; }

    /// <summary>Null in rows older than the column.</summary>
    public string? CallerId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>A version of something, with who recorded it.</summary>
internal abstract record AuthoredVersion
{
    public DateTimeOffset RecordedAt { get; init; }
    public string RecordedBy { get; init; } = "";

    /// <summary>The credential that recorded it; null in rows older than the column.</summary>
    public string? CallerId { get; init; }

    public Author Author =>
        new()
        {
            RecordedBy = RecordedBy,
            CallerId = CallerId,
            RecordedAt = RecordedAt,
        };
}

/// <summary>
/// The rule of the second person (四眼原则), for every slice that has it: what one person recorded or asked for, another
/// person decides. Persons are compared, not names or keys.
/// </summary>
internal sealed class SecondPerson(Db db, Caller caller)
{
    public const string OwnersSql = "SELECT Id, COALESCE(Person, Name) AS Person FROM ApiKeys ORDER BY Id";

    public const string ShownSql = """
        SELECT KeyId, ShownAt, ShownTo FROM KeySecrets WHERE ShownAt > @Since ORDER BY KeyId, Version
        """;

    /// <summary>Refuses a caller who is an author, or was just shown the secret an author acted with.</summary>
    /// <param name="authors">Everybody who recorded or asked for it.</param>
    /// <param name="detail">What needs a second person, for the refusal.</param>
    /// <param name="detailEn">The same in English.</param>
    public async Task MustDecideAsync(
        IReadOnlyList<Author> authors,
        string detail,
        string detailEn,
        CancellationToken ct
    )
    {
        if (authors.Count == 0)
            return;
        var since = authors.Min(author => author.RecordedAt) - People.Fresh;
        var secrets = await db.QueryAsync<People.SecretShown>(ShownSql, new { Since = since }, ct);
        var people = new People(await OwnersAsync(ct), secrets);
        if (authors.Any(author => people.AreOne(author, caller)))
            throw AccessRefusals.SecondPersonNeeded.WithDetail(detail, detailEn);
        if (authors.Any(author => people.IsMaker(author, caller)))
            throw AccessRefusals.SecondPersonNeeded.WithDetail(
                "申请所用的密钥由您在此前一天内制发或轮换，须由另一人办理。",
                "It was asked for with a key whose secret you were shown within the day before; another person decides."
            );
    }

    /// <summary>Refuses a caller who names themselves as the other person.</summary>
    public async Task MustNameAnotherAsync(string name, string detail, string detailEn, CancellationToken ct)
    {
        if (new People(await OwnersAsync(ct), []).IsCalled(caller, name))
            throw AccessRefusals.SecondPersonNeeded.WithDetail(detail, detailEn);
    }

    private Task<IReadOnlyList<People.Owner>> OwnersAsync(CancellationToken ct) =>
        db.QueryAsync<People.Owner>(OwnersSql, null, ct);
}
