using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Projects;

/// <summary>Record a payment of a project</summary>
/// <remarks>More than the budget is refused.</remarks>
/// <body>The payment.</body>
internal static class PayProject
{
    /// <param name="Amount">In yuan.</param>
    /// <param name="Note">For what.</param>
    /// <param name="On">When it was paid; today if omitted.</param>
    public sealed record Request(
        decimal Amount,
        [property: JsonConverter(typeof(Masked))] string? Note = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new(300_000m, "工程预付款", new DateOnly(2022, 6, 25));
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => (decimal?)r.Amount).IsFigure().OverridePropertyName("Amount");
            RuleFor(r => r.Amount).GreaterThan(0);
            RuleFor(r => r.Note).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder projects) =>
        projects.MapMove<Project, ProjectView, Request>(
            ProjectSubject.Instance,
            "{project}/payments",
            PlanRights.Report,
            [Refusals.ValueTooLarge, Refusals.ValueTooPrecise, ProjectRefusals.OverBudget],
            (project, request, context) => project.Pay(request.Amount, context.On, request.Note)
        );
}
