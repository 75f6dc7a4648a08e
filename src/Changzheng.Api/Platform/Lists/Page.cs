using System.Globalization;
using System.Text.Json.Serialization;

namespace Changzheng.Api.Platform.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows of this page, in the list's order.</param>
/// <param name="Next">Relative URL of the next page; null when this is the last.</param>
/// <param name="Total">How many rows the whole list has, when <c>count=true</c> asked for it.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total = null
) : IPage;

/// <summary>A page of whatever: what the header Link is written from.</summary>
internal interface IPage
{
    public string? Next { get; }
}

/// <summary>
/// 4.2.9 comes before 4.2.10, numbers before words; only a code equals itself, for pages are cut by it.
/// </summary>
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
