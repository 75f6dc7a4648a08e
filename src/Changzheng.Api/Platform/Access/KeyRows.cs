using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Access;

/// <summary>A key as it is shown: never its secret, nor its hash.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Prefix">The eight characters after <c>czk_</c>, to tell keys apart.</param>
/// <param name="Name">What it is called, as history and the change feed name its holder.</param>
/// <param name="Person">Whose it is: keys of one person are one person where a second one is needed.</param>
/// <param name="Roles">What its holder may do.</param>
/// <param name="Scopes">The rights it is limited to; null for all its roles give.</param>
/// <param name="Unit">The unit its holder acts for; null for the whole town.</param>
/// <param name="Networks">The networks it works from, in CIDR; none for everywhere.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="FormerWorksUntil">Until when the secret before the last rotation works beside the new one.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="Version">To be named in If-Match by whoever rotates or revokes it.</param>
public sealed record KeyView(
    string Id,
    string Prefix,
    string Name,
    string Person,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<Right>? Scopes,
    string? Unit,
    IReadOnlyList<string> Networks,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? FormerWorksUntil,
    DateTimeOffset? RevokedAt,
    int Version
) : IVersioned
{
    internal static KeyView Example =>
        new(
            "01817f3e0c0073a29b8d4f6e5c3a2b10",
            "5f0c2a91",
            "区级系统",
            "区级系统",
            [Role.Integration],
            [Rights.Get("readPlan"), ChangeRights.Read],
            null,
            ["10.1.0.0/16"],
            new DateTimeOffset(2022, 6, 20, 9, 0, 0, TimeSpan.FromHours(8)),
            "administrator",
            new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)),
            null,
            null,
            1
        );
}

/// <summary>Reads keys within the caller's reach.</summary>
internal sealed class KeyRows(Db db, Reaches reaches)
{
    /// <summary>Writers of keys queue here, before they count the administrators that are left.</summary>
    public const string HoldSql = "UPDATE ApiKeys SET Name = Name WHERE RevokedAt IS NULL";

    public const string AllSql = """
        SELECT Id, Prefix, Name, Person, Roles, Scopes, Unit, Networks, CreatedAt, CreatedBy, ExpiresAt, FormerUntil,
            RevokedAt, Version
        FROM ApiKeys
        ORDER BY Id
        """;

    public const string ShowSql = """
        INSERT INTO KeySecrets (KeyId, Version, ShownAt, ShownTo) VALUES (@Id, @Version, @Now, @ShownTo)
        """;

    public Task HoldAsync(CancellationToken ct) => db.ExecuteAsync(HoldSql, null, ct);

    public async Task<IReadOnlyList<KeyRow>> AllAsync(CancellationToken ct)
    {
        var reach = await reaches.OfCallerAsync(ct);
        return [.. (await db.QueryAsync<KeyRow>(AllSql, null, ct)).Where(key => reach.Covers(key.Unit))];
    }

    public async Task<KeyRow> FindAsync(string id, CancellationToken ct) =>
        (await AllAsync(ct)).FirstOrDefault(key => key.Id == id)
        ?? throw AccessRefusals.KeyNotFound.WithDetail($"没有密钥 {id}。", $"There is no key {id}.");

    /// <summary>Keeps to whom a new secret of a key is shown.</summary>
    public Task ShowAsync(string id, int version, DateTimeOffset now, Caller to, CancellationToken ct) =>
        db.ExecuteAsync(
            ShowSql,
            new
            {
                Id = id,
                Version = version,
                Now = now,
                ShownTo = to.Id,
            },
            ct
        );

    /// <summary>Refuses a person who looks like another one: in a list the two could not be told apart.</summary>
    public async Task MustNotLookLikeAnotherAsync(string person, CancellationToken ct)
    {
        var code = Person.CodeOf(person);
        var owners = (await db.QueryAsync<KeyRow>(AllSql, null, ct)).Select(key => key.Owner);
        var alike = owners.Where(owner => Person.CodeOf(owner) == code).ToList();
        if (alike.Count > 0 && !alike.Contains(person, StringComparer.Ordinal))
            throw AccessRefusals.PersonAlike.WithDetail(
                $"已有使用人“{alike[0]}”，与“{person}”看起来相同；同一人请照原样填写，不是同一人请写明区别。",
                $"There is a person '{alike[0]}', who looks like '{person}': spell one person one way, and another so that they can be told apart."
            );
    }

    /// <summary>Locks the key for a change when the caller names its current version.</summary>
    public async Task<KeyRow> HoldAsync(string id, int expected, CancellationToken ct)
    {
        await HoldAsync(ct);
        var key = await FindAsync(id, ct);
        if (key.RevokedAt is not null)
            throw AccessRefusals.KeyRevoked.ToRefusal();
        return key.Version == expected
            ? key
            : throw Refusals.Stale.WithDetail($"现为第 {key.Version} 版。", $"The version is {key.Version}.");
    }
}

/// <summary>A key without what proves it.</summary>
internal sealed record KeyRow
{
    public required string Id { get; init; }
    public required string Prefix { get; init; }
    public required string Name { get; init; }
    public string? Person { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
    public string? Unit { get; init; }
    public required IReadOnlyList<string> Networks { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? FormerUntil { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public required int Version { get; init; }

    /// <summary>Whether it can make keys without limits now: a key with limits makes only keys within them.</summary>
    public bool IsAdministrator(DateTimeOffset now) =>
        RevokedAt is null
        && (ExpiresAt is null || ExpiresAt > now)
        && Unit is null
        && Scopes is null
        && Roles.Contains(Role.Administrator.Text());

    /// <summary>A key made before keys had persons is its name's.</summary>
    public string Owner => Person ?? Name;

    public KeyView View() =>
        new(
            Id,
            Prefix,
            Name,
            Owner,
            [.. Roles.Select(Enum<Role>)],
            Scopes is null ? null : [.. Scopes.Select(Rights.Get)],
            Unit,
            Networks,
            CreatedAt,
            CreatedBy,
            ExpiresAt,
            FormerUntil,
            RevokedAt,
            Version
        );

    private static T Enum<T>(string name)
        where T : struct, System.Enum => System.Enum.Parse<T>(name, ignoreCase: true);
}
