using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>A row of ReplyTemplates.</summary>
internal sealed record ReplyTemplateRow
{
    public const string Columns =
        "Code, Category, Name, FactType, FactExplain, AppealType, AppealExplain, ReplyPoint, Basis, Assumed";

    public string Code { get; init; } = "";
    public string? Category { get; init; }
    public string Name { get; init; } = "";
    public FactType FactType { get; init; }
    public string FactExplain { get; init; } = "";
    public AppealType AppealType { get; init; }
    public string AppealExplain { get; init; } = "";
    public string ReplyPoint { get; init; } = "";
    public string Basis { get; init; } = "";
    public bool Assumed { get; init; }
}

/// <summary>Lists wordings of replies, with the elements a reply needs.</summary>
internal static class ListReplyTemplates
{
    /// <param name="Code">The template.</param>
    /// <param name="Category">The category it is for; null for every one.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="FactType">事实认定.</param>
    /// <param name="FactExplain">What was found; what stands in braces is filled in.</param>
    /// <param name="AppealType">诉求认定.</param>
    /// <param name="AppealExplain">Why it is justified or not.</param>
    /// <param name="ReplyPoint">答复要点.</param>
    /// <param name="Basis">Where the wording is from.</param>
    /// <param name="Assumed">True where no official wording was read.</param>
    public sealed record ReplyTemplate(
        string Code,
        string? Category,
        string Name,
        FactType FactType,
        string FactExplain,
        AppealType AppealType,
        string AppealExplain,
        string ReplyPoint,
        string Basis,
        bool Assumed
    )
    {
        internal static ReplyTemplate Example =>
            new(
                "confirmed",
                null,
                "属实、已处置",
                FactType.Confirmed,
                "经{日期}现场核查，反映情况属实。",
                AppealType.Justified,
                "诉求合理。",
                "已{处置措施}，并已告知市民。",
                "要素见公开的办件脚本（事实认定、诉求认定、答复要点），文字为假定",
                true
            );
    }

    internal sealed record Query(string? Category) : IQuery<IReadOnlyList<ReplyTemplate>>;

    private static readonly Exports.Table<ReplyTemplate> table = new(
        "答复模板",
        new(ReplyTemplate.Example)
        {
            { "模板代码", template => template.Code },
            { "诉求类别", template => template.Category },
            { "模板名称", template => template.Name },
            { "事实认定", template => template.FactType },
            { "事实说明", template => template.FactExplain },
            { "诉求认定", template => template.AppealType },
            { "诉求说明", template => template.AppealExplain },
            { "答复要点", template => template.ReplyPoint },
            { "依据", template => template.Basis },
            { "是否推定", template => template.Assumed },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("replyTemplates", Handle)
            .WithName(nameof(ListReplyTemplates))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List reply templates</summary>
    /// <remarks>
    /// With the elements that submit takes: what was found, whether it is justified, what is answered.
    /// </remarks>
    /// <param name="category">Those of this category and those of every one; all if omitted.</param>
    /// <response code="200">The templates, by code.</response>
    internal static async Task<Ok<Page<ReplyTemplate>>> Handle(
        IMediator mediator,
        string? category,
        Paging page,
        CancellationToken ct
    )
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(category), ct), template => template.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(Db db) : IQueryHandler<Query, IReadOnlyList<ReplyTemplate>>
    {
        public const string TemplatesSql =
            $"SELECT {ReplyTemplateRow.Columns} FROM ReplyTemplates WHERE @Category IS NULL OR Category IS NULL OR Category = @Category ORDER BY Code";

        public async Task<IReadOnlyList<ReplyTemplate>> Handle(Query query, CancellationToken cancellationToken) =>
            [
                .. (await db.QueryAsync<ReplyTemplateRow>(TemplatesSql, query, cancellationToken)).Select(
                    row => new ReplyTemplate(
                        row.Code,
                        row.Category,
                        row.Name,
                        row.FactType,
                        row.FactExplain,
                        row.AppealType,
                        row.AppealExplain,
                        row.ReplyPoint,
                        row.Basis,
                        row.Assumed
                    )
                ),
            ];
    }
}
