using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// The pillar summary: flat from a thousand reported values to a million, and beside a bare endpoint.
/// </summary>
internal static class PlanBench
{
    private const string Summary = "/api/v1/plans/changzheng-2022/pillars/summary";

    public static async Task RunAsync(int many)
    {
        using var folder = new Folder();
        using var small = await Measured.StartAsync(folder, 1_000);
        using var large = await Measured.StartAsync(folder, many);
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"latency of the pillar summary, ms (median of {Latency.Asked})       1,000 values {many, 11:N0} values   ratio"
            )
        );
        foreach (
            var (name, afterWrite) in new[]
            {
                ("as it stands", false),
                ("right after a report, nothing kept in memory", true),
            }
        )
        {
            using HttpClient askFew = small.Server.Client(),
                askLots = large.Server.Client();
            var medians = await Latency.MediansAsync(
                () => small.OnceAsync(askFew, Summary, afterWrite),
                () => large.OnceAsync(askLots, Summary, afterWrite)
            );
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -54} {medians[0], 12:0.000} {medians[1], 18:0.000} {medians[1] / medians[0], 7:0.00}"
                )
            );
        }

        await ThroughputAsync(folder, large);
    }

    private static async Task ThroughputAsync(Folder folder, Measured large)
    {
        using var http = large.Server.Client();
        var body = await http.GetStringAsync(new Uri(Summary, UriKind.Relative));
        var database = folder.Database("bare");
        await Bare.PrepareAsync(database, body);
        using var bare = await Server.BareAsync(database);
        await Load.RequestsPerSecondAsync(large.Server.Port, Summary, 16, TimeSpan.FromSeconds(8));
        await Load.RequestsPerSecondAsync(bare.Port, "/1", 16, TimeSpan.FromSeconds(8));
        var ratios = new List<double>();
        Console.WriteLine();
        Console.WriteLine($"throughput, requests a second at 16 connections, answers of {body.Length:N0} characters");
        for (var round = 1; round <= 5; round++)
        {
            var ours = await Load.RequestsPerSecondAsync(large.Server.Port, Summary, 16, TimeSpan.FromSeconds(4));
            var theirs = await Load.RequestsPerSecondAsync(bare.Port, "/1", 16, TimeSpan.FromSeconds(4));
            ratios.Add(ours / theirs);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round}: product {ours, 8:0} bare {theirs, 8:0} ratio {ours / theirs:0.00}"
                )
            );
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios.Order().ElementAt(2):0.00}")
        );
    }

    /// <summary>A product process over a database of its own with that many values.</summary>
    private sealed class Measured : IDisposable
    {
        private int version;

        public required Server Server { get; init; }

        public static async Task<Measured> StartAsync(Folder folder, int values)
        {
            var database = folder.Database(values.ToString(CultureInfo.InvariantCulture));
            var measured = new Measured { Server = await Server.ProductAsync(database) };
            using var http = measured.Server.Client();
            var clock = Stopwatch.StartNew();
            await Values.LoadAsync(database, http, values);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"loaded {values:N0} reported values in {clock.Elapsed.TotalSeconds:0.0} s"
                )
            );
            return measured;
        }

        public async Task<double> OnceAsync(HttpClient http, string path, bool afterWrite)
        {
            if (afterWrite)
                await WriteAsync(http);
            return await Latency.OnceAsync(http, path);
        }

        public void Dispose() => Server.Dispose();

        /// <summary>
        /// Moves the change feed by the cheapest report there is, so that nothing kept in memory is true any more.
        /// </summary>
        private async Task WriteAsync(HttpClient http)
        {
            var request = new HttpRequestMessage(
                HttpMethod.Put,
                new Uri("/api/v1/indicators/2022-waste-sorting-rank/values/2022-Q1", UriKind.Relative)
            )
            {
                Content = JsonContent.Create(new { rank = 3, of = 10 }),
            };
            if (version > 0)
                request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
            (await http.SendAsync(request)).EnsureSuccessStatusCode();
            version++;
        }
    }
}
