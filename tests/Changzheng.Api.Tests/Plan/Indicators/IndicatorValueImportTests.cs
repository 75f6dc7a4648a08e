using System.Net;
using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Platform.Imports;

namespace Changzheng.Api.Tests.Plan.Indicators;

/// <summary>What a clerk can count on when a file of values is imported.</summary>
public sealed class IndicatorValueImportTests(string database) : ImportTest(database)
{
    private const string Header = "指标代码,期间,完成值,说明\r\n";

    private static string Url(string period) => $"/api/v1/indicators/2022-fitness-tests/values/{period}";

    [Test]
    public async Task A_check_writes_nothing_and_its_token_takes_in_what_it_showed()
    {
        var (status, check) = await ImportAsync(
            "indicatorValues",
            Header + "2022-fitness-tests,2022-01,100,一月\r\n",
            ""
        );
        Assert.That(
            (status, Rows(check), (string?)check["mode"]),
            Is.EqualTo((HttpStatusCode.OK, "1 1 0 0 0 0", "check"))
        );
        Assert.That((await Http.GetAsync(Url("2022-01"))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        var (applied, import) = await ImportAsync("indicatorValues", "", $"check={(string)check["token"]!}");
        Assert.That((applied, Rows(import)), Is.EqualTo((HttpStatusCode.OK, "1 1 0 0 0 0")));
        Assert.That((decimal)(await ReadAsync(Url("2022-01")))["value"]!, Is.EqualTo(100));
    }

    [Test]
    public async Task A_token_refuses_when_the_world_has_moved()
    {
        var (_, check) = await ImportAsync("indicatorValues", Header + "2022-fitness-tests,2022-02,100,\r\n", "");
        Assert.That(
            (await ReportAsync("2022-fitness-tests", "2022-02", new { value = 99 })).StatusCode,
            Is.EqualTo(HttpStatusCode.Created)
        );
        var (status, import) = await ImportAsync("indicatorValues", "", $"check={(string)check["token"]!}");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That((string?)import["problem"]!["code"], Is.EqualTo("import.moved"));
        });
        Assert.That((decimal)(await ReadAsync(Url("2022-02")))["value"]!, Is.EqualTo(99));
    }

    [Test]
    public async Task The_same_token_also_refuses_when_what_would_be_overwritten_is_another_value()
    {
        await ReportAsync("2022-fitness-tests", "2022-04", new { value = 1 });
        var (_, check) = await ImportAsync("indicatorValues", Header + "2022-fitness-tests,2022-04,3,\r\n", "");
        Assert.That(Rows(check), Is.EqualTo("1 0 1 0 0 0"));
        await ReportAsync("2022-fitness-tests", "2022-04", new { value = 2 }, 1);
        var (_, import) = await ImportAsync("indicatorValues", "", $"check={(string)check["token"]!}");
        Assert.That((string?)import["problem"]?["code"], Is.EqualTo("import.moved"));
    }

