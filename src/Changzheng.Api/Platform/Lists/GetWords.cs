using System.Reflection;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Lists;

/// <summary>Every choice of the API with its Chinese and English words: no front end types them by hand.</summary>
internal static partial class GetWords
{
    internal sealed record Query : IQuery<AllWords>;

    /// <param name="Choices">By the name of the schema, which is that of the document.</param>
    public sealed record AllWords(IReadOnlyDictionary<string, IReadOnlyList<Word>> Choices)
    {
        internal static AllWords Example =>
            new(
                new Dictionary<string, IReadOnlyList<Word>>
                {
                    ["Lamp"] =
                    [
                        new Word("green", "绿", "Green", "#2e7d32"),
                        new Word("stale", "序时数据过期", "Stale", null),
                    ],
                }
            );
    }

    /// <param name="Value">As JSON has it: onPace.</param>
    /// <param name="Label">Its official Chinese word.</param>
    /// <param name="LabelEn">English gloss.</param>
    /// <param name="Colour">The colour it stands for, as in CSS; null where it stands for none.</param>
    public sealed record Word(string Value, string Label, string LabelEn, string? Colour);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("words", Handle).WithName(nameof(GetWords)).WithTags("Words").RequireAuthorization();

    /// <summary>Read the words of every choice</summary>
    /// <remarks>
    /// The values of every choice that requests and answers hold, in their order, with their Chinese and English words.
    /// A lamp also has its colour. It changes with the version of the API only; the ETag says so.
    /// </remarks>
    /// <response code="200">The words.</response>
    internal static async Task<Ok<AllWords>> Handle(IMediator mediator, CancellationToken ct) =>
        TypedResults.Ok(await mediator.Send(new Query(), ct));

    internal sealed class Handler : IQueryHandler<Query, AllWords>
    {
        private static readonly AllWords all = new(
            Choices.ToDictionary(choice => choice.Name, ListWords, StringComparer.Ordinal)
        );

        public Task<AllWords> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(all);
    }

    /// <summary>Every public enum: what the document may name.</summary>
    internal static IEnumerable<Type> Choices =>
        Assembly
            .GetExecutingAssembly()
            .GetTypes()
            .Where(type => type.IsEnum && (type.IsPublic || type.IsNestedPublic))
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>In the order of the document, which is not always that of a template.</summary>
    private static IReadOnlyList<Word> ListWords(Type choice)
    {
        var order = Enum.GetNames(choice).Select(name => name.ToUpperInvariant()).ToList();
        return
        [
            .. Wordings
                .Of(choice)
                .OrderBy(word => order.IndexOf(word.Value.ToUpperInvariant()))
                .Select(word => new Word(word.Value, word.Title, Gloss(word.Value), word.Colour)),
        ];
    }

    /// <summary>onPace: On pace.</summary>
    private static string Gloss(string value)
    {
        var words = Capitals().Replace(value, letter => " " + letter.Value.ToLowerInvariant());
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capitals();
}
