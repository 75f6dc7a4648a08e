using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Changzheng.Api.Benchmarks;

// dotnet run -c Release --project tests/Changzheng.Api.Benchmarks [values]
const string Summary = "/api/v1/plans/changzheng-2022/pillars/summary";

if (args is ["bare", var database, var url])
{
    await Bare.RunAsync(database, url);
    return;
}

var many = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
using var folder = new Folder();
using var small = await Measured.StartAsync(folder, 1_000);
using var large = await Measured.StartAsync(folder, many);

Console.WriteLine();
Console.WriteLine("latency of the pillar summary, ms (median of 300)       1,000 values   1,000,000 values   ratio");
foreach (var (name, afterWrite) in new[] { ("as it stands", false), ("right after a report, nothing kept in memory", true) })
{
    var (few, lots) = await Measured.MediansAsync(small, large, Summary, afterWrite);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-54} {few,12:0.000} {lots,18:0.000} {lots / few,7:0.00}"));
}

using var http = large.Server.Client();
var body = await http.GetStringAsync(new Uri(Summary, UriKind.Relative));
var bareDatabase = folder.Database("bare");
await Bare.PrepareAsync(bareDatabase, body);
using var bare = await Server.BareAsync(bareDatabase);
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
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: product {ours,8:0} bare {theirs,8:0} ratio {ours / theirs:0.00}"));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios.Order().ElementAt(2):0.00}"));

/// <summary>A product process over a database of its own with that many values.</summary>
internal sealed class Measured : IDisposable
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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loaded {values:N0} reported values in {clock.Elapsed.TotalSeconds:0.0} s"));
        return measured;
    }

    /// <summary>The two in turn, so that a machine that slows down slows both.</summary>
    public static async Task<(double Few, double Lots)> MediansAsync(Measured few, Measured lots, string path, bool afterWrite)
    {
        var times = new[] { new List<double>(), new List<double>() };
        using HttpClient askFew = few.Server.Client(), askLots = lots.Server.Client();
        for (var i = 0; i < 320; i++)
        {
            times[0].Add(await few.OnceAsync(askFew, path, afterWrite));
            times[1].Add(await lots.OnceAsync(askLots, path, afterWrite));
        }

        return (Median(times[0]), Median(times[1]));
    }

    private async Task<double> OnceAsync(HttpClient http, string path, bool afterWrite)
    {
        if (afterWrite)
            await WriteAsync(http);
        var start = Stopwatch.GetTimestamp();
        await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The first twenty warm up.</summary>
    private static double Median(List<double> times) => times.Skip(20).Order().ElementAt(150);

    public void Dispose() => Server.Dispose();

    /// <summary>Moves the change feed by the cheapest report there is, so that nothing kept in memory is true any more.</summary>
    private async Task WriteAsync(HttpClient http)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/indicators/2022-waste-sorting-rank/values/2022-Q1", UriKind.Relative)) { Content = JsonContent.Create(new { rank = 3, of = 10 }) };
        if (version > 0)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
        version++;
    }
}

/// <summary>A temporary folder that goes with the run.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("changzheng-bench").FullName;

    public string Database(string name) => $"Data Source={Path.Combine(path, name + ".db")}";

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(path, recursive: true);
    }
}
