using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Files;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// Tickets from a file over HTTP, judged, sealed, in their history, in the change feed and on the trail, beside a
/// loader that only reads the same file with the same reader and inserts into the same table with the same indexes,
/// 50,000 rows a transaction.
/// </summary>
internal static class ImportBench
{
    private const int Turns = 3;

    /// <summary>What a process compiles because it started is none of an import's time.</summary>
    private static readonly TimeSpan startingUp = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(int rows)
    {
        using var folder = new Folder();
        var csv = await TicketFile.WriteAsync(Path.Combine(folder.Root, "tickets.csv"), TableFormat.Csv, rows);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"import of {rows:N0} tickets from CSV ({new FileInfo(csv).Length / 1e6:0} MB)"
            )
        );
        var raw = await RawAsync(folder, csv, byMonth: false);
        var led = await RawAsync(folder, csv, byMonth: true);
        await MeasureAsync(folder, csv, "text/csv", rows, ("raw loader", raw), ("raw, keys by month", led));

        var many = Math.Min(rows, 100_000);
        var few = await TicketFile.WriteAsync(Path.Combine(folder.Root, "few-columns.csv"), TableFormat.Csv, many);
        await ReadAndImportAsync(
            folder,
            "as they were exported, all columns",
            await ExportedAsync(folder, few, Path.Combine(folder.Root, "exported.xlsx")),
            many
        );
        await ReadAndImportAsync(
            folder,
            "eighteen columns",
            await TicketFile.WriteAsync(Path.Combine(folder.Root, "few-columns.xlsx"), TableFormat.Xlsx, many),
            many
        );
    }

    /// <summary>In turn, for a machine is not always as fast; what is told is the middle of the ratios.</summary>
    private static async Task ReadAndImportAsync(Folder folder, string which, string xlsx, int rows)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"import of {rows:N0} tickets from xlsx {which} ({new FileInfo(xlsx).Length / 1e6:0} MB)"
            )
        );
        var ratios = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
            ratios.Add(
                await MeasureAsync(
                    folder,
                    xlsx,
                    TableFormats.MediaType(TableFormat.Xlsx),
                    rows,
                    ("merely reading it", await RawReader.ReadAloneAsync(xlsx))
                )
            );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  median ratio {ratios.Order().ElementAt(Turns / 2):0.00}")
        );
    }

    /// <summary>What a product that has the tickets exports of them.</summary>
    private static async Task<string> ExportedAsync(Folder folder, string csv, string xlsx)
    {
        using var product = await Server.ProductAsync(folder.Database("exporting"));
        using var http = product.Client();
        await SendAsync(http, csv, "text/csv");
        using var asking = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/hotline/tickets", UriKind.Relative));
        asking.Headers.Accept.ParseAdd(TableFormats.MediaType(TableFormat.Xlsx));
        using var answer = await http.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead);
        await using var file = File.Create(xlsx);
        await answer.EnsureSuccessStatusCode().Content.CopyToAsync(file);
        return xlsx;
    }

    /// <returns>The ratio to the first beside it.</returns>
    private static async Task<double> MeasureAsync(
        Folder folder,
        string file,
        string type,
        int rows,
        params (string What, TimeSpan Taken)[] beside
    )
    {
        using var product = await Server.ProductAsync(folder.Database(Path.GetRandomFileName()));
        using var http = product.Client();
        await Task.Delay(startingUp);
        var clock = Stopwatch.StartNew();
        var import = await SendAsync(http, file, type);
        var taken = clock.Elapsed;
        if ((string?)import["state"] != "done" || (int)import["rows"]!["created"]! != rows)
            throw new InvalidOperationException(import.ToJsonString());
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {"product", -20} {taken.TotalSeconds, 8:0.0} s {rows / taken.TotalSeconds, 10:N0} rows/s   peak memory {product.PeakMegabytes:N0} MB"
            )
        );
        foreach (var (what, least) in beside)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {what, -20} {least.TotalSeconds, 8:0.0} s {rows / least.TotalSeconds, 10:N0} rows/s   ratio {least / taken:0.00}"
                )
            );
        return beside[0].Taken / taken;
    }

    private static async Task<JsonNode> SendAsync(HttpClient http, string file, string type)
    {
        await using var body = File.OpenRead(file);
        using var content = new StreamContent(body);
        content.Headers.ContentType = new(type);
        var answer = await http.PostAsync(
            new Uri("/api/v1/imports/hotlineTickets?mode=apply", UriKind.Relative),
            content
        );
        var import = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        while ((string?)import["state"] is "queued" or "running")
        {
            await Task.Delay(100);
            import = JsonNode.Parse(
                await http.GetStringAsync(new Uri($"/api/v1/imports/{(string)import["id"]!}", UriKind.Relative))
            )!;
        }

        return import;
    }

    private static async Task<TimeSpan> RawAsync(Folder folder, string csv, bool byMonth)
    {
        var database = folder.Database(byMonth ? "raw-led" : "raw");
        using (await Server.ProductAsync(database))
        {
            // Its schema is the product's.
        }

        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        var clock = Stopwatch.StartNew();
        await RawLoader.LoadAsync(connection, csv, byMonth);
        return clock.Elapsed;
    }
}
