using Changzheng.Api.Platform.Files;
using CsCheck;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>What is written reads back as what it was.</summary>
[TestFixture]
internal sealed class CellRoundTripTests
{
    private static readonly Gen<string> texts = Gen.Select(
            OneOf("", "=", "+", "-", "@", "\t", "\r", "\n", "'", "''", "'=", "''=", "＝", "＠", "\"", ",", "'\t", "'x"),
            Gen.Char["甲乙丙abc'=+-@ ;；|、,，\t\r\n\"_x000D_😀长０１"]
                .Array[0, 12]
                .Select(letters => new string(letters)),
            (start, rest) => (start + rest).TrimEnd().TrimStart(' ')
        )
        .Where(text => text.Length > 0 && !text.Any(char.IsSurrogate));

    private static readonly Gen<string> items = Gen.Char["甲乙丙=+-@'12"]
        .Array[1, 5]
        .Select(letters => new string(letters));

    [Test]
    public void Texts() => Same(Sample.Note, texts.Select(text => (object)text));

    [Test]
    public void Whole_numbers() => Same(Sample.Count, Gen.Long.Select(number => (object)number));

    [Test]
    public void Numbers() => Same(Sample.Rate, Gen.Decimal.Select(number => (object)number));

    [Test]
    public void Days() =>
        Same(Sample.Day, Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(day => (object)DateOnly.FromDayNumber(day)));

    [Test]
    public void Instants() =>
        Same(
            Sample.Received,
            Gen.Long[0, 4_102_444_800_000].Select(at => (object)DateTimeOffset.FromUnixTimeMilliseconds(at))
        );

    [Test]
    public void Truths() => Same(Sample.Urgent, Gen.Bool.Select(truth => (object)truth));

    [Test]
    public void Choices() =>
        Same(Sample.Status, OneOf("inProgress", "closed", "returned").Select(choice => (object)choice));

    [Test]
    public void Lists() => Same(Sample.Units, items.Array[1, 5].Select(list => (object)list));

    [Test]
    public void A_title_that_is_another_choices_value_is_not_written()
    {
        var column = Sample.Status with { Values = [new("a", "b"), new("b", "c")] };

        Assert.That(
            column.Values.Select(allowed =>
                Cell.Parse(column, Cell.Format(column, allowed.Value, forPeople: true), out _)
            ),
            Is.EqualTo(new[] { "a", "b" })
        );
    }

    [Test]
    public void Nothing_for_people_starts_a_formula() =>
        texts.Sample(text =>
            Cell.Format(Sample.Note, text, forPeople: true)![0]
                is not ('=' or '+' or '-' or '@' or '\t' or '\r' or '＝')
        );

    [TestCase("0.5600", "0.56"), TestCase("100", "100"), TestCase("0.0000", "0"), TestCase("-12.340", "-12.34")]
    public void A_number_is_written_plainly(string number, string written) =>
        Assert.That(
            Cell.Format(
                Sample.Rate,
                decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
                forPeople: true
            ),
            Is.EqualTo(written)
        );

    [Test]
    public void Each_kind_is_written_for_people_and_for_machines() =>
        Assert.Multiple(() =>
        {
            Assert.That(Both(Sample.Status, "closed"), Is.EqualTo(("已办结", "closed")));
            Assert.That(Both(Sample.Urgent, true), Is.EqualTo(("是", "true")));
            Assert.That(Both(Sample.Units, new[] { "甲", "乙" }), Is.EqualTo(("甲；乙", "甲;乙")));
            Assert.That(
                Both(Sample.Received, new DateTimeOffset(2022, 3, 31, 9, 0, 0, TimeSpan.Zero)),
                Is.EqualTo(("2022-03-31T17:00:00+08:00", "2022-03-31T17:00:00+08:00"))
            );
            Assert.That(Both(Sample.Note, "=1"), Is.EqualTo(("'=1", "=1")));
            Assert.That(Both(Sample.Note, null), Is.EqualTo(((string?)null, (string?)null)));
        });

    private static Gen<string> OneOf(params string[] given) => Gen.OneOf([.. given.Select(Gen.Const)]);

    private static (string?, string?) Both(Column column, object? value) =>
        (Cell.Format(column, value, forPeople: true), Cell.Format(column, value, forPeople: false));

    private static void Same(Column column, Gen<object> values) =>
        Gen.Select(values, Gen.Bool)
            .Sample(
                (value, forPeople) =>
                {
                    var read = Cell.Parse(column, Cell.Format(column, value, forPeople), out var fault);
                    return fault is null
                        && (
                            value is string[] list
                                ? list.SequenceEqual((IReadOnlyList<string>)read!)
                                : value.Equals(read)
                        );
                },
                iter: 2000
            );
}
