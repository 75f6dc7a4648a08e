using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Changzheng.Api.Platform.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows of this page, in the list's order.</param>
/// <param name="Next">Relative URL of the next page; null when this is the last.</param>
/// <param name="Total">How many rows the whole list has, when <c>count=true</c> asked for it.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total = null
);

/// <summary>Which page is asked for.</summary>
internal sealed record PageRequest(int Limit, string? After, bool Count)
{
    public const int Default = 50,
        Most = 500;

    public static PageRequest Of(int? limit, string? cursor, bool? count)
    {
        if (limit is < 1 or > Most)
            throw Refusals
                .RequestInvalid.Because($"limit 须在 1 至 {Most} 之间。", $"limit is between 1 and {Most}.")
                .With("errors", new Dictionary<string, string[]> { ["limit"] = [$"1…{Most}"] });
        return new PageRequest(limit ?? Default, cursor is null ? null : Decode(cursor), count ?? false);
    }

    /// <summary>Pages what is already in memory, by a unique key in ascending order.</summary>
    public Page<T> Cut<T>(HttpContext context, IEnumerable<T> rows, Func<T, string> key, IComparer<string> order)
    {
        var all = rows.OrderBy(key, order).ToList();
        var page = all.Where(row => After is null || order.Compare(key(row), After) > 0).Take(Limit + 1).ToList();
        return Answer(context, page, key, Count ? all.Count : null);
    }

    /// <summary>Answers from one row more than the page holds: its presence tells that there is a next page.</summary>
    public Page<T> Answer<T>(HttpContext context, IReadOnlyList<T> rowsAndOne, Func<T, string> key, int? total)
    {
        var items = rowsAndOne.Take(Limit).ToList();
        var next = rowsAndOne.Count > Limit ? NextUrl(context.Request, key(items[^1])) : null;
        if (next is not null)
            context.Response.Headers.Append("Link", $"<{next}>; rel=\"next\"");
        return new Page<T>(items, next, total);
    }

    private static string NextUrl(HttpRequest request, string last) =>
        QueryHelpers.AddQueryString(
            request.PathBase + request.Path,
            request
                .Query.Where(pair => pair.Key != "cursor")
                .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))
                .Append(
                    KeyValuePair.Create(
                        "cursor",
                        (string?)WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes("1" + last))
                    )
                )
        );

    private static string Decode(string cursor)
    {
        try
        {
            if (
                cursor.Length <= 512
                && Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor)) is ['1', .. var after]
            )
                return after;
        }
        catch (FormatException) { }

        throw Refusals.CursorInvalid.Because("游标须取自上一页的 next。", "A cursor comes from the last page's next.");
    }
}

/// <summary>4.2.9 comes before 4.2.10, numbers before words; only a code equals itself, for pages are cut by it.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x!.Split('.'), y!.Split('.'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = (Number(left[i]), Number(right[i])) switch
            {
                ({ } a, { } b) => a.CompareTo(b),
                (not null, null) => -1,
                (null, not null) => 1,
                _ => string.CompareOrdinal(left[i], right[i]),
            };
            if (order != 0)
                return order;
        }

        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(x, y);
    }

    private static int? Number(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
