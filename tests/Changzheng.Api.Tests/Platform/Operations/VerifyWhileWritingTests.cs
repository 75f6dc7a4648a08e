using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>What is read before a command and what is read after it do not fit: that is no fault.</summary>
public class VerifyWhileWritingTests(string database) : HotlineTest(database)
{
    [Test]
    public async Task Verifying_while_commands_run_finds_nothing()
    {
        using var stop = new CancellationTokenSource();
        var writing = Enumerable
            .Range(0, 3)
            .Select(async writer =>
            {
                for (var number = 0; !stop.IsCancellationRequested; number++)
                    await DoAsync(
                        await ATicketAsync(phone: $"1391234{writer}{number % 1000:000}"),
                        "dispatch",
                        new { unit = Office }
                    );
            })
            .ToList();

        for (var turn = 0; turn < 12; turn++)
        {
            var verified = await ReadAsync("/api/v1/audit/verify");
            Assert.That((bool)verified["intact"]!, Is.True, verified.ToJsonString());
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
    }
}
