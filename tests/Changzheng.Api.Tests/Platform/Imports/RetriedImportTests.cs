using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// An import under an Idempotency-Key is done once and answered as the first time; nothing waits while the key's
/// transaction is open.
/// </summary>
public sealed class RetriedImportTests(string database) : ImportTest(database)
{
    private const string File = "code,name,kind\nR-1,甲,office\n";

    [TestCase(Csv, "code,name,kind\n{0},甲,office\n")]
    [TestCase(NdJson, "{\"code\":\"{0}\",\"name\":\"甲\",\"kind\":\"office\"}\n")]
    [TestCase("application/json", "[{\"code\":\"{0}\",\"name\":\"甲\",\"kind\":\"office\"}]")]
    public async Task It_is_done_once_and_answered_again(string type, string file)
    {
        var (key, code) = ("once " + type, "R-" + type.Length);
        var bytes = Encoding.UTF8.GetBytes(file.Replace("{0}", code, StringComparison.Ordinal));
        var (first, again) = (await PostAsync(key, Content(bytes, type)), await PostAsync(key, Content(bytes, type)));
        var import = await JsonAsync(first);
        Assert.Multiple(async () =>
        {
            Assert.That(
                (first.StatusCode, Rows(import)),
                Is.EqualTo((HttpStatusCode.OK, "1 1 0 0 0 0")),
                import.ToJsonString()
            );
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
            Assert.That(
                (again.Headers.Location, again.Headers.GetValues("Preference-Applied")),
                Is.EqualTo((first.Headers.Location, first.Headers.GetValues("Preference-Applied")))
            );
            Assert.That(again.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
        });
        await IsRefusedAsync(
            await PostAsync(key, Content(Encoding.UTF8.GetBytes(file), type)),
            422,
            "idempotency.differs"
        );
    }

    [Test]
    public async Task A_workbook_and_a_form_are_done_once()
    {
        var template = await ExportAsync("/api/v1/imports/calendars/template", Xlsx);
        var (first, again) = (
            await PostAsync("workbook", Content(template, Xlsx), "calendars"),
            await PostAsync("workbook", Content(template, Xlsx), "calendars")
        );
        Assert.That(
            (Rows(await JsonAsync(first)), again.Headers.Contains("Idempotency-Replayed")),
            Is.EqualTo(("1 1 0 0 0 0", true))
        );

        // A boundary is the client's whim, and each time another.
        var (form, same) = (
            await PostAsync("form", Form("R-F", "单位.csv")),
            await PostAsync("form", Form("R-F", "单位.csv"))
        );
        Assert.That(
            (Rows(await JsonAsync(form)), same.Headers.Contains("Idempotency-Replayed")),
            Is.EqualTo(("1 1 0 0 0 0", true))
        );
        await IsRefusedAsync(await PostAsync("form", Form("R-G", "单位.csv")), 422, "idempotency.differs");
    }

    /// <summary>
    /// In the key's transaction the worker could not even claim the import: the wait would be in vain.
    /// </summary>
    [Test, CancelAfter(60_000)]
    public async Task A_waiting_request_blocks_no_other(CancellationToken ct)
    {
        var waiting = PostAsync("wait", Content(Encoding.UTF8.GetBytes(File), Csv), wait: 25);
        var others = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(at =>
                    SendAsync(
                        Http,
                        HttpMethod.Post,
                        "/api/v1/access/keys",
                        new { name = $"另一人{at}", roles = new[] { "reporter" } }
                    )
                )
        );
        Assert.That(others.Select(other => other.StatusCode), Is.All.EqualTo(HttpStatusCode.Created));
        var import = await JsonAsync(await waiting);
        Assert.That(
            ((string?)import["state"], ct.IsCancellationRequested),
            Is.EqualTo(("done", false)),
            import.ToJsonString()
        );
    }

    [Test]
    public async Task What_a_check_showed_is_taken_in_once()
    {
        var (_, check) = await ImportAsync("units", "code,name,kind\nR-C,丙,office\n", "mode=check");
        var url = $"units?check={(string)check["token"]!}";
        var (first, again) = (await PostAsync("token", null, url), await PostAsync("token", null, url));
        Assert.That(
            (Rows(await JsonAsync(first)), again.Headers.Contains("Idempotency-Replayed")),
            Is.EqualTo(("1 1 0 0 0 0", true))
        );
    }

    [Test]
    public async Task A_refused_import_is_answered_again_as_it_was()
    {
        var bad = Content(Encoding.UTF8.GetBytes("code,name,kind\nR-X,丁,castle\n"), Csv);
        var (first, again) = (
            await PostAsync("bad", bad),
            await PostAsync("bad", Content(Encoding.UTF8.GetBytes("code,name,kind\nR-X,丁,castle\n"), Csv))
        );
        Assert.That(
            (first.StatusCode, again.StatusCode),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity))
        );
        Assert.That(JsonNode.DeepEquals(await JsonAsync(again), await JsonAsync(first)), Is.True);
        Assert.That((string?)(await JsonAsync(first))["problem"]!["code"], Is.EqualTo("import.rejected"));
    }

    [Test]
    public async Task Without_a_wish_to_wait_it_is_queued_and_that_is_what_is_said_again()
    {
        var bytes = Encoding.UTF8.GetBytes("code,name,kind\nR-Q,戊,office\n");
        var (first, again) = (
            await PostAsync("queued", Content(bytes, Csv), wait: 0),
            await PostAsync("queued", Content(bytes, Csv), wait: 0)
        );
        Assert.That(
            (first.StatusCode, again.StatusCode),
            Is.EqualTo((HttpStatusCode.Accepted, HttpStatusCode.Accepted))
        );
        Assert.That(
            (again.Headers.Location, again.Headers.RetryAfter, again.Headers.Contains("Idempotency-Replayed")),
            Is.EqualTo((first.Headers.Location, first.Headers.RetryAfter, true))
        );
    }

    private async Task<HttpResponseMessage> PostAsync(
        string key,
        HttpContent? content,
        string url = "units",
        int wait = 60
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/api/v1/imports/{url}{(url.Contains('?', StringComparison.Ordinal) ? "" : "?mode=apply")}"
        )
        {
            Content = content,
        };
        request.Headers.Add("Idempotency-Key", key.Replace(' ', '-'));
        if (wait > 0)
            request.Headers.Add("Prefer", $"wait={wait}");
        return await Http.SendAsync(request);
    }

    private static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static MultipartFormDataContent Form(string code, string name) =>
        new() { { Content(Encoding.UTF8.GetBytes($"code,name,kind\n{code},己,office\n"), Csv), "file", name } };
}
