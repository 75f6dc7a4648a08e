using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Reads a measure's forecast as it stands, and every earlier one.</summary>
internal static class ListForecasts
{
    internal sealed record Query(string Plan, string Code) : IQuery<IReadOnlyList<MeasureForecast>>;

    private static readonly Exports.Table<MeasureForecast> table = new(
        "举措预计",
        new(MeasureForecast.Example)
        {
            { "版本", forecast => forecast.Version },
            { "预计", forecast => forecast.Outlook },
            { "原因", forecast => forecast.Reason },
            { "补救措施", forecast => forecast.Remedy },
            { "预计日期", forecast => forecast.On },
            { "记录时间", forecast => forecast.RecordedAt },
            { "记录人", forecast => forecast.RecordedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder plans)
    {
        plans
            .MapGet("{plan}/measures/{code}/forecast", HandleCurrent)
            .WithName("GetForecast")
            .Needs(PlanRights.Read)
            .Refuses(PlanRefusals.NotFound, MeasureRefusals.NotFound, MeasureRefusals.ForecastNotFound);
        plans
            .MapGet("{plan}/measures/{code}/forecast/history", HandleHistory)
            .WithName("ListForecastHistory")
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, PlanRefusals.NotFound, MeasureRefusals.NotFound);
    }

    /// <summary>Read a measure's forecast</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <response code="200">The last one.</response>
    internal static async Task<Ok<MeasureForecast>> HandleCurrent(
        IMediator mediator,
        string plan,
        string code,
        CancellationToken ct
    )
    {
        var history = await mediator.Send(new Query(plan, code), ct);
        return history.Count == 0 ? throw MeasureRefusals.ForecastNotFound.ToRefusal() : TypedResults.Ok(history[^1]);
    }

    /// <summary>List every forecast of a measure</summary>
    /// <remarks>Append-only: what was foreseen, when, by whom, and what was to be done about it.</remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <response code="200">The versions, the first first.</response>
    internal static async Task<Ok<Page<MeasureForecast>>> HandleHistory(
        IMediator mediator,
        string plan,
        string code,
        Paging page,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            page.Cut(
                await mediator.Send(new Query(plan, code), ct),
                forecast => $"{forecast.Version:00000000}",
                StringComparer.Ordinal
            )
        );

    internal sealed class Handler(Db db, Boards boards, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<MeasureForecast>>
    {
        public async Task<IReadOnlyList<MeasureForecast>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await boards.SeeAsync(query.Plan, Viewpoint.Of(null, null, null, clock), cancellationToken);
            board.Measure(query.Code);
            var of = new { PlanCode = query.Plan, query.Code };
            var history = await db.QueryAsync<ForecastVersion>(ForecastVersion.HistorySql, of, cancellationToken);
            return [.. history.Select(version => version.View())];
        }
    }
}
