using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Platform.Access;

/// <summary>What happens to keys, as the change feed names it.</summary>
internal static class KeyChanges
{
    internal sealed record CreatedKey(
        string Id,
        string Name,
        string Person,
        IReadOnlyList<Role> Roles,
        string? Unit,
        DateTimeOffset? ExpiresAt,
        IReadOnlyList<Right>? Scopes,
        IReadOnlyList<string> Networks
    );

    public static readonly ChangeKind<CreatedKey> Created = new(
        "key.created",
        AccessRights.ManageKeys,
        ChangeReach.Units,
        "密钥已制发",
        "A key was made"
    );

    public static readonly ChangeKind<KeyView> Rotated = new(
        "key.rotated",
        AccessRights.ManageKeys,
        ChangeReach.Units,
        "密钥已轮换",
        "A key was rotated"
    );

    public static readonly ChangeKind<KeyView> Revoked = new(
        "key.revoked",
        AccessRights.ManageKeys,
        ChangeReach.Units,
        "密钥已停用",
        "A key was revoked"
    );

    /// <summary>
    /// A change of a key as a fact. A key of no unit is seen only by callers of no unit, as in the list of keys.
    /// </summary>
    public static ChangeFeed.Fact Of<T>(ChangeKind<T> kind, string id, string? unit, T data) =>
        ChangeFeed.Fact.Of(kind, $"/api/v1/access/keys/{id}", data) with
        {
            Units = [unit ?? ChangeFeed.NoUnit],
        };
}
