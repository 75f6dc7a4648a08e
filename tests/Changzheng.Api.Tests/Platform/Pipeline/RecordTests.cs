using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Pipeline;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Pipeline;

/// <summary>A command that writes and appends no change is a mistake, and is rolled back.</summary>
public class RecordTests(string database) : ApiTest(database)
{
    public enum Deed
    {
        Nothing,
        Write,
        WriteNoRow,
        WriteAll,
        WriteAndAppend,
        WriteHistoryAndAppendBefore,
    }

    internal sealed record Loud(Deed Deed) : ICommand<bool>;

    internal sealed record Silent(Deed Deed) : ICommand<bool>, ISilent;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddScoped<IRequestHandler<Loud, bool>, LoudHandler>()
            .AddScoped<IRequestHandler<Silent, bool>, SilentHandler>()
            .AddScoped<Doer>();

    [TestCase(Deed.Write)]
    [TestCase(Deed.WriteAll)]
    public async Task It_is_rolled_back(Deed deed)
    {
        Assert.That(
            async () => await SendAsync(new Loud(deed)),
            Throws.InvalidOperationException.With.Message.EndsWith("Loud wrote and appended no change.")
        );
        Assert.That(await WrittenAsync(), Is.Zero);
    }

    [TestCase(Deed.Nothing)]
    [TestCase(Deed.WriteNoRow)]
    [TestCase(Deed.WriteAndAppend)]
    public async Task What_wrote_nothing_or_told_of_it_goes_through(Deed deed) =>
        Assert.That(await SendAsync(new Loud(deed)), Is.True);

    [Test]
    public async Task One_that_is_marked_silent_may()
    {
        Assert.That(await SendAsync(new Silent(Deed.Write)), Is.True);
        Assert.That(await WrittenAsync(), Is.EqualTo(1));
    }

    [Test]
    public void History_that_no_change_tells_of_is_refused_also_of_the_silent()
    {
        foreach (var command in new IRequest<bool>[] { new Loud(Tells), new Silent(Tells) })
            Assert.That(
                async () => await SendAsync(command),
                Throws.InvalidOperationException.With.Message.EndsWith("wrote history that no change tells of.")
            );
    }

    private const Deed Tells = Deed.WriteHistoryAndAppendBefore;

    private const string WriteSql = "INSERT INTO ChangeMarks (Subject, Position) VALUES ('/test', 1)";

    [SetUp]
    public async Task CleanAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<Db>()
            .ExecuteAsync("DELETE FROM ChangeMarks WHERE Subject = '/test'", null, CancellationToken.None);
    }

    private async Task<bool> SendAsync(IRequest<bool> command)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }

    private async Task<int> WrittenAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Db>()
            .FindAsync<int>("SELECT COUNT(*) FROM ChangeMarks WHERE Subject = '/test'", null, CancellationToken.None);
    }

    internal sealed class LoudHandler(Doer doer) : ICommandHandler<Loud, bool>
    {
        public Task<bool> Handle(Loud command, CancellationToken cancellationToken) => doer.DoAsync(command.Deed);
    }

    internal sealed class SilentHandler(Doer doer) : ICommandHandler<Silent, bool>
    {
        public Task<bool> Handle(Silent command, CancellationToken cancellationToken) => doer.DoAsync(command.Deed);
    }

    internal sealed class Doer(Db db, ChangeFeed changes)
    {
        public async Task<bool> DoAsync(Deed deed)
        {
            if (deed is Deed.WriteAndAppend or Deed.WriteHistoryAndAppendBefore)
                await changes.AppendAsync(
                    new ChangeFeed.Fact(ChangeKinds.All["plan.issued"], "/x", "{}") { Marks = ["/x"] },
                    CancellationToken.None
                );
            if (deed is Deed.WriteHistoryAndAppendBefore)
                changes.Carry(new string('a', 64), "/x");
            if (deed == Deed.WriteAll)
                await db.WriteAllAsync(FeedSql, [new { Subject = "/test", Position = 1L }], CancellationToken.None);
            else if (deed == Deed.WriteNoRow)
                await db.ExecuteAsync("DELETE FROM ChangeMarks WHERE Position < 0", null, CancellationToken.None);
            else if (deed != Deed.Nothing)
                await db.ExecuteAsync(WriteSql, null, CancellationToken.None);
            return true;
        }

        private const string FeedSql = ChangeFeed.FirstMarkSql;
    }
}
