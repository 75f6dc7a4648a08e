using System.Globalization;
using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Audit;

/// <summary>Reads the audit trail.</summary>
internal static class ReadAudit
{
    /// <param name="Position">Rises without gaps.</param>
    /// <param name="At">When.</param>
    /// <param name="Caller">Who: the name of the key or of the person.</param>
    /// <param name="CallerId">Which key or person of that name; empty for nobody signed in.</param>
    /// <param name="Action">The operation, SignIn for a credential that did not open.</param>
    /// <param name="Outcome">Done, refused, or personal data that was read.</param>
    /// <param name="Method">The HTTP method; empty for what the program did itself.</param>
    /// <param name="Path">The path asked for.</param>
    /// <param name="Status">200 for what was done; the status of the refusal.</param>
    /// <param name="Code">The refusal's code.</param>
    /// <param name="Address">Where the request came from.</param>
    /// <param name="TraceId">Names the request in every log line.</param>
    /// <param name="Detail">
    /// For a command, the change feed's position after it; for personal data, what was read and why; for a failed
    /// sign-in, why.
    /// </param>
    /// <param name="PreviousHash">Hash of the row before.</param>
    /// <param name="Hash">SHA-256 over every column of this row and the hash of the row before.</param>
    public sealed record AuditEntry(
        long Position,
        DateTimeOffset At,
        string Caller,
        string CallerId,
        string Action,
        AuditOutcome Outcome,
        string Method,
        string Path,
        int Status,
        string? Code,
        string Address,
        string TraceId,
        JsonElement? Detail,
        string PreviousHash,
        string Hash
    )
    {
        internal static AuditEntry Example =>
            new(
                1204,
                new DateTimeOffset(2022, 7, 5, 9, 0, 0, TimeSpan.FromHours(8)),
                "文体中心",
                "01817f3e0c0073a29b8d4f6e5c3a2b10",
                "ReportIndicatorValue",
                AuditOutcome.Done,
                "PUT",
                "/api/v1/indicators/2022-fitness-tests/values/2022-06",
                200,
                null,
                "10.1.2.3",
                "0af7651916cd43dd8448eb211c80319c",
                JsonSerializer.SerializeToElement(new { change = 17 }),
                new string('a', 64),
                new string('b', 64)
            );
    }

    internal sealed record Filter(
        string? Caller,
        string? Action,
        AuditOutcome? Outcome,
        string? Code,
        DateTimeOffset? Since,
        DateTimeOffset? Until
    );

    internal sealed record Query(Filter Filter, Paging Page) : IQuery<AuditRows>;

    internal sealed record AuditRows(IReadOnlyList<AuditRecord> Rows, int? Total);

