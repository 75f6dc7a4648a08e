namespace Changzheng.Api.Tests.Hotline;

public class DerivedRatesTests(string database) : HotlineTest(database)
{
    private const string OnTime = "/api/v1/indicators/2022-hotline-on-time-closing/values/2022-06",
        Contact = "/api/v1/indicators/2022-hotline-first-contact/values/2022-06";

    [Test]
    public async Task A_deadline_that_passed_in_silence_shows_with_the_next_change_of_any_ticket()
    {
        At("2022-06-01T09:00");
        await DoAsync(await ATicketAsync(), "dispatch", new { unit = Office });
        await IsRefusedAsync(await Http.GetAsync(OnTime), 404, "value.not_found");
        var before = await ReadAsync($"{Plan}/pillars/summary?asOf=2022-12-31");

        At("2022-07-01T09:00");
        await ATicketAsync("consultation", phone: "13700000000", address: "曹安路9号");

        var (onTime, contact) = (await ReadAsync(OnTime), await ReadAsync(Contact));
        Assert.That((onTime["numerator"]!.ToString(), onTime["denominator"]!.ToString()), Is.EqualTo(("0", "1")));
        Assert.That((contact["numerator"]!.ToString(), contact["denominator"]!.ToString()), Is.EqualTo(("0", "1")));
        Assert.That(
            (await ReadAsync($"{Plan}/pillars/summary?asOf=2022-12-31"))["pillars"]![3]!["redLines"]!.ToJsonString(),
            Is.Not.EqualTo(before["pillars"]![3]!["redLines"]!.ToJsonString())
        );
    }

    [Test]
    public async Task Other_channels_leave_the_plans_indicators_alone()
    {
        At("2022-08-01T09:00");
        var number = await ATicketAsync("event", "grid");
        await BringToAsync(number, "closed");

        await IsRefusedAsync(
            await Http.GetAsync("/api/v1/indicators/2022-hotline-on-time-closing/values/2022-08"),
            404,
            "value.not_found"
        );
    }
}
