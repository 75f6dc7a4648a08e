using System.Net;

namespace Changzheng.Api.Tests.Indicators;

public class ReportIndicatorValueTests(string database) : ApiTest(database)
{
    [Test]
    public async Task A_reported_value_moves_the_pillar_summary()
    {
        var before = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30");

        var reported = await ReportAsync("2022-fitness-tests", "2022-06", new { value = 560, note = "镇文体中心台账" });

        Assert.That(reported.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(reported.Headers.ETag!.Tag, Is.EqualTo("\"1\""));
        var after = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-06-30");
        Assert.That(after["pillars"]![2]!["completion"]!.GetValue<decimal>(), Is.GreaterThan(before["pillars"]![2]!["completion"]!.GetValue<decimal>()));
        var standing = (await ReadAsync("/api/v1/indicators/2022-fitness-tests?asOf=2022-06-30"))["standing"]!;
        Assert.That(standing["reason"]!.GetValue<string>(), Is.EqualTo("完成年度目标的56.00%，超序时进度6.41个百分点"));
    }
}
