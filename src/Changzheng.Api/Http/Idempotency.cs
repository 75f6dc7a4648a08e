using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Database;

namespace Changzheng.Api.Http;

/// <summary>
/// A POST sent again under its Idempotency-Key is answered as the first time and done once. The record commits with the effect, so
/// there is no moment at which one exists without the other; a refusal rolls both back and is not kept.
/// </summary>
internal sealed class Idempotency(Db db, Caller caller, TimeProvider clock)
{
    public const string Header = "Idempotency-Key", Replayed = "Idempotency-Replayed";

    public const int Longest = 255;

    /// <summary>A day is what callers are promised.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public const string ForgetSql = "DELETE FROM IdempotencyKeys WHERE Caller = @Caller AND RetryKey = @RetryKey AND RecordedAt < @Oldest";

    public const string ReserveSql = """
        INSERT INTO IdempotencyKeys (Caller, RetryKey, Digest, Status, Headers, Body, Sealed, RecordedAt)
        SELECT @Caller, @RetryKey, @Digest, NULL, NULL, NULL, NULL, @Now
        WHERE NOT EXISTS (SELECT 1 FROM IdempotencyKeys {hold} WHERE Caller = @Caller AND RetryKey = @RetryKey)
        """;

    public const string FindSql = "SELECT Digest, Status, Headers, Body, Sealed FROM IdempotencyKeys WHERE Caller = @Caller AND RetryKey = @RetryKey";

    public const string KeepSql = "UPDATE IdempotencyKeys SET Status = @Status, Headers = @Headers, Body = @Body, Sealed = @Sealed WHERE Caller = @Caller AND RetryKey = @RetryKey";

    /// <summary>What is running in this process: its repeat is told so instead of waiting for the lock.</summary>
    private static readonly ConcurrentDictionary<(string, string, string), byte> running = new();

    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var given = context.Request.Headers[Header];
        if (!HttpMethods.IsPost(context.Request.Method) || given.Count == 0)
            return await next(invocation);
        if (given is not [{ Length: > 0 and <= Longest } key] || key.Any(letter => letter is <= ' ' or > '~'))
            throw Refusals.RequestInvalid.Because($"{Header} 为 1 至 {Longest} 个可见 ASCII 字符。", $"{Header} has 1 to {Longest} visible ASCII characters.")
                .With("errors", new Dictionary<string, string[]> { [Header] = [$"1…{Longest}"] });
        var services = context.RequestServices;
        var retries = new Idempotency(services.GetRequiredService<Db>(), services.GetRequiredService<Caller>(), services.GetRequiredService<TimeProvider>());
        return await retries.OnceAsync(context, key, async () => await next(invocation));
    }

    private async Task<KeptAnswer> OnceAsync(HttpContext context, string key, Func<Task<object?>> act)
    {
        var ct = context.RequestAborted;
        var digest = await DigestAsync(context.Request, ct);
        var (id, now) = (new { Caller = caller.Id, RetryKey = key, Oldest = clock.GetUtcNow() - Kept }, clock.GetUtcNow());
        var mine = (db.Dialect.Name, caller.Id, key);
        if (!running.TryAdd(mine, 0))
            throw Refusals.RetryInProgress.Plain().After(1);
        try
        {
            return await db.TransactAsync(async () =>
            {
                await db.ExecuteAsync(ForgetSql, id, ct);
                if (await db.ExecuteAsync(ReserveSql, new { Caller = caller.Id, RetryKey = key, Digest = digest, Now = now }, ct) == 0)
                    return Repeat(await db.FindAsync<Row>(FindSql, id, ct), digest, context);
                var answer = await KeptAnswer.CaptureAsync(context, await act());
                var secret = context.GetEndpoint()?.Metadata.GetMetadata<AnswersSecret>() is not null;
                await db.ExecuteAsync(KeepSql, new { id.Caller, id.RetryKey, answer.Status, Headers = answer.HeadersText(), Body = secret ? Seal.Close(answer.Body, context, key) : answer.Body, Sealed = secret }, ct);
                return answer;
            }, ct);
        }
        finally
        {
            running.TryRemove(mine, out _);
        }
    }

    private static KeptAnswer Repeat(Row? first, string digest, HttpContext context)
    {
        if (first?.Status is null)
            throw Refusals.RetryInProgress.Plain().After(1);
        if (first.Digest != digest)
            throw Refusals.RetryDiffers.Plain();
        var body = first.Sealed == true ? Seal.Open(first.Body!, context, context.Request.Headers[Header]!) ?? throw Refusals.AnswerSealed.Plain() : first.Body!;
        return KeptAnswer.Of(first.Status.Value, first.Headers!, body);
    }

    /// <summary>Method, address and body: the same key on another request is a mistake, not a repeat.</summary>
    private static async Task<string> DigestAsync(HttpRequest request, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n"));
        request.Body.Position = 0;
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal sealed record Row
    {
        public required string Digest { get; init; }
        public int? Status { get; init; }
        public string? Headers { get; init; }
        public string? Body { get; init; }
        public bool? Sealed { get; init; }
    }
}

/// <summary>The answer holds a secret that is shown once: what is kept of it for a repeat can be read only with the credential that asked.</summary>
internal sealed record AnswersSecret;
