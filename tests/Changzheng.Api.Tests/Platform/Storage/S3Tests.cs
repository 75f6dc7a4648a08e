using System.Net.Http.Headers;
using System.Text;
using Changzheng.Api.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>The same with an S3 store: a bucket on the loopback, spoken to as to any other.</summary>
public class S3Tests(string database) : StorageTest(database)
{
    private readonly BucketServer bucket = BucketServer.StartAsync(TimeProvider.System).GetAwaiter().GetResult();

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Storage:S3:Endpoint"] = bucket.Address,
            ["Storage:S3:Bucket"] = "town",
            ["Storage:S3:Prefix"] = "files/",
            ["Storage:S3:AccessKey"] = "key",
            ["Storage:S3:SecretKey"] = "secret",
        };

    [OneTimeTearDown]
    public async Task BucketGoes() => await bucket.DisposeAsync();

    [Test, Order(1)]
    public async Task A_file_is_kept_in_the_bucket_and_comes_back_whole_and_in_part()
    {
        var uri = await AFileAsync("0123456789 in a bucket");

        Assert.That(bucket.Objects.Keys, Is.EqualTo(new[] { "files/" + uri[^64..] }));
        Assert.That(
            Encoding.UTF8.GetString(bucket.Objects["files/" + uri[^64..]].Bytes),
            Is.EqualTo("0123456789 in a bucket"),
            "As it is, without chunks and checksums around it."
        );
        Assert.That(await (await Http.GetAsync(uri)).Content.ReadAsStringAsync(), Is.EqualTo("0123456789 in a bucket"));
        var part = new HttpRequestMessage(HttpMethod.Get, uri);
        part.Headers.Range = new RangeHeaderValue(2, 4);
        Assert.That(await (await Http.SendAsync(part)).Content.ReadAsStringAsync(), Is.EqualTo("234"));
        Assert.That(Directory.Exists(Folder), Is.False);
    }

    [Test, Order(2)]
    public async Task A_store_that_does_not_answer_is_said_so_and_nothing_is_kept()
    {
        var uri = await AFileAsync("之前上传的文件");
        bucket.IsDown = true;
        try
        {
            await IsRefusedAsync(await UploadAsync(Http, "新文件"u8.ToArray()), 503, "file.store_unavailable");
            await IsRefusedAsync(await Http.GetAsync(uri), 503, "file.store_unavailable");
            await RunAsync<SweepFiles>(sweep => sweep.RunAsync(CancellationToken.None));
        }
        finally
        {
            bucket.IsDown = false;
        }

        Assert.That(await StatusAsync(Http, uri), Is.EqualTo(200));
        Assert.That(await CountAsync("SELECT COUNT(*) FROM StoredFiles"), Is.EqualTo(bucket.Objects.Count));
    }

    [Test, Order(3)]
    public async Task A_backup_lists_verify_reads_and_the_hourly_job_deletes()
    {
        var uri = await AFileAsync("第三个文件");
        var list = Path.Combine(Path.GetTempPath(), $"changzheng-list-{Guid.CreateVersion7():N}");

        var said = await RunAsync<FileCare, string?>(care => care.BackupAsync(list, CancellationToken.None));
        Assert.That(said, Does.StartWith("3 files stay in s3://town/files/"));
        Assert.That(
            (await File.ReadAllLinesAsync(list + ".files.txt")).Select(line => "files/" + line.Split(' ')[0]),
            Is.EqualTo(bucket.Objects.Keys.Order(StringComparer.Ordinal))
        );
        File.Delete(list + ".files.txt");

        var key = "files/" + uri[^64..];
        bucket.Objects[key] = ("第三件文书"u8.ToArray(), bucket.Objects[key].At);
        var verified = await RunAsync<FileCare, (int Files, IReadOnlyList<string> Faults)>(care =>
            care.VerifyAsync(CancellationToken.None)
        );
        Assert.That(verified.Files, Is.EqualTo(3));
        Assert.That(verified.Faults, Is.EqualTo(new[] { $"file: {uri[^64..]}: its bytes were changed" }));
        Assert.That((int)(await UploadAsync(Http, "第三个文件"u8.ToArray())).StatusCode, Is.EqualTo(200));
        Assert.That(
            (
                await RunAsync<FileCare, (int Files, IReadOnlyList<string> Faults)>(care =>
                    care.VerifyAsync(CancellationToken.None)
                )
            ).Faults,
            Is.Empty,
            "Sent again it is whole again."
        );

        foreach (var one in bucket.Objects.Keys)
            bucket.Objects[one] = (bucket.Objects[one].Bytes, Clock.GetUtcNow());
        bucket.Objects["other/" + new string('0', 64)] = ([1], Clock.GetUtcNow());
        Clock.SetUtcNow(Clock.GetUtcNow().AddDays(8));
        await RunAsync<SweepFiles>(sweep => sweep.RunAsync(CancellationToken.None));
        Assert.That(bucket.Objects.Keys, Is.EqualTo(new[] { "other/" + new string('0', 64) }));
    }

    private Task RunAsync<T>(Func<T, Task> act)
        where T : notnull =>
        RunAsync<T, bool>(async service =>
        {
            await act(service);
            return true;
        });

    private async Task<TAnswer> RunAsync<T, TAnswer>(Func<T, Task<TAnswer>> act)
        where T : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }
}
