using System.Text;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Files;

/// <summary>
/// Cells are counted as the reader behind sees them: a separator in a quoted cell is a letter, a quote amid letters
/// too.
/// </summary>
[TestFixture]
internal sealed class CountedCellsTests
{
    private static readonly ReadLimits two = ReadLimits.Usual with { MaxColumns = 2 };

    [TestCase("编号,说明\nA1,\"甲,乙,丙\"\nA2,丁\n")]
    [TestCase("编号,说明\nA1,5\" 管\nA2,6\" 管\nA3,丁\n")]
    [TestCase("编号,说明\nA1,\"甲\"\"乙,\"\"丙,丁\"\n")]
    [TestCase("编号,说明\nA1,\"\"\nA2,\"\"\"\"\nA3,甲\n")]
    [TestCase("编号,说明\r\nA1,\"甲\r\n乙,丙\r\n\"\r\nA2,丁\r\n")]
    [TestCase("\"编号\",\"说明\"\r\"A1\",\"甲\r乙,丙\"\r\"A2\",丁\r")]
    [TestCase("编号，说明\nA1，\"甲，乙\"\nA2，丙\n")]
    [TestCase("编号;说明\n;\"甲;乙\"\nA2;丙,丁,戊\n")]
    public void What_fits_is_let_through(string file) =>
        Assert.That(Sample.Rows(Encoding.UTF8.GetBytes(file), limits: two), Is.Not.Empty);

    [TestCase("编号,说明\nA1,甲\nA2,甲,乙\n", 3)]
    [TestCase("编号,说明\nA1,\"甲\",乙\n", 2)]
    [TestCase("编号,说明\nA1,\"\"\"\",乙\n", 2)]
    [TestCase("编号,说明\nA1,5\" 管,6\" 管\n", 2)]
    [TestCase("编号,说明,\n", 1)]
    public void What_does_not_is_refused_where_it_stands(string file, int row)
    {
        var refused = Sample.Refused(Encoding.UTF8.GetBytes(file), limits: two);
        Assert.That((refused.Fault.Code, refused.Row), Is.EqualTo(("file.too_many_columns", row)));
    }

    /// <summary>Whatever a cell's place in the buffers.</summary>
    [Test]
    public void Many_rows_fit()
    {
        var random = new Random(7);
        string[] cells =
        [
            "",
            "甲",
            "\"a,b,c\"",
            "\"\"\"\"",
            "\"x\r\ny,,\"",
            "5\" 管",
            new string('长', 300),
            "\"" + new string(',', 700) + "\"",
        ];
        var file = new StringBuilder("编号,说明\r\n");
        for (var at = 0; at < 20_000; at++)
            file.Append('A').Append(at).Append(',').Append(cells[random.Next(cells.Length)]).Append("\r\n");
        Assert.That(Sample.Rows(Encoding.UTF8.GetBytes(file.ToString()), limits: two), Has.Count.EqualTo(20_000));
    }
}
