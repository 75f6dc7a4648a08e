using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Plan.Undertakings;

/// <summary>A database from before there were contributions is given those it would have, at the next start.</summary>
public class FillContributionsTests(string database) : ApiTest(database)
{
    private static readonly string[] histories =
    [
        "ReportedValueVersions",
        "TargetVersions",
        "MeasureVersions",
        "MeasureProgress",
        "RateDefinitions",
        "CategoryVersions",
        "TicketEvents",
    ];

    /// <summary>Back to what 0013 left, on the databases of those days: nothing had a hash there either.</summary>
    private static readonly string[] undo =
    [
        "DROP TABLE Contributions",
        "DELETE FROM DossierHistory",
        "DELETE FROM Dossiers",
        "DROP TABLE Undertakings",
        "DROP TABLE ChangeMarks",
        "ALTER TABLE Indicators DROP COLUMN DerivedFrom",
        "DELETE FROM Histories WHERE Name = 'Contributions'",
        "ALTER TABLE Standings DROP COLUMN Reports",
        "ALTER TABLE TargetVersions DROP COLUMN Stretch",
        "ALTER TABLE Indicators DROP COLUMN Whole",
        "ALTER TABLE Indicators DROP COLUMN Tolerance",
        .. new[] { "MinimumKnownShare", "ProgressScale", "StageScale", "ProgressFrequency" }.Select(column =>
            $"ALTER TABLE Plans DROP COLUMN {column}"
        ),
        "DELETE FROM Migrations WHERE Name LIKE '%undertakings.sql' OR Name LIKE '%honest_board.sql'",
        "UPDATE ChangeFeed SET Hash = NULL, History = NULL",
        "UPDATE ChangeFeedHead SET Hash = '', UnchainedPosition = Position",
        .. histories.SelectMany(table =>
            new[]
            {
                $"UPDATE {table} SET Hash = NULL",
                $"UPDATE Histories SET Unhashed = (SELECT COUNT(*) FROM {table}) WHERE Name = '{table}'",
            }
        ),
    ];

    [Test]
    public async Task An_old_database_gets_its_contributions_and_its_boards_stay_as_they_were()
    {
        var plan = await Http.APlanAsync("old", ("works", Scenarios.Minimum(10).Citing(1, 2)));
        await DoALittleAsync(plan);
        var views = new[] { 0, -1, -3, -20, -60 }
            .SelectMany(days => new[] { "reported", "confirmed" }.Select(basis => (Days: days, Basis: basis)))
            .Select(view =>
                $"/api/v1/plans/{plan}/measures?asOf=2022-07-05&basis={view.Basis}&knownAt={Uri.EscapeDataString(Clock.GetUtcNow().AddDays(view.Days).ToString("o"))}"
            )
            .ToList();
        views.Add($"/api/v1/plans/{plan}/measures?asOf=2022-05-31");
        var before = await BoardsAsync(views);
        var (rows, derived) = (await RowsAsync(), await DerivedAsync());

        await ExecuteAsync(undo);
        await Startup.MigrateAsync(App.Services);

        var filled = await RowsAsync();
        Assert.That(filled, Has.Count.GreaterThan(20));
        Assert.That(
            filled.Select(row => row with { Hash = null, RecordedBy = "", Version = 0 }),
            Is.SubsetOf(rows.Select(row => row with { Hash = null, RecordedBy = "", Version = 0 }))
        );
        Assert.That(await BoardsAsync(views), Is.EqualTo(before));
        Assert.That(await DerivedAsync(), Is.EqualTo(derived).And.Exactly(4).Items);
        var verified = await ReadAsync("/api/v1/audit/verify");
        Assert.That((bool)verified["intact"]!, Is.True, verified.ToJsonString());

        await Startup.MigrateAsync(App.Services);
        Assert.That(await RowsAsync(), Is.EqualTo(filled), "nothing is left to do");
        await ReportAsync($"{plan}-works", "2022-04", new { value = 1 });
        verified = await ReadAsync("/api/v1/audit/verify");
        Assert.That((bool)verified["intact"]!, Is.True, verified.ToJsonString());
    }

    /// <summary>Late, corrected, confirmed, retargeted and by hand.</summary>
    private async Task DoALittleAsync(string plan)
    {
        await ReportAsync($"{plan}-works", "2022-06", new { value = 4 });
        Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync($"{plan}-works", "2022-05", new { value = 2 });
        await SendAsync(Reviewer, HttpMethod.Post, $"/api/v1/indicators/{plan}-works/values/2022-06/confirm", null, 1);
        Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync($"{plan}-works", "2022-05", new { value = 3 }, 1);
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-works/target",
            new
            {
                value = 20,
                effectiveOn = "2022-06-15",
                documentNumber = "区〔2022〕5号",
            },
            1
        );
        var progress = $"/api/v1/plans/{plan}/measures/1.1.2/progress";
        await SendAsync(Http, HttpMethod.Put, progress, new { completion = 0.5, on = "2022-06-30" });
        Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync(Http, HttpMethod.Put, progress, new { completion = 0.2, on = "2022-05-31" }, 1);
    }

    private async Task<IReadOnlyList<string>> BoardsAsync(IEnumerable<string> views)
    {
        var boards = new List<string>();
        foreach (var url in views)
            boards.Add($"{url}: {(await ReadAsync(url))["items"]!.ToJsonString()}");
        return boards;
    }

    private async Task<IReadOnlyList<string>> DerivedAsync() =>
        [
            .. (await ReadAsync("/api/v1/indicators?plan=changzheng-2022&limit=500"))["items"]!
                .AsArray()
                .Where(indicator => indicator!["derivedFrom"] is not null)
                .Select(indicator => $"{indicator!["code"]}: {indicator["derivedFrom"]}"),
        ];

    private async Task<IReadOnlyList<ContributionRow>> RowsAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Db>()
            .QueryAsync<ContributionRow>(ContributionRow.AllSql, null, CancellationToken.None);
    }

    private async Task ExecuteAsync(IEnumerable<string> statements)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        foreach (var sql in statements)
            await db.ExecuteAsync(sql, null, CancellationToken.None);
    }
}
