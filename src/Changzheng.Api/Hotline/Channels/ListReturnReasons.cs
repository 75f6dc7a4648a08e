using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Lists the reasons for which a unit returns a ticket.</summary>
internal static class ListReturnReasons
{
    /// <param name="Code">The reason, as a return names it.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="TakesNote">True where the return also says more in a note.</param>
    /// <param name="Basis">Where the reason is from.</param>
    /// <param name="Assumed">True where no verified rule was found.</param>
    public sealed record ReturnReason(
        string Code,
        string Name,
        string NameEn,
        bool TakesNote,
        string Basis,
        bool Assumed
    )
    {
        internal static ReturnReason Example =>
            new("notOurDuty", "职责不符", "Not the unit's duty", false, "市民服务热线退单常见原因", true);
    }

    internal sealed record Query : IQuery<IReadOnlyList<ReturnReason>>;

    private static readonly Exports.Table<ReturnReason> table = new(
        "退单原因",
        new(ReturnReason.Example)
        {
            { "退单原因", reason => reason.Code },
            { "原因名称", reason => reason.Name },
            { "英文名称", reason => reason.NameEn },
            { "须说明", reason => reason.TakesNote },
            { "依据", reason => reason.Basis },
            { "是否推定", reason => reason.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("returnReasons", Handle)
            .WithName(nameof(ListReturnReasons))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List the reasons to return a ticket</summary>
    /// <response code="200">The reasons, by code.</response>
    internal static async Task<Ok<Page<ReturnReason>>> Handle(IMediator mediator, Paging page, CancellationToken ct)
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(), ct), reason => reason.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(ReturnReasons reasons) : IQueryHandler<Query, IReadOnlyList<ReturnReason>>
    {
        public async Task<IReadOnlyList<ReturnReason>> Handle(Query query, CancellationToken cancellationToken) =>
            [
                .. (await reasons.ListAsync(cancellationToken)).Select(row => new ReturnReason(
                    row.Code,
                    row.Name,
                    row.NameEn,
                    row.TakesNote,
                    row.Basis,
                    row.Assumed
                )),
            ];
    }
}
