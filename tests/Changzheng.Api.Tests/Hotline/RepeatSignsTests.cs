using Changzheng.Api.Hotline.Repeats;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>Repeats by building and by subject, beside phone and full address.</summary>
public class RepeatSignsTests(string database) : HotlineTest(database)
{
    [TestCase("真光路1234弄5号601室", "building:真光路1234弄5号")]
    [TestCase("上海市普陀区长征镇真光路 1234 弄５号楼 602", "building:真光路1234弄5号")]
    [TestCase("真光路1234弄5幢", "building:真光路1234弄5号")]
    [TestCase("真光路1234弄", "building:真光路1234弄")]
    [TestCase("真光路1234弄15号601室", "building:真光路1234弄15号")]
    [TestCase("真光路***", null)]
    [TestCase("真光路近梅川路", null)]
    [TestCase(null, null)]
    public void A_building_is_its_number_without_the_room(string? address, string? building) =>
        Assert.That(RepeatSigns.FindBuilding(address), Is.EqualTo(building));

    [TestCase("飞线充电！", null, "真光路1号", "subject:真光路***:飞线充电")]
    [TestCase("飞线 充电", "310107102-T01", null, "subject:310107102-t01:飞线充电")]
    [TestCase("飞线充电", null, null, null)]
    [TestCase("噪音", "310107102-T01", null, null)]
    [TestCase("***飞线充电", "310107102-T01", null, null)]
    public void A_subject_is_its_letters_where_it_lies(
        string subject,
        string? neighbourhood,
        string? address,
        string? sign
    ) => Assert.That(RepeatSigns.FindSubject(subject, neighbourhood, address)?.ToLowerInvariant(), Is.EqualTo(sign));

    [Test]
    public async Task Neighbours_of_one_building_and_callers_of_one_subject_are_proposed()
    {
        At("2022-05-10T10:00");
        var first = await ATicketAsync(phone: "13811110001", address: "同普路88弄3号101室", category: "群租");
        var otherMatter = await ATicketAsync(phone: "13811110002", address: "同普路88弄3号201室", category: "防汛");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var building = await ATicketAsync(phone: "13811110003", address: "同普路88弄3号楼502", category: "群租");
        Assert.That(
            await ProposedAsync(building),
            Is.EqualTo(new[] { $"{first} building" }),
            $"{otherMatter} is another category, so another subject too"
        );
        Clock.Advance(TimeSpan.FromMinutes(1));
        var subject = await ATicketAsync(phone: "13811110004", address: "同普路90号", category: "群租");
        Assert.That(await ProposedAsync(subject), Is.EquivalentTo(new[] { $"{first} subject", $"{building} subject" }));
    }

    private async Task<string[]> ProposedAsync(string number) =>
        [
            .. (await ReadAsync($"/api/v1/hotline/repeats?number={number}"))["items"]!
                .AsArray()
                .Select(one => $"{one!["of"]} {one["because"]}"),
        ];
}
