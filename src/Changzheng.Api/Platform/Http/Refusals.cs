using System.Reflection;

namespace Changzheng.Api.Platform.Http;

/// <summary>The refusals every route can answer with. Those of a subject stand beside it.</summary>
internal static class Refusals
{
    public static readonly RefusalKind RequestInvalid = new(
        400,
        "request.invalid",
        "请求内容不合规则",
        "The request breaks a rule"
    );
    public static readonly RefusalKind RequestMalformed = new(
        400,
        "request.malformed",
        "请求无法读懂",
        "The request cannot be read"
    );
    public static readonly RefusalKind ParameterUnknown = new(
        400,
        "parameter.unknown",
        "没有这个查询参数",
        "No such query parameter"
    );
    public static readonly RefusalKind CursorInvalid = new(
        400,
        "cursor.invalid",
        "翻页游标无效",
        "The cursor is not valid"
    );
    public static readonly RefusalKind ValueMalformed = new(
        400,
        "value.malformed",
        "数值不是有限的数",
        "The value is not a finite number"
    );
    public static readonly RefusalKind ValueTooPrecise = new(
        400,
        "value.too_precise",
        "小数超过四位",
        "The value has more than four decimals"
    );
    public static readonly RefusalKind ValueTooLarge = new(
        400,
        "value.too_large",
        "数值过大",
        "The value is too large"
    );
    public static readonly RefusalKind TextTooLong = new(400, "text.too_long", "文字超过长度", "The text is too long");
    public static readonly RefusalKind TextUnreadable = new(
        400,
        "text.unreadable",
        "文字含看不见或不允许的字符",
        "The text holds characters that cannot be read"
    );
    public static readonly RefusalKind TimeOutOfRange = new(
        400,
        "time.out_of_range",
        "时间超出范围",
        "The time is out of range"
    );
    public static readonly RefusalKind NoteNeeded = new(400, "note.needed", "须附说明", "A note is needed");
    public static readonly RefusalKind RouteNotFound = new(404, "route.not_found", "没有这个地址", "No such address");
    public static readonly RefusalKind MethodNotAllowed = new(
        405,
        "method.not_allowed",
        "该地址不支持此方法",
        "The method is not allowed here"
    );
    public static readonly RefusalKind NotAcceptable = new(
        406,
        "representation.not_acceptable",
        "没有所要的格式",
        "No such representation"
    );
    public static readonly RefusalKind RetryInProgress = new(
        409,
        "idempotency.in_progress",
        "同一请求仍在处理",
        "The same request is still running"
    );
    public static readonly RefusalKind AnswerSealed = new(
        409,
        "idempotency.answer_sealed",
        "首次答复含有密钥，只能向原凭据重复",
        "The first answer held a secret and is repeated only to the credential that asked"
    );
    public static readonly RefusalKind WriteConflict = new(
        409,
        "write.conflict",
        "与同时进行的写入冲突，请重试",
        "It collided with another write; try again"
    );
    public static readonly RefusalKind Stale = new(412, "version.stale", "版本已变", "The version has changed");
    public static readonly RefusalKind BodyTooLarge = new(413, "body.too_large", "请求体过大", "The body is too large");
    public static readonly RefusalKind MediaTypeUnsupported = new(
        415,
        "media_type.unsupported",
        "不支持的内容类型",
        "The content type is not supported"
    );
    public static readonly RefusalKind EncodingUnsupported = new(
        415,
        "encoding.unsupported",
        "不接受压缩的请求体",
        "A compressed body is not taken"
    );
    public static readonly RefusalKind RetryDiffers = new(
        422,
        "idempotency.differs",
        "同一幂等键用于另一请求",
        "The Idempotency-Key was used for another request"
    );
    public static readonly RefusalKind VersionNeeded = new(
        428,
        "version.needed",
        "须在 If-Match 中写明版本",
        "If-Match must name the version"
    );
    public static readonly RefusalKind TooManyRequests = new(429, "rate.exceeded", "请求过于频繁", "Too many requests");
    public static readonly RefusalKind Fault = new(500, "server.fault", "服务器内部错误", "The server failed");
    public static readonly RefusalKind Busy = new(
        503,
        "server.busy",
        "数据库繁忙，请稍后重试",
        "The database is busy; try again later"
    );
    public static readonly RefusalKind StorageFull = new(
        507,
        "storage.full",
        "存储空间已满，暂不能写入",
        "The storage is full; nothing can be written for now"
    );
    public static readonly RefusalKind Timeout = new(504, "server.timeout", "处理超时", "It took too long");

    /// <summary>Every refusal there is: every static field of that type in the assembly, read once.</summary>
    public static IReadOnlyList<RefusalKind> All { get; } =
    [
        .. typeof(Refusals)
            .Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null))
            .OfType<RefusalKind>()
            .OrderBy(kind => kind.Status)
            .ThenBy(kind => kind.Code, StringComparer.Ordinal),
    ];
}
