using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What is attached to a ticket is a citizen's matter: it opens to a purpose of who reads it.</summary>
public class AttachmentTests(string database) : HotlineTest(database)
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"changzheng-at-{Guid.CreateVersion7():N}");

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Storage:Folder"] = folder };

    [OneTimeTearDown]
    public void FolderGoes()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task An_attachment_opens_to_a_purpose_of_who_reads_the_ticket_and_is_on_the_trail()
    {
        using var dispatcher = await SignedInAsync("调度", null, Role.Dispatcher);
        using var handler = await SignedInAsync("承办", Office, Role.Handler);
        using var reporter = await SignedInAsync("填报", Office, Role.Reporter);
        using var foreign = await SignedInAsync("外单位承办", OtherOffice, Role.Handler);
        var uri = await AFileAsync(dispatcher, "来电人拍的照片");
        var number = NextNumber();
        var registered = await RegisterAsync(
            new
            {
                number,
                type = "complaint",
                subject = "飞线充电",
                reporter = new { name = "张小妹", phone = Phone },
                attachments = new[] { new { title = "张小妹家门口13812345678", uri } },
            },
            dispatcher
        );
        Assert.That((int)registered.StatusCode, Is.EqualTo(201), await registered.Content.ReadAsStringAsync());
        await DoAsync(number, "dispatch", new { unit = Office });

        var shown = (await TicketAsync(number, reporter))["attachments"]!.AsArray().Single()!;
        Assert.That(Text(shown, "uri"), Is.EqualTo(uri));
        Assert.That(Text(shown, "title"), Does.Not.Contain("小妹").And.Not.Contain("13812345678"));
        await IsRefusedAsync(await handler.GetAsync(uri), 400, "purpose.needed");
        await IsRefusedAsync(await reporter.GetAsync(uri), 403, "access.forbidden");
        await IsRefusedAsync(await foreign.GetAsync(uri + "?purpose=想看看"), 404, "file.not_found");
        var read = await handler.GetAsync(uri + "?purpose=上门核实");
        Assert.That(await read.Content.ReadAsStringAsync(), Is.EqualTo("来电人拍的照片"));
        Assert.That(read.Headers.CacheControl!.NoStore, Is.True);
        var trail = await ReadAsync("/api/v1/audit?outcome=read&limit=500");
        Assert.That(
            trail["items"]!.AsArray().Select(row => row!.ToJsonString()),
            Has.Some.Contains(number).And.Some.Contains("ReadStoredFile")
        );
    }

    [Test]
    public async Task What_was_done_is_attached_when_it_is_submitted_and_nothing_is_taken_away()
    {
        var (before, after) = (await AFileAsync(Http, "整改前"), await AFileAsync(Http, "整改后"));
        var number = NextNumber();
        var ticket = new
        {
            number,
            type = "complaint",
            subject = "楼道堆物",
            attachments = new[] { new { title = "整改前", uri = before } },
        };
        Assert.That((int)(await RegisterAsync(ticket)).StatusCode, Is.EqualTo(201));
        Assert.That((int)(await RegisterAsync(ticket)).StatusCode, Is.EqualTo(200), "The same content.");
        await BringFromAsync(number);
        var done = new
        {
            resolution = "resolved",
            note = "已清理",
            attachments = new[] { new { title = "整改后", uri = after }, new { title = "又一次", uri = before } },
        };
        var submitted = await DoAsync(number, "submit", done);
        Assert.That(
            submitted["attachments"]!.AsArray().Select(one => (Text(one!, "title"), Text(one!, "uri"))),
            Is.EqualTo(new[] { ("整改前", before), ("整改后", after) })
        );
        await using var scope = App.Services.CreateAsyncScope();
        var proof = scope.ServiceProvider.GetServices<Proof>().OfType<FilesProof>().Single();
        Assert.That(await proof.FindFaultsAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Only_a_file_that_is_kept_here_and_the_callers_to_read_is_attached()
    {
        object With(string uri) =>
            new
            {
                number = NextNumber(),
                type = "complaint",
                subject = "楼道堆物",
                attachments = new[] { new { title = "照片", uri } },
            };
        await IsRefusedAsync(await RegisterAsync(With("https://example.org/a.jpg")), 400, "request.invalid");
        await IsRefusedAsync(await RegisterAsync(With("/api/v1/files/" + new string('a', 64))), 422, "file.unknown");

        using var handler = await SignedInAsync("承办甲", Office, Role.Handler);
        using var reporter = await SignedInAsync("填报甲", Office, Role.Reporter, Role.Administrator);
        var uri = await AFileAsync(Http, "工单里的照片");
        var attached = (await JsonAsync(await RegisterAsync(With(uri))))["number"]!.GetValue<string>();
        await DoAsync(attached, "dispatch", new { unit = Office });
        await IsRefusedAsync(
            await ReportAsync(
                "2022-fitness-tests",
                "2022-06",
                new { value = 1, evidence = new[] { new { title = "x", uri } } },
                by: reporter
            ),
            403,
            "access.beyond_unit"
        );
        await IsRefusedAsync(await RegisterAsync(With(uri), reporter), 422, "file.unknown");
    }

    private async Task BringFromAsync(string number)
    {
        await DoAsync(number, "dispatch", new { unit = Office });
        await DoAsync(number, "accept");
        await DoAsync(number, "contact", AContact);
    }

    private static async Task<string> AFileAsync(HttpClient by, string text)
    {
        var kept = await by.PostAsync("/api/v1/files", new ByteArrayContent(Encoding.UTF8.GetBytes(text)));
        Assert.That((int)kept.StatusCode, Is.EqualTo(201), await kept.Content.ReadAsStringAsync());
        return (await JsonAsync(kept))["uri"]!.GetValue<string>();
    }
}
