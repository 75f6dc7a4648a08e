using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Tests.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// Every kind of import under a key, killed at any point and sent again: it is done once. Poisoned files, each
/// cancelled and each killed at any point: the next import has its turn.
/// </summary>
[TestFixture]
public sealed class SoakedImportTests
{
    private const string Csv = "text/csv";

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    private readonly Random random = new(20220705);
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-soaked-").FullName;

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<TestCaseData> Kinds() =>
        Files.Select(file => new TestCaseData(file.Key).SetArgDisplayNames(file.Key));

    [TestCaseSource(nameof(Kinds)), Explicit("Minutes long; .ci/run calls it."), Category("Soak"), CancelAfter(600_000)]
    public async Task Killed_in_the_middle_and_sent_again_it_is_done_once(string kind, CancellationToken ct)
    {
        var database = Path.Combine(folder, kind + ".db");
        var (rows, file) = Files[kind];
        var bytes = Encoding.UTF8.GetBytes(file());
        for (var kill = 0; kill < 3; kill++)
        {
            using var api = await BuiltApi.StartAsync(database);
            using var http = api.Client();
            var sending = BuiltImports.SendAsync(http, $"{kind}?mode=apply", bytes, Csv, "soaked", wait: 25, ct: ct);
            // Before it is received, while it is taken in, when it is done: whenever that is.
            await Task.WhenAny(sending, Task.Delay(random.Next(0, kill == 0 ? 300 : 1200), ct));
            api.Kill();
            try
            {
                await sending;
            }
            catch (HttpRequestException) { }
        }

        using var again = await BuiltApi.StartAsync(database);
        using var client = again.Client();
        var (status, first) = await BuiltImports.SendAsync(
            client,
            $"{kind}?mode=apply",
            bytes,
            Csv,
            "soaked",
            wait: 25,
            ct: ct
        );
        Assert.That(status, Is.AnyOf(200, 202, 422), first.ToJsonString());
        var import = await BuiltImports.FinishedAsync(client, (string)first["id"]!, ct);
        var mine = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/imports", UriKind.Relative), ct))![
            "items"
        ]!.AsArray();
        await TestContext.Out.WriteLineAsync(
            $"{kind}: {(string?)import["state"]} {(string?)import["problem"]?["code"]}, {(int)import["resumed"]!} deaths, {mine.Count} imports"
        );
        Assert.That(mine, Has.Count.EqualTo(1), "One key, one import.");
        if ((string?)import["problem"]?["code"] == "import.gave_up")
        {
            Assert.That((int)import["resumed"]!, Is.EqualTo(2));
            (_, first) = await BuiltImports.SendAsync(
                client,
                $"{kind}?mode=apply",
                bytes,
                Csv,
                "another",
                wait: 25,
                ct: ct
            );
            import = await BuiltImports.FinishedAsync(client, (string)first["id"]!, ct);
        }

        Assert.That(
            ((string?)import["state"], (int)import["rows"]!["created"]! + (int)import["rows"]!["updated"]!),
            Is.EqualTo(("done", rows)),
            import.ToJsonString()
        );
        var (code, output) = await BuiltApi.RunAsync(database, "verify");
        Assert.That(code, Is.Zero, output);
    }

    [Test, Explicit("Minutes long; .ci/run calls it."), Category("Soak"), CancelAfter(900_000)]
    public async Task Poison_is_cancelled_stopped_and_killed_at_any_point(CancellationToken ct)
    {
        var database = Path.Combine(folder, "poison.db");
        var ids = new List<string>();
        var api = await BuiltApi.StartAsync(database);
        try
        {
            foreach (var (name, (kind, type, make, _)) in Poison.Files)
            {
                var http = api.Client();
                var (status, queued) = await BuiltImports.SendAsync(
                    http,
                    $"{kind}?mode=apply",
                    make(),
                    type,
                    name,
                    ct: ct
                );
                Assert.That(status, Is.EqualTo(202), name);
                ids.Add((string)queued["id"]!);
                await Task.Delay(random.Next(0, 400), ct);
                switch (random.Next(3))
                {
                    case 0:
                        await CancelAsync(http, name, ids[^1], ct);
                        break;
                    case 1 when !OperatingSystem.IsWindows():
                        Assert.That(await api.TerminateAsync(patience), Is.True, name);
                        api = await BuiltApi.StartAsync(database);
                        break;
                    default:
                        api.Kill();
                        api = await BuiltApi.StartAsync(database);
                        break;
                }
            }

            using var client = api.Client();
            foreach (var id in ids)
                Assert.That(
                    (string?)(await BuiltImports.FinishedAsync(client, id, ct))["state"],
                    Is.AnyOf("failed", "cancelled")
                );
            var (_, good) = await BuiltImports.SendAsync(
                client,
                "units?mode=check",
                "code,name,kind\nN-1,甲,office\n"u8.ToArray(),
                Csv,
                wait: 25,
                ct: ct
            );
            Assert.That((string?)good["state"], Is.EqualTo("done"));
        }
        finally
        {
            api.Dispose();
        }
    }

    /// <summary>Refused before that, or cancelled within moments.</summary>
    private static async Task CancelAsync(HttpClient http, string name, string id, CancellationToken ct)
    {
        var deleted = await http.DeleteAsync(new Uri($"/api/v1/imports/{id}", UriKind.Relative), ct);
        Assert.That((int)deleted.StatusCode, Is.AnyOf(204, 409), name);
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        await BuiltImports.UntilAsync(
            http,
            id,
            import =>
            {
                Assert.That(Environment.TickCount64, Is.LessThan(until), $"{name}: {import.ToJsonString()}");
                return import["finishedAt"] is not null;
            },
            ct
        );
    }

    private static IReadOnlyDictionary<string, (int Rows, Func<string> File)> Files { get; } =
        new Dictionary<string, (int, Func<string>)>
        {
            ["hotlineTickets"] = (
                8_000,
                () => BuiltImports.Tickets("K", 8_000, "工单编号,诉求类型,标题,受理时间", "", "")
            ),
            ["units"] = (
                3_000,
                () => File("code,name,kind,parent", 3_000, row => $"K-{row},单位{row},office,310107102")
            ),
            ["calendars"] = (
                300,
                () =>
                    File(
                        "year,date,working,name",
                        300,
                        row => $"2035,{new DateOnly(2035, 1, 1).AddDays(row):yyyy-MM-dd},否,放假"
                    )
            ),
            ["indicatorValues"] = (
                12,
                () => File("indicator,period,value", 12, row => $"2022-fitness-tests,2022-{row:00},{row}")
            ),
            ["measures"] = (
                1,
                () => "plan,code,title,documentNumber\nchangzheng-2022,3.2.13,国民体质测试（修订）,普长府〔2022〕9号\n"
            ),
        };

    private static string File(string header, int rows, Func<int, FormattableString> row) =>
        header
        + "\n"
        + string.Concat(Enumerable.Range(1, rows).Select(at => row(at).ToString(CultureInfo.InvariantCulture) + "\n"));
}
