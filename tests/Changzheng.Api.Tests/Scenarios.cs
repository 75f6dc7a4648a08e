using System.Net;
using System.Net.Http.Json;

namespace Changzheng.Api.Tests;

/// <summary>A small plan of a test's own, so that tests of one class do not meet in one indicator.</summary>
internal static class Scenarios
{
    /// <summary>
    /// Issues a plan of one pillar whose first measures are answered by these indicators, one each, and whose last is
    /// qualitative.
    /// </summary>
    /// <returns>The plan's code; its measures are 1.1.1, 1.1.2 … and its indicators {plan}-{key}.</returns>
    public static async Task<string> APlanAsync(
        this HttpClient http,
        string code,
        params (string Key, object Indicator)[] indicators
    ) => await http.APlanAsync(code, 2022, indicators);

    public static async Task<string> APlanAsync(
        this HttpClient http,
        string code,
        int year,
        params (string Key, object Indicator)[] indicators
    )
    {
        var issued = await http.PostAsJsonAsync("/api/v1/plans", Plan(code, year, indicators));
        Assert.That(issued.StatusCode, Is.EqualTo(HttpStatusCode.Created), await issued.Content.ReadAsStringAsync());
        return code;
    }

    /// <summary>The request that issues it.</summary>
    public static Dictionary<string, object?> Plan(
        string code,
        int year,
        params (string Key, object Indicator)[] indicators
    )
    {
        var promises = Enumerable.Range(1, indicators.Length + 1).Select(number => $"承诺第{number}件事").ToList();
        return new Dictionary<string, object?>
        {
            ["code"] = code,
            ["title"] = $"测试计划 {code}",
            ["documentNumber"] = "测〔2022〕1号",
            ["issuedOn"] = $"{year}-01-10",
            ["year"] = year,
            ["unit"] = "310107102",
            ["text"] = $"一、测试板块\n测试小节。{string.Concat(promises.Select(promise => promise + "。"))}",
            ["pillars"] = new[]
            {
                new
                {
                    number = 1,
                    title = "测试板块",
                    initiatives = new[] { new { code = "1.1", title = "测试小节" } },
                },
            },
            ["measures"] = promises.Select(
                (promise, index) =>
                    new
                    {
                        code = $"1.1.{index + 1}",
                        title = promise,
                        kind = index < indicators.Length ? "indicator" : "mechanism",
                        quote = promise,
                    }
            ),
            ["indicators"] = indicators.Select(
                (one, index) =>
                    Merged(
                        one.Indicator,
                        new()
                        {
                            ["code"] = $"{code}-{one.Key}",
                            ["name"] = one.Key,
                            ["unitOfMeasure"] = "个",
                            ["citations"] = new[] { new { measure = $"1.1.{index + 1}", quote = promises[index] } },
                        }
                    )
            ),
        };
    }

    public static object Minimum(decimal target = 100, string frequency = "month", string accumulation = "sum") =>
        new
        {
            kind = "minimum",
            frequency,
            accumulation,
            direction = "up",
            source = "reported",
            target = new { value = target },
            whole = false,
        };

    public static object Of(
        string kind,
        string frequency = "month",
        string accumulation = "latest",
        decimal? target = null,
        decimal? upper = null,
        string direction = "up"
    ) =>
        target is null
            ? new
            {
                kind,
                frequency,
                accumulation,
                direction,
                source = "reported",
            }
            : new
            {
                kind,
                frequency,
                accumulation,
                direction,
                source = "reported",
                target = new { value = target, upper },
            };

    private static Dictionary<string, object?> Merged(object indicator, Dictionary<string, object?> with)
    {
        foreach (var (name, value) in Fields(indicator))
            with[name] = value;
        return with;
    }

    /// <summary>The indicator, promised in other measures than its own alone.</summary>
    public static Dictionary<string, object?> Citing(this object indicator, params int[] measures) =>
        Merged(
            indicator,
            new()
            {
                ["citations"] = measures.Select(number => new
                {
                    measure = $"1.1.{number}",
                    quote = $"承诺第{number}件事",
                }),
            }
        );

    private static IEnumerable<KeyValuePair<string, object?>> Fields(object indicator) =>
        indicator as IDictionary<string, object?>
        ?? indicator
            .GetType()
            .GetProperties()
            .Select(property => KeyValuePair.Create(property.Name, property.GetValue(indicator)));
}
