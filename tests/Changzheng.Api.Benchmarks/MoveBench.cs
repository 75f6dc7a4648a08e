using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// A ticket moved in a month of two thousand and in one of a hundred thousand: the month's counts, by which the plan's
/// rates follow, are kept as tickets change and not counted anew.
/// </summary>
internal static class MoveBench
{
    private const int Few = 2_000,
        Many = 100_000;

    private const string List = "/api/v1/hotline/tickets";

    public static async Task RunAsync()
    {
        using var folder = new Folder();
        using var small = await ATownAsync(folder, Few);
        using var large = await ATownAsync(folder, Many);
        var medians = await Latency.MediansAsync(() => small.MoveAsync(), () => large.MoveAsync());
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a ticket dispatched, its plan's rates followed, ms (median of {Latency.Asked}): {medians[0]:0.00} in a month of {Few:N0} tickets, {medians[1]:0.00} in one of {Many:N0}, ratio {medians[1] / medians[0]:0.00}"
            )
        );
    }

    private static async Task<Town> ATownAsync(Folder folder, int count)
    {
        var database = folder.Database($"moves-{count.ToString(CultureInfo.InvariantCulture)}");
        var server = await Server.ProductAsync(database);
        var http = server.Client();
        var offices = (await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/units?kind=office", UriKind.Relative)))![
            "items"
        ]!
            .AsArray()
            .Select(unit => (string)unit!["code"]!)
            .ToList();
        await IssuePlanAsync(http);
        var today = DateTime.UtcNow;
        await new Tickets(offices).LoadMonthAsync(database, new DateOnly(today.Year, today.Month, 1), count);
        return new Town(server, http, offices);
    }

    /// <summary>A plan of this year that has the four rates as its indicators, so that every move is followed.</summary>
    private static async Task IssuePlanAsync(HttpClient http)
    {
        var sources = new[] { "firstContact", "onTimeClosing", "resolution", "satisfaction" };
        var promises = Enumerable.Range(1, sources.Length).Select(number => $"承诺第{number}件事").ToList();
        var year = DateTime.UtcNow.Year;
        using var issued = await http.PostAsJsonAsync(
            new Uri("/api/v1/plans", UriKind.Relative),
            new
            {
                code = "benchmark",
                title = "合成计划",
                documentNumber = "测〔2022〕1号",
                issuedOn = $"{year}-01-10",
                year,
                unit = Tickets.Town,
                text = $"一、测试板块\n测试小节。{string.Concat(promises.Select(promise => promise + "。"))}",
                pillars = new[]
                {
                    new
                    {
                        number = 1,
                        title = "测试板块",
                        initiatives = new[] { new { code = "1.1", title = "测试小节" } },
                    },
                },
                measures = promises.Select(
                    (promise, index) =>
                        new
                        {
                            code = $"1.1.{index + 1}",
                            title = promise,
                            kind = "indicator",
                            quote = promise,
                        }
                ),
                indicators = sources.Select(
                    (source, index) =>
                        new
                        {
                            code = $"benchmark-{index + 1}",
                            name = source,
                            unitOfMeasure = "%",
                            kind = "ratio",
                            frequency = "month",
                            accumulation = "ratio",
                            direction = "up",
                            source = "derived",
                            derivedFrom = $"hotline.{source}",
                            target = new { value = 100 },
                            citations = new[] { new { measure = $"1.1.{index + 1}", quote = promises[index] } },
                        }
                ),
            }
        );
        if (!issued.IsSuccessStatusCode)
            throw new InvalidOperationException(await issued.Content.ReadAsStringAsync());
    }

    private sealed class Town(Server server, HttpClient http, IReadOnlyList<string> offices) : IDisposable
    {
        private int number;

        /// <summary>Registering it is not measured.</summary>
        public async Task<double> MoveAsync()
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"N{++number}");
            using var registered = await http.PostAsJsonAsync(
                new Uri(List, UriKind.Relative),
                new
                {
                    number = name,
                    type = "complaint",
                    subject = $"合成工单（非真实诉求）{name}",
                }
            );
            registered.EnsureSuccessStatusCode();
            return await Latency.OnceAsync(async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{List}/{name}/dispatch")
                {
                    Content = JsonContent.Create(new { unit = offices[number % offices.Count] }),
                };
                request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
                using var moved = await http.SendAsync(request);
                moved.EnsureSuccessStatusCode();
            });
        }

        public void Dispose()
        {
            http.Dispose();
            server.Dispose();
        }
    }
}
