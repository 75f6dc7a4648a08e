using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Tests.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// Killed in the middle of an import: the next start runs it again, its attempts show it, and every row is there once.
/// </summary>
[TestFixture]
public sealed class KilledImportTests
{
    private const int Rows = 8_000;

    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-import-").FullName;

    private string Database => Path.Combine(folder, "killed.db");

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test, CancelAfter(180_000)]
    public async Task It_is_begun_again_and_says_so(CancellationToken ct)
    {
        string id;
        using (var api = await BuiltApi.StartAsync(Database))
        using (var http = api.Client())
        {
            // The first thing a new process reads is a workbook: nothing else has prepared the way.
            var template = await http.GetByteArrayAsync(
                new Uri("/api/v1/imports/hotlineTickets/template", UriKind.Relative),
                ct
            );
            var check = await SendAsync(
                http,
                template,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "mode=check",
                ct
            );
            Assert.That(
                (string?)
                    (await UntilAsync(http, (string)check["id"]!, import => import["finishedAt"] is not null, ct))[
                        "state"
                    ],
                Is.EqualTo("done")
            );

            id = (string)(await SendAsync(http, Encoding.UTF8.GetBytes(File()), "text/csv", "mode=apply", ct))["id"]!;
            await UntilAsync(http, id, import => (int)import["rows"]!["read"]! >= 2_000, ct);
            api.Kill();
        }

        using var again = await BuiltApi.StartAsync(Database);
        using var client = again.Client();
        var finished = await UntilAsync(client, id, import => import["finishedAt"] is not null, ct);
        Assert.Multiple(() =>
        {
            Assert.That((string?)finished["state"], Is.EqualTo("done"));
            Assert.That((int)finished["resumed"]!, Is.EqualTo(1));
            Assert.That((int)finished["rows"]!["created"]!, Is.EqualTo(Rows));
        });
        var page = JsonNode.Parse(
            await client.GetStringAsync(new Uri("/api/v1/hotline/tickets?limit=1&count=true", UriKind.Relative), ct)
        )!;
        Assert.That((int)page["total"]!, Is.EqualTo(Rows));
        var (code, output) = await BuiltApi.RunAsync(Database, "verify");
        Assert.That(code, Is.Zero, output);
    }

    private static string File()
    {
        var file = new StringBuilder("工单编号,诉求类型,标题,受理时间\n");
        for (var row = 1; row <= Rows; row++)
            file.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"K{row:000000},complaint,合成工单,2022-04-{row % 28 + 1:00} 08:00\n"
            );
        return file.ToString();
    }

    private static async Task<JsonNode> SendAsync(
        HttpClient http,
        byte[] file,
        string type,
        string query,
        CancellationToken ct
    )
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await http.PostAsync(
            new Uri($"/api/v1/imports/hotlineTickets?{query}", UriKind.Relative),
            content,
            ct
        );
        Assert.That((int)answer.StatusCode, Is.EqualTo(202), await answer.Content.ReadAsStringAsync(ct));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
    }

    private static async Task<JsonNode> UntilAsync(
        HttpClient http,
        string id,
        Func<JsonNode, bool> enough,
        CancellationToken ct
    )
    {
        while (true)
        {
            var import = JsonNode.Parse(
                await http.GetStringAsync(new Uri($"/api/v1/imports/{id}", UriKind.Relative), ct)
            )!;
            if (enough(import))
                return import;
            await Task.Delay(50, ct);
        }
    }
}
