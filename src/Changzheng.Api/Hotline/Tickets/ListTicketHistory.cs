using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Lists everything that ever happened to a ticket.</summary>
internal static class ListTicketHistory
{
    /// <param name="Version">The version it made; events have no gaps.</param>
    /// <param name="Action">What happened.</param>
    /// <param name="From">The status before; null for the registration.</param>
    /// <param name="To">The status after.</param>
    /// <param name="Unit">The acting unit after.</param>
    /// <param name="DueAt">The deadline after.</param>
    /// <param name="At">When it happened.</param>
    /// <param name="RecordedAt">When it was recorded.</param>
    /// <param name="RecordedBy">By whom.</param>
    /// <param name="LateEntry">Recorded later than the channel's grace; the rates judge it by recordedAt.</param>
    /// <param name="Said">
    /// What was said of it; of an import, its changes: each field by its name, before and after.
    /// Personal data masked unless revealed.
    /// </param>
    public sealed record TicketEvent(
        int Version,
        TicketAction Action,
        TicketStatus? From,
        TicketStatus To,
        string? Unit,
        DateTimeOffset DueAt,
        DateTimeOffset At,
        DateTimeOffset RecordedAt,
        string RecordedBy,
        bool LateEntry,
        JsonElement Said
    )
    {
        internal static TicketEvent Example =>
            new(
                2,
                TicketAction.Dispatch,
                TicketStatus.Registered,
                TicketStatus.Dispatched,
                "310107102-GLB",
                new DateTimeOffset(2022, 4, 28, 23, 59, 59, TimeSpan.FromHours(8)),
                new DateTimeOffset(2022, 4, 22, 10, 0, 0, TimeSpan.FromHours(8)),
                new DateTimeOffset(2022, 4, 22, 10, 0, 0, TimeSpan.FromHours(8)),
                "城运中心派单员",
                false,
                JsonSerializer.SerializeToElement(new { unit = "310107102-GLB" })
            );
    }

    internal sealed record Query(string Number, bool Reveal) : IQuery<IReadOnlyList<TicketEvent>>;

    private static readonly Exports.Table<TicketEvent> table = new(
        "工单流转",
        new(TicketEvent.Example)
        {
            { "版本", happened => happened.Version },
            { "动作", happened => happened.Action },
            { "前一状态", happened => happened.From },
            { "状态", happened => happened.To },
            { "承办单位", happened => happened.Unit },
            { "办理期限", happened => happened.DueAt },
            { "发生时间", happened => happened.At },
            { "记录时间", happened => happened.RecordedAt },
            { "记录人", happened => happened.RecordedBy },
            { "是否补录", happened => happened.LateEntry },
            { "内容", happened => happened.Said },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("tickets/{number}/history", Handle)
            .WithName(nameof(ListTicketHistory))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(
                TicketRefusals.NotFound,
                Refusals.RequestInvalid,
                Refusals.CursorInvalid,
                PrivacyRefusals.PurposeNeeded,
                AccessRefusals.Forbidden
            );

    /// <summary>List a ticket's history</summary>
    /// <remarks>
    /// Append-only: every action with its time, its person and what was said. Masked unless a purpose is stated.
    /// </remarks>
    /// <param name="number">The ticket.</param>
    /// <param name="purpose">What the personal data is needed for; masked without it.</param>
    /// <param name="purposeHeader">The same as a header, percent-encoded.</param>
    /// <response code="200">The events, the first first.</response>
    internal static async Task<Ok<Page<TicketEvent>>> Handle(
        HttpContext context,
        IMediator mediator,
        string number,
        string? purpose,
        [FromHeader(Name = "Purpose")] string? purposeHeader,
        Paging page,
        CancellationToken ct
    )
    {
        var stated = RevealTickets.PurposeOf(purpose, purposeHeader);
        var masked = await mediator.Send(new Query(number, Reveal: false), ct);
        var events = await RevealTickets.AskAsync(context, mediator, stated, [number], ct) is null
            ? masked
            : await mediator.Send(new Query(number, Reveal: true), ct);
        return TypedResults.Ok(page.Cut(events, happened => $"{happened.Version:00000000}", StringComparer.Ordinal));
    }

    internal sealed class Handler(TicketRows rows, EventLog log, Db db)
        : IQueryHandler<Query, IReadOnlyList<TicketEvent>>
    {
        public const string EventsSql = """
            SELECT Version, Action, FromStatus, ToStatus, Unit, DueAt, At, RecordedAt, RecordedBy, LateEntry, Said, Sealed
            FROM TicketEvents
            WHERE Number = @Number
            ORDER BY Version
            """;

        public async Task<IReadOnlyList<TicketEvent>> Handle(Query query, CancellationToken cancellationToken)
        {
            var ticket = await rows.GetToReadAsync(query.Number, cancellationToken);
            var read = await db.QueryAsync<Row>(EventsSql, new { ticket.Number }, cancellationToken);
            var events = read.Select(row =>
                    (Row: row, Said: log.Read(new EventWords(row.Said, row.Sealed), query.Reveal))
                )
                .ToList();
            var repeats = events.Where(one => one.Row.Action == TicketAction.Repeat).Select(one => one.Said).ToList();
            await HideForeignAsync(repeats, cancellationToken);
            return [.. events.Select(one => View(one.Row, one.Said))];
        }

        private static TicketEvent View(Row row, JsonObject said) =>
            new(
                row.Version,
                row.Action,
                row.FromStatus,
                row.ToStatus,
                row.Unit,
                row.DueAt,
                row.At,
                row.RecordedAt,
                row.RecordedBy,
                row.LateEntry == true,
                JsonElement.Parse(said.ToJsonString(Json.Stored))
            );

        /// <summary>Removes the number of the earlier ticket where the caller may not see that one.</summary>
        private async Task HideForeignAsync(IReadOnlyList<JsonObject> words, CancellationToken ct)
        {
            var numbers = words.Select(one => one["of"]?.GetValue<string>()).OfType<string>().ToList();
            var visible = await rows.FindVisibleAsync(numbers, ct);
            foreach (var one in words.Where(one => one["of"]?.GetValue<string>() is { } of && !visible.Contains(of)))
                one["of"] = null;
        }

        internal sealed record Row
        {
            public int Version { get; init; }
            public TicketAction Action { get; init; }
            public TicketStatus? FromStatus { get; init; }
            public TicketStatus ToStatus { get; init; }
            public string? Unit { get; init; }
            public DateTimeOffset DueAt { get; init; }
            public DateTimeOffset At { get; init; }
            public DateTimeOffset RecordedAt { get; init; }
            public string RecordedBy { get; init; } = "";
            public bool? LateEntry { get; init; }
            public string Said { get; init; } = "";
            public string? Sealed { get; init; }
        }
    }
}
