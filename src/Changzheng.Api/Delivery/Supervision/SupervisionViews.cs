using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>A campaign; what came of it stands on its measure and in its findings.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Measures">The measures it answers for.</param>
/// <param name="Title">Its name.</param>
/// <param name="TitleEn">English gloss.</param>
/// <param name="Kind">What it looks at.</param>
/// <param name="PlannedObjects">How many objects are to be inspected; null where no text says so.</param>
/// <param name="LeadUnit">牵头部门; null where nothing names one.</param>
/// <param name="LeadUnitName">Its name.</param>
/// <param name="SupportingUnits">配合部门.</param>
/// <param name="DueOn">When it is due; null where nothing says so.</param>
/// <param name="Feeds">The derived indicator its accidents count for; null where none does.</param>
/// <param name="Assumed">True where the plan's text does not say all of this.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record CampaignView(
    string Code,
    string Plan,
    IReadOnlyList<string> Measures,
    string Title,
    string? TitleEn,
    CampaignKind Kind,
    int? PlannedObjects,
    string? LeadUnit,
    string? LeadUnitName,
    IReadOnlyList<string> SupportingUnits,
    DateOnly? DueOn,
    AccidentFeed? Feeds,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static CampaignView Example =>
        new(
            "2022-fire-safety",
            "changzheng-2022",
            ["5.2.3"],
            "消防安全专项行动",
            "Fire safety campaign",
            CampaignKind.Fire,
            120,
            "310107102-AQB",
            "安全生产监督管理办公室",
            [],
            null,
            null,
            true,
            1
        );

    internal static CampaignView Of(Campaign campaign, DossierSight sight) =>
        new(
            campaign.Code,
            campaign.PlanCode,
            campaign.Measures,
            campaign.Title,
            campaign.TitleEn,
            campaign.Kind,
            campaign.PlannedObjects,
            campaign.Unit,
            sight.NameOf(campaign.Unit),
            campaign.SupportingUnits,
            campaign.Due,
            campaign.Feeds,
            campaign.Assumed,
            campaign.Version
        );
}

/// <summary>An inspection.</summary>
/// <param name="Code">Which.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Inspected">What was inspected.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Unit">The unit it lies in.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="On">When.</param>
/// <param name="Answers">What its checklist says.</param>
/// <param name="MinorFound">Minor findings entered by count.</param>
/// <param name="MinorRectified">Of those, put right on the spot.</param>
/// <param name="Note">What was seen.</param>
/// <param name="Evidence">佐证材料.</param>
/// <param name="Version">Its version.</param>
public sealed record InspectionView(
    string Code,
    string Campaign,
    string Inspected,
    string? Address,
    string? Unit,
    string? UnitName,
    DateOnly On,
    IReadOnlyList<ChecklistAnswer> Answers,
    int MinorFound,
    int MinorRectified,
    string? Note,
    IReadOnlyList<Evidence> Evidence,
    int Version
) : IVersioned
{
    internal static InspectionView Example =>
        new(
            "2022-fire-0001",
            "2022-fire-safety",
            "某商场（示例）",
            "某路1号",
            null,
            null,
            new DateOnly(2022, 6, 20),
            [new(1, true), new(2, false)],
            3,
            3,
            "疏散通道堆物",
            [Plan.Indicators.Evidence.Example],
            1
        );

    internal static InspectionView Of(Inspection one, DossierSight sight) =>
        new(
            one.Code,
            one.Parent!,
            one.Title,
            one.Address,
            one.Unit,
            sight.NameOf(one.Unit),
            one.InspectedOn,
            one.Answers,
            one.MinorFound,
            one.MinorRectified,
            one.Note,
            one.Evidence,
            one.Version
        );
}

/// <summary>A checklist.</summary>
/// <param name="Code">Which.</param>
/// <param name="Plan">The plan whose campaigns use it.</param>
/// <param name="Title">Its name.</param>
/// <param name="Items">Its questions, numbered from 1.</param>
/// <param name="Assumed">True where no text prescribes it.</param>
/// <param name="Version">Its version.</param>
public sealed record ChecklistView(
    string Code,
    string Plan,
    string Title,
    IReadOnlyList<string> Items,
    bool Assumed,
    int Version
) : IVersioned
{
    internal static ChecklistView Example =>
        new(
            "changzheng-2022-fire",
            "changzheng-2022",
            "消防安全检查",
            ["疏散通道是否畅通", "灭火器是否在有效期内"],
            true,
            1
        );
}

/// <summary>A draw that others can repeat.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Draw">Tells the draws of a campaign apart.</param>
/// <param name="Status">Whether the seed is there.</param>
/// <param name="Candidates">All of them, in ordinal order.</param>
/// <param name="CandidatesHash">SHA-256 of the candidates, a line each without a last line feed, in hexadecimal.</param>
/// <param name="Recusals">回避: who is not drawn, and why.</param>
/// <param name="Size">How many are drawn.</param>
/// <param name="SeedName">The public number that is the seed.</param>
/// <param name="SeedOn">The day it becomes known, after the candidates were published.</param>
/// <param name="Seed">The seed; null before it is known.</param>
/// <param name="Drawn">Those drawn, in their order.</param>
/// <param name="Method">How to repeat it.</param>
/// <param name="Version">To be named in If-Match by a change.</param>
public sealed record DrawView(
    string Campaign,
    string Draw,
    DrawStatus Status,
    IReadOnlyList<string> Candidates,
    string CandidatesHash,
    IReadOnlyList<Recusal> Recusals,
    int Size,
    string SeedName,
    DateOnly SeedOn,
    string? Seed,
    IReadOnlyList<string> Drawn,
    string Method,
    int Version
) : IVersioned
{
    private static readonly Phrase method = new(
        "对每个候选计算 SHA-256（种子、换行符、候选），按十六进制升序，除去回避者，取前若干个。",
        "Rank each candidate by SHA-256 of seed, line feed and candidate in hexadecimal; without the recused, take the first."
    );

    internal static DrawView Example =>
        Of(
            new Supervision.Draw
            {
                Code = "2022-fire-safety/q3",
                Parent = "2022-fire-safety",
                PlanCode = "changzheng-2022",
                Title = "第三季度抽查",
                Candidates = ["甲", "乙", "丙"],
                Size = 1,
                SeedName = "2022年7月8日上证综指收盘价",
                SeedOn = new DateOnly(2022, 7, 8),
                Version = 1,
            }
        );

    internal static DrawView Of(Draw draw) =>
        new(
            draw.Parent!,
            draw.Code[(draw.Parent!.Length + 1)..],
            draw.Seed is null ? DrawStatus.Published : DrawStatus.Drawn,
            draw.Candidates,
            draw.CandidatesHash,
            draw.Recusals,
            draw.Size,
            draw.SeedName,
            draw.SeedOn,
            draw.Seed,
            draw.Drawn,
            method.ToString(),
            draw.Version
        );
}
