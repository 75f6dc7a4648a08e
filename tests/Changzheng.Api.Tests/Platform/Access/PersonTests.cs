using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>Which callers are one person, and who was shown whose secret.</summary>
[TestFixture]
public sealed class PersonTests
{
    private static readonly DateTimeOffset now = new(2022, 7, 5, 9, 0, 0, TimeSpan.FromHours(8));

    [TestCase("王明", "王明", true)]
    [TestCase("王明", " 王明\t", true)]
    [TestCase("王明", "王　明", true, TestName = "an ideographic space")]
    [TestCase("王明", "王\u200b明", true, TestName = "a zero-width space")]
    [TestCase("王明", "王明\u200d\ufe0f", true, TestName = "a joiner and a variation selector")]
    [TestCase("王明", "\u202e王明\u202c", true, TestName = "bidirectional overrides")]
    [TestCase("王明", "王\u3164明", true, TestName = "a Hangul filler")]
    [TestCase("王明", "王\u2800明", true, TestName = "a Braille blank")]
    [TestCase("王明", "王明\U000e0101", true, TestName = "an ideographic variation")]
    [TestCase("Wang Ming", "ＷＡＮＧ　ming", true, TestName = "full width")]
    [TestCase("Åsa", "A\u030asa", true, TestName = "composed and decomposed")]
    [TestCase("王明", "\ud842王明", false, TestName = "half a surrogate pair")]
    [TestCase("王明", "王朋", false)]
    [TestCase("王明", "王明2", false)]
    public void Spellings_of_one_name_have_one_code(string one, string other, bool same) =>
        Assert.That(Person.CodeOf(one) == Person.CodeOf(other), Is.EqualTo(same));

    [TestCase("")]
    [TestCase(" \u200b\u3164\u2060")]
    public void A_name_without_visible_characters_is_no_person(string name) =>
        Assert.That(Person.CodeOf(name), Is.Empty);

    [TestCase("k1", "王明", "k1", "王明", true, TestName = "one key")]
    [TestCase("k1", "王明", "k2", "王明二号", true, TestName = "two keys of one person, whatever they are called")]
    [TestCase("k1", "王明", "k3", "王明", false, TestName = "two persons with keys of one name")]
    [TestCase("jwt:a", "wang", "jwt:a", "wang", true, TestName = "one subject")]
    [TestCase("jwt:a", "wang", "jwt:b", "wang", false, TestName = "the same subject of another issuer")]
    [TestCase("k4", "李", "jwt:a", "wang", true, TestName = "a key whose person is the token's")]
    [TestCase(null, "王明", "k1", "王明", true, TestName = "an old row of the key's name")]
    [TestCase(null, "王明甲", "k1", "窗口", true, TestName = "an old row of the person's name")]
    [TestCase(null, "wang", "jwt:a", "wang", true, TestName = "an old row of the token's name")]
    [TestCase("seeds", "seeds", "k5", "seeds", false, TestName = "the program itself is nobody")]
    public void Persons_are_compared_not_names(string? author, string name, string caller, string callerName, bool one)
    {
        People.Owner[] owners =
        [
            Owner("k1", "王明甲"),
            Owner("k2", "王明 甲"),
            Owner("k3", "王明乙"),
            Owner("k4", "jwt:a"),
            Owner("k5", "seeds"),
        ];

        Assert.That(new People(owners, []).AreOne(By(author, name), Calling(caller, callerName)), Is.EqualTo(one));
    }

    [TestCase(0, true)]
    [TestCase(-23, true)]
    [TestCase(-24, false, TestName = "a day before is long enough")]
    [TestCase(1, false, TestName = "shown after it was asked")]
    public void A_caller_shown_a_secret_within_the_day_before_is_its_maker(int hours, bool maker)
    {
        var people = new People(
            [Owner("a", "甲"), Owner("a2", "甲"), Owner("b", "乙")],
            [SecretShown("b", hours, "a")]
        );

        Assert.Multiple(() =>
        {
            Assert.That(people.IsMaker(By("b"), Calling("a")), Is.EqualTo(maker));
            Assert.That(people.IsMaker(By("b"), Calling("a2")), Is.EqualTo(maker), "Another key of that person.");
            Assert.That(people.IsMaker(By("a"), Calling("b")), Is.False, "Not the other way round.");
        });
    }

    [Test]
    public void A_key_made_by_a_key_of_mine_is_mine()
    {
        var people = new People(
            [Owner("a", "甲"), Owner("b", "乙"), Owner("c", "丙")],
            [SecretShown("b", -2, "a"), SecretShown("c", -1, "b"), SecretShown("a", -3, "c")]
        );

        Assert.That(people.IsMaker(By("c"), Calling("a")), Is.True);
    }

    private static Author By(string? id, string name = "") =>
        new()
        {
            RecordedBy = name,
            CallerId = id,
            RecordedAt = now,
        };

    private static Caller Calling(string id, string name = "") => new(name, [], null) { Id = id };

    private static People.Owner Owner(string id, string person) => new() { Id = id, Person = person };

    private static People.SecretShown SecretShown(string key, int hours, string to) =>
        new()
        {
            KeyId = key,
            ShownAt = now.AddHours(hours),
            ShownTo = to,
        };
}
