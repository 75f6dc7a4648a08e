using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Changes;

/// <summary>Reads what happened since a position.</summary>
internal static class ReadChanges
{
    /// <param name="Items">What happened, in commit order.</param>
    /// <param name="Position">The position reached: ask after it next. It passes what the caller may not read.</param>
    /// <param name="Epoch">Which life of the feed the positions belong to; new with every restore.</param>
    public sealed record ChangePage(IReadOnlyList<Change> Items, long Position, string Epoch)
    {
        internal static ChangePage Example =>
            new(
                [
                    new Change(
                        17,
                        "indicator.value.reported",
                        "/api/v1/indicators/2022-fitness-tests/values/2022-06",
                        new DateTimeOffset(2022, 6, 24, 9, 0, 0, TimeSpan.FromHours(8)),
                        "文体中心",
                        JsonSerializer.SerializeToElement(
                            new
                            {
                                indicator = "2022-fitness-tests",
                                period = "2022-06",
                                value = 560,
                            }
                        )
                    ),
                ],
                17,
                "01817f3e0c0073a29b8d4f6e5c3a2b10"
            );
    }

    /// <param name="Position">Rises in commit order without gaps.</param>
    /// <param name="Kind">What happened, in the past tense: indicator.value.reported.</param>
    /// <param name="Subject">The URL of what it happened to.</param>
    /// <param name="At">When.</param>
    /// <param name="By">By whom.</param>
    /// <param name="Data">What it was then.</param>
    public sealed record Change(
        long Position,
        string Kind,
        string Subject,
        DateTimeOffset At,
        string By,
        JsonElement Data
    );

    internal sealed record Query(long After, string? Epoch, int Limit, IReadOnlyList<string> Kinds)
        : IQuery<ChangePage>;

    private static readonly Exports.Table<Change> table = new(
        "变更",
        new(ChangePage.Example.Items[0])
        {
            { "序号", change => change.Position },
            { "事项", change => change.Kind },
            { "对象", change => change.Subject },
            { "时间", change => change.At },
            { "操作人", change => change.By },
            { "内容", change => change.Data },
        }
    );

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("changes", Handle)
            .WithName(nameof(ReadChanges))
            .Needs(ChangeRights.Read)
            .SendsAs(
                table,
                (ChangePage page) => page.Items,
                parameter => parameter.Name == "after",
                (page, _) => page.Items.Count < Paging.Most ? null : page.Position
            )
            .Refuses(Refusals.RequestInvalid, ChangeRefusals.Gone);

    /// <summary>Read the change feed</summary>
    /// <remarks>
    /// Keep the position and the epoch of the last answer and ask after it: nothing is lost and nothing comes twice. An
    /// empty page means there is nothing newer. Every kind names the right it takes: of what a caller may not read, by
    /// right or by unit, nothing is shown, and the position passes it. After a restore the feed has another epoch. A
    /// position of another epoch, or beyond the head, is 410: its <c>begin</c> is where to begin again,
    /// <c>position</c> and <c>epoch</c> are where the feed stands.
    /// </remarks>
    /// <param name="after">The last position seen; from the beginning if omitted.</param>
    /// <param name="epoch">The epoch the position is from; without it a restore is noticed only beyond the head.</param>
    /// <param name="kinds">Only these kinds, separated by commas.</param>
    /// <response code="200">What happened after the position.</response>
    internal static async Task<Ok<ChangePage>> Handle(
        IMediator mediator,
        long? after,
        string? epoch,
        [Only("limit")] Paging page,
        string? kinds,
        CancellationToken ct
    )
    {
        if (after < 0)
            throw Refusals
                .RequestInvalid.WithDetail("after 不能为负。", "after is not negative.")
                .With("errors", new Dictionary<string, string[]> { ["after"] = ["≥ 0"] });
        var wanted = (kinds ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted.FirstOrDefault(kind => !ChangeKinds.All.ContainsKey(kind)) is { } unknown)
            throw Refusals
                .RequestInvalid.WithDetail($"没有变更类型“{unknown}”。", $"There is no kind of change '{unknown}'.")
                .With(
                    "errors",
                    new Dictionary<string, string[]>
                    {
                        ["kinds"] = [string.Join(", ", ChangeKinds.All.Keys.Order(StringComparer.Ordinal))],
                    }
                );
        return TypedResults.Ok(await mediator.Send(new Query(after ?? 0, epoch, page.Limit, wanted), ct));
    }

    internal sealed class Handler(Db db, Reaches reaches, FeedChain feed, Caller caller)
        : IQueryHandler<Query, ChangePage>
    {
        /// <summary>
        /// Kinds the caller may not read are not among @Kinds; of the others a caller of a unit sees what names one of
        /// @Units.
        /// </summary>
        public const string AfterSql = """
            SELECT f.Position, f.Kind, f.Subject, f.Data, f.HappenedAt, f.HappenedBy
            FROM ChangeFeed f
            WHERE f.Position > @After AND f.Position <= @Head AND f.Kind IN @Kinds
              AND (@All = 1 OR f.Unit IN @Units OR (f.Unit IS NULL AND @Town = 1)
                   OR EXISTS (SELECT 1 FROM ChangeFeedUnits u WHERE u.Position = f.Position AND u.Unit IN @Units))
            ORDER BY f.Position
            {page}
            """;

        public async Task<ChangePage> Handle(Query query, CancellationToken cancellationToken)
        {
            var reach = await reaches.OfCallerAsync(cancellationToken);
            var head = await feed.HeadAsync(cancellationToken);
            var epoch = head.Epoch ?? "";
            if (query.After > head.Position || (query.Epoch is not null && query.Epoch != epoch))
                throw ChangeRefusals
                    .Gone.WithDetail(
                        $"变更流现至第 {head.Position} 位，纪元为 {epoch}；请从头重新读取。",
                        $"The feed stands at {head.Position} in epoch {epoch}; begin again."
                    )
                    .With("position", head.Position)
                    .With("epoch", epoch)
                    .With("begin", $"/api/v1/changes?after=0&epoch={epoch}");
            var readable = ChangeKinds.All.Values.Where(kind =>
                Rights.Allow(caller, kind.Needs) && (query.Kinds.Count == 0 || query.Kinds.Contains(kind.Name))
            );
            var rows = await db.QueryAsync<Row>(
                AfterSql,
                new
                {
                    query.After,
                    Head = head.Position,
                    Skip = 0,
                    Take = query.Limit,
                    Kinds = readable.Select(kind => kind.Name).DefaultIfEmpty("").ToArray(),
                    All = caller.Unit is null ? 1 : 0,
                    Town = reach.IsTown ? 1 : 0,
                    Units = reach.Units.Keys.Where(unit => reach.Covers(unit)).Append(ChangeFeed.Everyone).ToArray(),
                },
                cancellationToken
            );
            var items = rows.Select(row => new Change(
                    row.Position,
                    row.Kind,
                    row.Subject,
                    row.HappenedAt,
                    row.HappenedBy,
                    JsonDocument.Parse(row.Data).RootElement
                ))
                .ToList();
            return new ChangePage(items, items.Count == query.Limit ? items[^1].Position : head.Position, epoch);
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
