using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;
using Dapper;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>Backup while it is written to, restore, verify: the verbs as an operator types them.</summary>
[TestFixture]
public sealed class SafekeepingTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-backup-").FullName;

    private string Database => Path.Combine(folder, "town.db");

    private string Copy => Path.Combine(folder, "copy.db");

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test, Order(1)]
    public async Task What_is_backed_up_while_it_is_written_comes_back_whole()
    {
        using (var api = await BuiltApi.StartAsync(Database))
        {
            using var http = api.Client();
            await MakeAsync(http, "before");
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var number = 0; !stop.IsCancellationRequested; number++)
                    await MakeAsync(http, $"during {number}");
            });
            var backed = await BuiltApi.RunAsync(Database, "backup", Copy);
            await stop.CancelAsync();
            await writing;
            Assert.That(backed.Code, Is.Zero, backed.Said);
            await MakeAsync(http, "after");
        }

        var (code, output) = await BuiltApi.RunAsync(Database, "restore", Copy);

        Assert.That(code, Is.Zero, output);
        Assert.That(File.Exists(Database + ".before-restore"), Is.True);
        using var restored = await BuiltApi.StartAsync(Database);
        using var client = restored.Client();
        var names = JsonNode.Parse(
            await client.GetStringAsync(new Uri("/api/v1/access/keys?limit=500", UriKind.Relative))
        )!["items"]!
            .AsArray()
            .Select(key => key!["name"]!.GetValue<string>())
            .ToList();
        Assert.That(names, Does.Contain("before").And.Not.Contain("after"));
    }

    [Test, Order(2)]
    public async Task A_sound_database_is_verified()
    {
        var (code, output) = await BuiltApi.RunAsync(Database, "verify");

        Assert.That((code, output), Is.EqualTo((0, output)));
        Assert.That(output, Does.Contain("Verified"));
    }

    [
        TestCase(
            "UPDATE Standings SET Value = 7 WHERE Indicator = '2022-fitness-tests' AND Basis = 'reported'",
            "standing: 2022-fitness-tests"
        ),
        Order(3)
    ]
    [TestCase("UPDATE AuditTrail SET Caller = 'x' WHERE Position = 3", "audit trail: changed at 3")]
    [TestCase(
        "PRAGMA foreign_keys = OFF; INSERT INTO Citations (Indicator, Number, PlanCode, Quote, Sentence) VALUES ('nothing', 1, 'x', 'x', 1)",
        "reference: Citations"
    )]
    public async Task What_is_wrong_is_named(string sql, string output)
    {
        var broken = Path.Combine(folder, $"{Guid.CreateVersion7():N}.db");
        File.Copy(Copy, broken);
        await using (var source = Dialect.Sqlite.DataSource($"Data Source={broken};Pooling=False"))
        await using (var connection = await source.OpenConnectionAsync())
            await connection.ExecuteAsync(sql);

        var verified = await BuiltApi.RunAsync(broken, "verify");

        Assert.That(verified.Code, Is.EqualTo(1), verified.Said);
        Assert.That(verified.Said, Does.Contain(output));
    }

    [Test]
    public async Task A_verb_without_its_file_says_so()
    {
        Assert.That((await BuiltApi.RunAsync(Database, "backup")).Code, Is.EqualTo(2));
        Assert.That(
            (await BuiltApi.RunAsync(Database, "restore", Path.Combine(folder, "nowhere.db"))).Code,
            Is.EqualTo(2)
        );
    }

    private static async Task MakeAsync(HttpClient http, string name) =>
        Assert.That(
            (int)
                (
                    await http.PostAsJsonAsync("/api/v1/access/keys", new { name, roles = new[] { "reporter" } })
                ).StatusCode,
            Is.EqualTo(201)
        );
}
