namespace Changzheng.Api.Platform.Http;

/// <summary>What to do next about a refusal: by its code where that says more than its status.</summary>
internal static class Advice
{
    public static string Of(RefusalKind kind)
    {
        var (chinese, english) = Find(kind);
        return Words.Say(chinese, english);
    }

    /// <summary>Whatever language was asked for.</summary>
    public static string OfInChinese(RefusalKind kind) => Find(kind).Chinese;

    private static (string Chinese, string English) Find(RefusalKind kind) =>
        FindByCode(kind.Code)
        ?? kind.Status switch
        {
            400 => (
                "按 detail 和 errors 所指改正请求，再发一次。",
                "Correct the request where detail and errors say, and send it again."
            ),
            401 => (
                "在 X-Api-Key 中写有效的密钥，或在 Authorization 中写有效的 Bearer 令牌；没有的向管理员申领。",
                "Send a valid key in X-Api-Key, or a valid Bearer token in Authorization; an administrator makes keys."
            ),
            403 => (
                "改用有此权限的凭据，或请管理员授权；GET /api/v1/me 列出本凭据的权限和单位。",
                "Use a credential with that right, or ask an administrator; GET /api/v1/me lists what yours may do."
            ),
            404 => (
                "核对地址中的编号；确有其物的，是本凭据看不到它。",
                "Check the codes in the address; if it exists, this credential may not see it."
            ),
            405 => ("改用 Allow 所列的方法。", "Use a method that Allow lists."),
            406 => ("把 Accept 改为 detail 所列的格式，或不写。", "Name one of these in Accept, or leave it out."),
            409 => (
                "重新读取，按现状和 detail 处理后再发。",
                "Read it again, act by what it is now and what detail says, then send again."
            ),
            410 => ("从 begin 所指的位置重新开始。", "Begin again where begin says."),
            412 => (
                "重新读取，核对他人的改动，把新的 ETag 写入 If-Match 再发。",
                "Read it again, look at what others changed, and send its new ETag in If-Match."
            ),
            413 => ("减小请求体，或分几次发送。", "Send less, or send it in parts."),
            415 => ("把 Content-Type 改为 detail 所列的类型。", "Send it as one of the types detail names."),
            422 => ("按 detail 核对所引用的内容，改正后再发。", "Check what detail names, correct it and send again."),
            428 => ("先读取，把它的 ETag 写入 If-Match 再发。", "Read it first, and send its ETag in If-Match."),
            429 or 503 or 504 or 507 => (
                "等 Retry-After 所示的秒数（没有的，等片刻）再发。",
                "Wait as many seconds as Retry-After says, or a moment, and send again."
            ),
            _ => ("把 traceId 告诉管理员。", "Tell the administrator the traceId."),
        };

    private static (string Chinese, string English)? FindByCode(string code) =>
        code switch
        {
            "cursor.invalid" => ("去掉 cursor，从第一页读起。", "Leave cursor out and begin with the first page."),
            "write.conflict" or "idempotency.in_progress" => ("稍候，原样再发。", "Wait a moment and send it again."),
            "idempotency.differs" => (
                "另一请求须用另一个 Idempotency-Key。",
                "Another request takes another Idempotency-Key."
            ),
            "encoding.unsupported" => ("不压缩，原样发送请求体。", "Send the body uncompressed."),
            _ => null,
        };
}
