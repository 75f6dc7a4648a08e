using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>Proposes what a finding repeats: earlier findings of the same object in its campaign.</summary>
internal static class ListRepeatFindings
{
    internal sealed record Query(string Finding) : IQuery<IReadOnlyList<RepeatFinding>>;

    private static readonly Exports.Table<RepeatFinding> table = new(
        "疑似重复问题",
        new(RepeatFinding.Example)
        {
            { "问题代码", row => row.Finding },
            { "问题", row => row.Title },
            { "发现日期", row => row.FoundOn },
            { "状态", row => row.Status },
            { "闭环日期", row => row.ClosedOn },
            { "相隔天数", row => row.DaysBetween },
            { "文字相似度", row => row.Likeness },
        }
    );

    public static void Map(IEndpointRouteBuilder findings) =>
        findings
            .MapGet("{finding}/repeats", Handle)
            .WithName(nameof(ListRepeatFindings))
            .Needs(SupervisionRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, SupervisionRefusals.FindingNotFound);

    /// <summary>List what a finding may repeat</summary>
    /// <remarks>
    /// Earlier findings of the same object in the same campaign, the likest first. A person decides: what repeats one
    /// names it in `repeatOf`.
    /// </remarks>
    /// <param name="finding">The finding.</param>
    /// <response code="200">One page, the likest first.</response>
    internal static async Task<Ok<Page<RepeatFinding>>> Handle(
        IMediator mediator,
        string finding,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var found = await mediator.Send(new Query(finding), ct);
        var order = found.Index().ToDictionary(row => row.Item.Finding, row => $"{row.Index:00000000}");
        return TypedResults.Ok(page.Cut(found, row => order[row.Finding], StringComparer.Ordinal));
    }

    internal sealed class Handler(DossierRows rows, Reaches reaches)
        : IQueryHandler<Query, IReadOnlyList<RepeatFinding>>
    {
        public async Task<IReadOnlyList<RepeatFinding>> Handle(Query query, CancellationToken cancellationToken)
        {
            var finding = (Finding)await rows.GetAsync(FindingSubject.Instance, query.Finding, cancellationToken);
            var reach = await reaches.OfCallerAsync(cancellationToken);
            var all = await rows.ListPartsAsync(FindingSubject.Instance, finding.Parent!, cancellationToken);
            return
            [
                .. all.Cast<Finding>()
                    .Where(one => one.IsEarlierOf(finding) && reach.Sees([one.Unit, .. one.SupportingUnits]))
                    .Select(one => RepeatFinding.Of(one, finding))
                    .OrderByDescending(one => one.Likeness)
                    .ThenByDescending(one => one.FoundOn)
                    .ThenBy(one => one.Finding, StringComparer.Ordinal),
            ];
        }
    }
}

/// <summary>An earlier finding of the same object.</summary>
/// <param name="Finding">Which.</param>
/// <param name="Title">What was wrong.</param>
/// <param name="FoundOn">When it was found.</param>
/// <param name="Status">How it stands.</param>
/// <param name="ClosedOn">When it was closed; null while it is not.</param>
/// <param name="DaysBetween">Calendar days from one to the other.</param>
/// <param name="Likeness">How much of the two titles is the same: pairs of neighbouring characters in common, 0 to
/// 1.</param>
public sealed record RepeatFinding(
    string Finding,
    string Title,
    DateOnly FoundOn,
    FindingStatus Status,
    DateOnly? ClosedOn,
    int DaysBetween,
    decimal Likeness
)
{
    internal static RepeatFinding Example =>
        new(
            "2022-fire-0001-1",
            "疏散通道堆物",
            new DateOnly(2022, 6, 20),
            FindingStatus.Closed,
            new DateOnly(2022, 6, 24),
            60,
            1
        );

    internal static RepeatFinding Of(Finding one, Finding later) =>
        new(
            one.Code,
            one.Title,
            one.FoundOn,
            one.Steps[^1].Status,
            one.Steps[^1] is { Status: FindingStatus.Closed, On: var closed } ? closed : null,
            later.FoundOn.DayNumber - one.FoundOn.DayNumber,
            Compare(one.Title, later.Title)
        );

    /// <summary>Sørensen–Dice over pairs of neighbouring characters.</summary>
    internal static decimal Compare(string one, string other)
    {
        var (first, second) = (ListPairs(one), ListPairs(other));
        var whole = first.Count + second.Count;
        return whole == 0 ? 0 : Math.Round(2m * first.Intersect(second).Count() / whole, 4, MidpointRounding.ToZero);
    }

    private static HashSet<string> ListPairs(string text)
    {
        var key = Width.Key(text);
        return key.Length < 2 ? [key] : [.. key.Zip(key.Skip(1), (left, right) => $"{left}{right}")];
    }
}
