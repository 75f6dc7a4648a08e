using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Delivery.Series;

/// <summary>List series</summary>
/// <remarks>By code, with what was due by today and what became of it.</remarks>
internal static class ListSeries
{
    private static readonly Exports.Table<SeriesView> table = new(
        "系列",
        new(SeriesView.Example)
        {
            { "系列代码", series => series.Code },
            { "计划代码", series => series.Plan },
            { "举措编号", series => series.Measures },
            { "系列名称", series => series.Title },
            { "英文名称", series => series.TitleEn },
            { "类别", series => series.Kind },
            { "主办部门", series => series.LeadUnit },
            { "主办部门名称", series => series.LeadUnitName },
            { "配合部门", series => series.SupportingUnits },
            { "频次", series => series.Cadence },
            { "宽限工作日", series => series.GraceDays },
            { "全年次数", series => series.Counts.Total },
            { "应办次数", series => series.Counts.Due },
            { "按时举行", series => series.Counts.Held },
            { "逾期举行", series => series.Counts.Late },
            { "未举行", series => series.Counts.Missed },
            { "准予免办", series => series.Counts.Excused },
            { "participants", "参加人次", series => series.Participants.Select(one => $"{one.Group} {one.Number}") },
            { "覆盖单位", series => series.Places },
            { "经费", series => series.Cost },
            { "下次应办", series => series.NextOn },
            { "所属多年计划", series => series.Programme },
            { "第几年", series => series.ProgrammeYear },
            { "上年系列", series => series.Predecessor },
            { "是否推定", series => series.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder series) =>
        series.MapList(SeriesSubject.Instance, typeof(ListSeries), "", table);
}

/// <summary>Read a series</summary>
/// <remarks>The ETag begins with its version, which a change names.</remarks>
internal static class GetSeries
{
    public static void Map(IEndpointRouteBuilder series) =>
        series.MapRead(SeriesSubject.Instance, typeof(GetSeries), "{series}");
}

/// <summary>List every change of a series</summary>
/// <remarks>Append-only: what was said, of which day, when and by whom.</remarks>
internal static class ListSeriesHistory
{
    public static void Map(IEndpointRouteBuilder series) =>
        series.MapHistory(SeriesSubject.Instance, typeof(ListSeriesHistory), "{series}/history");
}

/// <summary>Lists the occurrences of a series.</summary>
internal static class ListOccurrences
{
    internal sealed record Query(string Series, OccurrenceStatus? Status) : IQuery<IReadOnlyList<OccurrenceView>>;

    private static readonly Exports.Table<OccurrenceView> table = new(
        "系列各次",
        new(OccurrenceView.Example)
        {
            { "序次", one => one.Number },
            { "应办日期", one => one.DueOn },
            { "最迟日期", one => one.LastOn },
            { "状态", one => one.Status },
            { "举行日期", one => one.HeldOn },
            { "补录", one => one.LateEntry },
            { "participants", "参加人次", one => one.Participants.Select(group => $"{group.Group} {group.Number}") },
            { "覆盖单位", one => one.Places },
            { "经费", one => one.Cost },
            { "说明", one => one.Note },
            { "evidence", "佐证材料", one => Plan.Indicators.Evidence.Text(one.Evidence) },
            { "取消日期", one => one.CancelledOn },
            { "取消原因", one => one.CancelReason },
            { "免办日期", one => one.ExcusedOn },
            { "免办原因", one => one.ExcuseReason },
            { "免办文号", one => one.ExcuseDocument },
        }
    );

    public static void Map(IEndpointRouteBuilder series) =>
        series
            .MapGet("{series}/occurrences", Handle)
            .WithName(nameof(ListOccurrences))
            .Needs(PlanRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid, SeriesRefusals.NotFound);

    /// <summary>List the occurrences of a series</summary>
    /// <remarks>Each with how it stands today: held, late, missed and excused add up to what was due.</remarks>
    /// <param name="series">The series.</param>
    /// <param name="status">Only this status.</param>
    /// <response code="200">One page, in their order.</response>
    internal static async Task<Ok<Page<OccurrenceView>>> Handle(
        IMediator mediator,
        string series,
        Choice<OccurrenceStatus>? status,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            page.Cut(
                await mediator.Send(new Query(series, status?.Value), ct),
                one => $"{one.Number:00000000}",
                StringComparer.Ordinal
            )
        );

    internal sealed class Handler(DossierRows rows, TimeProvider clock)
        : IQueryHandler<Query, IReadOnlyList<OccurrenceView>>
    {
        public async Task<IReadOnlyList<OccurrenceView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var series = (Series)await rows.GetAsync(SeriesSubject.Instance, query.Series, cancellationToken);
            var today = Moment.Day(clock.GetUtcNow());
            return
            [
                .. series
                    .Occurrences.Select(one => OccurrenceView.Of(one, today))
                    .Where(one => query.Status is null || one.Status == query.Status),
            ];
        }
    }
}
