using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Make a checklist</summary>
/// <remarks>The questions of an inspection, as data.</remarks>
/// <body>The checklist.</body>
internal static class MakeChecklist
{
    /// <param name="Code">Not used before.</param>
    /// <param name="Plan">The plan whose campaigns use it.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Items">Its questions, numbered from 1 in this order.</param>
    /// <param name="Assumed">True where no text prescribes it.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        string Title,
        IReadOnlyList<string> Items,
        bool Assumed = false,
        DateOnly? On = null
    ) : IOpening
    {
        internal static Request Example =>
            new(
                "changzheng-2022-fire",
                "changzheng-2022",
                "消防安全检查",
                ["疏散通道是否畅通", "灭火器是否在有效期内"],
                true
            );
    }

    internal sealed class Validator : OpeningValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Items).NotEmpty().HoldsAtMost(200);
            RuleForEach(r => r.Items).NotEmpty().MaximumLength(200);
        }
    }

    public static void Map(IEndpointRouteBuilder lists) =>
        lists.MapOpen<Checklist, ChecklistView, Request>(
            ChecklistSubject.Instance,
            "",
            PlanRights.Amend,
            [],
            (request, _) =>
                new Checklist
                {
                    Code = request.Code,
                    PlanCode = request.Plan,
                    Title = request.Title,
                    Items = request.Items,
                    Assumed = request.Assumed,
                }
        );
}
