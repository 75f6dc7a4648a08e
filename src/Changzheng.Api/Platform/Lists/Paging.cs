using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Platform.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;

namespace Changzheng.Api.Platform.Lists;

/// <summary>
/// Which page of a list is asked for: limit, cursor, where the list can be counted count, and which fields of its rows.
/// </summary>
internal sealed class Paging : IParameterGroup, IBindableFromHttpContext<Paging>, IEndpointParameterMetadataProvider
{
    public const int Default = 50,
        Most = 500;

    private const int DigestLength = 12;

    /// <summary>What may change from page to page: it chooses no rows.</summary>
    private static readonly string[] bareOfFilters = ["limit", "cursor", "count", SparseFields.Name];

    private static readonly GroupedParameter[] parameters =
    [
        new(
            "limit",
            typeof(int),
            $"How many rows a page holds: {Default} if omitted, {Most} at most.",
            BindingSource.Query
        ),
        new("cursor", typeof(string), "Where the page begins, from the last page's next.", BindingSource.Query),
        new("count", typeof(bool), "True adds total.", BindingSource.Query),
        new(SparseFields.Name, typeof(string), SparseFields.Description, BindingSource.Query),
    ];

    private readonly HttpRequest request;
    private readonly int? limit;
    private readonly string? cursor;

    private Paging(HttpRequest request, int? limit, string? cursor, bool count)
    {
        (this.request, this.limit, this.cursor, Count) = (request, limit, cursor, count);
    }

    public int Limit => limit ?? Default;

    /// <summary>The key of the row before the page; null for the first page.</summary>
    public string? After => cursor is null ? null : Decode(cursor, Digest(request));

    /// <summary>Whether the page tells how many rows the whole list has.</summary>
    public bool Count { get; }

    IEnumerable<(string Name, object? Value)> IParameterGroup.Given =>
        [("cursor", cursor), (SparseFields.Name, (string?)request.Query[SparseFields.Name])];

    /// <remarks>A file holds the whole list, so its pages are as large as they get, whatever limit says.</remarks>
    public static ValueTask<Paging?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        // What PopulateMetadata read of the parameter's attributes when the route was mapped.
        var taken = context
            .GetEndpoint()!
            .Metadata.GetOrderedMetadata<ParameterGroup>()
            .Single(group => group.Argument == parameter.Name)
            .Parameters;
        var limit = ParameterGroup.Read<int>(context, "limit");
        var count = taken.Any(one => one.Name == "count") ? ParameterGroup.Read<bool>(context, "count") : null;
        var cursor = taken.Any(one => one.Name == "cursor") ? (string?)context.Request.Query["cursor"] : null;
        var isFile = Exports.FindFormat(context) is not null;
        return ValueTask.FromResult<Paging?>(
            new Paging(context.Request, isFile ? Most : limit, cursor, count ?? false)
        );
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterGroup(parameter.Name!, [.. ParametersOf(parameter)]));

    void IParameterGroup.Check()
    {
        if (limit is < 1 or > Most)
            throw Refusals
                .RequestInvalid.WithDetail($"limit 须在 1 至 {Most} 之间。", $"limit is between 1 and {Most}.")
                .With("errors", new Dictionary<string, string[]> { ["limit"] = [$"1…{Most}"] });
        _ = After;
    }

    /// <summary>The page that follows, by its address.</summary>
    public Paging Follow(string next) =>
        new(
            request,
            limit,
            QueryHelpers.ParseQuery(next[next.IndexOf('?', StringComparison.Ordinal)..])["cursor"].ToString(),
            Count
        );

    /// <summary>Pages what is already in memory, by a unique key in ascending order.</summary>
    public Page<T> Cut<T>(IEnumerable<T> rows, Func<T, string> key, IComparer<string> order)
    {
        var (all, after) = (rows.OrderBy(key, order).ToList(), After);
        var page = all.Where(row => after is null || order.Compare(key(row), after) > 0).Take(Limit + 1).ToList();
        return Answer(page, key, Count ? all.Count : null);
    }

    /// <summary>Answers from one row more than the page holds: its presence tells that there is a next page.</summary>
    public Page<T> Answer<T>(IReadOnlyList<T> rowsAndOne, Func<T, string> key, int? total = null)
    {
        var items = rowsAndOne.Take(Limit).ToList();
        return new Page<T>(items, rowsAndOne.Count > Limit ? NextUrl(key(items[^1])) : null, total);
    }

    private static IEnumerable<GroupedParameter> ParametersOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<OnlyAttribute>() is { } only
            ? parameters.Where(one => only.Names.Contains(one.Name) || one.Name == SparseFields.Name)
            : parameters;

    private string NextUrl(string last) =>
        QueryHelpers.AddQueryString(
            request.PathBase + request.Path,
            request
                .Query.Where(pair => pair.Key != "cursor")
                .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()))
                .Append(KeyValuePair.Create("cursor", (string?)Encode(request, last)))
        );

    /// <summary>A cursor that goes on behind this row of the list that is asked for.</summary>
    internal static string Encode(HttpRequest request, string last) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes("2" + Digest(request) + last));

    private static string Decode(string cursor, string digest)
    {
        try
        {
            if (
                cursor.Length <= 600
                && Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor)) is ['2', .. var bound]
                && bound.StartsWith(digest, StringComparison.Ordinal)
            )
                return bound[digest.Length..];
        }
        catch (FormatException) { }

        throw Refusals.CursorInvalid.WithDetail(
            "游标只用于给出它的那份清单和那些筛选条件：须取自上一页的 next；条件改了，请去掉 cursor 从第一页读起。",
            "A cursor goes with the list and the filters it came from: take it from the last page's next; with other filters leave cursor out and begin with the first page."
        );
    }

    /// <summary>Of the list and its filters: a row of another list, or of other filters, begins no page.</summary>
    private static string Digest(HttpRequest request)
    {
        var filters = request
            .Query.Where(pair => !bareOfFilters.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}");
        var list = Encoding.UTF8.GetBytes($"{request.Path}?{string.Join('&', filters)}");
        return Convert.ToHexStringLower(SHA256.HashData(list))[..DigestLength];
    }
}

/// <summary>The route takes only these parameters of a group: a list that is never counted takes no count.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class OnlyAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;
}
