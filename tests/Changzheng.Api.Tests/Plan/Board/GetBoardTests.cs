using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Plan.Board;

/// <summary>The whole board in one answer, and rows with the fields that were asked for.</summary>
public class GetBoardTests(string database) : ApiTest(database)
{
    [Test]
    public async Task The_board_is_the_summary_and_every_measure_of_the_same_viewpoint()
    {
        const string seen = "asOf=2022-06-30&knownAt=2022-07-05T09:00:00%2B08:00";
        var board = await ReadAsync($"{Plan}/board?{seen}");
        var summary = await ReadAsync($"{Plan}/pillars/summary?{seen}");
        var measures = (await ReadAsync($"{Plan}/measures?limit=500&{seen}"))["items"]!.AsArray();

        Assert.That(board["summary"]!.ToJsonString(), Is.EqualTo(summary.ToJsonString()));
        Assert.That(
            board["measures"]!
                .AsArray()
                .SelectMany(pillar => pillar!["items"]!.AsArray())
                .Select(one => one!.ToJsonString()),
            Is.EqualTo(measures.Select(one => one!.ToJsonString()))
        );
        Assert.That(
            board["measures"]!.AsArray().Select(pillar => (int)pillar!["pillar"]!),
            Is.EqualTo(summary["pillars"]!.AsArray().Select(pillar => (int)pillar!["number"]!))
        );
    }

    [Test]
    public async Task With_fields_a_row_has_these_and_no_others()
    {
        var board = await ReadAsync($"{Plan}/board?fields=lamp,code");
        var list = await ReadAsync($"{Plan}/measures?limit=2&fields=code,lamp");
        var units = await ReadAsync("/api/v1/units?fields=name&count=true");
        Assert.Multiple(() =>
        {
            Assert.That(Names(board["measures"]![0]!["items"]![0]!), Is.EqualTo(new[] { "code", "lamp" }));
            Assert.That(list["items"]!.AsArray().Select(Names!), Is.All.EqualTo(new[] { "code", "lamp" }));
            Assert.That(Names(units["items"]![0]!), Is.EqualTo(new[] { "name" }));
            Assert.That((int)units["total"]!, Is.GreaterThan(0));
            Assert.That((string?)list["next"], Does.Contain("fields=code"));
        });
        var next = await ReadAsync((string)list["next"]!);
        Assert.That(Names(next["items"]![0]!), Is.EqualTo(new[] { "code", "lamp" }));
    }

    [TestCase("/api/v1/units?fields=name,nme", "nme")]
    [TestCase($"{Plan}/board?fields=colour", "colour")]
    [TestCase($"{Plan}/measures?fields=", "")]
    public async Task An_unknown_field_is_named_with_the_choices(string url, string unknown)
    {
        var refused = await Http.GetAsync(url);
        await IsRefusedAsync(refused, 400, "request.invalid");
        var problem = await JsonAsync(refused);
        Assert.That((string?)problem["detail"], Does.Contain($"没有 {unknown}"));
        Assert.That(problem["errors"]!["fields"]!.AsArray(), Is.Not.Empty);
    }

    private static IEnumerable<string> Names(JsonNode row) => row.AsObject().Select(field => field.Key);
}
