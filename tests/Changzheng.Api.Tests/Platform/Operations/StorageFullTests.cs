using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Tests.Hotline;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// A database that may not grow: writes are refused with Retry-After, reads go on, and what was
/// refused left nothing.
/// </summary>
public class StorageFullTests(string database) : HotlineTest(database)
{
    private Narrow? narrow;

    /// <summary>Where the test's own disk has hardly any room, that is not what is asked.</summary>
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Health:FreeBytes"] = "0" };

    protected override void Configure(IServiceCollection services)
    {
        services.Replace(
            ServiceDescriptor.Singleton<DbDataSource>(provider =>
                provider.GetRequiredService<Dialect>() == Dialect.Sqlite
                    ? narrow = new Narrow(provider.GetRequiredService<IConfiguration>()["Database:ConnectionString"]!)
                    : provider
                        .GetRequiredService<Dialect>()
                        .DataSource(provider.GetRequiredService<IConfiguration>()["Database:ConnectionString"]!)
            )
        );
    }

    [Test, CancelAfter(120_000)]
    public async Task Writes_are_refused_with_507_and_reads_go_on_until_there_is_room()
    {
        if (narrow is null)
            Assert.Ignore("max_page_count is SQLite's.");
        At("2022-06-10T10:00");
        using var dispatcher = await SignedInAsync("派单员", null, Role.Dispatcher);
        var before = await ATicketAsync();
        Assert.That(await ReadyAsync(), Is.EqualTo((HttpStatusCode.OK, "Healthy")));

        narrow.Pages = 1;
        var taken = new List<string>();
        string? refused = null;
        while (refused is null && taken.Count < 100)
        {
            var number = NextNumber();
            var answer = await RegisterAsync(
                new
                {
                    number,
                    type = "complaint",
                    subject = "飞线充电",
                    description = new string('长', 3000),
                }
            );
            if ((int)answer.StatusCode == 201)
            {
                taken.Add(number);
                continue;
            }

            await IsRefusedAsync(answer, 507, "storage.full");
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromMinutes(1)));
            refused = number;
        }

        Assert.That(refused, Is.Not.Null, "It never was full.");
        var (status, description) = await ReadyAsync();
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(description, Does.StartWith("Unhealthy The storage is full"));
        Assert.That((await Http.GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        foreach (
            var url in new[]
            {
                Tickets,
                $"{Tickets}/{before}",
                $"{Plan}/pillars/summary",
                "/api/v1/changes?limit=5",
                "/api/v1/audit",
                "/api/v1/hotline/rates",
            }
        )
            await ReadAsync(url);
        await IsRefusedAsync(await Http.GetAsync($"{Tickets}/{refused}"), 404, "ticket.not_found");
        // What is read with a purpose is recorded first, or not shown. Another write may find room where this one found
        // none: pages are reused.
        var revealed = new HashSet<int>();
        for (var tries = 0; tries < 200 && !revealed.Contains(507); tries++)
            revealed.Add((int)(await dispatcher.GetAsync($"{Tickets}?purpose={new string('看', 90)}")).StatusCode);
        Assert.That(revealed, Is.SubsetOf(new[] { 200, 507 }).And.Contain(507));

        narrow.Pages = int.MaxValue - 1;
        Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.That(await ReadyAsync(), Is.EqualTo((HttpStatusCode.OK, "Healthy")));
        await ATicketAsync();
        foreach (var number in taken)
            await TicketAsync(number);
        Assert.That((await ReadAsync("/api/v1/audit/verify"))["intact"]!.GetValue<bool>(), Is.True);
    }

    [Test]
    public async Task A_kept_answer_that_found_no_room_is_asked_for_again()
    {
        if (narrow is null)
            Assert.Ignore("max_page_count is SQLite's.");
        At("2022-06-09T10:00");
        async Task<HttpResponseMessage> PostAsync(int round)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Tickets)
            {
                Content = JsonContent.Create(
                    new
                    {
                        number = $"ROOM-{round}",
                        type = "complaint",
                        subject = "飞线",
                        description = new string('长', 3000),
                    }
                ),
            };
            request.Headers.Add("Idempotency-Key", $"room-{round}");
            return await Http.SendAsync(request);
        }

        narrow.Pages = 1;
        var round = 0;
        HttpResponseMessage answer;
        while ((int)(answer = await PostAsync(round)).StatusCode == 201)
            Assert.That(++round, Is.LessThan(100));
        await IsRefusedAsync(answer, 507, "storage.full");
        narrow.Pages = int.MaxValue - 1;
        answer = await PostAsync(round);

        Assert.That((int)answer.StatusCode, Is.EqualTo(201), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Headers.Contains("Idempotency-Replayed"), Is.False);
        Clock.Advance(TimeSpan.FromSeconds(61));
    }

    [TestCase(28, true)]
    [TestCase(122, true)]
    [TestCase(unchecked((int)0x80070070), true)]
    [TestCase(2, false)]
    public void A_file_that_found_no_room_is_known_by_its_code(int code, bool isFull) =>
        Assert.That(
            new StorageRoom(Dialect.Sqlite, new ConfigurationBuilder().Build(), new FakeTimeProvider()).HasRunOut(
                new IOException("", code)
            ),
            Is.EqualTo(isFull)
        );

    [TestCase("0", true)]
    [TestCase("9223372036854775807", false)]
    public void A_disk_is_full_before_its_last_byte(string least, bool isReady)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Health:FreeBytes"] = least,
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(Path.GetTempPath(), "room.db")}",
        };
        Assert.That(
            new StorageRoom(
                Dialect.Sqlite,
                new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
                new FakeTimeProvider()
            ).FindLack()
                is null,
            Is.EqualTo(isReady)
        );
    }

    private async Task<(HttpStatusCode, string)> ReadyAsync()
    {
        var answer = await Http.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>SQLite holds itself to so many pages; to as many as there are, where there are more.</summary>
    private sealed class Narrow(string connectionString) : DbDataSource
    {
        public int Pages { get; set; } = int.MaxValue - 1;

        public override string ConnectionString => connectionString;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(
            CancellationToken cancellationToken = default
        )
        {
            var connection = await base.OpenDbConnectionAsync(cancellationToken);
            await using var limit = connection.CreateCommand();
            limit.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {Pages}");
            await limit.ExecuteScalarAsync(cancellationToken);
            return connection;
        }
    }
}
