using System.Text.Json;
using Changzheng.Api.Access;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Imports;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Changes;

/// <summary>Reads what happened since a position.</summary>
internal static class ReadChanges
{
    /// <param name="Items">What happened, in commit order.</param>
    /// <param name="Position">The position reached: ask after it next.</param>
    public sealed record ChangePage(IReadOnlyList<Change> Items, long Position)
    {
        internal static ChangePage Example => new([new Change(17, "indicator.value.reported", "/api/v1/indicators/2022-fitness-tests/values/2022-06",
            new DateTimeOffset(2022, 6, 24, 9, 0, 0, TimeSpan.FromHours(8)), "文体中心", JsonSerializer.SerializeToElement(new { indicator = "2022-fitness-tests", period = "2022-06", value = 560 }))], 17);
    }

    /// <param name="Position">Rises in commit order without gaps.</param>
    /// <param name="Kind">What happened, in the past tense: indicator.value.reported.</param>
    /// <param name="Subject">The URL of what it happened to.</param>
    /// <param name="At">When.</param>
    /// <param name="By">By whom.</param>
    /// <param name="Data">What it was then.</param>
    public sealed record Change(long Position, string Kind, string Subject, DateTimeOffset At, string By, JsonElement Data);

    internal sealed record Query(long After, int Limit, IReadOnlyList<string> Kinds) : IQuery<ChangePage>;

    private static readonly Exports.Table<Change> table = new("变更", new(ChangePage.Example.Items[0])
    {
        { "序号", change => change.Position },
        { "事项", change => change.Kind },
        { "对象", change => change.Subject },
        { "时间", change => change.At },
        { "操作人", change => change.By },
        { "内容", change => change.Data },
    });

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("changes", Handle)
        .WithName(nameof(ReadChanges))
        .Needs(Right.ReadChanges)
        .SendsAs(table, (ChangePage page) => page.Items, "after", page => page.Items.Count < PageRequest.Most ? null : page.Position)
        .Refuses(Refusals.RequestInvalid, Refusals.BeyondUnit);

    /// <summary>Read the change feed</summary>
    /// <remarks>Keep the position of the last answer and ask after it: nothing is lost and nothing comes twice. An empty page means there is nothing newer.</remarks>
    /// <param name="sender">The mediator.</param>
    /// <param name="after">The last position seen; from the beginning unless told.</param>
    /// <param name="limit">How many rows a page holds: 50 unless told, 500 at most.</param>
    /// <param name="kinds">Only these kinds, separated by commas.</param>
    /// <param name="ct">Cancels.</param>
    /// <response code="200">What happened after the position.</response>
    internal static async Task<Ok<ChangePage>> Handle(ISender sender, long? after, int? limit, string? kinds, CancellationToken ct)
    {
        if (after < 0)
            throw Refusals.RequestInvalid.Because("after 不能为负。", "after is not negative.").With("errors", new Dictionary<string, string[]> { ["after"] = ["≥ 0"] });
        var wanted = (kinds ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return TypedResults.Ok(await sender.Send(new Query(after ?? 0, PageRequest.Of(limit, null, null).Limit, wanted), ct));
    }

    internal sealed class Handler(Db db, Reaches reaches, FeedPosition feed) : IQueryHandler<Query, ChangePage>
    {
        public const string AfterSql = """
            SELECT Position, Kind, Subject, Data, HappenedAt, HappenedBy
            FROM ChangeFeed
            WHERE Position > @After AND Position <= @Head AND (@AllKinds = 1 OR Kind IN @Kinds)
            ORDER BY Position
            {page}
            """;

        public async ValueTask<ChangePage> Handle(Query query, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var head = await feed.ReadAsync(cancellationToken);
            var rows = await db.QueryAsync<Row>(AfterSql, new
            {
                query.After, Head = head, AllKinds = query.Kinds.Count == 0 ? 1 : 0, Kinds = query.Kinds.Count == 0 ? [""] : query.Kinds.ToArray(), Skip = 0, Take = query.Limit,
            }, cancellationToken);
            var items = rows.Select(row => new Change(row.Position, row.Kind, row.Subject, row.HappenedAt, row.HappenedBy, JsonDocument.Parse(row.Data).RootElement)).ToList();
            return new ChangePage(items, items.Count == query.Limit ? items[^1].Position : Math.Max(head, query.After));
        }

        internal sealed record Row
        {
            public required long Position { get; init; }
            public required string Kind { get; init; }
            public required string Subject { get; init; }
            public required string Data { get; init; }
            public required DateTimeOffset HappenedAt { get; init; }
            public required string HappenedBy { get; init; }
        }
    }
}
