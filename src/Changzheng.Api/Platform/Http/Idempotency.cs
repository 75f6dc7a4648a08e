using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Http;

/// <summary>
/// A POST sent again under its Idempotency-Key is answered as the first time and done once. The record commits with the
/// effect, so there is no moment at which one exists without the other; a refusal rolls both back and is not kept.
/// </summary>
internal sealed class Idempotency(Db db, PersonalData personal, Caller caller, TimeProvider clock)
{
    public const string Header = "Idempotency-Key",
        Replayed = "Idempotency-Replayed";

    public const int Longest = 255;

    /// <summary>A day is what callers are promised.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public const string ForgetSql =
        "DELETE FROM IdempotencyKeys WHERE Caller = @Caller AND RetryKey = @RetryKey AND RecordedAt < @Oldest";

    public const string ReserveSql = """
        INSERT INTO IdempotencyKeys (Caller, RetryKey, Digest, Status, Headers, Body, Sealed, RecordedAt)
        SELECT @Caller, @RetryKey, @Digest, NULL, NULL, NULL, NULL, @Now
        WHERE NOT EXISTS (SELECT 1 FROM IdempotencyKeys {hold} WHERE Caller = @Caller AND RetryKey = @RetryKey)
        """;

    public const string FindSql =
        "SELECT Digest, Status, Headers, Body, Sealed FROM IdempotencyKeys WHERE Caller = @Caller AND RetryKey = @RetryKey";

    public const string KeepSql =
        "UPDATE IdempotencyKeys SET Status = @Status, Headers = @Headers, Body = @Body, Sealed = @Sealed WHERE Caller = @Caller AND RetryKey = @RetryKey";

    /// <summary>
    /// The requests running in this process: a repeat is refused at once instead of waiting for the lock.
    /// </summary>
    private static readonly ConcurrentDictionary<(string, string, string), byte> running = new();

    public static async ValueTask<object?> FilterAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var context = invocation.HttpContext;
        var given = context.Request.Headers[Header];
        if (!HttpMethods.IsPost(context.Request.Method) || given.Count == 0)
            return await next(invocation);
        if (given is not [{ Length: > 0 and <= Longest } key] || key.Any(letter => letter is <= ' ' or > '~'))
            throw Refusals
                .RequestInvalid.WithDetail(
                    $"{Header} 为 1 至 {Longest} 个可见 ASCII 字符。",
                    $"{Header} has 1 to {Longest} visible ASCII characters."
                )
                .With("errors", new Dictionary<string, string[]> { [Header] = [$"1…{Longest}"] });
        var services = context.RequestServices;
        var retries = new Idempotency(
            services.GetRequiredService<Db>(),
            services.GetRequiredService<PersonalData>(),
            services.GetRequiredService<Caller>(),
            services.GetRequiredService<TimeProvider>()
        );
        return await retries.OnceAsync(context, key, async () => await next(invocation));
    }

    private async Task<KeptAnswer> OnceAsync(HttpContext context, string key, Func<Task<object?>> act)
    {
        var ct = context.RequestAborted;
        var digest = await DigestAsync(context, ct);
        var (id, now) = (
            new
            {
                Caller = caller.Id,
                RetryKey = key,
                Oldest = clock.GetUtcNow() - Retention,
            },
            clock.GetUtcNow()
        );
        var mine = (db.Dialect.Name, caller.Id, key);

        async Task<KeptAnswer> KeepAsync(object? result)
        {
            var answer = await KeptAnswer.CaptureAsync(context, result);
            var (own, secret) = (
                IsPersonal(context),
                context.GetEndpoint()?.Metadata.GetMetadata<AnswersSecret>() is not null
            );
            var body =
                own ? personal.Seal(answer.Body)
                : secret ? Seal.Close(answer.Body, context, key)
                : answer.Body;
            await db.ExecuteAsync(
                KeepSql,
                new
                {
                    id.Caller,
                    id.RetryKey,
                    answer.Status,
                    Headers = answer.HeadersText(),
                    Body = body,
                    Sealed = own || secret,
                },
                ct
            );
            return answer;
        }

        if (!running.TryAdd(mine, 0))
            throw Refusals.RetryInProgress.ToRefusal().WithRetryAfter(1);
        try
        {
            Later? later = null;
            var first = await db.TransactAsync(
                async () =>
                {
                    await db.ExecuteAsync(ForgetSql, id, ct);
                    if (
                        await db.ExecuteAsync(
                            ReserveSql,
                            new
                            {
                                Caller = caller.Id,
                                RetryKey = key,
                                Digest = digest,
                                Now = now,
                            },
                            ct
                        ) == 0
                    )
                        return Repeat(await db.FindAsync<Row>(FindSql, id, ct), digest, context);
                    var result = await act();
                    later = result as Later;
                    return await KeepAsync(later?.Now ?? result);
                },
                ct
            );
            // Committed and stored. Waiting for more (Prefer: wait) happens after this, and a repeat gets the stored
            // answer.
            return later is not null && await later.WaitAsync() is { } last
                ? await db.TransactAsync(() => KeepAsync(last), ct)
                : first;
        }
        finally
        {
            running.TryRemove(mine, out _);
        }
    }

    private KeptAnswer Repeat(Row? first, string digest, HttpContext context)
    {
        if (first?.Status is null)
            throw Refusals.RetryInProgress.ToRefusal().WithRetryAfter(1);
        if (first.Digest != digest)
            throw Refusals.RetryDiffers.ToRefusal();
        var body =
            first.Sealed != true ? first.Body!
            : IsPersonal(context) ? personal.Open<string>(first.Body!)
            : Seal.Open(first.Body!, context, context.Request.Headers[Header]!)
                ?? throw Refusals.AnswerSealed.ToRefusal();
        return KeptAnswer.Of(first.Status.Value, first.Headers!, body);
    }

    private static bool IsPersonal(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AnswersPersonal>() is not null;

    /// <summary>Method, address and body: the same key on another request is a mistake, not a repeat.</summary>
    private static async Task<string> DigestAsync(HttpContext context, CancellationToken ct)
    {
        var request = context.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ReadsOwnBody>() is { } own)
        {
            hash.AppendData(
                Encoding.UTF8.GetBytes(
                    $"{request.Method} {request.Path}{request.QueryString}\n{await own.DigestAsync(context, ct)}"
                )
            );
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        hash.AppendData(
            Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.ContentType}\n")
        );
        request.Body.Position = 0;
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0; )
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
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

/// <summary>The answer may quote personal data: what is kept of it for a repeat is sealed.</summary>
internal sealed record AnswersPersonal;

/// <summary>
/// The operation's body is read by the operation, as large as it comes; this reads it before the transaction, and says
/// what it is.
/// </summary>
internal sealed record ReadsOwnBody(Func<HttpContext, CancellationToken, Task<string>> DigestAsync);

/// <summary>What is answered at once, and what instead to who waits: never inside a transaction.</summary>
/// <param name="Now">What is true when the command has committed.</param>
/// <param name="WaitAsync">Waits; null where it was in vain.</param>
internal sealed record Later(IResult Now, Func<Task<IResult?>> WaitAsync) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext) =>
        await (await WaitAsync() ?? Now).ExecuteAsync(httpContext);
}

/// <summary>
/// The answer holds a secret that is shown once: what is kept of it for a repeat can be read only with the credential
/// that asked.
/// </summary>
internal sealed record AnswersSecret;