    private static readonly Exports.Table<AuditEntry> table = new(
        "审计记录",
        new(AuditEntry.Example)
        {
            { "序号", entry => entry.Position },
            { "时间", entry => entry.At },
            { "操作人", entry => entry.Caller },
            { "操作人标识", entry => entry.CallerId },
            { "操作", entry => entry.Action },
            { "结果", entry => entry.Outcome },
            { "请求方法", entry => entry.Method },
            { "路径", entry => entry.Path },
            { "状态码", entry => entry.Status },
            { "拒绝代码", entry => entry.Code },
            { "来源地址", entry => entry.Address },
            { "追踪号", entry => entry.TraceId },
            { "详情", entry => entry.Detail },
            { "上一条摘要", entry => entry.PreviousHash },
            { "摘要", entry => entry.Hash },
        }
    );

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("audit", Handle)
            .WithName(nameof(ReadAudit))
            .Needs(AuditRights.Read)
            .SendsAs(table)
            .WithMetadata(new NotCached())
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, AccessRefusals.BeyondUnit);

    /// <summary>Read the audit trail</summary>
    /// <remarks>
    /// Every command, every refused one, every reading of personal data, every failed sign-in, in the order they
    /// happened. There is no way to change or delete a row.
    /// </remarks>
    /// <param name="caller">Only what this caller did, by name.</param>
    /// <param name="action">Only this operation.</param>
    /// <param name="outcome">Only with this outcome.</param>
    /// <param name="code">Only refused with this code.</param>
    /// <param name="since">Only from this instant on, RFC 3339 with offset.</param>
    /// <param name="until">Only before this instant, RFC 3339 with offset.</param>
    /// <response code="200">The rows, the oldest first.</response>
    internal static async Task<Ok<Page<AuditEntry>>> Handle(
        IMediator mediator,
        string? caller,
        string? action,
        Choice<AuditOutcome>? outcome,
        string? code,
        string? since,
        string? until,
        Paging page,
        CancellationToken ct
    )
    {
        var found = await mediator.Send(
            new Query(
                new Filter(caller, action, outcome?.Value, code, Instant("since", since), Instant("until", until)),
                page
            ),
            ct
        );
        return TypedResults.Ok(
            page.Answer(
                [.. found.Rows.Select(View)],
                entry => entry.Position.ToString(CultureInfo.InvariantCulture),
                found.Total
            )
        );
    }

    private static DateTimeOffset? Instant(string name, string? text) =>
        text is null ? null
        : Moment.TryParse(text, out var instant) ? instant
        : throw Refusals
            .RequestInvalid.WithDetail(
                $"{name} 写成 2022-03-31T17:00:00+08:00。",
                $"{name} is written 2022-03-31T17:00:00+08:00."
            )
            .With("errors", new Dictionary<string, string[]> { [name] = ["RFC 3339"] });

    private static AuditEntry View(AuditRecord row) =>
        new(
            row.Position,
            row.RecordedAt,
            row.Caller,
            row.CallerId,
            row.Action,
            row.Outcome,
            row.Method,
            row.Path,
            row.Status,
            row.Code,
            row.Address,
            row.TraceId,
            ParseDetail(row.Detail),
            row.PreviousHash,
            row.Hash
        );

    /// <summary>A row somebody tampered with is still shown.</summary>
    private static JsonElement? ParseDetail(string? detail)
    {
        try
        {
            return detail is null ? null : JsonElement.Parse(detail);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(detail);
        }
    }

    internal sealed class Handler(Db db, Reaches reaches) : IQueryHandler<Query, AuditRows>
    {
        public const string PageSql = """
            SELECT Position, RecordedAt, Caller, CallerId, Action, Outcome, Method, Path, Status, Code, Address, TraceId, Detail, PreviousHash, Hash
            FROM AuditTrail
            WHERE Position > @After AND (@Caller IS NULL OR Caller = @Caller) AND (@Action IS NULL OR Action = @Action) AND (@Outcome IS NULL OR Outcome = @Outcome)
              AND (@Code IS NULL OR Code = @Code) AND (@Since IS NULL OR RecordedAt >= @Since) AND (@Until IS NULL OR RecordedAt < @Until)
            ORDER BY Position
            {page}
            """;

        public const string CountSql = """
            SELECT COUNT(*)
            FROM AuditTrail
            WHERE (@Caller IS NULL OR Caller = @Caller) AND (@Action IS NULL OR Action = @Action) AND (@Outcome IS NULL OR Outcome = @Outcome)
              AND (@Code IS NULL OR Code = @Code) AND (@Since IS NULL OR RecordedAt >= @Since) AND (@Until IS NULL OR RecordedAt < @Until)
            """;

        public async Task<AuditRows> Handle(Query query, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var (filter, page) = query;
            var after =
                page.After is null ? 0
                : long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                    ? position
                : throw Refusals.CursorInvalid.WithDetail(
                    "游标须取自上一页的 next。",
                    "A cursor comes from the last page's next."
                );
            var parameters = new
            {
                After = after,
                filter.Caller,
                filter.Action,
                Outcome = filter.Outcome is { } outcome ? outcome.Text() : null,
                filter.Code,
                filter.Since,
                filter.Until,
                Skip = 0,
                Take = page.Limit + 1,
            };
            return new AuditRows(
                await db.QueryAsync<AuditRecord>(PageSql, parameters, cancellationToken),
                page.Count ? await db.FindAsync<int>(CountSql, parameters, cancellationToken) : null
            );
        }
    }
}
