using System.Data.Common;
using System.Net;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Tests.Platform.Imports;
using Dapper;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Pipeline;

/// <summary>A command that lost a race is tried again, and each try begins from nothing.</summary>
public class TransactTests(string database) : ImportTest(database)
{
    private const string Calendar = "year,date,working,name\n2031,2031-01-01,false,元旦\n2031,2031-01-02,false,元旦\n";

    private readonly Losses losses = new();

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(losses);
        services.AddScoped<IPipelineBehavior<ApplyImport.Command, RowCounts>, Lose<ApplyImport.Command, RowCounts>>();
        services.AddScoped<IPipelineBehavior<AmendMeasure.Command, int>, Lose<AmendMeasure.Command, int>>();
    }

    [SetUp]
    public void Begin() => losses.Begin(0);

    [Test]
    public async Task A_calendar_that_lost_a_race_is_taken_in_whole()
    {
        losses.Begin(2);

        var (status, import) = await ImportAsync("calendars", Calendar);

        Assert.That((status, Rows(import)), Is.EqualTo((HttpStatusCode.OK, "2 2 0 0 0 0")), import.ToJsonString());
        Assert.That(losses.Seen, Has.Count.EqualTo(3), "The worker had to begin again.");
        var year = await ReadAsync("/api/v1/calendar/2031");
        Assert.That(((int)year["version"]!, year["daysOff"]!.AsArray().Count), Is.EqualTo((1, 2)));
        var told = (await ReadAsync("/api/v1/changes?limit=500&kinds=calendar.notice.recorded"))["items"]!.AsArray();
        Assert.That(told.Count(change => (string)change!["subject"]! == "/api/v1/calendar/2031"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_figure_that_lost_a_race_stands()
    {
        var plan = await Http.APlanAsync("lost-race", ("meals", Scenarios.Minimum()));
        losses.Begin(1);

        var file = $"indicator,period,value\n{plan}-meals,2022-06,40\n";
        var (status, import) = await ImportAsync("indicatorValues", file);

        Assert.That((status, Rows(import)), Is.EqualTo((HttpStatusCode.OK, "1 1 0 0 0 0")), import.ToJsonString());
        Assert.That(losses.Seen, Has.Count.EqualTo(2), "The worker had to begin again.");
        var indicator = await ReadAsync($"/api/v1/indicators/{plan}-meals");
        Assert.That((decimal)indicator["standing"]!["value"]!, Is.EqualTo(40));
        var value = await ReadAsync($"/api/v1/indicators/{plan}-meals/values/2022-06");
        Assert.That((int)value["version"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_read_after_a_command_that_lost_a_race_shows_it()
    {
        var plan = await Http.APlanAsync("lost-board");
        Assert.That(
            (string)(await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1"))["title"]!,
            Is.EqualTo("承诺第1件事")
        );
        losses.Begin(1);

        var amended = await AmendAsync(plan);

        Assert.That(amended.StatusCode, Is.EqualTo(HttpStatusCode.OK), await amended.Content.ReadAsStringAsync());
        Assert.That((string)(await JsonAsync(amended))["title"]!, Is.EqualTo("改后的承诺"));
        var audit = (await ReadAsync("/api/v1/audit?action=AmendMeasure&limit=500"))["items"]!.AsArray();
        var paths = audit.Select(row => (string)row!["path"]!);
        Assert.That(paths.Count(path => path.Contains(plan, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Each_try_has_a_scope_of_its_own()
    {
        var plan = await Http.APlanAsync("lost-scopes");
        losses.Begin(2);

        await AmendAsync(plan);

        Assert.That(losses.Seen, Has.Count.EqualTo(3).And.Unique);
        Assert.That(losses.Dirty, Is.EqualTo(new[] { false, false, false }));
    }

    [Test]
    public async Task Who_loses_too_often_is_told_to_come_again()
    {
        var plan = await Http.APlanAsync("lost-often");
        losses.Begin(3);

        var busy = await AmendAsync(plan);

        await IsRefusedAsync(busy, 503, "server.busy");
        Assert.That(busy.Headers.RetryAfter, Is.Not.Null);
        Assert.That((int)(await ReadAsync($"/api/v1/plans/{plan}/measures/1.1.1"))["version"]!, Is.EqualTo(1));
    }

    private Task<HttpResponseMessage> AmendAsync(string plan) =>
        SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.1",
            new { title = "改后的承诺", documentNumber = "测〔2022〕2号" },
            1
        );

    /// <summary>How many tries are still to be lost, and what each try found.</summary>
    internal sealed class Losses
    {
        private int left;

        public List<ChangeFeed> Seen { get; } = [];

        public List<bool> Dirty { get; } = [];

        public void Begin(int times)
        {
            left = times;
            Seen.Clear();
            Dirty.Clear();
        }

        public void Enter(ChangeFeed feed)
        {
            Seen.Add(feed);
            Dirty.Add(feed.Appended > 0);
        }

        public bool Take() => left-- > 0;
    }

    /// <summary>The race is lost after the handler has done all its work: nothing is more dirty.</summary>
    internal sealed class Lose<TMessage, TResponse>(
        Losses losses,
        ChangeFeed feed,
        Dialect dialect,
        DbDataSource source
    ) : IPipelineBehavior<TMessage, TResponse>
        where TMessage : notnull
    {
        public async Task<TResponse> Handle(
            TMessage message,
            CancellationToken cancellationToken,
            RequestHandlerDelegate<TResponse> next
        )
        {
            losses.Enter(feed);
            var answer = await next();
            if (losses.Take())
                await LoseAsync(cancellationToken);
            return answer;
        }

        /// <summary>
        /// As the database says it. SQL Server's exception cannot be made: there a second session asks at once for the
        /// row this command holds.
        /// </summary>
        private async Task LoseAsync(CancellationToken ct)
        {
            if (dialect == Dialect.Sqlite)
                throw new SqliteException("database is locked", 5);
            await using var second = await source.OpenConnectionAsync(ct);
            await second.ExecuteAsync("SET LOCK_TIMEOUT 0; UPDATE ChangeFeedHead SET Position = Position WHERE Id = 1");
        }
    }
}
