using System.Text.Json;
using System.Text.Json.Serialization;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Rates;

/// <summary>
/// Adds a rate definition, or a further version of one; the earlier versions stay and can be asked for.
/// </summary>
internal static class ReviseRateDefinition
{
    /// <param name="Title">What it is called.</param>
    /// <param name="TitleEn">English gloss.</param>
    /// <param name="Terms">What it counts.</param>
    /// <param name="Basis">The rule it follows.</param>
    /// <param name="Assumed">True where no official text could be read.</param>
    public sealed record Request(
        string Title,
        string TitleEn,
        RateTerms Terms,
        [property: JsonConverter(typeof(Masked))] string Basis,
        bool Assumed = false
    )
    {
        internal static Request Example =>
            new("长征镇口径", "The town's own definition", RateTerms.Example, "镇城运中心会议纪要〔2022〕3号");
    }

    internal sealed record Command(string Code, Request Definition, int? Expected) : ICommand<RateDefinition>;

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPut("rates/definitions/{code}", Handle)
            .WithName(nameof(ReviseRateDefinition))
            .Needs(RateRights.Amend)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.TextTooLong,
                AccessRefusals.BeyondUnit,
                Refusals.Stale,
                Refusals.VersionNeeded
            );

    /// <summary>Add a version of a rate definition</summary>
    /// <remarks>
    /// The plan's indicators follow the latest version of <c>town</c> from the next change of a ticket on; what they
    /// said before stays in their history. A new definition is sent without If-Match.
    /// </remarks>
    /// <param name="code">The definition.</param>
    /// <param name="request">What it counts from now on.</param>
    /// <response code="200">The new version.</response>
    internal static async Task<Ok<RateDefinition>> Handle(
        IMediator mediator,
        string code,
        Request request,
        IfMatch ifMatch,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Command(code, request, ifMatch.FindVersion()), ct));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Code).Matches(Rules.CodePattern).IsAtMost(32);
            RuleFor(c => c.Definition.Title).NotEmpty().IsAtMost(100);
            RuleFor(c => c.Definition.TitleEn).NotEmpty().IsAtMost(200);
            RuleFor(c => c.Definition.Basis).NotEmpty().IsAtMost(500);
            RuleFor(c => c.Definition.Terms.ResolutionOf)
                .Must(of => of.Contains(Resolution.Resolved))
                .WithMessage(_ => Words.Say("分母须含 resolved。", "resolved belongs below the line."));
            RuleFor(c => c.Definition.Terms.RankedFrom).InclusiveBetween(1, 10_000);
            RuleFor(c => c.Definition.Terms.Weights)
                .Must(weights =>
                    weights.Count > 0
                    && weights.Values.All(weight => weight is >= 0 and <= 1)
                    && !weights.ContainsKey(Satisfaction.NotRated)
                )
                .WithMessage(_ =>
                    Words.Say(
                        "权重在 0 至 1 之间，notRated 没有权重。",
                        "Weights lie between 0 and 1, and notRated has none."
                    )
                );
        }
    }

    internal sealed class Handler(
        Db db,
        RateRows rates,
        RateCounts counts,
        Reaches reaches,
        ChangeFeed changes,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, RateDefinition>
    {
        public const string InsertSql = $"INSERT INTO RateDefinitions {{insert {RateDefinitionRow.Columns}}}";

        public async Task<RateDefinition> Handle(Command command, CancellationToken cancellationToken)
        {
            (await reaches.OfCallerAsync(cancellationToken)).MustBeTown();
            var current = (await rates.DefinitionsAsync(cancellationToken)).LastOrDefault(one =>
                one.Code == command.Code
            );
            Versions.MustFollow(command.Expected, current?.Version);
            var (content, now) = (command.Definition, clock.GetUtcNow().TruncateToMilliseconds());
            var definition = new RateDefinition(
                command.Code,
                (current?.Version ?? 0) + 1,
                content.Title,
                content.TitleEn,
                content.Terms,
                content.Basis,
                content.Assumed,
                now,
                caller.Name
            );
            var row = History.Seal(
                new RateDefinitionRow
                {
                    Code = definition.Code,
                    Version = definition.Version,
                    Title = definition.Title,
                    TitleEn = definition.TitleEn,
                    Terms = JsonSerializer.Serialize(content.Terms, Json.Stored),
                    Basis = definition.Basis,
                    Assumed = definition.Assumed,
                    RecordedAt = definition.RecordedAt,
                    RecordedBy = definition.RecordedBy,
                }
            );
            await db.ExecuteAsync(InsertSql, row, cancellationToken);
            rates.Forget();
            await counts.CatchUpAsync(now, cancellationToken);
            var url = $"/api/v1/hotline/rates/definitions/{definition.Code}";
            await changes.AppendAsync(
                ChangeFeed.Fact.Of(HotlineChanges.RateDefinitionRevised, url, definition, [row.Hash!]),
                cancellationToken
            );
            return definition;
        }
    }
}
