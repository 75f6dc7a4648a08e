using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Months;

/// <summary>Lists the closed months.</summary>
internal static class ListMonths
{
    internal sealed record Query : IQuery<IReadOnlyList<CloseMonth.ClosedMonth>>;

    private static readonly Exports.Table<CloseMonth.ClosedMonth> table = new(
        "月度关账",
        new(CloseMonth.ClosedMonth.Example)
        {
            { "月份", month => month.Month },
            { "口径版本", month => month.Definition },
            { "工单数", month => month.Tickets },
            { "关账时间", month => month.ClosedAt },
            { "关账人", month => month.ClosedBy },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("months", Handle)
            .WithName(nameof(ListMonths))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List closed months</summary>
    /// <response code="200">The closed months, the first first.</response>
    internal static async Task<Ok<Page<CloseMonth.ClosedMonth>>> Handle(
        IMediator mediator,
        Paging page,
        CancellationToken ct
    )
    {
        var months = await mediator.Send(new Query(), ct);
        return TypedResults.Ok(page.Cut(months, month => month.Month, StringComparer.Ordinal));
    }

    internal sealed class Handler(ClosedMonths months) : IQueryHandler<Query, IReadOnlyList<CloseMonth.ClosedMonth>>
    {
        public async Task<IReadOnlyList<CloseMonth.ClosedMonth>> Handle(
            Query query,
            CancellationToken cancellationToken
        ) => [.. (await months.ListAsync(cancellationToken)).Values.Select(CloseMonth.ClosedMonth.Of)];
    }
}
