using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>Files sent as clerks and scripts send them.</summary>
public abstract class ImportTest(string database) : ApiTest(database)
{
    protected const string Csv = "text/csv",
        NdJson = "application/x-ndjson",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Sends a file and waits for the end.</summary>
    protected async Task<(HttpStatusCode Status, JsonNode Import)> ImportAsync(
        string kind,
        byte[] file,
        string query = "mode=apply",
        string type = Csv,
        HttpClient? by = null
    )
    {
        var response = await UploadAsync(kind, file, query, type, by);
        var body = await JsonAsync(response);
        Assert.That(body["id"], Is.Not.Null, body.ToJsonString());
        Assert.That((string?)body["state"], Is.AnyOf("done", "failed"), body.ToJsonString());
        return (response.StatusCode, body);
    }

    protected Task<(HttpStatusCode Status, JsonNode Import)> ImportAsync(
        string kind,
        string file,
        string query = "mode=apply",
        string type = Csv,
        HttpClient? by = null
    ) => ImportAsync(kind, Encoding.UTF8.GetBytes(file), query, type, by);

    protected async Task<HttpResponseMessage> UploadAsync(
        string kind,
        byte[] file,
        string query,
        string type = Csv,
        HttpClient? by = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports/{kind}?{query}")
        {
            Content = new ByteArrayContent(file),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("Prefer", "wait=60");
        return await (by ?? Http).SendAsync(request);
    }

    /// <summary>A list as a file.</summary>
    protected async Task<byte[]> ExportAsync(string url, string type = Csv, HttpClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd(type);
        var response = await (by ?? Http).SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        return await response.Content.ReadAsByteArrayAsync();
    }

    protected static string Rows(JsonNode import) =>
        string.Join(
            ' ',
            new[] { "read", "created", "updated", "unchanged", "skipped", "rejected" }.Select(name =>
                (int)import["rows"]![name]!
            )
        );

    protected async Task<JsonArray> RejectionsAsync(JsonNode import) =>
        (await ReadAsync($"/api/v1/imports/{(string)import["id"]!}/rejections?limit=500"))["items"]!.AsArray();
}
