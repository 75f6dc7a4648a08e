using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Changzheng.Api.Platform.Lists;

/// <summary>
/// Sparse answers: with <c>fields=code,title,lamp</c> each row has these fields and no others, so that a screen asks
/// for what it shows.
/// </summary>
internal static class SparseFields
{
    public const string Name = "fields";

    /// <summary>The document's words for the parameter.</summary>
    public const string Description = "Only these fields of each row, separated by commas: code,title; all if omitted.";

    /// <summary>The fields asked for; null where all are.</summary>
    /// <param name="row">The type of a row, whose fields they are.</param>
    public static IReadOnlyList<string>? Read(HttpContext context, Type row)
    {
        if (!context.Request.Query.TryGetValue(Name, out var given))
            return null;
        var known = row.GetProperties().Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name)).ToList();
        var asked = given.ToString().Split(',', StringSplitOptions.TrimEntries).Distinct().ToList();
        var unknown = asked.Where(one => !known.Contains(one)).ToList();
        if (unknown.Count == 0)
            return asked;
        throw Refusals
            .RequestInvalid.WithDetail(
                $"fields 没有 {string.Join("、", unknown)}；可为：{string.Join("、", known)}。",
                $"fields has no {string.Join(", ", unknown)}; there are {string.Join(", ", known)}."
            )
            .With("errors", new Dictionary<string, string[]> { [Name] = [.. known] });
    }

    /// <summary>A row with those fields, in the row's own order.</summary>
    public static JsonObject Prune<T>(T row, IReadOnlyList<string> fields, HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var whole = JsonSerializer.SerializeToNode(row, options)!.AsObject();
        foreach (var name in whole.Select(field => field.Key).Except(fields).ToList())
            whole.Remove(name);
        return whole;
    }

    /// <summary>Lets the rows of a list be sparse.</summary>
    public static RouteHandlerBuilder PruneRows<T>(this RouteHandlerBuilder list) =>
        list.AddEndpointFilter(
            async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                var fields = Read(context, typeof(T));
                var answer = await next(invocation);
                if (
                    fields is null
                    || ((answer as INestedHttpResult)?.Result ?? answer) is not Ok<Page<T>> { Value: { } page }
                )
                    return answer;
                var rows = page.Items.Select(row => Prune(row, fields, context)).ToList();
                return TypedResults.Ok(new Page<JsonObject>(rows, page.Next, page.Total));
            }
        );
}
