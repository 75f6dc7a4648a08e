using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>The rates of one test's own tickets, told from all others by their category.</summary>
public abstract class HonestTest(string database) : HotlineTest(database)
{
    protected static readonly string[] Definitions = ["town", "district", "strict"];

    private int categories;

    protected string NextCategory() => $"试-{Interlocked.Increment(ref categories)}";

    /// <summary>One rate of the category, as numerator/denominator.</summary>
    protected async Task<string> RateAsync(string category, string rate, string definition = "town")
    {
        var group = await GroupAsync(category, definition);
        return group is null ? "0/0" : $"{group[rate]!["numerator"]}/{group[rate]!["denominator"]}";
    }

    /// <summary>The four rates of the category: first contact, on time, resolution, satisfaction.</summary>
    protected async Task<string> RatesAsync(string category, string definition = "town")
    {
        var group = await GroupAsync(category, definition);
        return string.Join(
            " ",
            new[] { "firstContact", "onTimeClosing", "resolution", "satisfaction" }.Select(rate =>
                group is null ? "0/0" : $"{group[rate]!["numerator"]}/{group[rate]!["denominator"]}"
            )
        );
    }

    /// <summary>The same by every definition.</summary>
    protected async Task<string> EveryRateAsync(string category)
    {
        var all = new List<string>();
        foreach (var definition in Definitions)
            all.Add($"{definition} {await RatesAsync(category, definition)}");
        return string.Join("\n", all);
    }

    private async Task<JsonNode?> GroupAsync(string category, string definition)
    {
        var view = await ReadAsync(
            $"/api/v1/hotline/rates?from=2022-01-01&to=2024-12-31&groupBy=category&definition={definition}"
        );
        return view["groups"]!.AsArray().FirstOrDefault(group => (string?)group!["key"] == category)?["rates"];
    }

    /// <summary>A ticket with a unit since 10 May 2022, 10:00: contact due on the 11th, handling on the 17th.</summary>
    protected async Task<string> OfMayAsync(string category, string status = "accepted", bool anonymous = false)
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync(category: category, anonymous: anonymous);
        await BringToAsync(number, status);
        return number;
    }

    protected async Task FinishAsync(
        string number,
        string resolution = "resolved",
        string satisfaction = "satisfied",
        DateTimeOffset? at = null
    )
    {
        await DoAsync(
            number,
            "submit",
            new
            {
                resolution = "resolved",
                note = "已处理",
                at,
            }
        );
        await CallBackAsync(number, satisfaction, at);
        await DoAsync(number, "close", AClosing(at ?? Now, resolution, satisfaction));
    }

    protected static object AClosing(DateTimeOffset at, string resolution, string satisfaction) =>
        new
        {
            resolution,
            reply = "已处理并告知。",
            repliedBy = "phone",
            repliedAt = at,
            satisfaction,
            note = "居民反馈",
            at,
        };

    protected static object ACallback(
        bool? contacted = null,
        bool? resolved = null,
        string satisfaction = "satisfied",
        DateTimeOffset? at = null
    ) =>
        new
        {
            reached = true,
            contacted,
            resolved,
            satisfaction,
            note = "居民反馈",
            at,
        };

    /// <summary>A definition of the test's own.</summary>
    protected async Task DefineAsync(
        string code,
        string deadline,
        string judgement = "claimedUnlessDenied",
        string finish = "closedAt"
    )
    {
        var made = await Http.PutAsJsonAsync(
            $"/api/v1/hotline/rates/definitions/{code}",
            new
            {
                title = "试口径",
                titleEn = "A definition to try",
                basis = "试",
                assumed = true,
                terms = new
                {
                    cohort = "registeredAt",
                    contact = judgement,
                    excused = Array.Empty<string>(),
                    finish,
                    deadline,
                    resolutionBy = judgement,
                    resolutionOf = new[] { "resolved", "explained", "unresolved" },
                    weights = new
                    {
                        satisfied = 1,
                        fairlySatisfied = 0.8,
                        neutral = 0.6,
                        dissatisfied = 0,
                    },
                },
            }
        );
        Assert.That((int)made.StatusCode, Is.EqualTo(200), await made.Content.ReadAsStringAsync());
    }

    protected async Task IsUnchangedAsync(string number, Func<Task<HttpResponseMessage>> trick, int status, string code)
    {
        var before = (await TicketAsync(number)).ToJsonString();
        await IsRefusedAsync(await trick(), status, code);
        Assert.That((await TicketAsync(number)).ToJsonString(), Is.EqualTo(before));
    }
}
