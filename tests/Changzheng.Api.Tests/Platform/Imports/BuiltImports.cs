using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>Imports sent to the API in a process of its own.</summary>
internal static class BuiltImports
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="query">Kind and parameters.</param>
    /// <param name="key">The Idempotency-Key; null for none.</param>
    /// <param name="name">What the file is called; null for no name.</param>
    public static async Task<(int Status, JsonNode Body)> SendAsync(
        HttpClient http,
        string query,
        byte[] file,
        string type,
        string? key = null,
        string? name = null,
        int wait = 0,
        CancellationToken ct = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports/{query}")
        {
            Content = new ByteArrayContent(file),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (name is not null)
            request.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
            {
                FileNameStar = name,
            };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (wait > 0)
            request.Headers.Add("Prefer", $"wait={wait}");
        using var answer = await http.SendAsync(request, ct);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!);
    }

    public static async Task<JsonNode> UntilAsync(
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

    public static Task<JsonNode> FinishedAsync(HttpClient http, string id, CancellationToken ct) =>
        UntilAsync(http, id, import => import["finishedAt"] is not null, ct);

    /// <summary>Tickets, the first rows as they are given.</summary>
    public static string Tickets(string prefix, int rows, string header, string first, string columns)
    {
        var file = new System.Text.StringBuilder(header).Append('\n').Append(first);
        for (var row = 1; row <= rows; row++)
            file.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{prefix}{row:000000},complaint,合成工单,2022-04-{row % 28 + 1:00} 08:00{columns}\n"
            );
        return file.ToString();
    }
}
