using System.Globalization;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Tests.Platform.Database;

[TestFixture]
public sealed class MomentTests
{
    [TestCase("2022-07-05T01:00:00Z", "2022-07-05T09:00:00+08:00")]
    [TestCase("2022-07-05t01:00:00z", "2022-07-05T09:00:00+08:00")]
    [TestCase("2022-07-05T09:00:00+08:00", "2022-07-05T09:00:00+08:00")]
    [TestCase("2022-07-04T20:00:00-05:00", "2022-07-05T09:00:00+08:00")]
    [TestCase("2022-12-31T16:00:00Z", "2023-01-01T00:00:00+08:00")]
    [TestCase("2022-07-05T01:00:00.5Z", "2022-07-05T09:00:00.500+08:00")]
    [TestCase("2022-07-05T01:00:00.123456789Z", "2022-07-05T09:00:00.123+08:00")]
    [TestCase("2022-07-05T01:00:00.123Z", "2022-07-05T09:00:00.123+08:00")]
    public void An_instant_is_read_with_its_offset_and_written_in_Shanghai_time(string text, string written)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Moment.TryParse(text, out var instant), Is.True);
            Assert.That(Moment.Text(instant), Is.EqualTo(written));
        });
    }

    [
        TestCase(null),
        TestCase(""),
        TestCase("2022-07-05"),
        TestCase("2022-07-05T09:00:00"),
        TestCase("2022-07-05 09:00:00+08:00"),
        TestCase("2022-07-05T09:00Z")
    ]
    [
        TestCase("2022-02-30T09:00:00Z"),
        TestCase("2022-07-05T25:00:00Z"),
        TestCase("2022-07-05T09:00:00.000"),
        TestCase("2022-07-05T09:00:00 PST"),
        TestCase("05/07/2022T09:00:00+08:00")
    ]
    [
        TestCase("2022-07-05T09:00:00+99:00"),
        TestCase("2022-07-05T09:00:00+08:00Z"),
        TestCase("Tue, 05 JulT2022 09:00:00Z"),
        TestCase("2022-07-05T09:00:00Z\n"),
        TestCase("2022-07-05T09:00:00   +08:00")
    ]
    [TestCase("0001-01-01T00:00:00+14:00")]
    public void An_instant_without_an_offset_or_not_as_written_is_refused(string? text) =>
        Assert.That(Moment.TryParse(text, out _), Is.False);

    [TestCase("2022-07-05T15:59:59.999Z", "2022-07-05")]
    [TestCase("2022-07-05T16:00:00Z", "2022-07-06")]
    public void A_day_begins_at_midnight_in_Shanghai(string instant, string day)
    {
        var on = Moment.Day(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

        Assert.Multiple(() =>
        {
            Assert.That($"{on:yyyy-MM-dd}", Is.EqualTo(day));
            Assert.That(Moment.Text(Moment.StartOf(on)), Is.EqualTo($"{day}T00:00:00+08:00"));
        });
    }
}
