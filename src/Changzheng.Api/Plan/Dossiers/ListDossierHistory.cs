using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>The history every kind of dossier has. The class that maps it describes it.</summary>
internal static class ListDossierHistory
{
    internal sealed record Query(DossierSubject Subject, string Code) : IQuery<IReadOnlyList<DossierEntry>>;

    private static readonly Exports.Table<DossierEntry> table = new(
        "变更记录",
        new(DossierEntry.Example)
        {
            { "版本", entry => entry.Version },
            { "动作", entry => entry.Action },
            { "日期", entry => entry.On },
            { "记录时间", entry => entry.RecordedAt },
            { "记录人", entry => entry.RecordedBy },
            { "内容", entry => entry.Said },
        }
    );

    /// <param name="slice">The class whose doc comment describes the operation, and whose name it has.</param>
    public static void MapHistory(this IEndpointRouteBuilder group, DossierSubject subject, Type slice, string route) =>
        group
            .MapGet(route, new Listing(subject).HandleAsync)
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(subject.Reads)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, subject.NotFound);

    private sealed class Listing(DossierSubject subject)
    {
        /// <response code="200">Every change, the first first.</response>
        public async Task<Ok<Page<DossierEntry>>> HandleAsync(
            IMediator mediator,
            DossierPath path,
            [Only("limit", "cursor")] Paging page,
            CancellationToken ct
        ) =>
            TypedResults.Ok(
                page.Cut(
                    await mediator.Send(new Query(subject, subject.CodeOf(path)), ct),
                    entry => $"{entry.Version:00000000}",
                    StringComparer.Ordinal
                )
            );
    }

    internal sealed class Handler(Db db, DossierRows rows) : IQueryHandler<Query, IReadOnlyList<DossierEntry>>
    {
        public async Task<IReadOnlyList<DossierEntry>> Handle(Query query, CancellationToken cancellationToken)
        {
            var dossier = await rows.GetAsync(query.Subject, query.Code, cancellationToken);
            var of = new { query.Subject.Kind, dossier.Code };
            var history = await db.QueryAsync<DossierRow>(DossierReplay.OfOneSql, of, cancellationToken);
            return [.. history.Select(DossierEntry.Of)];
        }
    }
}

/// <summary>One change of a dossier.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Action">What was done: open, amend, reach.</param>
/// <param name="On">The day it is about.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
/// <param name="Said">What the request said.</param>
public sealed record DossierEntry(
    int Version,
    string Action,
    DateOnly On,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    JsonElement Said
)
{
    internal static DossierEntry Example =>
        new(
            2,
            "reach",
            new DateOnly(2022, 6, 20),
            new DateTimeOffset(2022, 6, 21, 9, 0, 0, TimeSpan.FromHours(8)),
            "规建办",
            JsonDocument.Parse("""{"on":"2022-06-20","note":"施工单位进场"}""").RootElement
        );

    internal static DossierEntry Of(DossierRow row) =>
        new(
            row.Version,
            row.Action,
            row.EffectiveOn,
            row.RecordedAt,
            row.RecordedBy,
            JsonDocument.Parse(row.Said).RootElement
        );
}
