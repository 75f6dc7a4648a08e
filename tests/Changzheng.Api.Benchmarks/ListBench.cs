using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// The lists of what carries measures out, of a thousand rows and of a hundred thousand: every page is as fast, the
/// first, a filtered one and one in the middle.
/// </summary>
internal static class ListBench
{
    private const int Few = 1_000,
        Many = 100_000;

    private const string Plan = "changzheng-2022";

    private static readonly (string Name, string Path)[] lists =
    [
        ("findings", "/api/v1/findings?limit=50"),
        ("findings of a campaign", "/api/v1/findings?campaign=bench&limit=50"),
        ("findings of a unit, one in ten", "/api/v1/findings?unit=310107102-GLB&limit=50"),
        ("findings closed, one in twenty", "/api/v1/findings?status=closed&limit=50"),
        ("findings of a campaign closed", "/api/v1/findings?campaign=bench&status=closed&limit=50"),
        ("inspections", "/api/v1/inspections?limit=50"),
        ("members", "/api/v1/rollouts/bench-list/members?limit=50"),
        ("projects of the plan", $"/api/v1/projects?plan={Plan}&limit=50"),
        ("series", "/api/v1/series?limit=50"),
    ];

    public static async Task RunAsync()
    {
        using var folder = new Folder();
        using var small = await ATownAsync(folder, Few);
        using var large = await ATownAsync(folder, Many);
        Console.WriteLine();
        Console.WriteLine($"a page of 50, ms (median of {Latency.Asked}), of {Few:N0} rows, of {Many:N0}, ratio");
        foreach (var (name, path) in lists)
            Print(name, await Latency.MediansAsync(() => small.OnceAsync(path), () => large.OnceAsync(path)));
        var middle = await Latency.MediansAsync(
            () => small.OnceAsync(small.Middle),
            () => large.OnceAsync(large.Middle)
        );
        Print("findings, from the middle", middle);
    }

    private static void Print(string name, double[] medians) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -32} {medians[0], 8:0.00} {medians[1], 8:0.00} {medians[1] / medians[0], 6:0.00}"
            )
        );

    private sealed record Town(Server Server, HttpClient Http, string Middle) : IDisposable
    {
        public Task<double> OnceAsync(string path) => Latency.OnceAsync(Http, path);

        public void Dispose()
        {
            Http.Dispose();
            Server.Dispose();
        }
    }

    /// <summary>One of each kind is opened as callers do, and then copied.</summary>
    private static async Task<Town> ATownAsync(Folder folder, int count)
    {
        var database = folder.Database($"lists-{count.ToString(CultureInfo.InvariantCulture)}");
        var server = await Server.ProductAsync(database);
        var http = server.Client();
        await OpenAsync(http);
        await using (var connection = new SqliteConnection(database))
        {
            await connection.OpenAsync();
            foreach (
                var (kind, code) in new[] { ("finding", "bench-f"), ("inspection", "bench-i"), ("project", "bench-p") }
            )
                await CopyAsync(connection, kind, code, count);
            await CopyAsync(connection, "series", "bench-s", count);
            await CopyAsync(connection, "member", "bench-list/m", count);
        }

        var page = await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/findings?limit=1", UriKind.Relative));
        var next = (string)page!["next"]!;
        // Cursors are made by the product alone: pages of 500 lead to the middle.
        var at = next.Replace("limit=1&", "limit=500&", StringComparison.Ordinal);
        for (var passed = 0; passed < count / 2 && at is not null; passed += 500)
        {
            page = await http.GetFromJsonAsync<JsonNode>(new Uri(at, UriKind.Relative));
            at = (string?)page!["next"] ?? at;
        }

        return new Town(server, http, at!.Replace("limit=500", "limit=50", StringComparison.Ordinal));
    }

    private static async Task OpenAsync(HttpClient http)
    {
        await PostAsync(
            http,
            "campaigns",
            new
            {
                code = "bench",
                plan = Plan,
                measures = new[] { "5.2.3" },
                title = "合成行动",
                kind = "fire",
            }
        );
        await PostAsync(
            http,
            "findings",
            new
            {
                code = "bench-f",
                campaign = "bench",
                inspected = "合成对象",
                title = "合成问题",
                severity = "general",
                unit = "310107102-GLB",
            }
        );
        await PostAsync(
            http,
            "inspections",
            new
            {
                code = "bench-i",
                campaign = "bench",
                inspected = "合成对象",
                unit = "310107102-GLB",
            }
        );
        await PostAsync(
            http,
            "projects",
            new
            {
                code = "bench-p",
                plan = Plan,
                measures = new[] { "4.1.7" },
                title = "合成项目",
                kind = "works",
                stageSet = "changzheng-2022-works",
            }
        );
        await PostAsync(
            http,
            "rollouts",
            new
            {
                code = "bench-list",
                plan = Plan,
                measures = new[] { "5.1.9" },
                title = "合成名单",
                memberKind = "building",
                stateSet = "changzheng-2022-lift-poll",
            }
        );
        await PostAsync(http, "rollouts/bench-list/members", new { key = "m", name = "合成楼栋" });
        await PostAsync(
            http,
            "series",
            new
            {
                code = "bench-s",
                plan = Plan,
                measures = new[] { "4.2.20" },
                title = "合成例会",
                kind = "meeting",
                cadence = "FREQ=MONTHLY;BYDAY=1FR",
            }
        );
    }

    private static async Task PostAsync(HttpClient http, string route, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/v1/{route}", UriKind.Relative), body);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{route}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Copies of one row, one in ten of the unit it has, one in twenty closed.</summary>
    private static async Task CopyAsync(SqliteConnection connection, string kind, string code, int count)
    {
        var of = new
        {
            Kind = kind,
            Code = code,
            Count = count,
        };
        const string numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @Count) ";
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            numbers
                + """
                INSERT INTO Dossiers (Kind, Code, Parent, PlanCode, Version, Title, Unit, Status, DueOn)
                SELECT d.Kind, @Code || printf('%06d', i), d.Parent, d.PlanCode, 1, d.Title,
                       CASE WHEN i % 10 = 0 THEN d.Unit ELSE '310107102-AQB' END,
                       CASE WHEN d.Kind = 'finding' AND i % 20 = 0 THEN 'closed' ELSE d.Status END, d.DueOn
                FROM n, Dossiers d WHERE d.Kind = @Kind AND d.Code = @Code
                """,
            of,
            transaction
        );
        await connection.ExecuteAsync(
            numbers
                + """
                INSERT INTO DossierHistory (Kind, Code, Version, Parent, Action, Said, State, EffectiveOn, RecordedAt, RecordedBy, CallerId, Hash)
                SELECT h.Kind, @Code || printf('%06d', i), 1, h.Parent, h.Action, h.Said,
                       replace(h.State, '"' || @Code || '"', '"' || @Code || printf('%06d', i) || '"'),
                       h.EffectiveOn, h.RecordedAt, h.RecordedBy, h.CallerId, h.Hash
                FROM n, DossierHistory h WHERE h.Kind = @Kind AND h.Code = @Code
                """,
            of,
            transaction
        );
        await transaction.CommitAsync();
    }
}
