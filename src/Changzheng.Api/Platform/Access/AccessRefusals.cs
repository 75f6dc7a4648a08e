using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Access;

/// <summary>Why a caller is not let in, or a key not made.</summary>
internal static class AccessRefusals
{
    public static readonly RefusalKind UnitNotFound = new(404, "unit.not_found", "没有这个单位", "No such unit");
    public static readonly RefusalKind Unauthenticated = new(
        401,
        "access.unauthenticated",
        "未提供有效的凭据",
        "No valid credential was given"
    );
    public static readonly RefusalKind Forbidden = new(403, "access.forbidden", "无权执行此操作", "Not allowed");
    public static readonly RefusalKind BeyondUnit = new(
        403,
        "access.beyond_unit",
        "不属于本单位及其下属单位",
        "It is not of the caller's unit nor below it"
    );
    public static readonly RefusalKind KeyBeyondOwn = new(
        403,
        "key.beyond_own",
        "超出制发人自己的权限",
        "It reaches beyond its maker's own rights"
    );
    public static readonly RefusalKind SecondPersonNeeded = new(
        403,
        "access.second_person_needed",
        "须由另一人办理",
        "It takes a second person"
    );
    public static readonly RefusalKind KeyNotFound = new(404, "key.not_found", "没有这把密钥", "No such key");
    public static readonly RefusalKind KeyRevoked = new(
        409,
        "key.revoked",
        "该密钥已停用",
        "The key is revoked already"
    );
    public static readonly RefusalKind PersonAlike = new(
        409,
        "key.person_alike",
        "与已有使用人看起来相同",
        "The person looks like another one"
    );
    public static readonly RefusalKind LastAdministrator = new(
        409,
        "key.last_administrator",
        "不能停用最后一把管理员密钥",
        "The last administrator key cannot be revoked"
    );
    public static readonly RefusalKind TooManyAttempts = new(
        429,
        "access.too_many_attempts",
        "登录失败次数过多",
        "Too many failed sign-ins"
    );
}
