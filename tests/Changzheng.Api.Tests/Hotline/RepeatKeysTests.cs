using Changzheng.Api.Hotline.Repeats;
using CsCheck;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>A key is found again by anyone who looks in a window it lies in.</summary>
[TestFixture]
public sealed class RepeatKeysTests
{
    private static readonly Gen<DateTimeOffset> instants = Gen.Long[
            new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks,
            new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks
        ]
        .Select(Gen.Int[-12, 12], (ticks, hours) => new DateTimeOffset(ticks, TimeSpan.FromHours(hours)));

    [TestCase("2022-03-31T23:59:59Z", "2022Q1abc")]
    [TestCase("2022-04-01T07:59:59+08:00", "2022Q1abc")]
    [TestCase("2022-04-01T08:00:00+08:00", "2022Q2abc")]
    [TestCase("2022-12-31T00:00:00Z", "2022Q4abc")]
    public void It_begins_with_the_quarter(string registeredAt, string key) =>
        Assert.That(
            RepeatKeys.Make(
                "abc",
                DateTimeOffset.Parse(registeredAt, System.Globalization.CultureInfo.InvariantCulture)
            ),
            Is.EqualTo(key)
        );

    [Test]
    public void The_hash_comes_back() =>
        instants.Sample(at => RepeatKeys.GetHash(RepeatKeys.Make("abc", at)!) == "abc");

    [Test]
    public void What_lies_in_the_window_is_among_the_keys() =>
        instants
            .Select(Gen.Int[0, 400], Gen.Int[0, 400])
            .Sample(
                (at, before, after) =>
                    RepeatKeys
                        .ListBetween("abc", at.AddDays(-before), at.AddDays(after))
                        .Contains(RepeatKeys.Make("abc", at))
            );

    [Test]
    public void Ninety_days_are_two_quarters_or_one() =>
        instants.Sample(at =>
            RepeatKeys.ListBetween("abc", at.AddDays(-90), at).ToList() is { Count: 1 or 2 } keys
            && keys.Distinct().Count() == keys.Count
        );

    [Test]
    public void Without_a_hash_there_is_no_key() =>
        Assert.That(RepeatKeys.Make(null, DateTimeOffset.UnixEpoch), Is.Null);
}
