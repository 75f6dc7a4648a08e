using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Measures;

/// <summary>
/// Says whether a measure will be done by its day, and if that is not certain, why and what is done about it. Every
/// version is kept, so that the year's end can hold forecast against outcome.
/// </summary>
internal static class ForecastMeasure
{
    /// <param name="Outlook">Whether it will be done by its day.</param>
    /// <param name="Reason">Why that is not certain; needed unless it is.</param>
    /// <param name="Remedy">What is done about it; needed unless it is certain.</param>
    public sealed record Request(
        Outlook Outlook,
        [property: JsonConverter(typeof(Masked))] string? Reason = null,
        [property: JsonConverter(typeof(Masked))] string? Remedy = null
    )
    {
        internal static Request Example => new(Outlook.Possible, "管线搬迁滞后", "请区协调会商，9月底前完成搬迁");
    }

    internal sealed record Command(string Plan, string Code, Request Forecast, int? Expected)
        : ICommand<MeasureForecast>;

    public static void Map(IEndpointRouteBuilder plans) =>
        plans
            .MapPut("{plan}/measures/{code}/forecast", Handle)
            .WithName(nameof(ForecastMeasure))
            .Needs(PlanRights.Report)
            .Refuses(
                Refusals.RequestInvalid,
                AccessRefusals.BeyondUnit,
                PlanRefusals.NotFound,
                MeasureRefusals.NotFound,
                PlanRefusals.Closed,
                MeasureRefusals.SignedOff,
                MeasureRefusals.ForecastTooLate,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Forecast a measure</summary>
    /// <remarks>
    /// The first is sent without If-Match; whatever follows names the version it follows. What is signed off, and a
    /// year that is over, are not forecast.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="code">The measure: 4.2.5.</param>
    /// <param name="request">The forecast.</param>
    /// <response code="201">Forecast for the first time.</response>
    /// <response code="200">Forecast anew.</response>
    internal static async Task<Results<Created<MeasureForecast>, Ok<MeasureForecast>>> Handle(
        IMediator mediator,
        string plan,
        string code,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    )
    {
        var forecast = await mediator.Send(new Command(plan, code, request, ifMatch.FindVersion()), ct);
        return forecast.Version == 1
            ? TypedResults.Created($"/api/v1/plans/{plan}/measures/{code}/forecast", forecast)
            : TypedResults.Ok(forecast);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Forecast.Reason).NotEmpty().When(c => c.Forecast.Outlook != Outlook.Certain);
            RuleFor(c => c.Forecast.Remedy).NotEmpty().When(c => c.Forecast.Outlook != Outlook.Certain);
            RuleFor(c => c.Forecast.Reason).MaximumLength(500);
            RuleFor(c => c.Forecast.Remedy).MaximumLength(500);
        }
    }

    internal sealed class Handler(
        Db db,
        Boards boards,
        ProgressLedger ledger,
        Reaches reaches,
        ChangeFeed changes,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, MeasureForecast>
    {
        public const string AppendSql = $"INSERT INTO MeasureForecasts {{insert {ForecastRow.Columns}}}";

        public async Task<MeasureForecast> Handle(Command command, CancellationToken cancellationToken)
        {
            await ledger.HoldAsync(command.Plan, command.Code, cancellationToken);
            var board = await boards.SeeAsync(command.Plan, Viewpoint.Of(null, null, null, clock), cancellationToken);
            var measure = board.Measure(command.Code).Row;
            (await reaches.OfCallerAsync(cancellationToken)).MustCoverAny(measure.ListOwners(board.Plan));
            measure.MustNotBeSignedOff();
            var now = clock.GetUtcNow().TruncateToMilliseconds();
            if (Moment.Day(now).Year > board.Plan.PlanYear)
                throw MeasureRefusals.ForecastTooLate.WithDetail(
                    $"{board.Plan.PlanYear} 年已结束。",
                    $"{board.Plan.PlanYear} is over."
                );
            var of = new { PlanCode = command.Plan, command.Code };
            var history = await db.QueryAsync<ForecastVersion>(ForecastVersion.HistorySql, of, cancellationToken);
            Versions.MustFollow(command.Expected, history.Count == 0 ? null : history[^1].Version);

            var row = History.Seal(
                new ForecastRow
                {
                    PlanCode = command.Plan,
                    Code = command.Code,
                    Version = history.Count + 1,
                    Outlook = command.Forecast.Outlook.Text(),
                    Reason = command.Forecast.Reason,
                    Remedy = command.Forecast.Remedy,
                    EffectiveOn = Moment.Day(now),
                    RecordedAt = now,
                    RecordedBy = caller.Name,
                }
            );
            await db.ExecuteAsync(AppendSql, row, cancellationToken);
            var (outlook, reason, remedy) = (command.Forecast.Outlook, row.Reason, row.Remedy);
            var forecast = new MeasureForecast(
                outlook,
                reason,
                remedy,
                row.EffectiveOn,
                row.Version,
                now,
                row.RecordedBy
            );
            var url = $"{AnnualPlan.Url(command.Plan)}/measures/{command.Code}/forecast";
            var fact = ChangeFeed.Fact.Of(MeasureChanges.Forecast, url, forecast, [row.Hash!]);
            await changes.AppendAsync(fact with { Marks = [AnnualPlan.Url(command.Plan)] }, cancellationToken);
            return forecast;
        }
    }
}
