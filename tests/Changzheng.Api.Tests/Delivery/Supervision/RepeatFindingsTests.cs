using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Supervision;

/// <summary>Earlier findings of the same object are proposed; a person says which one is repeated.</summary>
public class RepeatFindingsTests(string database) : SupervisionTest(database)
{
    [Test]
    public async Task Earlier_findings_of_the_same_object_are_proposed_the_likest_first()
    {
        await ACampaignAsync("again", planned: 3);
        await FoundAsync("f1", "某商场（东区）", "通道堆物", "2022-05-01");
        await FoundAsync("f2", "某商场(东区)", "灭火器过期", "2022-06-01");
        await FoundAsync("f3", "某商场（西区）", "通道堆物", "2022-06-02");
        await FoundAsync("f5", "某商场（东区）", "通道堆物", "2022-07-02");
        var (status, _) = await FoundAsync("f4", "某商场（东区） ", "疏散通道堆物", "2022-07-01", "again-f1");

        var proposed = (await ReadAsync("/api/v1/findings/again-f4/repeats"))["items"]!.AsArray();
        Assert.Multiple(async () =>
        {
            Assert.That(status, Is.EqualTo(201));
            Assert.That(
                proposed.Select(one => $"{one!["finding"]} {one["daysBetween"]}"),
                Is.EqualTo(new[] { "again-f1 61", "again-f2 30" })
            );
            // 通道 道堆 堆物 of 疏散 散通 通道 道堆 堆物: 2 × 3 ÷ (3 + 5).
            Assert.That((decimal)proposed[0]!["likeness"]!, Is.EqualTo(0.75m));
            Assert.That((decimal)proposed[1]!["likeness"]!, Is.Zero);
            Assert.That((string?)(await ReadAsync("/api/v1/findings/again-f4"))["repeatOf"], Is.EqualTo("again-f1"));
        });
    }

    [TestCase("alike-other", TestName = "A finding of another object")]
    [TestCase("alike-later", TestName = "A later finding")]
    [TestCase("alike-none", TestName = "None at all")]
    public async Task What_is_no_earlier_finding_of_the_object_is_not_repeated(string repeated)
    {
        if ((await Http.GetAsync("/api/v1/plans/alike")).StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            await ACampaignAsync("alike", planned: 3);
            await FoundAsync("other", "乙", "堆物", "2022-05-01");
            await FoundAsync("later", "甲", "堆物", "2022-07-01");
        }

        var (status, code) = await FoundAsync($"new-{repeated[^3..]}", "甲", "堆物", "2022-06-01", repeated);
        Assert.That((status, code), Is.EqualTo((422, "finding.repeat_unlike")));
    }

    private async Task<(int Status, string? Code)> FoundAsync(
        string code,
        string what,
        string title,
        string on,
        string? repeatOf = null
    )
    {
        var plan = repeatOf?.Split('-')[0] ?? (code.StartsWith('f') ? "again" : "alike");
        var recorded = await Http.PostAsJsonAsync(
            "/api/v1/findings",
            new
            {
                code = $"{plan}-{code}",
                campaign = $"{plan}-campaign",
                inspected = what,
                title,
                severity = "general",
                unit = "310107102-GLB",
                on,
                repeatOf,
            }
        );
        return ((int)recorded.StatusCode, (string?)(await JsonAsync(recorded))["code"]);
    }
}
