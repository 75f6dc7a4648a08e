using System.Text.Json.Nodes;
using Changzheng.Api.Hotline.Warnings;
using Changzheng.Api.Platform.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>Early warnings: dispatched on Tuesday 10 May 2022, due on Tuesday the 17th.</summary>
public class WarningTests(string database) : HonestTest(database)
{
    [Test]
    public async Task A_ticket_is_warned_of_at_half_the_term_and_a_working_day_before_in_working_hours_and_once()
    {
        var number = await OfMayAsync(NextCategory());
        Assert.That(await WarnedAsync(number, "2022-05-12T16:59"), Is.Empty);
        Assert.That(await WarnedAsync(number, "2022-05-13T08:59"), Is.Empty, "half of it is over, nobody works yet");
        Assert.That(await WarnedAsync(number, "2022-05-13T09:00"), Is.EqualTo("half_term"));
        Assert.That(await WarnedAsync(number, "2022-05-13T10:00"), Is.EqualTo("half_term"), "once");
        Assert.That(await WarnedAsync(number, "2022-05-14T10:00"), Is.EqualTo("half_term"), "a Saturday");
        Assert.That(await WarnedAsync(number, "2022-05-15T23:00"), Is.EqualTo("half_term"));
        Assert.That(await WarnedAsync(number, "2022-05-16T09:00"), Is.EqualTo("half_term due_soon"));
        Assert.That(await WarnedAsync(number, "2022-05-17T16:00"), Is.EqualTo("half_term due_soon"));
        Assert.That(await WarnedAsync(number, "2022-05-18T10:00"), Is.EqualTo("half_term due_soon"), "overdue");

        var warning = (await WarningsAsync(number))[0];
        Assert.That(Text(warning["data"]!, "dueAt"), Is.EqualTo("2022-05-17T23:59:59+08:00"));
        Assert.That(Text(warning["data"]!, "unit"), Is.EqualTo(Office));
    }

    [Test]
    public async Task Before_and_after_work_it_waits()
    {
        var number = await OfMayAsync(NextCategory());
        Assert.That(await WarnedAsync(number, "2022-05-13T17:00"), Is.Empty);
        Assert.That(await WarnedAsync(number, "2022-05-13T16:59"), Is.EqualTo("half_term"));
    }

    [Test]
    public async Task A_deadline_that_moves_is_warned_of_anew()
    {
        var number = await OfMayAsync(NextCategory());
        Assert.That(await WarnedAsync(number, "2022-05-16T10:00"), Is.EqualTo("half_term due_soon"));
        await DoAsync(number, "extend", new { workingDays = 5, note = "需协调产权单位" });
        await DoAsync(number, "decideExtension", new { approved = true });
        Assert.That(await WarnedAsync(number, "2022-05-16T11:00"), Is.EqualTo("half_term due_soon"));
        Assert.That(
            await WarnedAsync(number, "2022-05-17T09:00"),
            Is.EqualTo("half_term due_soon half_term"),
            "of ten"
        );
        Assert.That(await WarnedAsync(number, "2022-05-23T09:00"), Is.EqualTo("half_term due_soon half_term due_soon"));
    }

    [TestCase("closed")]
    [TestCase("voided")]
    [TestCase("suspended")]
    public async Task What_is_closed_void_or_suspended_is_not_warned_of(string status)
    {
        var number = await OfMayAsync(NextCategory(), status);
        Assert.That(await WarnedAsync(number, "2022-05-16T10:00"), Is.Empty);
    }

    [Test]
    public async Task Two_processes_at_once_warn_once()
    {
        var number = await OfMayAsync(NextCategory());
        At("2022-05-16T10:00");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(HourAsync)));
        Assert.That(await WarnedAsync(number, "2022-05-16T10:01"), Is.EqualTo("half_term due_soon"));
    }

    [Test]
    public async Task Only_the_units_of_the_ticket_see_its_warning()
    {
        var number = await OfMayAsync(NextCategory());
        using var own = await SignedInAsync("承办人", Office, Role.Administrator);
        using var other = await SignedInAsync("他人", OtherOffice, Role.Administrator);
        await WarnedAsync(number, "2022-05-13T10:00");
        Assert.That(await WarningsAsync(number, own), Has.Count.EqualTo(1));
        Assert.That(await WarningsAsync(number, other), Is.Empty);
    }

    private async Task<string> WarnedAsync(string number, string time)
    {
        At(time);
        await HourAsync();
        return string.Join(' ', (await WarningsAsync(number)).Select(one => Text(one, "kind")["ticket.".Length..]));
    }

    private async Task<IReadOnlyList<JsonNode>> WarningsAsync(string number, HttpClient? by = null)
    {
        var (found, after) = (new List<JsonNode>(), 0L);
        while (true)
        {
            var page = await ReadAsync(
                $"/api/v1/changes?kinds=ticket.half_term,ticket.due_soon&limit=500&after={after}",
                by
            );
            found.AddRange(
                page["items"]!.AsArray().Where(one => Text(one!, "subject").EndsWith(number, StringComparison.Ordinal))!
            );
            if ((long)page["position"]! <= after)
                return found;
            after = (long)page["position"]!;
        }
    }

    private async Task HourAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WarnOfDeadlines>().RunAsync(CancellationToken.None);
    }
}
