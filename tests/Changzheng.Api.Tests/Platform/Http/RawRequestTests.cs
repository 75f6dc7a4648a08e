using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Tests.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>What no decent client sends, to a real server: never a 5xx, nothing changed.</summary>
[TestFixture]
public sealed class RawRequestTests
{
    private static readonly string[] tricks =
    [
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "%2e%2e%2f",
        "..%5c..%5cwindows",
        "%252e%252e%252f",
        "%00",
        "a%00b",
        "%0d%0aSet-Cookie:%20x=1",
        "%27%20OR%20%271%27=%271",
        "%2527",
        "*",
        "~",
        "a%20b",
        "%e9%95%bf",
        "%c3%28",
        "%ff",
        "-1",
        "0",
        "null",
        "undefined",
        "NaN",
        "1e309",
        "%7B%7D",
        "[object%20Object]",
        "con",
        "x;y=1",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-raw-").FullName;
    private BuiltApi api = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => api = await BuiltApi.StartAsync(Path.Combine(folder, "raw.db"));

    [OneTimeTearDown]
    public void Stop()
    {
        api?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Path_tricks_in_every_id_lead_nowhere()
    {
        using var http = api.Client();
        var before = await PositionAsync(http);
        var wrong = new List<string>();
        // A rate definition or a category is made by naming it, and "null" is a name.
        foreach (
            var operation in Documented
                .All(
                    ServedDocument.Inline(
                        JsonNode.Parse(
                            await http.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative))
                        )!
                    )
                )
                .Where(operation => operation.Id is not ("ReviseRateDefinition" or "ReviseCategory"))
        )
        foreach (var parameter in operation.Of("path"))
        foreach (
            var trick in tricks
                .Append(new string('a', 3000))
                .Where(trick => operation.Id != "ReviseRateDefinition" || !IsCode(trick))
        )
        {
            var address = operation.Address(name => name == parameter.Name ? trick : null, _ => null);
            var (status, type) = await SendAsync(operation.Method.Method, address, operation.Body?.ToJsonString());
            var isProblem = type == "application/problem+json" || (status == 400 && type is null);
            if (
                !(status is >= 400 and < 500 && status != 401 && isProblem)
                && !(
                    status == 200
                    && operation.Method == HttpMethod.Get
                    && trick.Contains("2e", StringComparison.Ordinal)
                )
            )
                wrong.Add($"{operation.Method} {address}: {status} {type}");
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(await PositionAsync(http), Is.EqualTo(before));
    }

    [Test]
    public async Task A_header_of_100_KB_is_refused()
    {
        var (status, _) = await SendAsync("GET", "/api/v1/plans", null, $"X-Long: {new string('x', 100 * 1024)}");

        Assert.That(status, Is.EqualTo(431));
    }

    [Test]
    public async Task A_body_of_100_MB_is_refused_at_once()
    {
        using var http = api.Client();
        var before = await PositionAsync(http);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var (status, type) = await SendAsync(
            "POST",
            "/api/v1/access/keys",
            null,
            "Content-Type: application/json",
            $"Content-Length: {100 * 1024 * 1024}"
        );

        Assert.That((status, type), Is.EqualTo((413, "application/problem+json")));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(await PositionAsync(http), Is.EqualTo(before));
    }

    [Test]
    public async Task A_body_that_does_not_end_is_refused_where_the_limit_is()
    {
        using var client = new TcpClient("127.0.0.1", api.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/v1/access/keys HTTP/1.1\r\nHost: x\r\nX-Api-Key: {BuiltApi.Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            )
        );
        var chunk = Encoding.ASCII.GetBytes($"100000\r\n{new string(' ', 1 << 20)}\r\n");
        try
        {
            for (var sent = 0; sent < 100; sent++)
                await stream.WriteAsync(chunk);
        }
        catch (IOException) { }

        var (status, type) = await ReadAsync(stream);
        Assert.That(
            (status, type),
            Is.EqualTo((413, "application/problem+json")).Or.EqualTo((0, (string?)null)),
            "Answered, or the line was cut."
        );
        using var http = api.Client();
        Assert.That((await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, Is.True);
    }

    [TestCase("TRACE", "/api/v1/plans", 405)]
    [TestCase("CONNECT", "/api/v1/plans", 405)]
    [TestCase("FOO", "/api/v1/plans", 405)]
    [TestCase("GET", "/api/v1/plans%00", 400)]
    [TestCase("GET", "/api/v1//plans", 404)]
    [TestCase("GET", "http://elsewhere/api/v1/nothing", 400)]
    public async Task Odd_request_lines_are_refused(string method, string target, int status) =>
        Assert.That((await SendAsync(method, target, null)).Status, Is.EqualTo(status));

    [TestCase("Content-Length: 5", "Content-Length: 6")]
    [TestCase("Content-Length: 5", "Transfer-Encoding: xchunked")]
    [TestCase("Content-Length: -1")]
    [TestCase("Bad Header: x")]
    [TestCase("X-Long : x")]
    public async Task Smuggling_is_refused(params string[] headers) =>
        Assert.That(
            (await SendAsync("POST", "/api/v1/access/keys", null, headers)).Status,
            Is.EqualTo(400).Or.EqualTo(501).Or.EqualTo(415)
        );

    /// <summary>Under a code that is one, a definition may be made.</summary>
    private static bool IsCode(string text) => System.Text.RegularExpressions.Regex.IsMatch(text, Rules.CodePattern);

    private async Task<(int Status, string? Type)> SendAsync(
        string method,
        string target,
        string? body,
        params string[] headers
    )
    {
        using var client = new TcpClient("127.0.0.1", api.Port);
        await using var stream = client.GetStream();
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        var head = new StringBuilder(
            $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {BuiltApi.Key}\r\nConnection: close\r\n"
        );
        foreach (var header in headers)
            head.Append(header).Append("\r\n");
        if (body is not null)
            head.Append("Content-Type: application/json\r\nContent-Length: ").Append(bytes.Length).Append("\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. bytes]);
        return await ReadAsync(stream);
    }

    private static async Task<(int Status, string? Type)> ReadAsync(NetworkStream stream)
    {
        using var wait = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var received = new MemoryStream();
        try
        {
            var buffer = new byte[8192];
            for (int read; received.Length < 65536 && (read = await stream.ReadAsync(buffer, wait.Token)) > 0; )
            {
                received.Write(buffer, 0, read);
                if (Encoding.Latin1.GetString(received.ToArray()).Contains("\r\n\r\n", StringComparison.Ordinal))
                    break;
            }
        }
        catch (IOException) { }

        var lines = Encoding.Latin1.GetString(received.ToArray()).Split("\r\n");
        var status = lines[0].Split(' ') is ["HTTP/1.1", var code, ..]
            ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        var type = lines
            .FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
            ?.Split(':', 2)[1]
            .Split(';')[0]
            .Trim();
        return (status, type);
    }

    private static async Task<long> PositionAsync(HttpClient http) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/changes?limit=500", UriKind.Relative)))![
            "position"
        ]!.GetValue<long>();
}
