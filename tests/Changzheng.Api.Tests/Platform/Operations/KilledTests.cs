using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// Killed in the middle of concurrent writes: every acknowledged one is there with its change and its audit row, no
/// half one is, and a client without an answer sends again under the same Idempotency-Key and has it done once.
/// </summary>
[TestFixture]
public sealed class KilledTests
{
    private const int Writers = 8;

    /// <summary>So many are acknowledged before a kill, however slow the machine.</summary>
    private const int Acknowledged = 10;

    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-killed-").FullName;

    private string Database => Path.Combine(folder, "killed.db");

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test, CancelAfter(120_000)]
    public Task Nothing_acknowledged_is_lost() => KillAsync(1);

    [Test, Explicit("Minutes long; .ci/run calls it."), Category("Soak"), CancelAfter(900_000)]
    public Task Nothing_acknowledged_is_lost_in_twenty_kills() => KillAsync(20);

    private async Task KillAsync(int runs)
    {
        var (sent, acknowledged, random) = (new ConcurrentDictionary<string, bool>(), 0, new Random(20220705));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var run = 0; run < runs; run++)
        {
            using var api = await BuiltApi.StartAsync(Database);
            using var http = api.Client();
            using var stop = new CancellationTokenSource();
            var writing = Enumerable
                .Range(0, Writers)
                .Select(writer => WriteAsync(http, $"run {run} writer {writer}", sent, stop.Token))
                .ToList();
            while (sent.Count(one => one.Value) < acknowledged + Acknowledged)
                await Task.Delay(20);
            await Task.Delay(random.Next(0, 700));
            api.Kill();
            await stop.CancelAsync();
            acknowledged += (await Task.WhenAll(writing)).Sum();
        }

        using var again = await BuiltApi.StartAsync(Database);
        using var client = again.Client();
        var before = await NamesAsync(client);
        Assert.That(before, Is.Unique);
        Assert.That(
            sent.Where(one => one.Value).Select(one => one.Key).Except(before),
            Is.Empty,
            "Acknowledged and lost."
        );
        Assert.That(before.Except(sent.Keys), Is.EqualTo(new[] { "administrator" }), "Never asked for.");

        foreach (var (name, _) in sent.Where(one => !one.Value))
            Assert.That((int)(await MakeAsync(client, name)).StatusCode, Is.EqualTo(201), name);
        Assert.That(
            (await NamesAsync(client)).Order(StringComparer.Ordinal),
            Is.EqualTo(sent.Keys.Append("administrator").Order(StringComparer.Ordinal))
        );
        await WholeAsync(client, sent.Count);
        var (code, output) = await BuiltApi.RunAsync(Database, "verify");
        Assert.That(code, Is.Zero, output);
        await TestContext.Out.WriteLineAsync(
            $"{runs} kills, {acknowledged} acknowledged, {sent.Count - acknowledged} unanswered, {watch.Elapsed.TotalSeconds:0} s"
        );
        Assert.That(acknowledged, Is.GreaterThan(runs * 5));
    }

    /// <summary>Each key has its change, each change its audit row, and the chain holds.</summary>
    private static async Task WholeAsync(HttpClient http, int made)
    {
        var changes = (await AllAsync(http, "/api/v1/changes?kinds=key.created&limit=500&after=", "position"))
            .Select(change => change["position"]!.GetValue<long>())
            .ToList();
        Assert.That(changes, Has.Count.EqualTo(made).And.Unique);
        var rows = new List<long>();
        for (var next = "/api/v1/audit?action=CreateKey&outcome=done&limit=500"; next is not null; )
        {
            var page = JsonNode.Parse(await http.GetStringAsync(new Uri(next, UriKind.Relative)))!;
            rows.AddRange(page["items"]!.AsArray().Select(row => row!["detail"]!["change"]!.GetValue<long>()));
            next = page["next"]?.GetValue<string>();
        }

        Assert.That(rows.Order(), Is.EqualTo(changes.Order()));
        var proof = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/audit/verify", UriKind.Relative)))!;
        Assert.That(proof["intact"]!.GetValue<bool>(), Is.True, proof.ToJsonString());
    }

    private static async Task<List<JsonNode>> AllAsync(HttpClient http, string url, string position)
    {
        var all = new List<JsonNode>();
        for (var after = 0L; ; )
        {
            var page = JsonNode.Parse(await http.GetStringAsync(new Uri(url + after, UriKind.Relative)))!;
            all.AddRange(page["items"]!.AsArray().Select(item => item!.DeepClone()));
            if (page["items"]!.AsArray().Count < 500)
                return all;
            after = page[position]!.GetValue<long>();
        }
    }

    private static async Task<int> WriteAsync(
        HttpClient http,
        string who,
        ConcurrentDictionary<string, bool> sent,
        CancellationToken stop
    )
    {
        for (var number = 0; ; number++)
        {
            var name = $"{who} key {number}";
            sent[name] = false;
            try
            {
                var answer = await MakeAsync(http, name, stop);
                if ((int)answer.StatusCode != 201)
                    return number;
                sent[name] = true;
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
            {
                return number;
            }
        }
    }

    private static Task<HttpResponseMessage> MakeAsync(HttpClient http, string name, CancellationToken ct = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/access/keys")
        {
            Content = JsonContent.Create(new { name, roles = new[] { "reporter" } }),
        };
        request.Headers.Add("Idempotency-Key", name.Replace(' ', '-'));
        return http.SendAsync(request, ct);
    }

    private static async Task<List<string>> NamesAsync(HttpClient http)
    {
        var names = new List<string>();
        for (var next = "/api/v1/access/keys?limit=500"; next is not null; )
        {
            var page = JsonNode.Parse(await http.GetStringAsync(new Uri(next, UriKind.Relative)))!;
            names.AddRange(page["items"]!.AsArray().Select(key => key!["name"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        return names;
    }
}
