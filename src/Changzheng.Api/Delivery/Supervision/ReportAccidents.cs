using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Report the accidents of a month</summary>
/// <remarks>
/// 零报告: that there was none is reported too, after the month's last day; an accident is reported at once. Its level
/// follows from what it cost, by the State Council's order 493.
/// </remarks>
/// <body>The month and its accidents.</body>
internal static class ReportAccidents
{
    /// <param name="Month">2022-05.</param>
    /// <param name="Accidents">All of them; empty where there was none.</param>
    /// <param name="On">When it is reported; today if omitted.</param>
    public sealed record Request(string Month, IReadOnlyList<Accident> Accidents, DateOnly? On = null) : IDossierRequest
    {
        internal static Request Example => new("2022-05", [Accident.Example]);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Month).NotEmpty().Matches(AccidentReport.MonthPattern + "(?!\\n)");
            RuleFor(r => r.Accidents).AreAccidents();
        }
    }

    /// <summary>The rules of a month's accidents.</summary>
    public static void AreAccidents<T>(this IRuleBuilderInitial<T, IReadOnlyList<Accident>> rule) =>
        rule.NotNull()
            .HoldsAtMost(100)
            .ForEach(each =>
                each.ChildRules(accident =>
                {
                    accident.RuleFor(one => one.Title).NotEmpty().MaximumLength(200);
                    accident.RuleFor(one => one.Deaths).InclusiveBetween(0, 10_000);
                    accident.RuleFor(one => one.HeavilyInjured).InclusiveBetween(0, 100_000);
                    accident.RuleFor(one => (decimal?)one.DirectLoss).IsFigure().OverridePropertyName("DirectLoss");
                    accident.RuleFor(one => one.DirectLoss).GreaterThanOrEqualTo(0);
                })
            );

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapOpen<AccidentReport, AccidentReportView, Request>(
            AccidentReportSubject.Instance,
            "{campaign}/accidents",
            PlanRights.Report,
            [
                Refusals.ValueTooLarge,
                Refusals.ValueTooPrecise,
                SupervisionRefusals.AccidentOutsideMonth,
                SupervisionRefusals.MonthNotOver,
                SupervisionRefusals.MonthOutsidePlan,
            ],
            (request, context) =>
            {
                AccidentReport.MustBeSayable(request.Month, request.Accidents, context);
                return new AccidentReport
                {
                    Code = AccidentReportSubject.CodeOf(context.Whole!.Code, request.Month),
                    Parent = context.Whole.Code,
                    PlanCode = context.Whole.PlanCode,
                    Title = $"{request.Month} 事故月报",
                    Month = request.Month,
                    Accidents = request.Accidents,
                };
            }
        );
}
