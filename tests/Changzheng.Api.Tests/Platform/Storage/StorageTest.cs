using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>Files over HTTP, in a folder of the fixture's own.</summary>
public abstract class StorageTest(string database) : ApiTest(database)
{
    protected const string Files = "/api/v1/files";

    protected string Folder { get; } =
        Path.Combine(Path.GetTempPath(), $"changzheng-test-files-{Guid.CreateVersion7():N}");

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Storage:Folder"] = Folder };

    [OneTimeTearDown]
    public void FolderGoes()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    protected static Task<HttpResponseMessage> UploadAsync(
        HttpClient by,
        byte[] content,
        string? name = null,
        string type = "application/octet-stream"
    )
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (name is not null)
            body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        return by.PostAsync(Files, body);
    }

    protected static async Task<HttpResponseMessage> UploadFormAsync(HttpClient by, params (string, byte[])[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content), "file", name);
        return await by.PostAsync(Files, form);
    }

    /// <summary>A file of this text that was kept, and its address.</summary>
    protected async Task<string> AFileAsync(string text, HttpClient? by = null)
    {
        var kept = await UploadAsync(by ?? Http, System.Text.Encoding.UTF8.GetBytes(text));
        Assert.That((int)kept.StatusCode, Is.EqualTo(201), await kept.Content.ReadAsStringAsync());
        return (await JsonAsync(kept))["uri"]!.GetValue<string>();
    }

    protected static JsonArray Naming(params string[] uris) =>
        [.. uris.Select(uri => (JsonNode)new JsonObject { ["title"] = "台账", ["uri"] = uri })];

    /// <summary>What lies in the folder.</summary>
    protected IReadOnlyList<string> Kept =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName)!]
            : [];

    protected async Task<int> CountAsync(string statement)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().FindAsync<int>(statement, null, default);
    }

    protected static async Task<int> StatusAsync(HttpClient by, string uri) => (int)(await by.GetAsync(uri)).StatusCode;
}