    [Test]
    public async Task Importing_twice_changes_nothing_the_second_time()
    {
        const string File = Header + "2022-fitness-tests,2022-03,300,三月\r\n";
        await ImportAsync("indicatorValues", File);
        var before = (await ReadAsync("/api/v1/changes?limit=500"))["position"]!;
        var (status, again) = await ImportAsync("indicatorValues", File);
        Assert.That((status, Rows(again)), Is.EqualTo((HttpStatusCode.OK, "1 0 0 1 0 0")));
        Assert.That((await ReadAsync(Url("2022-03")))["version"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((await ReadAsync($"/api/v1/changes?after={before}"))["items"]!.AsArray(), Is.Empty);
    }

    [TestCase("update", "1 0 1 0 0 0", 2, 3)]
    [TestCase("skip", "1 0 0 0 1 0", 1, 4)]
    [TestCase("refuse", "1 0 0 0 0 1", 1, 5)]
    public async Task A_key_that_is_there_with_another_value_is_dealt_with_as_asked(
        string onConflict,
        string rows,
        int value,
        int which
    )
    {
        var unit = await AUnitAsync(which);
        await ReportAsync("2022-incubators", "2022-Q1", new { value = 1 }, unit: unit);
        var (_, import) = await ImportAsync(
            "indicatorValues",
            $"indicator,period,unit,value\n2022-incubators,2022-Q1,{unit},2\n",
            $"mode=apply&onConflict={onConflict}"
        );
        Assert.That(Rows(import), Is.EqualTo(rows));
        Assert.That(
            (decimal)(await ReadAsync($"/api/v1/indicators/2022-incubators/values/2022-Q1/{unit}"))["value"]!,
            Is.EqualTo(value)
        );
    }

    [Test]
    public async Task One_bad_row_keeps_all_out_and_each_bad_cell_is_named()
    {
        var (status, import) = await ImportAsync(
            "indicatorValues",
            Header
                + "2022-district-tax,2022-05,500,好\r\n2022-district-tax,2022-13,1,\r\nno-such,2022-05,1,\r\n2022-district-tax,2022-06,五百,\r\n2022-district-tax,2022-05,501,\r\n2022-district-tax,2022-12,1,\r\n"
        );
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That((string?)import["problem"]!["code"], Is.EqualTo("import.rejected"));
            Assert.That(Rows(import), Is.EqualTo("6 1 0 0 0 5"));
        });
        Assert.That(
            (await Http.GetAsync("/api/v1/indicators/2022-district-tax/values/2022-05")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        var rejected = await RejectionsAsync(import);
        Assert.That(
            rejected.Select(one => $"{one!["row"]} {one["column"]} {one["value"]} {one["code"]}"),
            Is.EqualTo(
                new[]
                {
                    "3 period 2022-13 period.malformed",
                    "4 indicator no-such indicator.not_found",
                    "5 value 五百 cell.not_number",
                    "6 indicator 2022-district-tax row.duplicate",
                    "7 period 2022-12 period.future",
                }
            )
        );
    }

    [Test]
    public async Task Good_rows_go_in_where_that_is_asked_for_and_the_bad_ones_come_back_as_a_file()
    {
        var (status, import) = await ImportAsync(
            "indicatorValues",
            Header + "2022-fitness-tests,2022-06,600,\"=甲,乙\"\r\n2022-fitness-tests,2022-6月,1,\"=甲,乙\"\r\n",
            "mode=apply&onError=skip"
        );
        Assert.That((status, Rows(import)), Is.EqualTo((HttpStatusCode.MultiStatus, "2 1 0 0 0 1")));
        Assert.That((string?)(await ReadAsync(Url("2022-06")))["note"], Is.EqualTo("=甲,乙"));

        var file = Encoding.UTF8.GetString(await ExportAsync($"/api/v1/imports/{(string)import["id"]!}/rejections"));
        Assert.That(file, Does.Contain("退回原因").And.Contain("2022-6月").And.Contain("period.malformed"));
        var (fixedStatus, corrected) = await ImportAsync("indicatorValues", file.Replace("2022-6月", "2022-05"));
        Assert.That((fixedStatus, Rows(corrected)), Is.EqualTo((HttpStatusCode.OK, "1 1 0 0 0 0")));
        Assert.That((string?)(await ReadAsync(Url("2022-05")))["note"], Is.EqualTo("=甲,乙"));
    }

    [Test]
    public async Task A_row_far_outside_is_asked_back_and_taken_when_its_cell_says_it_was_checked()
    {
        var unit = await AUnitAsync(7);
        string File(string confirmed) =>
            $"indicator,period,unit,value,note,已核实\n2022-incubators,2022-Q1,{unit},9,台账,{confirmed}\n";
        var (_, import) = await ImportAsync("indicatorValues", File(""));
        Assert.That((string?)(await RejectionsAsync(import)).Single()!["code"], Is.EqualTo("value.implausible"));
        var (_, taken) = await ImportAsync("indicatorValues", File("是"));
        Assert.That(Rows(taken), Is.EqualTo("1 1 0 0 0 0"));
    }

    [Test]
    public async Task A_file_reports_for_the_town_or_for_its_units_never_for_both()
    {
        var unit = await AUnitAsync();
        var (_, import) = await ImportAsync(
            "indicatorValues",
            $"indicator,period,unit,value\n2022-employment-assigned,2022-Q1,,5\n2022-employment-assigned,2022-Q1,{unit},5\n",
            ""
        );
        Assert.That(
            (await RejectionsAsync(import)).Single()!["code"]!.GetValue<string>(),
            Is.EqualTo("indicator.reported_for_town")
        );
    }

    [Test]
    public async Task A_unit_imports_its_own_values_only()
    {
        var (own, other) = (await AUnitAsync(), await AUnitAsync(skip: 1));
        using var clerk = SignedIn(await AKeyOfAsync("居委报送员", own, Role.Reporter));
        const string Code = "2022-zero-illegal-building,2022-Q1";
        var (_, import) = await ImportAsync(
            "indicatorValues",
            $"indicator,period,unit,value\n{Code},{own},1\n{Code},{other},1\n",
            "",
            by: clerk
        );
        Assert.That(Rows(import), Is.EqualTo("2 1 0 0 0 1"));
        await IsRefusedAsync(await Http.GetAsync($"/api/v1/imports/{(string)import["id"]!}"), 404, "import.not_found");
    }

    [Test]
    public async Task What_the_file_may_not_bring_the_caller_may_not_import()
    {
        using var reporter = SignedIn(await AKeyAsync("报送员", Role.Reporter));
        await IsRefusedAsync(
            await UploadAsync("units", Encoding.UTF8.GetBytes("code,name,kind\nX,X,office\n"), "", by: reporter),
            403,
            "access.forbidden"
        );
        await IsRefusedAsync(await UploadAsync("nothing", [], ""), 404, "import.kind_unknown");
        await IsRefusedAsync(await UploadAsync("units", [], "", "application/pdf"), 415, "media_type.unsupported");
        await IsRefusedAsync(await UploadAsync("units", [], "check=00"), 409, "import.token_invalid");
    }

    [Test]
    public async Task The_standing_after_an_import_is_what_single_reports_would_make_it()
    {
        var units = (await ReadAsync("/api/v1/units?kind=office&limit=10"))["items"]!
            .AsArray()
            .Select(unit => (string)unit!["code"]!)
            .ToList();
        await ImportAsync(
            "indicatorValues",
            "indicator,period,unit,value\n"
                + string.Concat(units.Select((unit, index) => $"2022-education-bases,2022-Q1,{unit},{index % 3 + 1}\n"))
        );
        var standing = (await ReadAsync("/api/v1/indicators/2022-education-bases"))["standing"]!;
        Assert.That((decimal)standing["value"]!, Is.EqualTo(units.Select((_, index) => index % 3 + 1).Sum()));
    }

    private async Task<string> AUnitAsync(int skip = 0) =>
        (string)(await ReadAsync("/api/v1/units?kind=office&limit=10"))["items"]![skip]!["code"]!;
}
