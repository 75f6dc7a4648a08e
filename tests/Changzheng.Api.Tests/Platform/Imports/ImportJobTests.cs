using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>Long work is visible, can be stopped, and belongs to the caller who began it.</summary>
public sealed class ImportJobTests(string database) : ImportTest(database)
{
    [Test]
    public async Task A_cancelled_import_leaves_nothing()
    {
        var file = new StringBuilder("工单编号,诉求类型,标题\n");
        for (var row = 0; row < 6_000; row++)
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"C{row},complaint,合成\n");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/hotlineTickets?mode=apply")
        {
            Content = new StringContent(file.ToString(), Encoding.UTF8, Csv),
        };
        // One import runs at a time: behind another it is cancelled before it can end.
        using var first = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/hotlineTickets?mode=check")
        {
            Content = new StringContent(file.ToString(), Encoding.UTF8, Csv),
        };
        await Http.SendAsync(first);
        var queued = await Http.SendAsync(request);
        Assert.That(queued.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(queued.Headers.RetryAfter, Is.Not.Null);
        var url = queued.Headers.Location!.ToString();

        Assert.That((await Http.DeleteAsync(url)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        var import = await ReadAsync(url);
        while ((string?)import["state"] is "queued" or "running")
        {
            await Task.Delay(50);
            import = await ReadAsync(url);
        }

        Assert.That((string?)import["state"], Is.EqualTo("cancelled"));
        Assert.That((int)(await ReadAsync("/api/v1/hotline/tickets?limit=1&count=true&q=C1"))["total"]!, Is.Zero);
        Assert.That(
            (await Http.DeleteAsync(url)).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent),
            "Asked twice, it is still cancelled."
        );
    }

    /// <summary>
    /// The worker may have stopped before the wish to cancel is written. Time stands still here: no lease runs out to
    /// help.
    /// </summary>
    [Test, CancelAfter(120_000)]
    public async Task Cancelled_at_any_moment_it_ends(CancellationToken ct)
    {
        for (var at = 0; at < 40; at++)
        {
            var file = string.Concat(Enumerable.Range(0, 1_000).Select(row => $"M{at}-{row},complaint,合成\n"));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/hotlineTickets?mode=check")
            {
                Content = new StringContent("工单编号,诉求类型,标题\n" + file, Encoding.UTF8, Csv),
            };
            var url = (await Http.SendAsync(request, ct)).Headers.Location!.ToString();
            await Task.Delay(at * 3, ct);
            await Http.DeleteAsync(url, ct);
            while ((string?)(await ReadAsync(url))["state"] is "queued" or "running")
                await Task.Delay(20, ct);
        }
    }

    /// <summary>
    /// Cancelled at the last moment, while its rows are written: finishing fails and everything is rolled back.
    /// </summary>
    [Test]
    public async Task One_that_is_to_be_cancelled_cannot_finish()
    {
        var (_, import) = await ImportAsync("units", "code,name,kind\nA-3,丙,office\n", "");
        await using var scope = App.Services.CreateAsyncScope();
        var (db, rows, lease, id) = (
            scope.ServiceProvider.GetRequiredService<Db>(),
            scope.ServiceProvider.GetRequiredService<ImportRows>(),
            scope.ServiceProvider.GetRequiredService<ImportLease>(),
            (string)import["id"]!
        );
        await db.ExecuteAsync(
            "UPDATE Imports SET State = 'running', Worker = 'w', CancelAsked = 1 WHERE Id = @Id",
            new { Id = id },
            CancellationToken.None
        );
        var running = await rows.FindAsync(id, CancellationToken.None);

        Assert.That(
            () =>
                lease.FinishAsync(
                    running!,
                    "w",
                    ImportState.Done,
                    new RowCounts(1, 1, 0, 0, 0, 0),
                    [],
                    null,
                    null,
                    CancellationToken.None
                ),
            Throws.InstanceOf<OperationCanceledException>()
        );

        await lease.CancelAsync(id, "w", CancellationToken.None);
        Assert.That((string?)(await ReadAsync($"/api/v1/imports/{id}"))["state"], Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_finished_one_cannot_be_cancelled()
    {
        var (_, import) = await ImportAsync("units", "code,name,kind\nA-1,甲,office\n", "");
        await IsRefusedAsync(
            await Http.DeleteAsync($"/api/v1/imports/{(string)import["id"]!}"),
            409,
            "import.finished"
        );
    }

    [Test]
    public async Task It_can_be_followed_to_its_end()
    {
        var (_, import) = await ImportAsync("units", "code,name,kind\nA-2,乙,office\n", "");
        var stream = await Http.GetAsync($"/api/v1/imports/{(string)import["id"]!}/stream");
        Assert.That(stream.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        var text = await stream.Content.ReadAsStringAsync();
        Assert.That(text, Does.StartWith("event: progress\n"));
        Assert.That((string?)JsonNode.Parse(text.Split("data: ")[^1])!["state"], Is.EqualTo("done"));
    }

    [TestCase("indicatorValues")]
    [TestCase("hotlineTickets")]
    [TestCase("measures")]
    [TestCase("units")]
    [TestCase("calendars")]
    public async Task A_template_is_understood_when_it_comes_back(string kind)
    {
        var template = await ExportAsync($"/api/v1/imports/{kind}/template", Xlsx);
        var (_, import) = await ImportAsync(kind, template, "", Xlsx);
        Assert.That(
            Rows(import),
            Does.StartWith("1 ").And.EndsWith(" 0"),
            (await RejectionsAsync(import)).ToJsonString()
        );
    }

    [Test]
    public async Task A_form_with_a_file_is_as_good_as_a_body()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes("code,name,kind\nA-3,丙,office\n")), "file", "单位.csv" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/units") { Content = form };
        request.Headers.Add("Prefer", "wait=30");
        var import = await JsonAsync(await Http.SendAsync(request));
        Assert.That((Rows(import), (string?)import["fileName"]), Is.EqualTo(("1 1 0 0 0 0", "单位.csv")));
    }

    [TestCase("", "file.empty")]
    [TestCase("code,name\nA,甲\n", "file.header_missing")]
    [TestCase("code,name,kind,code\n", "file.header_doubled")]
    [TestCase("code,name,kind,颜色\n", "file.header_unknown")]
    [TestCase("code,name,kind\n\"A,甲,office\n", "file.truncated")]
    [TestCase("PK\u0003\u0004\0\0\0\0", "file.binary")]
    public async Task A_file_that_cannot_be_read_gets_one_clear_verdict(string file, string code)
    {
        var (status, import) = await ImportAsync("units", file, "");
        Assert.That(
            (status, (string?)import["state"], (string?)import["problem"]!["code"]),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, "failed", code))
        );
    }

    [Test]
    public async Task A_file_beyond_the_limit_is_refused()
    {
        await IsRefusedAsync(await UploadAsync("units", new byte[300_000], ""), 413, "body.too_large");
    }

    [Test]
    public async Task A_clerk_without_the_right_to_dispatch_brings_new_tickets_only()
    {
        using var district = SignedIn(await AKeyAsync("区级系统", Role.Integration));
        var (_, import) = await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,承办单位,受理时间,派单时间\nD-1,complaint,新,,2022-05-01 08:00,\nD-2,complaint,已派,310107102-GLB,2022-05-01 08:00,2022-05-01 09:00\n",
            "",
            by: district
        );
        Assert.That(
            (
                Rows(import),
                (string?)
                    (await ReadAsync($"/api/v1/imports/{(string)import["id"]!}/rejections", district))["items"]![0]![
                        "code"
                    ]
            ),
            Is.EqualTo(("2 1 0 0 0 1", "access.forbidden"))
        );
    }

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Imports:MostBytes"] = "200000" };
}
