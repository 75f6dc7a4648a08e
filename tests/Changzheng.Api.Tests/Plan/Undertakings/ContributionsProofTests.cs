using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Plan.Undertakings;

/// <summary>Who writes past the program is found, also when the row's hash is made anew.</summary>
public class ContributionsProofTests(string database) : ApiTest(database)
{
    private const string Code = "proof",
        First = "PlanCode = 'proof' AND Measure = '1.1.1'",
        Typed = "PlanCode = 'proof' AND Measure = '1.1.3'";

    [OneTimeSetUp]
    public async Task ReportAsync()
    {
        await Http.APlanAsync(Code, ("works", Scenarios.Minimum(10).Citing(1, 2)), ("other", Scenarios.Minimum(10)));
        await ReportAsync($"{Code}-works", "2022-06", new { value = 4 });
        Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync($"{Code}-works", "2022-05", new { value = 2 });
        await ReportAsync($"{Code}-works", "2022-06", new { value = 5 }, 1);
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{Code}/measures/1.1.3/progress",
            new { completion = 0.5, on = "2022-06-30" }
        );
    }

    [Test]
    public async Task What_the_program_wrote_is_what_history_says()
    {
        Assert.That(await FoundAsync(_ => Task.CompletedTask), Is.Empty);
        await using var scope = App.Services.CreateAsyncScope();
        var rows = await RowsAsync(scope.ServiceProvider.GetRequiredService<Db>());
        Assert.That(rows.Where(row => row.PlanCode == Code).Select(row => row.Kind).Distinct(), Has.Exactly(2).Items);
        Assert.That(rows.Select(row => row.Hash), Has.None.Null);
    }

    [TestCase("Completion = 0.9", "2022-06-30")]
    [TestCase("Facts = '{\"chinese\":\"x\",\"english\":\"x\"}'", "2022-06-30")]
    [TestCase("Pace = NULL", "2022-05-31")]
    [TestCase("Weight = 9", "2022-05-31")]
    public async Task A_changed_row_is_named_also_when_its_hash_is_made_anew(string change, string day)
    {
        var found = await FoundAsync(db =>
            ForgeAsync(db, change, $"{First} AND Basis = 'reported' AND EffectiveOn = '{day}'")
        );

        Assert.That(
            found,
            Has.Some.StartsWith($"contribution: proof 1.1.1 Indicator proof-works reported {day} as of 2022-07-0")
                .And.Some.EndsWith("not in the change feed")
        );
        Assert.That(found, Has.None.Contains("proof 1.1.2 Indicator").And.None.EndsWith(": changed"));
    }

    [Test]
    public async Task Typed_progress_is_held_against_its_reports()
    {
        Assert.That(
            await FoundAsync(db => ForgeAsync(db, "Completion = 0.9", Typed)),
            Has.Some.StartsWith("contribution: proof 1.1.3 Progress 1.1.3 reported 2022-06-30 as of ")
        );
    }

    [TestCase($"DELETE FROM Contributions WHERE {First} AND EffectiveOn = '2022-05-31'")]
    [TestCase($"UPDATE Contributions SET EffectiveOn = '2022-04-30' WHERE {First} AND EffectiveOn = '2022-05-31'")]
    public async Task A_row_that_is_gone_is_named(string sql)
    {
        Assert.That(
            await FoundAsync(db => db.ExecuteAsync(sql, null, CancellationToken.None)),
            Has.Some.StartsWith("contribution: proof 1.1.1 Indicator proof-works reported 2022-05-31 as of ")
        );
    }

    [Test]
    public async Task An_undertaking_that_is_gone_or_comes_from_nowhere_is_named()
    {
        Assert.That(
            await FoundAsync(async db =>
            {
                await db.ExecuteAsync($"DELETE FROM Contributions WHERE {Typed}", null, CancellationToken.None);
                await db.ExecuteAsync($"DELETE FROM Undertakings WHERE {Typed}", null, CancellationToken.None);
            }),
            Does.Contain("contribution: proof 1.1.3 Progress 1.1.3: there is none")
        );
        Assert.That(
            await FoundAsync(db =>
                db.ExecuteAsync(
                    "INSERT INTO Undertakings (PlanCode, Measure, Kind, UndertakingKey, Version, Rules) VALUES ('proof', '1.1.3', 'project', 'x', 1, 1)",
                    null,
                    CancellationToken.None
                )
            ),
            Does.Contain("contribution: proof 1.1.3 Project x: nothing in any history says so")
        );
    }

    [Test]
    public async Task A_value_written_past_the_program_is_missed_by_its_measures()
    {
        Assert.That(
            await FoundAsync(db =>
                db.ExecuteAsync(
                    $"UPDATE ReportedValueVersions SET Value = 9 WHERE Indicator = '{Code}-works' AND Period = '2022-05'",
                    null,
                    CancellationToken.None
                )
            ),
            Has.Some.StartsWith("contribution: proof 1.1.1 ").And.Some.StartsWith("contribution: proof 1.1.2 ")
        );
    }

    /// <summary>Changes rows and gives them the hashes they would have.</summary>
    private static async Task ForgeAsync(Db db, string change, string where)
    {
        await db.ExecuteAsync($"UPDATE Contributions SET {change} WHERE {where}", null, CancellationToken.None);
        foreach (var row in await RowsAsync(db))
            await db.ExecuteAsync(
                "UPDATE Contributions SET Hash = @Hash WHERE Hash = @Old",
                new { Hash = RowHash.Of(row), Old = row.Hash },
                CancellationToken.None
            );
    }

    private static Task<IReadOnlyList<ContributionRow>> RowsAsync(Db db) =>
        db.QueryAsync<ContributionRow>(ContributionRow.AllSql, null, CancellationToken.None);

    /// <summary>What is found of a forgery; then it is put back as it was.</summary>
    private async Task<IReadOnlyList<string>> FoundAsync(Func<Db, Task> forge)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var (db, proof) = (
            scope.ServiceProvider.GetRequiredService<Db>(),
            scope.ServiceProvider.GetRequiredService<RecordsProof>()
        );
        IReadOnlyList<string> found = [];
        try
        {
            await db.TransactAsync<bool>(
                async () =>
                {
                    await forge(db);
                    found = (await proof.ProveAsync(null, CancellationToken.None)).Faults;
                    throw new OperationCanceledException("put back");
                },
                CancellationToken.None
            );
        }
        catch (OperationCanceledException) { }

        return found;
    }
}
