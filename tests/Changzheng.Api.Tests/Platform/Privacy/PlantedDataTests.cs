using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Platform.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Changzheng.Api.Tests.Platform.Privacy;

/// <summary>
/// A name and a phone in every free text of every route, taken or refused: afterwards neither lies in the clear in the
/// database, its log of writes or the kept answers inside, nor in the program's log at Debug.
/// </summary>
public class PlantedDataTests(string database) : PlantedDataTest(database)
{
    /// <summary>
    /// As they were sent, and as they would lie: sent twice over in other words they are the same secret.
    /// </summary>
    private static readonly string[] secrets =
    [
        Name,
        Phone11,
        "１３７１１２２３３４４",
        "137\u200b1122\u200b3344",
        "一三七一一二二三三四四",
        "huimin.ouyang",
        WeChat,
        Uri.EscapeDataString(Name),
        Uri.EscapeDataString("１３７１１２２３３４４"),
    ];

    /// <summary>
    /// Published documents and what names things: kept to the letter, because quotes are compared with them.
    /// </summary>
    private static readonly string[] documents =
    [
        "title",
        "titleEn",
        "documentNumber",
        "date",
        "uri",
        "code",
        "unit",
        "leadUnit",
        "period",
        "networks[0]",
        "supportingUnits[0]",
    ];

    private readonly RecordedLog log = new();

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Debug",
        };

    protected override void Configure(IServiceCollection services) =>
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace));

    [Test, CancelAfter(180_000)]
    public async Task It_lies_nowhere_in_the_clear()
    {
        At("2022-06-10T10:00");
        var document = await ReadDocumentAsync();
        var operations = Documented.All(document);
        var done = await WalkTicketsAsync();
        await AskAsync();
        var refused = await RefuseAsync(document, operations);

        var moves = operations
            .Where(operation =>
                operation.Method == HttpMethod.Post && operation.Path.StartsWith(Tickets, StringComparison.Ordinal)
            )
            .Select(operation => operation.Path.Split('/')[^1]);
        Assert.That(moves.Except(done), Is.Empty, "Every move was carried out with planted words.");
        Assert.That(refused, Is.GreaterThan(60));
        Assert.That(log.Text, Does.Contain("hotline"), "The log was kept.");
        Assert.That(secrets.Where(secret => log.Text.Contains(secret, StringComparison.Ordinal)), Is.Empty, "log");
        if (App.Services.GetRequiredService<IConfiguration>()["Database:Dialect"] != "Sqlite")
            return;
        foreach (var part in new[] { "", "-wal" })
        {
            var bytes = await BytesAsync(
                new SqliteConnectionStringBuilder(
                    App.Services.GetRequiredService<IConfiguration>()["Database:ConnectionString"]
                ).DataSource + part
            );
            Assert.That(
                bytes.AsSpan().IndexOf("138****"u8) >= 0 || bytes.AsSpan().IndexOf("137****"u8) >= 0 || part.Length > 0,
                Is.True,
                "The masked ones are there."
            );
            Assert.That(
                secrets.Where(secret =>
                    bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0
                    || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)) >= 0
                ),
                Is.Empty,
                $"database{part}"
            );
        }
    }

    /// <summary>Purposes and searches name people too.</summary>
    private async Task AskAsync()
    {
        using var dispatcher = await SignedInAsync("派单员", null, Role.Dispatcher);
        foreach (var by in new[] { Http, dispatcher })
        foreach (
            var url in new[]
            {
                $"{Tickets}?q={Phone11}&purpose=回访{Name}{Phone11}",
                $"{Tickets}?q={Name}",
                $"{Tickets}?purpose={Phone11}{Mail}",
                $"{Tickets}?limit={Phone11}",
                $"/api/v1/audit?caller={Name}",
            }
        )
            await by.GetAsync(url);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Tickets}?q={Phone11}");
        request.Headers.TryAddWithoutValidation("Purpose", Uri.EscapeDataString($"回访{Name}{Phone11}"));
        Assert.That((int)(await dispatcher.SendAsync(request)).StatusCode, Is.EqualTo(200));
    }

    /// <summary>
    /// Every operation that takes a body, with the planted words in each text that is no document: as the example says,
    /// with a field too many, and cut short.
    /// </summary>
    /// <returns>How many were refused.</returns>
    private async Task<int> RefuseAsync(JsonNode document, IReadOnlyList<Documented> operations)
    {
        var refused = 0;
        foreach (
            var operation in operations.Where(operation => operation.Body is not null && operation.Id != "IssuePlan")
        )
        {
            var fields = DocumentedField
                .All(document, operation)
                .Where(field => field.IsText && !documents.Contains(field.Path.Split('.')[^1]))
                .ToList();
            // A citizen's name is known on a citizen's ticket only.
            var words = operation.Path.StartsWith(Tickets, StringComparison.Ordinal)
                ? Planted
                : Planted[(Name.Length + 1)..];
            var body = fields.Aggregate(
                operation.Body!.DeepClone().AsObject(),
                (at, field) => Put(field, document, operation with { Body = at }, words)
            );
            foreach (
                var text in new[]
                {
                    body.ToJsonString(),
                    $"{{\"{Phone11}\":1,{body.ToJsonString()[1..]}",
                    body.ToJsonString()[..^1],
                }
            )
            foreach (var match in new[] { "\"1\"", null })
            {
                using var request = new HttpRequestMessage(operation.Method, operation.Address(_ => null, _ => null))
                {
                    Content = new StringContent(text, Encoding.UTF8, "application/json"),
                };
                request.Headers.TryAddWithoutValidation("If-Match", match);
                if (operation.Method == HttpMethod.Post)
                    request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString("N"));
                var answer = await Http.SendAsync(request);
                Assert.That((int)answer.StatusCode, Is.LessThan(500), operation.Id);
                refused += (int)answer.StatusCode >= 400 ? 1 : 0;
            }
        }

        return refused;
    }

    private static JsonObject Put(DocumentedField field, JsonNode document, Documented operation, string words) =>
        field.In(
            document,
            operation,
            words[..Math.Min(words.Length, field.Schema["maxLength"]?.GetValue<int>() ?? int.MaxValue)]
        );

    private static async Task<byte[]> BytesAsync(string file)
    {
        await using var stream = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
