using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>The counts by month: what they answer, what moves them, and what they cost.</summary>
public class CountTests(string database) : HonestTest(database)
{
    private const string Rates = "/api/v1/hotline/rates",
        OnTime = "/api/v1/indicators/2022-hotline-on-time-closing/values/2022-06";

    [Test, Order(1)]
    public async Task A_move_asks_as_many_statements_in_a_full_month_as_in_an_empty_one()
    {
        At("2022-02-08T09:00");
        var lonely = await ATicketAsync();
        var few = await StatementsAsync(lonely);
        for (var i = 0; i < 40; i++)
            await ATicketAsync(phone: $"138{i:00000000}", address: $"真光路{i}号");
        var crowded = await ATicketAsync();

        var many = await StatementsAsync(crowded);

        TestContext.Out.WriteLine($"statements a dispatch: {few.Count}, {many.Count}");
        Assert.That(many, Has.Count.EqualTo(few.Count));
        Assert.That(many, Has.None.AnyOf(RateRows.RegisteredSql, RateRows.ClosedSql, RateCounts.AllTicketsSql));
        Assert.That(few, Has.Count.LessThanOrEqualTo(60));
        await CountsAreProvedAsync();
    }

    [Test, Order(2)]
    public async Task What_turns_by_time_alone_is_counted_as_turned_and_caught_up_by_the_hour()
    {
        At("2022-06-01T09:00");
        var category = NextCategory();
        await DoAsync(await ATicketAsync(category: category), "dispatch", new { unit = Office });
        Assert.That(await RatesAsync(category), Is.EqualTo("0/0 0/0 0/0 0/0"));

        At("2022-06-02T23:59");
        Assert.That(await RatesAsync(category), Is.EqualTo("0/0 0/0 0/0 0/0"), "contact is due at 23:59:59");
        At("2022-06-03T00:00");
        Assert.That(await RatesAsync(category), Is.EqualTo("0/1 0/0 0/0 0/0"), "nothing was written since");
        At("2022-06-20T00:00");
        Assert.That(await RatesAsync(category), Is.EqualTo("0/1 0/1 0/0 0/0"));
        await IsRefusedAsync(await Http.GetAsync(OnTime), 404, "value.not_found");
        await HourAsync();
        var derived = await ReadAsync(OnTime);
        Assert.That((derived["numerator"]!.ToString(), derived["denominator"]!.ToString()), Is.EqualTo(("0", "1")));
        await CountsAreProvedAsync();
    }

    [Test, Order(3)]
    public async Task A_definition_that_is_revised_is_counted_at_once()
    {
        At("2022-06-21T00:00");
        var category = NextCategory();
        await BringToAsync(await ATicketAsync(category: category), "closed");
        await DefineAsync("shiyan", "dueAt");
        Assert.That(await RateAsync(category, "resolution", "shiyan"), Is.EqualTo("1/1"));
        await CountsAreProvedAsync();
    }

    [Test, Order(4)]
    public async Task A_database_from_before_is_counted_once()
    {
        At("2022-06-22T00:00");
        var category = NextCategory();
        await BringToAsync(await ATicketAsync(category: category), "closed");
        await using (var scope = App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            foreach (
                var sql in new[]
                {
                    RateCounts.ClearSql,
                    RateCounts.ClearTurnsSql,
                    "UPDATE HotlineDerivations SET Definitions = NULL WHERE Id = 1",
                }
            )
                await db.ExecuteAsync(sql, null, CancellationToken.None);
        }

        Assert.That(await RateAsync(category, "resolution"), Is.EqualTo("1/1"), "from the tickets meanwhile");
        await using (var scope = App.Services.CreateAsyncScope())
            foreach (var upgrade in scope.ServiceProvider.GetServices<Upgrade>())
                await upgrade.RunAsync(CancellationToken.None);
        Assert.That(await CountedAsync(category), Is.EqualTo(4), "four definitions");
        Assert.That(await RateAsync(category, "resolution"), Is.EqualTo("1/1"));
        await CountsAreProvedAsync();
    }

    [Test, Order(5)]
    public async Task A_clock_that_was_set_back_counts_anew()
    {
        At("2022-05-03T09:00");
        var category = NextCategory();
        await DoAsync(await ATicketAsync(category: category), "dispatch", new { unit = Office });
        Assert.That(await RatesAsync(category), Is.EqualTo("0/0 0/0 0/0 0/0"));
        await CountsAreProvedAsync();
    }

    [TestCase("UPDATE HotlineCounts SET Tickets = Tickets + 1 WHERE ToldBy = ''", "counts: ")]
    [TestCase("DELETE FROM HotlineCounts WHERE ToldBy = 'unit'", "counts: ")]
    [TestCase("DELETE FROM HotlineTurns", "counts: turn of ")]
    [TestCase("UPDATE HotlineTurns SET TurnsAt = '2030-01-01 00:00:00.000'", "counts: turn of ")]
    [Order(6)]
    public async Task A_count_that_is_wrong_is_named_by_verify(string sql, string fault)
    {
        At("2022-06-23T00:00");
        await DoAsync(await ATicketAsync(), "dispatch", new { unit = Office });
        await using var scope = App.Services.CreateAsyncScope();
        var (db, proof) = (scope.ServiceProvider.GetRequiredService<Db>(), Proofs(scope));
        await Assert.ThatAsync(
            async () =>
                await db.TransactAsync<bool>(
                    async () =>
                    {
                        await db.ExecuteAsync(sql, null, CancellationToken.None);
                        throw new PlantedException(await proof.FindFaultsAsync(CancellationToken.None));
                    },
                    CancellationToken.None
                ),
            Throws.InstanceOf<PlantedException>().With.Property("Faults").Some.StartsWith(fault)
        );
    }

    private static CountProof Proofs(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetServices<Proof>().OfType<CountProof>().Single();

    private async Task<int> CountedAsync(string category)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Db>()
            .FindAsync<int>(
                "SELECT SUM(Tickets) FROM HotlineCounts WHERE ToldBy = 'category' AND GroupKey = @Category",
                new { Category = category },
                CancellationToken.None
            );
    }

    private async Task HourAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CountTurnedTickets>().RunAsync(CancellationToken.None);
    }

    /// <summary>What is asked of the database by one dispatch.</summary>
    private async Task<IReadOnlyList<string>> StatementsAsync(string number)
    {
        var (sent, trace) = (new ConcurrentQueue<string>(), ActivityTraceId.CreateRandom());
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Changzheng.Api",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && (string?)activity.GetTagItem("db.query.text") is { } sql)
                    sent.Enqueue(sql);
            },
        };
        var version = (await TicketAsync(number))["version"]!.GetValue<int>();
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Tickets}/{number}/dispatch");
        request.Content = JsonContent.Create(new { unit = Office });
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await Http.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        return [.. sent];
    }

    private sealed class PlantedException(IReadOnlyList<string> faults) : Exception
    {
        public IReadOnlyList<string> Faults => faults;
    }
}
