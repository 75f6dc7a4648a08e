namespace Changzheng.Api.Tests.Platform.Changes;

public class ReadChangesTests(string database) : ApiTest(database)
{
    [Test]
    public async Task Every_command_appends_what_happened_in_order_without_gaps()
    {
        var start = (long)(await ReadAsync("/api/v1/changes?limit=500"))["position"]!;
        var plan = await Http.APlanAsync("feed", 2021, ("sum", Scenarios.Minimum()));
        var value = $"/api/v1/indicators/{plan}-sum/values/2021-01";
        await ReportAsync($"{plan}-sum", "2021-01", new { value = 1 });
        await ReportAsync($"{plan}-sum", "2021-01", new { value = 2 }, 1);
        await ReportAsync($"{plan}-sum", "2021-01", new { value = 3 }, 1);
        await SendAsync(Reviewer, HttpMethod.Post, $"{value}/confirm", null, 2);
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{plan}-sum/target",
            new
            {
                value = 7,
                effectiveOn = "2021-01-01",
                documentNumber = "x",
            },
            1
        );
        await SendAsync(
            Http,
            HttpMethod.Put,
            $"/api/v1/plans/{plan}/measures/1.1.2/progress",
            new { completion = 0.2 }
        );
        await SendAsync(Http, HttpMethod.Post, $"/api/v1/plans/{plan}/close", null, 1);

        var read = await ReadAsync($"/api/v1/changes?after={start}");
        var items = read["items"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(
                items.Select(item => (string?)item!["kind"]),
                Is.EqualTo(
                    new[]
                    {
                        "plan.issued",
                        "indicator.value.reported",
                        "indicator.value.corrected",
                        "indicator.value.confirmed",
                        "indicator.target.set",
                        "measure.progress.reported",
                        "plan.close.requested",
                    }
                ),
                "the refused correction is not there"
            );
            Assert.That(
                items.Select(item => (long)item!["position"]!),
                Is.EqualTo(Enumerable.Range(1, 7).Select(step => start + step))
            );
            Assert.That((string?)items[2]!["subject"], Is.EqualTo(value));
            Assert.That((int)items[2]!["data"]!["value"]!, Is.EqualTo(2));
            Assert.That((string?)items[3]!["by"], Is.EqualTo("督查员"));
            Assert.That((long)read["position"]!, Is.EqualTo(start + 7));
        });
    }

    [Test]
    public async Task Whoever_keeps_the_position_misses_nothing_and_reads_nothing_twice()
    {
        var (position, kinds) = (0L, new List<long>());
        while (true)
        {
            var page = await ReadAsync($"/api/v1/changes?after={position}&limit=7");
            if (page["items"]!.AsArray().Count == 0)
                break;
            kinds.AddRange(page["items"]!.AsArray().Select(item => (long)item!["position"]!));
            position = (long)page["position"]!;
        }

        Assert.That(kinds, Is.EqualTo(Enumerable.Range(1, kinds.Count).Select(number => (long)number)));
    }

    [Test]
    public async Task Kinds_are_chosen_and_the_position_still_moves()
    {
        var page = await ReadAsync("/api/v1/changes?kinds=plan.issued,plan.closed&limit=500");

        Assert.That(
            page["items"]!.AsArray().Select(item => (string?)item!["kind"]).Distinct(),
            Is.SubsetOf(new[] { "plan.issued", "plan.closed" })
        );
        Assert.That(
            (long)page["position"]!,
            Is.EqualTo((long)(await ReadAsync("/api/v1/changes?limit=500"))["position"]!)
        );
        await IsRefusedAsync(await Http.GetAsync("/api/v1/changes?after=-1"), 400, "request.invalid");
    }
}
