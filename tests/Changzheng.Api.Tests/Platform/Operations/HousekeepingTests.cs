using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// What modules have to do once an hour is done once an hour, whatever becomes of other modules' jobs.
/// </summary>
[TestFixture]
public sealed class HousekeepingTests
{
    [Test]
    public async Task A_job_that_fails_keeps_no_other_from_running()
    {
        var done = new SemaphoreSlim(0);
        await using var services = new ServiceCollection()
            .AddSingleton(done)
            .AddScoped<Fails>()
            .AddScoped<Runs>()
            .BuildServiceProvider();
        var clock = new FakeTimeProvider();
        using var housekeeping = new Housekeeping(
            services.GetRequiredService<IServiceScopeFactory>(),
            new Catalogue([new Hourly()]),
            clock,
            NullLogger<Housekeeping>.Instance
        );
        await housekeeping.StartAsync(CancellationToken.None);

        Assert.That(await done.WaitAsync(TimeSpan.FromMilliseconds(200)), Is.False, "Nothing is due at the start.");
        for (var hour = 0; hour < 2; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            Assert.That(await done.WaitAsync(TimeSpan.FromSeconds(30)), Is.True);
            // The next hour's wait begins after the jobs.
            await Task.Delay(200);
        }

        await housekeeping.StopAsync(CancellationToken.None);
    }

    private sealed class Hourly : IModule
    {
        public void Describe(ModuleDescription module) =>
            module.Rights(Rights.All).Hourly<Fails>().Hourly<Runs>().Hourly<Fails>();
    }

    private sealed class Fails : IHourlyJob
    {
        public Task RunAsync(CancellationToken ct) => throw new SqliteException("The database is away.", 10);
    }

    private sealed class Runs(SemaphoreSlim done) : IHourlyJob
    {
        public Task RunAsync(CancellationToken ct)
        {
            done.Release();
            return Task.CompletedTask;
        }
    }
}
