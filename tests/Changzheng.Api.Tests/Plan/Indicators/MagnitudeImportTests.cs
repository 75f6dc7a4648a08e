using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Tests.Platform.Files;
using Changzheng.Api.Tests.Platform.Imports;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>
/// A figure of a file comes to what it says, in the unit the indicator is measured in, or is refused.
/// </summary>
public sealed class MagnitudeImportTests(string database) : ImportTest(database)
{
    private const string Percent = "2022-big-data-use",
        Money = "2022-district-tax",
        People = "2022-fitness-tests";
    private const string Events = "2022-major-accidents",
        Things = "2022-incubators",
        Yield = "2022-building-output";
    private const string Pair = "2022-official-card";

    private static readonly Dictionary<string, string> periods = new()
    {
        [Percent] = "2022",
        [Money] = "2022-03",
        [People] = "2022-03",
        [Events] = "2022-03",
        [Things] = "2022-Q1",
        [Yield] = "2022",
        [Pair] = "2022-03",
    };

    private static string Url(string indicator) => $"/api/v1/indicators/{indicator}/values/{periods[indicator]}";

    [TestCase(Percent, "58%", 58)]
    [TestCase(Percent, "５８％", 58)]
    [TestCase(Percent, "58 %", 58)]
    [TestCase(Percent, "'58%", 58)]
    [TestCase(Percent, "100.00%", 100)]
    [TestCase(Percent, "0.5%", 0.5)]
    [TestCase(Percent, "5‰", 0.5)]
    [TestCase(Percent, "58", 58)]
    [TestCase(Percent, "0.58", 0.58)]
    [TestCase(Money, "1.2亿", 12_000)]
    [TestCase(Money, "1.2亿元", 12_000)]
    [TestCase(Money, "１．２亿元", 12_000)]
    [TestCase(Money, "12000万元", 12_000)]
    [TestCase(Money, "12,000 万元", 12_000)]
    [TestCase(Money, "12000万", 12_000)]
    [TestCase(Money, "120000000元", 12_000)]
    [TestCase(Money, "¥120,000,000", 12_000)]
    [TestCase(Money, "￥1.2亿", 12_000)]
    [TestCase(Money, "人民币1.2亿元", 12_000)]
    [TestCase(Money, "1.2亿元人民币", 12_000)]
    [TestCase(Money, "5千元", 0.5)]
    [TestCase(Money, "-30万元", -30)]
    [TestCase(Money, "12000", 12_000)]
    [TestCase(People, "3千人", 3_000)]
    [TestCase(People, "3千", 3_000)]
    [TestCase(People, "560人", 560)]
    [TestCase(People, "560 人", 560)]
    [TestCase(People, "0.3万人", 3_000)]
    [TestCase(People, "5.6E2", 560)]
    [TestCase(Events, "2件", 2)]
    [TestCase(Events, "0件", 0)]
    [TestCase(Things, "1个", 1)]
    [TestCase(Yield, "3.5万元/平方米", 3.5)]
    [TestCase(Yield, "35000元/平方米", 3.5)]
    [TestCase(Yield, "35000元/㎡", 3.5)]
    [TestCase(Yield, "3.5万", 3.5)]
    public async Task A_figure_is_read_in_the_indicators_unit(string indicator, string cell, double expected)
    {
        var (status, import) = await OneAsync(indicator, cell);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), (await RejectionsAsync(import)).ToJsonString());
        Assert.That((double)(await ReadAsync(Url(indicator)))["value"]!, Is.EqualTo(expected));
    }

    [TestCase(Percent, "58人", "58")]
    [TestCase(Percent, "2个百分点", "2")]
    [TestCase(People, "3千人次", "3000")]
    [TestCase(People, "560人次", "560")]
    [TestCase(People, "58%", "0.58")]
    [TestCase(People, "560件", "560")]
    [TestCase(Money, "58%", "0.58")]
    [TestCase(Money, "300件", "300")]
    [TestCase(Money, "1.2亿美元", "12000")]
    [TestCase(Money, "$120", "120")]
    [TestCase(Money, "12000万元/平方米", "12000")]
    [TestCase(Events, "2起", "2")]
    [TestCase(Things, "1個", "1")]
    [TestCase(Yield, "3.5万元", "3.5")]
    public async Task A_unit_that_does_not_fit_is_refused(string indicator, string cell, string proposal)
    {
        var (status, import) = await OneAsync(indicator, cell);
        Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var rejected = (await RejectionsAsync(import))[0]!;
        Assert.That(
            ($"{rejected["column"]} {rejected["value"]} {rejected["code"]}", (string?)rejected["proposal"]),
            Is.EqualTo(($"value {cell} cell.unit_mismatched", proposal))
        );
        Assert.That((string?)rejected["message"], Does.Contain("计量单位"));
    }

    /// <summary>About so many is no figure: a person decides which it is.</summary>
    [TestCase(Money, "约1.2亿元", "12000")]
    [TestCase(People, "共30人", "30")]
    public async Task A_figure_that_is_only_about_right_is_refused(string indicator, string cell, string proposal)
    {
        var (_, import) = await OneAsync(indicator, cell);
        var rejected = (await RejectionsAsync(import))[0]!;
        Assert.That($"{rejected["code"]} {rejected["proposal"]}", Is.EqualTo($"cell.unit_written {proposal}"));
    }

    /// <summary>A share's parts are counts: the indicator's % is of their quotient, not of them.</summary>
    [TestCase("1.2万", "2万", null)]
    [TestCase("58%", "100", "0.58")]
    [TestCase("12笔", "20", "12")]
    public async Task The_parts_of_a_share_are_counts(string numerator, string denominator, string? proposal)
    {
        var (_, import) = await ImportAsync(
            "indicatorValues",
            $"指标代码,期间,分子,分母\n{Pair},{periods[Pair]},{numerator},{denominator}\n"
        );
        var rejected = (await RejectionsAsync(import)).FirstOrDefault();
        if (proposal is null)
            Assert.That((int)(await ReadAsync(Url(Pair)))["numerator"]!, Is.EqualTo(12_000));
        else
            Assert.That(
                $"{rejected!["column"]} {rejected["code"]} {rejected["proposal"]}",
                Is.EqualTo($"numerator cell.unit_written {proposal}")
            );
    }

    [TestCase("<c r=\"C2\" s=\"3\"><v>0.58</v></c>", Percent, 58)]
    [TestCase("<c r=\"C2\" s=\"3\"><v>1</v></c>", Percent, 100)]
    [TestCase("<c r=\"C2\"><v>0.58</v></c>", Percent, 0.58)]
    [TestCase("<c r=\"C2\" t=\"inlineStr\"><is><t>58%</t></is></c>", Percent, 58)]
    [TestCase("<c r=\"C2\" s=\"3\"><v>0.58</v></c>", People, null)]
    public async Task A_percent_cell_of_a_workbook_is_what_it_shows(string cell, string indicator, double? expected)
    {
        var book = new Book().Sheet(
            Book.Texts(1, "指标代码", "期间", "完成值")
                + Book.Texts(2, indicator, periods[indicator])
                    .Replace("</row>", cell + "</row>", StringComparison.Ordinal)
        );
        var (status, import) = await ImportAsync("indicatorValues", book.Bytes(), type: Xlsx);
        if (expected is null)
            Assert.That((string?)(await RejectionsAsync(import))[0]!["code"], Is.EqualTo("cell.unit_mismatched"));
        else
            Assert.That(
                (status, (double)(await ReadAsync(Url(indicator)))["value"]!),
                Is.EqualTo((HttpStatusCode.OK, expected))
            );
    }

    [Test]
    public async Task A_weight_has_no_unit()
    {
        var (_, import) = await ImportAsync(
            "measures",
            "plan,code,title,documentNumber,weight\nchangzheng-2022,3.2.11,试,普长府[2022]9号,56%\n",
            ""
        );
        var rejected = (await RejectionsAsync(import))[0]!;
        Assert.That(
            $"{rejected["column"]} {rejected["code"]} {rejected["proposal"]}",
            Is.EqualTo("weight cell.unit_written 0.56")
        );
    }

    [Test]
    public async Task An_unknown_indicator_is_refused_as_such()
    {
        var (_, import) = await ImportAsync("indicatorValues", "指标代码,期间,完成值\nno-such,2022-03,58%\n", "");
        Assert.That((string?)(await RejectionsAsync(import))[0]!["code"], Is.EqualTo("indicator.not_found"));
    }

    [Test]
    public async Task The_template_does_not_say_that_a_percentage_is_a_fraction()
    {
        var template = await ExportAsync("/api/v1/imports/indicatorValues/template", Xlsx);
        using var sheets = ExcelDataReader.ExcelReaderFactory.CreateReader(new MemoryStream(template));
        var text = new StringBuilder();
        do
        {
            while (sheets.Read())
                for (var at = 0; at < sheets.FieldCount; at++)
                    text.Append(sheets.GetValue(at)).Append('\n');
        } while (sheets.NextResult());
        Assert.That(text.ToString(), Does.Not.Contain("0.56").And.Contain("计量单位"));
    }

    private Task<(HttpStatusCode Status, JsonNode Import)> OneAsync(string indicator, string cell) =>
        ImportAsync("indicatorValues", $"指标代码,期间,完成值\n{indicator},{periods[indicator]},\"{cell}\"\n");
}
