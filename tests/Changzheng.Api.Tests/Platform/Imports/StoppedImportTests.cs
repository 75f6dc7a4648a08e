using System.Text;
using Changzheng.Api.Tests.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// Told to stop in the middle of an import, the program stops, whoever waits for it; the next start does the import,
/// and calls it no death.
/// </summary>
[TestFixture]
public sealed class StoppedImportTests
{
    private const int Rows = 8_000;

    /// <summary>The server would give waiting requests thirty seconds.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(15);

    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-stopped-").FullName;

    private string Database => Path.Combine(folder, "stopped.db");

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test, Platform(Exclude = "Win"), CancelAfter(180_000)]
    public async Task It_ends_with_the_program_and_is_done_by_the_next(CancellationToken ct)
    {
        string id;
        using (var api = await BuiltApi.StartAsync(Database))
        using (var http = api.Client())
        {
            var file = Encoding.UTF8.GetBytes(
                BuiltImports.Tickets("S", Rows, "工单编号,诉求类型,标题,受理时间", "", "")
            );
            var waiting = BuiltImports.SendAsync(
                http,
                "hotlineTickets?mode=apply",
                file,
                "text/csv",
                key: "stopped",
                wait: 60,
                ct: ct
            );
            var mine = await RunningAsync(http, ct);
            id = (string)mine["id"]!;
            var following = http.GetStringAsync(new Uri($"/api/v1/imports/{id}/stream", UriKind.Relative), ct);
            await BuiltImports.UntilAsync(http, id, import => (int)import["rows"]!["read"]! >= 1_000, ct);

            Assert.That(await api.TerminateAsync(patience), Is.True, "It did not stop.");

            Assert.That((await waiting).Status, Is.EqualTo(202), "The waiting request is answered with the state.");
            Assert.That(await following, Does.Contain("event: progress"));
        }

        using var again = await BuiltApi.StartAsync(Database);
        using var client = again.Client();
        var finished = await BuiltImports.FinishedAsync(client, id, ct);
        Assert.That(
            ((string?)finished["state"], (int)finished["resumed"]!, (int)finished["rows"]!["created"]!),
            Is.EqualTo(("done", 0, Rows))
        );
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> RunningAsync(HttpClient http, CancellationToken ct)
    {
        while (true)
        {
            var mine = System.Text.Json.Nodes.JsonNode.Parse(
                await http.GetStringAsync(new Uri("/api/v1/imports", UriKind.Relative), ct)
            )!["items"]!.AsArray();
            if (mine.Count > 0)
                return mine[0]!;
            await Task.Delay(20, ct);
        }
    }
}
