using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What a shift hands over: open, due tonight, on its review day, waiting for a decision.</summary>
public class HandoverTests(string database) : HonestTest(database)
{
    private const string Handover = "/api/v1/hotline/handover";

    [Test]
    public async Task Each_part_has_its_tickets()
    {
        At("2022-05-10T10:00");
        var plain = await ATicketAsync("consultation");
        await BringToAsync(plain, "handling");
        var suspended = await ATicketAsync();
        await BringToAsync(suspended, "accepted");
        await SuspendAsync(suspended, "2022-05-12");
        var later = await ATicketAsync();
        await BringToAsync(later, "accepted");
        await SuspendAsync(later, "2022-05-30");
        var returned = await ATicketAsync();
        await BringToAsync(returned, "returned");
        var asked = await ATicketAsync();
        await BringToAsync(asked, "handling");
        await DoAsync(asked, "extend", new { workingDays = 2, note = "复杂" });
        await DoAsync(asked, "void", new { note = "误登" });
        var closed = await ATicketAsync();
        await BringToAsync(closed, "closed");
        At("2022-05-11T17:00");

        var view = await ReadAsync(Handover);

        Assert.Multiple(() =>
        {
            Assert.That(Text(view, "until"), Is.EqualTo("2022-05-12T09:00:00+08:00"));
            Assert.That(
                Numbers(view, "open"),
                Is.SupersetOf(new[] { plain, suspended, later, returned, asked }).And.No.Member(closed)
            );
            Assert.That(Numbers(view, "dueTonight"), Has.Member(plain).And.No.Member(asked).And.No.Member(suspended));
            Assert.That(Numbers(view, "review"), Is.EqualTo(new[] { suspended }));
            Assert.That(Numbers(view, "decisions"), Is.EquivalentTo(new[] { returned, asked }));
        });
        var waiting = view["decisions"]!["tickets"]!.AsArray().Single(one => Text(one!, "number") == asked)![
            "waiting"
        ]!;
        Assert.That(
            waiting.AsArray().Select(one => (string)one!),
            Is.EqualTo(new[] { "decideExtension", "decideVoid" })
        );
        var tomorrow = await ReadAsync($"{Handover}?at=2022-05-12T17:00:00%2B08:00");
        Assert.That(Numbers(tomorrow, "dueTonight"), Has.No.Member(plain));

        using var other = await SignedInAsync("另一单位值班", OtherOffice, Role.Handler);
        var theirs = await ReadAsync(Handover, other);
        Assert.That((int)theirs["open"]!["total"]!, Is.EqualTo(0), "by reach");
        Assert.That(view.ToJsonString(), Does.Not.Contain(Phone).And.Not.Contain("张小妹"), "masked");
        await IsRefusedAsync(await Http.GetAsync($"{Handover}?at=2022-05-10T17:00:00%2B08:00"), 400, "request.invalid");
        await IsRefusedAsync(await Http.GetAsync($"{Handover}?at=tonight"), 400, "request.invalid");
    }

    private static IEnumerable<string> Numbers(JsonNode view, string part) =>
        view[part]!["tickets"]!.AsArray().Select(one => Text(one!, "number"));
}
