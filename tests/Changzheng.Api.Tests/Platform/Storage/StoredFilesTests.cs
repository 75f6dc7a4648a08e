using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>A file is kept once, by its hash, and comes back as it went.</summary>
public class StoredFilesTests(string database) : StorageTest(database)
{
    [Test]
    public async Task A_file_is_kept_under_its_hash_and_comes_back_as_it_went()
    {
        var content = Samples.Pdf("/Type /Catalog % once");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));

        var first = await UploadAsync(Http, content, "会议纪要（6月）.pdf", "application/pdf");
        var again = await UploadAsync(Http, content, "会议纪要（6月）.pdf", "application/pdf");

        Assert.That((int)first.StatusCode, Is.EqualTo(201), await first.Content.ReadAsStringAsync());
        Assert.That(first.Headers.Location?.ToString(), Is.EqualTo($"{Files}/{sha256}"));
        var kept = await JsonAsync(first);
        Assert.That(kept["uri"]!.GetValue<string>(), Is.EqualTo($"{Files}/{sha256}"));
        Assert.That(kept["type"]!.GetValue<string>(), Is.EqualTo("application/pdf"));
        Assert.That(kept["bytes"]!.GetValue<long>(), Is.EqualTo(content.Length));
        Assert.That((int)again.StatusCode, Is.EqualTo(200));
        Assert.That((await JsonAsync(again)).ToJsonString(), Is.EqualTo(kept.ToJsonString()));
        Assert.That(Kept.Count(name => name == sha256), Is.EqualTo(1));

        var read = await Http.GetAsync($"{Files}/{sha256}");
        Assert.That(await read.Content.ReadAsByteArrayAsync(), Is.EqualTo(content));
        var headers = read.Content.Headers;
        Assert.Multiple(() =>
        {
            Assert.That(headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(headers.ContentDisposition.FileNameStar, Is.EqualTo("会议纪要（6月）.pdf"));
            Assert.That(read.Headers.ETag!.Tag, Is.EqualTo($"\"{sha256}\""));
            Assert.That(read.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(
                read.Headers.GetValues("Content-Security-Policy").Single(),
                Does.StartWith("sandbox; default-src 'none'")
            );
        });
    }

    [Test]
    public async Task Parts_of_a_file_its_headers_alone_and_nothing_new_are_answered()
    {
        var uri = await AFileAsync("0123456789 of ranges");

        var part = new HttpRequestMessage(HttpMethod.Get, uri);
        part.Headers.Range = new RangeHeaderValue(2, 4);
        var ranged = await Http.SendAsync(part);
        Assert.That(ranged.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await ranged.Content.ReadAsStringAsync(), Is.EqualTo("234"));

        var head = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, uri));
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(20));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);

        var known = new HttpRequestMessage(HttpMethod.Get, uri);
        known.Headers.IfNoneMatch.Add(head.Headers.ETag!);
        Assert.That((await Http.SendAsync(known)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task A_form_brings_one_file()
    {
        var one = await UploadFormAsync(Http, ("现场照片.JPG", Samples.Jpeg("form")));
        Assert.That((int)one.StatusCode, Is.EqualTo(201), await one.Content.ReadAsStringAsync());
        Assert.That((await JsonAsync(one))["type"]!.GetValue<string>(), Is.EqualTo("image/jpeg"));

        var before = Kept.Count;
        await IsRefusedAsync(
            await UploadFormAsync(Http, ("a.jpg", Samples.Jpeg("a")), ("b.jpg", Samples.Jpeg("b"))),
            400,
            "request.malformed"
        );
        await IsRefusedAsync(await UploadFormAsync(Http), 400, "request.malformed");
        var cut = new ByteArrayContent(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ncut off"u8.ToArray()
        );
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        await IsRefusedAsync(await Http.PostAsync(Files, cut), 400, "request.malformed");
        Assert.That(Kept, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task Many_uploads_of_one_content_at_once_end_in_one_file()
    {
        var content = Encoding.UTF8.GetBytes("一次会议的签到名单，八人同时上传");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UploadAsync(Http, content)));

        Assert.That(
            answers.Select(answer => (int)answer.StatusCode).Order(),
            Is.EqualTo(new[] { 200, 200, 200, 200, 200, 200, 200, 201 })
        );
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.That(Kept.Count(name => name.StartsWith(sha256[..8], StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(Kept.Where(name => name.StartsWith('.')), Is.Empty);
    }

    [Test]
    public async Task A_repeat_under_its_key_is_answered_as_the_first_time()
    {
        async Task<HttpResponseMessage> SendAsync(byte[] content)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Files) { Content = new ByteArrayContent(content) };
            request.Headers.Add("Idempotency-Key", "one-file");
            return await Http.SendAsync(request);
        }

        var first = await SendAsync("重试的文件"u8.ToArray());
        var repeat = await SendAsync("重试的文件"u8.ToArray());
        Assert.That((int)first.StatusCode, Is.EqualTo(201), await first.Content.ReadAsStringAsync());
        Assert.That((int)repeat.StatusCode, Is.EqualTo(201));
        Assert.That(repeat.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
        await IsRefusedAsync(await SendAsync("另一个文件"u8.ToArray()), 422, "idempotency.differs");
    }

    [Test]
    public async Task What_another_caller_stored_is_not_told_and_not_read()
    {
        var content = "另一人也有的文件"u8.ToArray();
        var uri = (await JsonAsync(await UploadAsync(Http, content, "甲的文件.txt")))["uri"]!.GetValue<string>();
        using var other = SignedIn(await AKeyAsync("乙", Role.Reporter));

        await IsRefusedAsync(await other.GetAsync(uri), 404, "file.not_found");
        await IsRefusedAsync(await other.GetAsync($"{Files}/{new string('0', 64)}"), 404, "file.not_found");
        Assert.That((int)(await UploadAsync(other, content)).StatusCode, Is.EqualTo(201), "As if it were the first.");
        Assert.That(await StatusAsync(other, uri), Is.EqualTo(200), "Who has the content reads it.");
    }

    [Test]
    public async Task A_name_is_never_a_path_and_shows_no_citizens_number()
    {
        var kept = await UploadAsync(Http, Samples.Jpeg("named"), "../..\\登记\u202e表13812345678.jpg");
        Assert.That((int)kept.StatusCode, Is.EqualTo(201), await kept.Content.ReadAsStringAsync());
        var read = await Http.GetAsync((await JsonAsync(kept))["uri"]!.GetValue<string>());
        var name = read.Content.Headers.ContentDisposition!.FileNameStar;
        Assert.That(name, Does.StartWith("登记表").And.EndsWith(".jpg").And.Not.Contains("13812345678"));
    }

    [Test]
    public async Task Every_reading_is_on_the_audit_trail_and_every_upload_in_the_feed()
    {
        var uri = await AFileAsync("读过的文件");
        await Http.GetAsync(uri);

        var trail = await ReadAsync("/api/v1/audit?action=ReadStoredFile&limit=100");
        Assert.That(trail["items"]!.AsArray().Select(row => row!["path"]!.GetValue<string>()), Has.Member(uri));
        Assert.That(
            await CountAsync($"SELECT COUNT(*) FROM ChangeFeed WHERE Kind = 'file.stored' AND Subject = '{uri}'"),
            Is.EqualTo(1)
        );
    }
}
