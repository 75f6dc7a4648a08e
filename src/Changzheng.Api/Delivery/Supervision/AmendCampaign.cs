using System.Text.Json.Serialization;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Amend a campaign</summary>
/// <remarks>By a document: how many objects are to be inspected, by whom and until when.</remarks>
/// <body>All of what can be amended; what is left out is emptied.</body>
internal static class AmendCampaign
{
    /// <param name="Title">Its name.</param>
    /// <param name="DocumentNumber">The document that says so.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="PlannedObjects">How many objects are to be inspected.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="LeadUnit">牵头部门.</param>
    /// <param name="SupportingUnits">配合部门.</param>
    /// <param name="DueOn">When it is due.</param>
    /// <param name="On">From when it counts; today if omitted.</param>
    public sealed record Request(
        string Title,
        string DocumentNumber,
        [property: JsonConverter(typeof(Masked))] string Reason,
        int? PlannedObjects = null,
        string? TitleEn = null,
        string? LeadUnit = null,
        IReadOnlyList<string>? SupportingUnits = null,
        DateOnly? DueOn = null,
        DateOnly? On = null
    ) : IDossierRequest
    {
        internal static Request Example =>
            new("消防安全专项行动", "普长府〔2022〕20号", "按年度检查计划", 120, LeadUnit: "310107102-AQB");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
            RuleFor(r => r.TitleEn).MaximumLength(300);
            RuleFor(r => r.DocumentNumber).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Reason).IsNote(500);
            RuleFor(r => r.PlannedObjects).InclusiveBetween(1, 1_000_000);
            RuleFor(r => r.LeadUnit).MaximumLength(32);
            RuleFor(r => r.SupportingUnits).HoldsAtMost(50);
        }
    }

    public static void Map(IEndpointRouteBuilder campaigns) =>
        campaigns.MapMove<Campaign, CampaignView, Request>(
            CampaignSubject.Instance,
            "{campaign}",
            PlanRights.Amend,
            [Refusals.NoteNeeded, Refusals.TextTooLong],
            (campaign, request, _) =>
                campaign with
                {
                    Title = request.Title,
                    TitleEn = request.TitleEn,
                    Unit = request.LeadUnit,
                    SupportingUnits = request.SupportingUnits ?? [],
                    PlannedObjects = request.PlannedObjects,
                    Due = request.DueOn,
                },
            puts: "amend"
        );
}
