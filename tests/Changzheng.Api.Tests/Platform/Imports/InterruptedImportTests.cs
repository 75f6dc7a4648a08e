using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>What becomes of an import whose process died: begun again once, and not a third time.</summary>
public sealed class InterruptedImportTests(string database) : ImportTest(database)
{
    public const string LeaveSql =
        "UPDATE Imports SET State = 'running', Worker = 'dead', LeaseUntil = @Past, FinishedAt = NULL, Deaths = @Deaths, CancelAsked = @CancelAsked WHERE Id = @Id";

    [TestCase(0, false, "done", null, 1)]
    [TestCase(1, false, "failed", "import.gave_up", 2)]
    [TestCase(0, true, "cancelled", null, 0)]
    [TestCase(1, true, "cancelled", null, 1)]
    public async Task A_second_death_ends_it_by_name(
        int deaths,
        bool cancelAsked,
        string state,
        string? code,
        int resumed
    )
    {
        var (_, check) = await ImportAsync("units", "code,name,kind\nI-1,甲,office\n", "mode=check");
        var url = $"/api/v1/imports/{(string)check["id"]!}";
        await using (var scope = App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            await db.TransactAsync(
                () =>
                    db.ExecuteAsync(
                        LeaveSql,
                        new
                        {
                            Id = (string)check["id"]!,
                            Past = Today.AddDays(-1),
                            Deaths = deaths,
                            CancelAsked = cancelAsked,
                        },
                        CancellationToken.None
                    ),
                CancellationToken.None
            );
        }

        var import = await FinishedAsync(url);

        Assert.That(
            ((string?)import["state"], (string?)import["problem"]?["code"], (int)import["resumed"]!),
            Is.EqualTo((state, code, resumed)),
            import.ToJsonString()
        );
        if (code is not null)
            Assert.That((string?)import["problem"]!["detail"], Is.Not.Empty.And.Not.EqualTo(code));
        Assert.That(
            Rows((await ImportAsync("units", "code,name,kind\nI-2,乙,office\n", "mode=check")).Import),
            Is.EqualTo("1 1 0 0 0 0"),
            "The next has its turn."
        );
    }

    private async Task<JsonNode> FinishedAsync(string url)
    {
        while (true)
        {
            var import = await ReadAsync(url);
            if ((string?)import["state"] is not ("queued" or "running"))
                return import;
            await Task.Delay(50);
        }
    }
}
