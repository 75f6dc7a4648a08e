using Changzheng.Api.Platform.Lists;
using CsCheck;

namespace Changzheng.Api.Tests.Platform.Lists;

[TestFixture]
public sealed class NaturalOrderTests
{
    private static readonly Gen<string> codes = Gen.OneOf([
            .. new[] { "", "0", "1", "01", "9", "10", "1a", "a", "B", "+1", " 1", "99999999999", "二" }.Select(
                Gen.Const
            ),
        ])
        .Array[1, 4]
        .Select(parts => string.Join('.', parts));

    [TestCase("4.2.9", "4.2.10")]
    [TestCase("4.2", "4.2.1")]
    [TestCase("9", "10")]
    [TestCase("2022-b", "2022-c")]
    [TestCase("9", "1a")]
    [TestCase("A", "a")]
    [TestCase("01", "1")]
    public void The_first_comes_before_the_second(string first, string second)
    {
        Assert.Multiple(() =>
        {
            Assert.That(NaturalOrder.Instance.Compare(first, second), Is.Negative);
            Assert.That(NaturalOrder.Instance.Compare(second, first), Is.Positive);
        });
    }

    [Test]
    public void Only_a_code_equals_itself() =>
        codes.Select(codes).Sample((x, y) => NaturalOrder.Instance.Compare(x, y) == 0 == (x == y));

    [Test]
    public void Either_of_two_comes_first() =>
        codes
            .Select(codes)
            .Sample(
                (x, y) =>
                    Math.Sign(NaturalOrder.Instance.Compare(x, y)) == -Math.Sign(NaturalOrder.Instance.Compare(y, x))
            );

    [Test]
    public void What_comes_before_what_comes_before_comes_before() =>
        codes
            .Select(codes, codes)
            .Sample(
                (x, y, z) =>
                    NaturalOrder.Instance.Compare(x, y) > 0
                    || NaturalOrder.Instance.Compare(y, z) > 0
                    || NaturalOrder.Instance.Compare(x, z) <= 0
            );
}
