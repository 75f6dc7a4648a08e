using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// The list of tickets and the rates: flat from ten thousand tickets to a million, and each beside a bare endpoint
/// doing the same query.
/// </summary>
internal static class TicketBench
{
    private const int Few = 10_000;
    private const string List = "/api/v1/hotline/tickets";
    private const int PageSize = 50;

    public static async Task RunAsync(int many)
    {
        using var folder = new Folder();
        using var small = await Measured.StartAsync(folder, Few);
        using var large = await Measured.StartAsync(folder, many);
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Tickets.Month:yyyy-MM} holds {Tickets.InMonth:N0} tickets in both, and only the newest {Tickets.Recent:N0} are in any status but closed or voided: a town's month and its desk are of one size however many years it keeps."
            )
        );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"latency, ms (median of {Latency.Asked})"));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{"", -34} {Few, 10:N0} tickets        {many, 10:N0} tickets        {$"{many:N0} / {Few:N0}", 18}"
            )
        );
        Console.WriteLine($"{"", -34} product   bare ratio   product   bare ratio    product   bare");
        await CompareAsync("first page", small, large, of => (List, "/tickets"));
        await CompareAsync(
            "filtered page (unit, closed)",
            small,
            large,
            of => ($"{List}?unit={of.Unit}&status=closed", $"/tickets?unit={of.Unit}&status=closed")
        );
        await CompareAsync(
            "filtered page (unit, handling)",
            small,
            large,
            of => ($"{List}?unit={of.Unit}&status=handling", $"/tickets?unit={of.Unit}&status=handling")
        );
        await CompareAsync("last page", small, large, of => (of.LastPage, of.BareLastPage));
        await CompareAsync("rates per unit, one month", small, large, of => Rates(Tickets.Month));
        await RegisterAsync(small, large);
        await InformAsync(large, many);
        await MoveBench.RunAsync();
    }

    /// <summary>
    /// A command, with all it moves: repeats looked for, the month's rates followed, history, feed and trail. Nothing
    /// bare does the same.
    /// </summary>
    private static async Task RegisterAsync(Measured small, Measured large)
    {
        var number = 0;
        Task<double> OnceAsync(Measured of) =>
            Latency.OnceAsync(async () =>
            {
                using var answer = await of.Product.PostAsJsonAsync(
                    new Uri(List, UriKind.Relative),
                    new
                    {
                        number = string.Create(CultureInfo.InvariantCulture, $"N{++number}"),
                        type = "complaint",
                        subject = "合成工单（非真实诉求）",
                        reporter = new { phone = "13800000000" },
                        address = "合成路1号",
                    }
                );
                answer.EnsureSuccessStatusCode();
            });
        if (await Latency.MediansAsync(() => OnceAsync(small), () => OnceAsync(large)) is [var few, var lots])
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"a ticket registered", -34} {few, 7:0.00} {"", 6} {"", 5}   {lots, 7:0.00} {"", 6} {"", 5}    {lots / few, 7:0.00}"
                )
            );
    }

    private static (string Product, string Bare) Rates(DateOnly month)
    {
        var days = string.Create(
            CultureInfo.InvariantCulture,
            $"from={month:yyyy-MM-dd}&to={month.AddMonths(1).AddDays(-1):yyyy-MM-dd}"
        );
        return ($"/api/v1/hotline/rates?groupBy=unit&{days}", $"/rates?{days}");
    }

    private static async Task CompareAsync(
        string name,
        Measured small,
        Measured large,
        Func<Measured, (string Product, string Bare)> path
    )
    {
        var asked = new[] { small, large }.SelectMany(of =>
            new Func<Task<double>>[]
            {
                () => Latency.OnceAsync(of.Product, path(of).Product),
                () => Latency.OnceAsync(of.Bare, path(of).Bare),
            }
        );
        if (await Latency.MediansAsync([.. asked]) is [var fewOurs, var fewBare, var lotsOurs, var lotsBare])
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -34} {fewOurs, 7:0.00} {fewBare, 6:0.00} {fewOurs / fewBare, 5:0.00}   {lotsOurs, 7:0.00} {lotsBare, 6:0.00} {lotsOurs / lotsBare, 5:0.00}    {lotsOurs / fewOurs, 7:0.00} {lotsBare / fewBare, 6:0.00}"
                )
            );
    }

    /// <summary>What grows: a month with the town, a total that is asked for with the years.</summary>
    private static async Task InformAsync(Measured large, int many)
    {
        var (product, bare) = Rates(Tickets.OtherMonth);
        var medians = await Latency.MediansAsync(
            () => Latency.OnceAsync(large.Product, product),
            () => Latency.OnceAsync(large.Bare, bare),
            () => Latency.OnceAsync(large.Product, $"{List}?count=true")
        );
        Console.WriteLine();
        Console.WriteLine("for information, ms");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"rates per unit of a month with {Tickets.CountIn(Tickets.OtherMonth, many):N0} of {many:N0} tickets: product {medians[0]:0.00}, bare {medians[1]:0.00}, ratio {medians[0] / medians[1]:0.00}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"first page with count=true, which counts all {many:N0}: product {medians[2]:0.00}"
            )
        );
    }

    /// <summary>A product process and a bare one over the same database with that many tickets.</summary>
    private sealed class Measured : IDisposable
    {
        public required Server[] Servers { get; init; }
        public required HttpClient Product { get; init; }
        public required HttpClient Bare { get; init; }
        public required string Unit { get; init; }
        public required string LastPage { get; init; }
        public required string BareLastPage { get; init; }

        public static async Task<Measured> StartAsync(Folder folder, int count)
        {
            var database = folder.Database($"tickets-{count.ToString(CultureInfo.InvariantCulture)}");
            var product = await Server.ProductAsync(database);
            var http = product.Client();
            var clock = Stopwatch.StartNew();
            var tickets = new Tickets(await OfficesAsync(http));
            await tickets.LoadAsync(database, count);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"loaded {count:N0} synthetic tickets in {clock.Elapsed.TotalSeconds:0.0} s"
                )
            );
            var bare = await Server.BareAsync(database);
            var bareHttp = bare.Client();
            return new Measured
            {
                Servers = [product, bare],
                Product = http,
                Bare = bareHttp,
                Unit = tickets.AUnit,
                LastPage = await LastPageAsync(http, List, database),
                BareLastPage = await LastPageAsync(bareHttp, "/tickets", database),
            };
        }

        public void Dispose()
        {
            Product.Dispose();
            Bare.Dispose();
            foreach (var server in Servers)
                server.Dispose();
        }

        private static async Task<IReadOnlyList<string>> OfficesAsync(HttpClient http) =>
            [
                .. (await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/units?limit=500", UriKind.Relative)))![
                    "items"
                ]!
                    .AsArray()
                    .Where(unit => (string?)unit!["kind"] is "office" or "centre")
                    .Select(unit => (string)unit!["code"]!),
            ];

        private static string CursorOf(string list, TicketKey behind)
        {
            var request = new DefaultHttpContext().Request;
            request.Path = list;
            return Paging.Encode(request, behind.ToString());
        }

        /// <summary>
        /// The last page as a caller comes to it, by the next of the page before; only the way there is cut short.
        /// </summary>
        private static async Task<string> LastPageAsync(HttpClient http, string list, string database)
        {
            var before = await http.GetFromJsonAsync<JsonNode>(
                new Uri(
                    $"{list}?cursor={CursorOf(list, await Tickets.FromTheEndAsync(database, 2 * PageSize + 1))}",
                    UriKind.Relative
                )
            );
            var last = (string)before!["next"]!;
            var page = await http.GetFromJsonAsync<JsonNode>(new Uri(last, UriKind.Relative));
            return page!["next"] is null && page["items"]!.AsArray().Count == PageSize
                ? last
                : throw new InvalidOperationException($"{last} is not the last page.");
        }
    }
}
