using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// A real disk that is full: a small tmpfs, filled beside the database. Where the tests may not mount one,
/// <see cref="StorageFullTests"/>
/// stands for it with SQLite's max_page_count.
/// </summary>
[TestFixture, Explicit("Needs the right to mount; .ci/run calls it."), Category("Soak")]
public sealed class FullDiskSoakTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-full-").FullName;
    private bool isMounted;

    [OneTimeSetUp]
    public void Mount()
    {
        isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder) == 0;
        if (!isMounted)
            Assert.Ignore("No tmpfs can be mounted here; StorageFullTests holds SQLite to a number of pages instead.");
    }

    [OneTimeTearDown]
    public void Unmount()
    {
        if (isMounted)
            Run("umount", folder);
        Directory.Delete(folder, recursive: true);
    }

    [Test, CancelAfter(300_000)]
    public async Task Writes_are_refused_reads_go_on_and_nothing_acknowledged_is_lost()
    {
        var (database, filler) = (Path.Combine(folder, "full.db"), Path.Combine(folder, "filler"));
        var taken = new List<string>();
        using (var api = await BuiltApi.StartAsync(database))
        {
            using var http = api.Client();
            for (var round = 0; round < 3; round++)
            {
                await FillAsync(filler);
                var refusals = 0;
                for (var tries = 0; tries < 3_000 && refusals < 20; tries++)
                {
                    var number = $"FULL-{round}-{tries}";
                    var answer = await RegisterAsync(http, number);
                    if (answer.StatusCode == HttpStatusCode.Created)
                        taken.Add(number);
                    else
                    {
                        Assert.That((int)answer.StatusCode, Is.EqualTo(507), await answer.Content.ReadAsStringAsync());
                        Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromMinutes(1)));
                        refusals++;
                    }
                }

                Assert.That(refusals, Is.EqualTo(20), "It was full.");
                var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
                Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("The storage is full"));
                var reads = await Task.WhenAll(
                    Enumerable
                        .Range(0, 200)
                        .Select(at =>
                            http.GetAsync(
                                new Uri(
                                    at % 2 == 0
                                        ? "/api/v1/hotline/tickets?limit=500"
                                        : "/api/v1/plans/changzheng-2022/pillars/summary",
                                    UriKind.Relative
                                )
                            )
                        )
                );
                Assert.That(reads.Select(read => read.StatusCode).Distinct(), Is.EqualTo(new[] { HttpStatusCode.OK }));
                File.Delete(filler);
                Assert.That((int)(await RegisterAsync(http, $"ROOM-{round}")).StatusCode, Is.EqualTo(201));
                taken.Add($"ROOM-{round}");
            }

            await FillAsync(filler);
            for (var tries = 0; tries < 50; tries++)
                await RegisterAsync(http, $"LAST-{tries}");
            api.Kill();
        }

        File.Delete(filler);
        using var again = await BuiltApi.StartAsync(database);
        using var client = again.Client();
        foreach (var number in taken)
            Assert.That(
                (await client.GetAsync(new Uri($"/api/v1/hotline/tickets/{number}", UriKind.Relative))).StatusCode,
                Is.EqualTo(HttpStatusCode.OK),
                number
            );
        Assert.That(
            JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/audit/verify", UriKind.Relative)))![
                "intact"
            ]!.GetValue<bool>(),
            Is.True
        );
        var (code, output) = await BuiltApi.RunAsync(database, "verify");
        Assert.That(code, Is.Zero, output);
        await TestContext.Out.WriteLineAsync($"{taken.Count} tickets taken, all there");
    }

    private static Task<HttpResponseMessage> RegisterAsync(HttpClient http, string number) =>
        http.PostAsJsonAsync(
            "/api/v1/hotline/tickets",
            new
            {
                number,
                type = "complaint",
                subject = "飞线充电",
                description = new string('长', 3000),
            }
        );

    /// <summary>Down to the last byte.</summary>
    private static async Task FillAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var length in new[] { 1 << 20, 1 << 12 })
        {
            try
            {
                var block = new byte[length];
                while (true)
                    await stream.WriteAsync(block);
            }
            catch (IOException) { }
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
