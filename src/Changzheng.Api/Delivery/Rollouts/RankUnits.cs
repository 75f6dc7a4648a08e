using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Ranks the units whose members a rollout's list holds.</summary>
internal static class RankUnits
{
    internal sealed record Query(string Rollout) : IQuery<IReadOnlyList<UnitRank>>;

    private static readonly Exports.Table<UnitRank> table = new(
        "推进排名",
        new(UnitRank.Example)
        {
            { "名次", row => row.Rank },
            { "单位", row => row.Unit },
            { "单位名称", row => row.UnitName },
            { "成员数", row => row.Members },
            { "已完成数", row => row.Done },
            { "已报告数", row => row.Reported },
            { "完成率", row => row.Completion },
        }
    );

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts
            .MapGet("{rollout}/ranking", Handle)
            .WithName(nameof(RankUnits))
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, RolloutRefusals.NotFound);

    /// <summary>Rank the units of a rollout</summary>
    /// <remarks>
    /// By the mean share of their members, as the members stand today; units with the same share have the same rank. A
    /// member without a report counts as not begun; members without a unit stand together in a row of their own,
    /// without a rank.
    /// </remarks>
    /// <param name="rollout">The rollout.</param>
    /// <response code="200">One page, the first rank first.</response>
    internal static async Task<Ok<Page<UnitRank>>> Handle(
        IMediator mediator,
        string rollout,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    )
    {
        var ranks = await mediator.Send(new Query(rollout), ct);
        var order = ranks.Index().ToDictionary(row => row.Item.Unit ?? "", row => $"{row.Index:00000000}");
        return TypedResults.Ok(page.Cut(ranks, row => order[row.Unit ?? ""], StringComparer.Ordinal));
    }

    internal sealed class Handler(DossierRows rows) : IQueryHandler<Query, IReadOnlyList<UnitRank>>
    {
        public async Task<IReadOnlyList<UnitRank>> Handle(Query query, CancellationToken cancellationToken)
        {
            var rollout = (Rollout)await rows.GetAsync(RolloutSubject.Instance, query.Rollout, cancellationToken);
            var members = await rows.ListPartsAsync(MemberSubject.Instance, rollout.Code, cancellationToken);
            var sight = await rows.SightAsync([rollout], cancellationToken);
            return UnitRank.Order(rollout, members.Cast<Member>(), sight);
        }
    }
}

/// <summary>How far a unit's members are.</summary>
/// <param name="Rank">From 1; null for members without a unit.</param>
/// <param name="Unit">The unit its members lie in; null for members without one.</param>
/// <param name="UnitName">Its name; 未分单位 for members without one.</param>
/// <param name="Members">How many of its members the list holds.</param>
/// <param name="Done">How many of them are done.</param>
/// <param name="Reported">How many of them have a state.</param>
/// <param name="Completion">The mean share of its members, 0 to 1.</param>
public sealed record UnitRank(
    int? Rank,
    string? Unit,
    string UnitName,
    int Members,
    int Done,
    int Reported,
    decimal Completion
)
{
    internal static UnitRank Example => new(1, "310107102-GLB", "社区管理办公室", 4, 3, 4, 0.875m);

    internal static IReadOnlyList<UnitRank> Order(Rollout rollout, IEnumerable<Member> members, DossierSight sight)
    {
        var rows = members
            .GroupBy(member => member.Unit)
            .Select(unit => new UnitRank(
                null,
                unit.Key,
                sight.NameOf(unit.Key) ?? Words.Say("未分单位", "No unit"),
                unit.Count(),
                unit.Count(member => member.Share(rollout, sight.Today) == 1),
                unit.Count(member => member.StandingOn(sight.Today) is not null),
                Math.Round(
                    unit.Sum(member => member.Share(rollout, sight.Today)) / unit.Count(),
                    4,
                    MidpointRounding.ToZero
                )
            ))
            .OrderBy(row => row.Unit is null)
            .ThenByDescending(row => row.Completion)
            .ThenBy(row => row.Unit, StringComparer.Ordinal)
            .ToList();
        return
        [
            .. rows.Select(row =>
                row.Unit is null ? row : row with { Rank = 1 + rows.Count(other => IsAhead(other, row)) }
            ),
        ];
    }

    private static bool IsAhead(UnitRank other, UnitRank row) =>
        other.Unit is not null && other.Completion > row.Completion;
}
