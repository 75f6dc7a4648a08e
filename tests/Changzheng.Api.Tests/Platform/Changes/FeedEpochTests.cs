using System.Net;
using Changzheng.Api.Platform.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Changes;

/// <summary>
/// A position means something in one epoch only: a consumer that is ahead, or from before a restore, is told where to
/// begin.
/// </summary>
public class FeedEpochTests(string database) : ApiTest(database)
{
    private const string Changes = "/api/v1/changes";

    [Test]
    public async Task A_position_beyond_the_head_is_gone()
    {
        var head = (long)(await ReadAsync($"{Changes}?limit=1&after={await HeadAsync()}"))["position"]!;

        var answer = await Http.GetAsync($"{Changes}?after={head + 1}");

        await IsRefusedAsync(answer, 410, "changes.gone");
        var problem = await JsonAsync(await Http.GetAsync($"{Changes}?after={long.MaxValue}"));
        var begin = (string)problem["begin"]!;
        Assert.That(
            ((long)problem["position"]!, (long)(await ReadAsync(begin))["items"]![0]!["position"]!),
            Is.EqualTo((head, 1L)),
            begin
        );
    }

    [Test]
    public async Task The_head_itself_is_answered_with_nothing_new()
    {
        var head = await HeadAsync();

        var answer = await ReadAsync($"{Changes}?after={head}");

        Assert.That((answer["items"]!.AsArray().Count, (long)answer["position"]!), Is.EqualTo((0, head)));
    }

    [Test]
    public async Task Every_answer_carries_the_epoch_and_another_ones_position_is_gone()
    {
        var epoch = (string)(await ReadAsync($"{Changes}?limit=1"))["epoch"]!;
        Assert.That(epoch, Has.Length.EqualTo(32));
        await ReadAsync($"{Changes}?after=1&epoch={epoch}");
        Assert.That(
            (string?)(await ReadAsync($"{Changes}?after={await HeadAsync()}&epoch={epoch}"))["epoch"],
            Is.EqualTo(epoch)
        );

        await RenewAsync();

        await IsRefusedAsync(await Http.GetAsync($"{Changes}?after=1&epoch={epoch}"), 410, "changes.gone");
        await IsRefusedAsync(await Http.GetAsync($"{Changes}?after=1&epoch=x"), 410, "changes.gone");
        var told = await JsonAsync(await Http.GetAsync($"{Changes}?after=1&epoch={epoch}"));
        var renewed = (string)(await ReadAsync((string)told["begin"]!))["epoch"]!;
        Assert.That((renewed, (string)told["epoch"]!), Is.EqualTo((renewed, renewed)).And.Not.EqualTo((epoch, epoch)));
    }

    [Test]
    public async Task An_export_of_the_feed_is_gone_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Changes}?after={long.MaxValue}");
        request.Headers.Accept.ParseAdd("text/csv");

        Assert.That((await Http.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.Gone));
    }

    private async Task<long> HeadAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FeedPosition>().ReadAsync(CancellationToken.None);
    }

    /// <summary>What a restore does.</summary>
    private async Task RenewAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FeedEpoch>().RenewAsync(CancellationToken.None);
    }
}
