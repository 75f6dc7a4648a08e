using System.Diagnostics;
using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Diagnostics;

namespace Changzheng.Api.Platform.Audit;

/// <summary>
/// Who did what, append-only and chained by hash. A command's row is written in the command's own transaction, one row
/// however many rows the command touched: what it changed is in the change feed, whose position the row names. Writers
/// queue on the head row, so it is the last statement of a transaction.
/// </summary>
/// <remarks>The caller is handed in: sign-in failures are recorded before there is one.</remarks>
internal sealed class AuditTrail(Db db, TimeProvider clock, IHttpContextAccessor http)
{
    private (string Key, string By)? keys;

    public const string HeadSql =
        "SELECT Position, Hash, PurgedPosition, PurgedHash FROM AuditHead {hold} WHERE Id = 1";

    public const string AdvanceSql =
        "UPDATE AuditHead SET Position = @Position, Hash = @Hash WHERE Id = 1 AND Position = @Before";

    public const string AppendSql = """
        INSERT INTO AuditTrail (Position, RecordedAt, Caller, CallerId, Action, Outcome, Method, Path, Status, Code, Address, TraceId, Detail, PreviousHash, Hash)
        VALUES (@Position, @RecordedAt, @Caller, @CallerId, @Action, @Outcome, @Method, @Path, @Status, @Code, @Address, @TraceId, @Detail, @PreviousHash, @Hash)
        """;

    /// <summary>
    /// A command that was carried out. What a caller was answered may be another 2xx; here it is 200.
    /// </summary>
    /// <param name="change">The position the change feed stands at, when the command appended to it.</param>
    public Task DoneAsync(Caller caller, string command, long? change, CancellationToken ct)
    {
        object? detail =
            keys is { } both
                ? new
                {
                    change,
                    both.Key,
                    both.By,
                }
            : change is null ? null
            : new { change };
        keys = null;
        var done = Record(caller, AuditOutcome.Done, 200, null, detail);
        return AppendAsync(done with { Action = Operation() ?? command }, ct);
    }

    /// <summary>For the row of the running command: whose secret was shown, and to which credential.</summary>
    public void NoteKeys(string key, Caller to) => keys = (key, to.Id);

    /// <summary>
    /// A request that was not carried out; by itself, for the command's transaction has been rolled back.
    /// </summary>
    public Task RecordRefusedAsync(Caller caller, int status, string code, object? detail, CancellationToken ct) =>
        AppendAsync(Record(caller, AuditOutcome.Refused, status, code, detail), ct);

    /// <summary>A credential that did not open.</summary>
    public Task SignInFailedAsync(object detail, CancellationToken ct) =>
        AppendAsync(
            Record(Caller.Anonymous, AuditOutcome.Refused, 401, AccessRefusals.Unauthenticated.Code, detail) with
            {
                Action = "SignIn",
            },
            ct
        );

    /// <summary>Personal data shown to the caller: before it is shown, so that nothing is seen unrecorded.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="subjects">What it belongs to: the numbers of the tickets.</param>
    /// <param name="purpose">Why, in the caller's words.</param>
    public Task ReadAsync(Caller caller, IReadOnlyList<string> subjects, string purpose, CancellationToken ct) =>
        AppendAsync(Record(caller, AuditOutcome.Read, 200, null, new { subjects, purpose }), ct);

    /// <summary>Records a search by personal data, whatever it found, before the answer is sent.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="search">Whom for, masked.</param>
    /// <param name="subjects">What was found: the numbers of the tickets.</param>
    /// <param name="purpose">Why, in the caller's words.</param>
    public Task SearchAsync(
        Caller caller,
        string search,
        IReadOnlyList<string> subjects,
        string purpose,
        CancellationToken ct
    ) =>
        AppendAsync(
            Record(
                caller,
                AuditOutcome.Read,
                200,
                null,
                new
                {
                    search,
                    subjects,
                    purpose,
                }
            ),
            ct
        );

    public Task<AuditHead?> HeadAsync(CancellationToken ct) => db.FindAsync<AuditHead>(HeadSql, null, ct);

    /// <summary>
    /// The head moves only from where it was read: where a server ignores {hold}, the loser of a race reads again.
    /// </summary>
    public Task AppendAsync(AuditRecord record, CancellationToken ct) =>
        db.TransactAsync(
            async () =>
            {
                while (true)
                {
                    var head =
                        await HeadAsync(ct) ?? throw new InvalidOperationException("The audit trail has no head.");
                    var linked = (record with { RecordedAt = clock.GetUtcNow().TruncateToMilliseconds() }).LinkTo(head);
                    if (
                        await db.ExecuteAsync(
                            AdvanceSql,
                            new
                            {
                                linked.Position,
                                linked.Hash,
                                Before = head.Position,
                            },
                            ct
                        ) == 0
                    )
                        continue;
                    await db.ExecuteAsync(AppendSql, linked.Row(), ct);
                    return true;
                }
            },
            ct
        );

    private AuditRecord Record(Caller caller, AuditOutcome outcome, int status, string? code, object? detail)
    {
        var context = http.HttpContext;
        return new AuditRecord
        {
            Caller = caller.Name,
            CallerId = caller.Id,
            Action = Operation() ?? "Unmatched",
            Outcome = outcome,
            Method = Truncate(context?.Items[Verbs.SentMethod] as string ?? context?.Request.Method ?? "", 10),
            Path = Truncate(context?.Request.Path.Value ?? "", 300),
            Status = status,
            Code = code,
            Address = context?.Connection.RemoteIpAddress is { } address ? Networks.UnmapIPv4(address).ToString() : "",
            TraceId = Activity.Current?.TraceId.ToString() ?? Truncate(context?.TraceIdentifier ?? "", 64),
            Detail = detail is null ? null : JsonSerializer.Serialize(detail, Json.Stored),
        };
    }

    /// <summary>
    /// Where a request was refused by an exception, the handler has taken its endpoint away and keeps it aside.
    /// </summary>
    private string? Operation() =>
        (http.HttpContext?.GetEndpoint() ?? http.HttpContext?.Features.Get<IExceptionHandlerFeature>()?.Endpoint)
            ?.Metadata.GetMetadata<IEndpointNameMetadata>()
            ?.EndpointName;

    /// <summary>
    /// Cut before it is hashed, or the row read back would not be the row hashed; half a character would not be either.
    /// </summary>
    private static string Truncate(string text, int most)
    {
        var plain = string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));
        return plain.Length <= most ? plain
            : char.IsHighSurrogate(plain[most - 1]) ? plain[..(most - 1)]
            : plain[..most];
    }
}
