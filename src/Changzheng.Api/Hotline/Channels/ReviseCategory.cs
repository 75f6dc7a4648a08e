using System.Text.Json.Serialization;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Adds a category, or a further version of one; the earlier versions stay and can be read.</summary>
internal static class ReviseCategory
{
    /// <param name="Name">Its name.</param>
    /// <param name="Measures">The measures it is tied to, with their plan: changzheng-2022/4.2.17.</param>
    /// <param name="Note">Why.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="Scheme">Whose list it is of: the town's own if omitted.</param>
    /// <param name="Assumed">True where the tie is proposed, not said by the plan.</param>
    public sealed record Request(
        string Name,
        IReadOnlyList<string> Measures,
        [property: JsonConverter(typeof(Masked))] string Note,
        string? NameEn = null,
        string? Scheme = null,
        bool Assumed = false
    )
    {
        internal static Request Example =>
            new(
                "飞线充电",
                ["changzheng-2022/4.2.17"],
                "与年度计划对应",
                "Charging by wires hung from windows",
                Assumed: true
            );
    }

    internal sealed record Command(string Code, Request Category, int? Expected) : ICommand<ListCategories.Category>;

    private const string CodePattern = "^[\\p{L}0-9][\\p{L}0-9._-]{0,63}$(?!\\n)";

    private const string OwnScheme = "changzheng";

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPut("categories/{category}", Handle)
            .WithName(nameof(ReviseCategory))
            .Needs(RateRights.Amend)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.TextTooLong,
                Refusals.NoteNeeded,
                AccessRefusals.BeyondUnit,
                MeasureRefusals.NotFound,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Change a category and its ties to measures</summary>
    /// <remarks>
    /// Measures of any plan, so that another year's plan is tied to the categories that are there. A new category is
    /// sent without If-Match. Every version stays; tickets keep the category they have.
    /// </remarks>
    /// <param name="category">The category, as tickets carry it.</param>
    /// <param name="request">What it is and is tied to from now on.</param>
    /// <response code="200">The new version.</response>
    internal static async Task<Ok<ListCategories.Category>> Handle(
        IMediator mediator,
        string category,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Command(category, request, ifMatch.FindVersion()), ct));

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int Most = 200;

        public Validator()
        {
            RuleFor(c => c.Code)
                .IsAtMost(64)
                .Matches(CodePattern)
                .WithMessage(_ =>
                    Words.Say(
                        "类别为 1 至 64 个字母、数字、点、横线或下划线。",
                        "A category has 1 to 64 letters, digits, dots, dashes or underscores."
                    )
                );
            RuleFor(c => c.Category.Name).NotEmpty().IsAtMost(100);
            RuleFor(c => c.Category.NameEn).IsAtMost(200);
            RuleFor(c => c.Category.Scheme).IsAtMost(50);
            RuleFor(c => c.Category.Note).IsNote();
            RuleFor(c => c.Category.Measures)
                .Must(measures =>
                    measures is not null
                    && measures.Count <= Most
                    && measures.Distinct(StringComparer.Ordinal).Count() == measures.Count
                )
                .WithMessage(_ => Words.Say("至多 200 条，不重复。", "200 at most, each once."));
            RuleForEach(c => c.Category.Measures)
                .Must(measure =>
                    measure is not null && measure.Split('/') is [{ Length: > 0 and <= 64 }, { Length: > 0 and <= 16 }]
                )
                .WithMessage(_ => Words.Say("写成 计划/举措。", "Written plan/measure."));
        }
    }

    internal sealed class Handler(Db db, CategoryRows rows, Reaches reaches, ChangeFeed changes)
        : ICommandHandler<Command, ListCategories.Category>
    {
        public const string UpdateSql =
            "UPDATE TicketCategories SET Scheme = @Scheme, Name = @Name, NameEn = @NameEn, Assumed = @Assumed WHERE Code = @Code";

        public const string UntieSql = "DELETE FROM CategoryTies WHERE Category = @Code";

        public async Task<ListCategories.Category> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var current = await rows.FindAsync(command.Code, cancellationToken);
            Versions.MustFollow(command.Expected, current?.Version);
            var hashes = (await rows.KeepFirstAsync(cancellationToken)).ToList();
            var content = command.Category;
            var revised = new ListCategories.Category(
                command.Code,
                content.Scheme ?? current?.Scheme ?? OwnScheme,
                content.Name,
                content.NameEn,
                content.Assumed,
                [.. content.Measures.Order(StringComparer.Ordinal)],
                (current?.Version ?? 0) + 1
            );
            if (await db.ExecuteAsync(UpdateSql, revised, cancellationToken) == 0)
                await db.ExecuteAsync(LoadHotline.Handler.CategorySql, revised, cancellationToken);
            await TieAsync(revised, cancellationToken);
            hashes.Add(await rows.KeepAsync(revised, content.Note, cancellationToken));
            var url = $"/api/v1/hotline/categories/{Uri.EscapeDataString(revised.Code)}";
            await changes.AppendAsync(
                ChangeFeed.Fact.Of(HotlineChanges.CategoryRevised, url, revised, hashes),
                cancellationToken
            );
            return revised;
        }

        private async Task TieAsync(ListCategories.Category category, CancellationToken ct)
        {
            await db.ExecuteAsync(UntieSql, new { category.Code }, ct);
            foreach (
                var (plan, measure) in category.Measures.Select(tie => tie.Split('/')).Select(tie => (tie[0], tie[1]))
            )
            {
                var tie = new
                {
                    Category = category.Code,
                    PlanCode = plan,
                    Measure = measure,
                    category.Assumed,
                };
                if (await db.ExecuteAsync(LoadHotline.Handler.TieSql, tie, ct) == 0)
                    throw MeasureRefusals.NotFound.WithDetail(
                        $"计划 {plan} 没有举措 {measure}。",
                        $"Plan {plan} has no measure {measure}."
                    );
            }
        }
    }
}
