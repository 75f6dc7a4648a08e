using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// A restore begins an epoch: a reader of the feed is refused with the new epoch, though its position lies below the
/// head.
/// </summary>
[TestFixture]
public sealed class RestoredEpochTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-epoch-").FullName;

    private string Database => Path.Combine(folder, "town.db");

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_position_from_before_a_restore_is_gone_and_the_epoch_stays_over_a_restart()
    {
        string before;
        using (var api = await BuiltApi.StartAsync(Database))
            before = await EpochAsync(api);
        var copy = Path.Combine(folder, "copy.db");
        Assert.That((await BuiltApi.RunAsync(Database, "backup", copy)).Code, Is.Zero);
        using (var api = await BuiltApi.StartAsync(Database))
            Assert.That(await EpochAsync(api), Is.EqualTo(before), "A restart is no restore.");

        var (code, output) = await BuiltApi.RunAsync(Database, "restore", copy);

        Assert.That(code, Is.Zero, output);
        using var restored = await BuiltApi.StartAsync(Database);
        using var http = restored.Client();
        var gone = await http.GetAsync(new Uri($"/api/v1/changes?after=1&epoch={before}", UriKind.Relative));
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        var problem = (await gone.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.That(
            ((string)problem["code"]!, (string)problem["epoch"]!),
            Is.EqualTo(("changes.gone", await EpochAsync(restored))).And.Not.EqualTo(("changes.gone", before))
        );
    }

    /// <summary>As an operator types it: what was changed past the program is named, whatever it is.</summary>
    [TestCase(
        "UPDATE ChangeFeed SET Data = '{}' WHERE Position = 3",
        "change feed: changed, or it does not follow the row before it at 3"
    )]
    [TestCase(
        "UPDATE MeasureVersions SET Weight = 9 WHERE PlanCode = 'changzheng-2022' AND Code = '1.1.1'",
        "history: MeasureVersions changzheng-2022 1.1.1 version 1: changed"
    )]
    [TestCase("DELETE FROM TargetVersions WHERE Indicator = '2022-fitness-tests'", "history: what plan.issued at")]
    public async Task Verify_names_what_was_changed(string sql, string named)
    {
        var broken = Path.Combine(folder, $"{Guid.CreateVersion7():N}.db");
        await SeededDatabase.CopyAsync(broken);
        await using (
            var source = Changzheng.Api.Platform.Database.Dialect.Sqlite.DataSource(
                $"Data Source={broken};Pooling=False"
            )
        )
        await using (var connection = await source.OpenConnectionAsync())
            await Dapper.SqlMapper.ExecuteAsync(connection, sql);
        var (code, output) = await BuiltApi.RunAsync(broken, "verify");

        Assert.That((code, output), Is.EqualTo((1, output)));
        Assert.That(output, Does.Contain(named));
    }

    private static async Task<string> EpochAsync(BuiltApi api)
    {
        using var http = api.Client();
        return (string)
            (await http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/changes?limit=1", UriKind.Relative)))!["epoch"]!;
    }
}
