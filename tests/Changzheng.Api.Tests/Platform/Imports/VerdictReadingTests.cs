using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// A check says of every accepted row what was read: what stands there and what would, a column each.
/// </summary>
public sealed class VerdictReadingTests(string database) : ImportTest(database)
{
    private const string Header = "指标代码,期间,完成值,说明\n";

    [Test]
    public async Task A_new_row_says_what_its_cells_came_to()
    {
        var check = await CheckAsync("indicatorValues", Header + "2022-district-tax,2022-01,1.2亿,一月\n");
        Assert.That(
            FormatChanges(check[0]!),
            Is.EqualTo(new[] { "indicator:→2022-district-tax", "period:→2022-01", "value:→12000", "note:→一月" })
        );
    }

    [Test]
    public async Task A_changed_row_says_old_and_new_of_what_changes_and_of_nothing_else()
    {
        await ReportAsync("2022-district-tax", "2022-02", new { value = 11_000, note = "二月" });
        var check = await CheckAsync(
            "indicatorValues",
            Header + "2022-district-tax,2022-02,1.2亿,二月\n2022-district-tax,2022-03,x,\n"
        );
        Assert.Multiple(() =>
        {
            Assert.That((string?)check[0]!["outcome"], Is.EqualTo("updated"));
            Assert.That(FormatChanges(check[0]!), Is.EqualTo(new[] { "value:11000→12000" }));
            Assert.That(check[1]!["changes"], Is.Null, "A rejected row changes nothing.");
        });
    }

    [Test]
    public async Task An_unchanged_and_a_skipped_row_change_nothing()
    {
        await ReportAsync("2022-district-tax", "2022-04", new { value = 12_000 });
        var same = await CheckAsync("indicatorValues", Header + "2022-district-tax,2022-04,1.2亿,\n");
        var skipped = await CheckAsync("indicatorValues", Header + "2022-district-tax,2022-04,9,\n", "onConflict=skip");
        Assert.That(FormatChanges(same[0]!).Concat(FormatChanges(skipped[0]!)), Is.Empty);
    }

    [Test]
    public async Task The_table_says_it_in_the_columns_titles()
    {
        var (_, import) = await ImportAsync("indicatorValues", Header + "2022-district-tax,2022-05,1.2亿,\n", "");
        var file = Encoding.UTF8.GetString(await ExportAsync($"/api/v1/imports/{(string)import["id"]!}/rows"));
        Assert.That(file, Does.Contain("value：12000"));
    }

    /// <summary>What a list masks, a verdict masks; at rest it lies masked too.</summary>
    [Test]
    public async Task Personal_data_is_masked_wherever_a_verdict_shows_it_or_is_kept()
    {
        const string Columns = "工单编号,诉求类型,标题,诉求内容,反映人,联系电话,地址,满意度\n";
        await ImportAsync(
            "hotlineTickets",
            Columns + "V-1,complaint,合成,旧,欧阳小妹,13811110000,真光路1234弄5号601室,\n"
        );
        var check = await CheckAsync(
            "hotlineTickets",
            Columns
                + "V-1,complaint,合成,欧阳小妹说打13922223333,欧阳小妹,13922223333,真光路1234弄5号601室,满意\n"
                + "V-2,complaint,合成,上官飞燕说打13922223333,上官飞燕,13922223333,真光路4321弄5号601室,\n"
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                FormatChanges(check[0]!),
                Is.EqualTo(
                    new[]
                    {
                        "description:旧→***说打139****3333",
                        "reporterPhone:138****0000→139****3333",
                        "satisfaction:→satisfied",
                    }
                )
            );
            Assert.That(
                FormatChanges(check[1]!),
                Is.SupersetOf(new[] { "reporterName:→上*", "reporterPhone:→139****3333", "address:→真光路***" })
            );
        });
        await using var scope = App.Services.CreateAsyncScope();
        var stored = string.Join(
            '\n',
            await scope
                .ServiceProvider.GetRequiredService<Db>()
                .QueryAsync<string?>("SELECT Sealed FROM ImportVerdicts", null, CancellationToken.None)
        );
        string[] secrets = ["13922223333", "13811110000", "上官飞燕", "欧阳小妹", "601室"];
        Assert.That(secrets.Where(secret => stored.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>
    /// Between a check and its application a name has come to mean another unit: that is not what was shown.
    /// </summary>
    [Test]
    public async Task A_token_refuses_when_a_name_means_another_unit_now()
    {
        const string Columns = "code,name,kind,parent,aliases\n";
        await ImportAsync("units", Columns + "V-A,甲中心,centre,310107102,某中心\nV-B,乙中心,centre,310107102,\n");
        var (_, check) = await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,考核单位\nV-3,投诉,合成,某中心\n",
            ""
        );
        Assert.That(Rows(check), Is.EqualTo("1 1 0 0 0 0"), (await RejectionsAsync(check)).ToJsonString());
        await ImportAsync(
            "units",
            Columns + "V-A,甲中心,centre,310107102,别的名\nV-B,乙中心,centre,310107102,某中心\n"
        );
        var (_, import) = await ImportAsync("hotlineTickets", "", $"check={(string)check["token"]!}");
        Assert.That((string?)import["problem"]?["code"], Is.EqualTo("import.moved"), import.ToJsonString());
    }

    private async Task<JsonArray> CheckAsync(string kind, string file, string query = "")
    {
        var (_, import) = await ImportAsync(kind, file, query);
        return (await ReadAsync($"/api/v1/imports/{(string)import["id"]!}/rows?limit=500"))["items"]!.AsArray();
    }

    private static IEnumerable<string> FormatChanges(JsonNode row) =>
        row["changes"]!.AsArray().Select(change => $"{change!["column"]}:{change["before"]}→{change["after"]}");
}
