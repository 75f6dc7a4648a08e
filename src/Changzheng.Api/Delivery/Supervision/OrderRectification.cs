using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Order a finding to be put right</summary>
/// <remarks>五落实: goal, measure, term, funds and person. The term is in working days from the order.</remarks>
/// <body>The five settled points.</body>
internal static class OrderRectification
{
    /// <param name="Goal">目标.</param>
    /// <param name="Measure">措施.</param>
    /// <param name="WorkingDays">时限, in working days.</param>
    /// <param name="Funds">经费物资.</param>
    /// <param name="Person">责任人: a post, or a name.</param>
    /// <param name="On">When it was ordered; today if omitted.</param>
    public sealed record Request(
        [property: JsonConverter(typeof(Masked))] string Goal,
        [property: JsonConverter(typeof(Masked))] string Measure,
        int WorkingDays,
        [property: JsonConverter(typeof(Masked))] string Funds,
        [property: JsonConverter(typeof(Masked))] string Person,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example => new("消除通道堵塞", "清理堆物，划线标识", 5, "物业自筹", "物业经理");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Goal).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Measure).NotEmpty().MaximumLength(500);
            RuleFor(r => r.WorkingDays).InclusiveBetween(1, 250);
            RuleFor(r => r.Funds).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Person).NotEmpty().MaximumLength(100);
        }
    }

    public static void Map(IEndpointRouteBuilder findings) =>
        findings.MapFinding<Request>(
            FindingAction.Order,
            [],
            (finding, request, context) =>
            {
                var due = context.Calendar.AddWorkingDays(context.On, request.WorkingDays);
                return finding.Take(FindingAction.Order, FindingStatus.Ordered, context.On) with
                {
                    Order = new RectificationOrder(
                        request.Goal,
                        request.Measure,
                        request.WorkingDays,
                        request.Funds,
                        request.Person,
                        due,
                        due
                    ),
                };
            }
        );
}
