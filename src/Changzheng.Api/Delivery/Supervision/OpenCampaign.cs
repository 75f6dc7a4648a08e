using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Open a campaign</summary>
/// <remarks>Its measure counts an object when it was inspected and every finding of it is closed.</remarks>
/// <body>The campaign.</body>
internal static class OpenCampaign
{
    /// <param name="Code">Not used before: 2022-fire-safety.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Measures">The measures it answers for.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Kind">What it looks at.</param>
    /// <param name="PlannedObjects">How many objects are to be inspected.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="DueOn">When it is due.</param>
    /// <param name="Feeds">The derived indicator its accidents count for.</param>
    /// <param name="Assumed">True where no text says all of this.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Code,
        string Plan,
        IReadOnlyList<string> Measures,
        string Title,
        CampaignKind Kind,
        int? PlannedObjects = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? DueOn = null,
        AccidentFeed? Feeds = null,
        bool Assumed = false,
        DateOnly? On = null
    ) : IUndertakingOpening
    {
        internal static Request Example =>
            new(
                "2022-fire-safety-autumn",
                "changzheng-2022",
                ["5.2.3"],
                "秋季消防安全专项行动",
                CampaignKind.Fire,
                120,
                LeadUnit: "310107102-AQB"
            );
    }

    internal sealed class Validator : UndertakingValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.PlannedObjects).InclusiveBetween(1, 1_000_000);
            RuleFor(r => r.Feeds!.Indicator).IsCode().When(r => r.Feeds is not null);
        }
    }

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapOpen<Campaign, CampaignView, Request>(
            CampaignSubject.Instance,
            "",
            PlanRights.Amend,
            [SupervisionRefusals.FeedNotFound],
            Open
        );

    internal static Campaign Open(Request request, DossierContext context) =>
        new Campaign
        {
            Code = request.Code,
            PlanCode = request.Plan,
            Measures = request.Measures,
            Title = request.Title,
            TitleEn = request.TitleEn,
            Unit = request.LeadUnit,
            SupportingUnits = request.SupportingUnits ?? [],
            Kind = request.Kind,
            PlannedObjects = request.PlannedObjects,
            Due = request.DueOn,
            Feeds = request.Feeds,
            Assumed = request.Assumed,
        };
}
