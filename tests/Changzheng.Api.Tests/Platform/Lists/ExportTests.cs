using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Delivery;
using Changzheng.Api.Tests.Platform.Imports;

namespace Changzheng.Api.Tests.Platform.Lists;

/// <summary>Every list as a file: the rows, the fields and the rights of its JSON below Chinese headers.</summary>
public sealed class ExportTests(string database) : ImportTest(database)
{
    private const string Tickets = """
        工单编号,诉求类型,标题,诉求内容,反映人,联系电话,地址,承办单位,考核单位,受理时间,派单时间,签收时间,先行联系时间,办结提交时间,结案时间,单位自评,市民称已解决,结案评判,满意度,诉求类别,状态
        E-1,complaint,窗口拉线,三楼,张小妹,13812345678,真光路1号,310107102-GLB,310107102-GLB,2022-06-20 10:00,2022-06-20 10:20,2022-06-20 11:00,2022-06-20 12:00,2022-06-22 09:00,2022-06-23 09:00,解决,否,未解决,不满意,飞线充电,已结案
        E-2,complaint,=1+1,@电梯,张小妹,13812345678,真光路1号,310107102-GLB,310107102-GLB,2022-07-01 10:00,2022-07-01 10:20,2022-07-01 11:00,2022-07-01 12:00,,,,,,,飞线充电,办理中
        E-3,complaint,-5号楼,+楼道,李四,021-62345678,桃浦路1号,310107102-PAB,310107102-PAB,2022-06-28 10:00,2022-06-28 10:20,,,,,,,,,,已派单

        """;

    /// <summary>What can be imported again, and what could not be: with the imports.</summary>
    private static readonly string[] triedElsewhere =
    [
        "ListTickets",
        "ListMeasures",
        "ListUnits",
        "ListIndicatorValues",
        "GetCalendar",
        "ListImportRejections",
    ];

    private readonly Dictionary<string, string> made = [];

    protected override DateTimeOffset Today => new(2022, 10, 10, 9, 0, 0, TimeSpan.FromHours(8));

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Seeds:Demo"] = "true" };

    [OneTimeSetUp]
    public Task DeliveriesAsync() => Deliveries.OpenAsync(Http, "all", "changzheng-2022", "1.1.1", "310107102-GHB");

    private static IEnumerable<TestCaseData> Lists =>
        ExportedList.All.Select(list => new TestCaseData(list).SetArgDisplayNames(list.Operation));

    [TestCaseSource(nameof(Lists))]
    public async Task A_list_is_the_same_as_a_file(ExportedList list)
    {
        var url = await FillAsync(list.Url);
        var (whole, items) = await ItemsAsync(url, list);
        Assert.That(items, Is.Not.Empty, "A list of nothing proves nothing.");

        var lines = Encoding
            .UTF8.GetString(await ExportAsync(url, NdJson))
            .TrimEnd('\n')
            .Split('\n')
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToList();
        var csv = ExportedCells.ReadCsv(await ExportAsync(url, Csv));
        var xlsx = ExportedCells.ReadXlsx(await ExportAsync(url, Xlsx));
        var words = (await ReadAsync("/api/v1/words"))["choices"]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                string.Join(", ", lines[0].Select(field => field.Key).Zip(csv[0], (name, title) => $"{name} {title}")),
                Is.EqualTo(list.Columns)
            );
            Assert.That(csv[0], Is.Unique);
            Assert.That(xlsx[0], Is.EqualTo(csv[0]));
            Assert.That(lines, Has.Count.EqualTo(items.Count));
            Assert.That(
                csv.Skip(1).Select(row => row[0]),
                Is.EqualTo(lines.Select(line => SayOrKeep(words, line.First().Value?.ToString() ?? "", list)))
            );
            Assert.That(xlsx.Skip(1).Select(row => row[0]), Is.EqualTo(csv.Skip(1).Select(row => row[0])));
        });
        var differing =
            from pair in lines.Zip(items)
            from field in pair.First
            where
                !list.Own.Contains(field.Key)
                && !ExportedCells.IsSame(
                    ExportedCells.FindField(field.Key, pair.Second, pair.Second["ticket"], whole),
                    field.Value
                )
            select $"{field.Key}: {field.Value?.ToJsonString()}";
        Assert.That(differing.Take(5), Is.Empty, "What a cell says is what the field of its name says.");
    }

    [Test]
    public async Task Every_list_can_be_sent_as_a_file_and_is_tried_here()
    {
        var document = await ReadDocumentAsync();
        var gets = document["paths"]!
            .AsObject()
            .Select(path => path.Value!["get"])
            .OfType<JsonNode>()
            .ToDictionary(get => (string)get["operationId"]!, get => get["responses"]!["200"]!["content"]!.AsObject());
        var pages = gets.Where(get =>
                ((string?)get.Value["application/json"]?["schema"]?["$ref"])?.EndsWith("Page", StringComparison.Ordinal)
                == true
            )
            .Select(get => get.Key)
            .ToList();
        var sent = gets.Where(get => new[] { Csv, NdJson, Xlsx }.All(get.Value.ContainsKey))
            .ToDictionary(
                get => get.Key.EndsWith("File", StringComparison.Ordinal) ? get.Key[..^"File".Length] : get.Key,
                get => get.Value
            );
        Assert.Multiple(() =>
        {
            Assert.That(pages, Has.Count.GreaterThan(20));
            Assert.That(pages.Except(sent.Keys), Is.Empty, "A page of rows is a table.");
            Assert.That(
                sent.Keys,
                Is.EquivalentTo(ExportedList.All.Select(list => list.Operation).Concat(triedElsewhere))
            );
            foreach (var list in ExportedList.All)
                Assert.That(
                    ((string)sent[list.Operation][Csv]!["example"]!).Split("\r\n")[0],
                    Is.EqualTo(list.Header),
                    $"The document shows the header of {list.Operation}."
                );
        });
    }

    [Test]
    public async Task What_would_be_a_formula_is_text_and_excel_is_told_the_encoding_when_it_asks()
    {
        var due = await FillAsync("/api/v1/hotline/due?overdue=true");
        var (plain, marked) = (
            await ExportAsync(due),
            await (await AskAsync(due, Http, "text/csv; bom=1")).Content.ReadAsByteArrayAsync()
        );
        Assert.That(Encoding.UTF8.GetString(plain), Does.Contain("E-2,'=1+1,").And.Contain("E-3,'-5号楼,"));
        Assert.That(marked, Is.EqualTo(Encoding.UTF8.Preamble.ToArray().Concat(plain)));
        Assert.That(
            ExportedCells.ReadXlsx(await ExportAsync(due, Xlsx)).Select(row => row[1]),
            Has.Member("=1+1"),
            "A cell of text is no formula."
        );
    }

    [Test]
    public async Task A_file_shows_no_caller_more_than_the_list()
    {
        var due = await FillAsync("/api/v1/hotline/due?overdue=true");
        using var office = SignedIn(await AKeyOfAsync("社区管理办公室", "310107102-GLB", Role.Handler));
        Assert.That(
            ExportedCells.ReadCsv(await ExportAsync(due, by: office)).Skip(1).Select(row => row[0]),
            Is.EqualTo(new[] { "E-2" })
        );
        foreach (
            var (url, code) in new[]
            {
                ("/api/v1/audit", "access.forbidden"),
                ("/api/v1/changes", "access.forbidden"),
                ("/api/v1/access/keys", "access.forbidden"),
                ("/api/v1/hotline/tickets/E-3/history", "ticket.not_found"),
            }
        )
            await IsRefusedAsync(await AskAsync(url, office), code == "ticket.not_found" ? 404 : 403, code);
        using var auditor = SignedIn(await AKeyOfAsync("审计员", "310107102-GLB", Role.Auditor));
        await IsRefusedAsync(await AskAsync("/api/v1/audit", auditor), 403, "access.beyond_unit");
        var listed = (await ReadAsync("/api/v1/changes?limit=500", auditor))["items"]!
            .AsArray()
            .Select(change => change!["position"]!.ToJsonString())
            .ToList();
        var file = ExportedCells.ReadCsv(await ExportAsync("/api/v1/changes", by: auditor));
        Assert.That(file.Skip(1).Select(row => row[0]).Take(listed.Count), Is.EqualTo(listed));
        Assert.That(file, Has.Count.LessThan(ExportedCells.ReadCsv(await ExportAsync("/api/v1/changes")).Count));
    }

    [Test]
    public async Task A_history_with_a_purpose_shows_what_was_said_and_is_on_the_trail()
    {
        var history = await FillAsync("/api/v1/hotline/tickets/E-3/history");
        await SendAsync(
            Http,
            HttpMethod.Post,
            "/api/v1/hotline/tickets/E-3/supervise",
            new { note = "请打13812345678" },
            (int)(await ReadAsync("/api/v1/hotline/tickets/E-3"))["version"]!
        );
        using var dispatcher = SignedIn(await AKeyAsync("派单员", Role.Dispatcher));
        Assert.That(
            Encoding.UTF8.GetString(await ExportAsync(history, by: dispatcher)),
            Does.Contain("138****5678").And.Not.Contain("13812345678")
        );
        Assert.That(
            Encoding.UTF8.GetString(await ExportAsync(history + "?purpose=%E5%9B%9E%E8%AE%BF", by: dispatcher)),
            Does.Contain("13812345678")
        );
        Assert.That(
            (await ReadAsync("/api/v1/audit?outcome=read&caller=%E6%B4%BE%E5%8D%95%E5%91%98"))["items"]!
                .AsArray()
                .Select(one => one!.ToJsonString()),
            Has.Some.Contains("E-3")
        );
    }

    [Test]
    public async Task Rates_by_two_definitions_are_the_rows_of_one_after_those_of_the_other()
    {
        var rates = ExportedCells.ReadCsv(
            await ExportAsync(
                await FillAsync(
                    "/api/v1/hotline/rates?from=2022-06-01&to=2022-10-31&groupBy=unit&definition=town&compare=district"
                )
            )
        );
        Assert.That(
            rates.Skip(1).Select(row => $"{row[3]} {row[5]} {row[6]}"),
            Is.EqualTo(
                new[]
                {
                    "town 是 ",
                    "town 否 310107102-GLB",
                    "town 否 310107102-PAB",
                    "district 是 ",
                    "district 否 310107102-GLB",
                }
            ),
            "The district counts what was closed: in October, for the file came then."
        );
    }

    [Test]
    public async Task Who_has_the_json_already_is_still_sent_the_file()
    {
        using var http = SignedIn(AdministratorKey);
        http.DefaultRequestHeaders.IfNoneMatch.ParseAdd((await Http.GetAsync($"{Plan}/text")).Headers.ETag!.ToString());
        Assert.That((int)(await http.GetAsync($"{Plan}/text")).StatusCode, Is.EqualTo(304));
        Assert.That(ExportedCells.ReadCsv(await ExportAsync($"{Plan}/text", by: http)), Has.Count.GreaterThan(70));
    }

    /// <summary>A list whose rows begin with a choice begins with its Chinese word.</summary>
    private static string SayOrKeep(JsonNode words, string value, ExportedList list) =>
        list.Choice is { } choice
            ? (string)words[choice]!.AsArray().Single(word => (string)word!["value"]! == value)!["label"]!
            : value;

    private static Task<HttpResponseMessage> AskAsync(string url, HttpClient by, string accept = Csv)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd(accept);
        return by.SendAsync(request);
    }

    /// <summary>A living year, with more units and so more changes than one page holds.</summary>
    private async Task<string> FillAsync(string url)
    {
        if (made.Count == 0)
        {
            await ImportAsync("hotlineTickets", Tickets);
            await SendAsync(Http, HttpMethod.Post, "/api/v1/hotline/months/2022-08/close");
            await ImportAsync(
                "units",
                "code,name,kind,parent\n"
                    + string.Concat(
                        Enumerable
                            .Range(1, 520)
                            .Select(number => $"310107102-X{number:000},示例{number},neighbourhood,310107102\n")
                    )
            );
            var (_, check) = await ImportAsync(
                "indicatorValues",
                "指标代码,期间,完成值\n2022-fitness-tests,2022-13,1\n",
                "mode=check"
            );
            await ReportAsync(
                "2022-fitness-tests",
                "2022-06",
                new
                {
                    value = 10.5,
                    note = "更正",
                    evidence = new[] { new { title = "表", uri = "https://example.org/a" } },
                },
                1
            );
            var foreseen = new
            {
                outlook = "possible",
                reason = "管线搬迁滞后",
                remedy = "请区协调",
            };
            await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/1.1.1/forecast", foreseen);
            made["{import}"] = (string)check["id"]!;
        }

        return url.Replace("{import}", made["{import}"], StringComparison.Ordinal);
    }

    /// <summary>The whole answer, and its rows to the last page.</summary>
    private async Task<(JsonNode Whole, IReadOnlyList<JsonNode> Items)> ItemsAsync(string url, ExportedList list)
    {
        var first = await ReadAsync(url);
        var items = list.Items(first).ToList();
        for (var page = first; list.Next(page) is { } next; )
            items.AddRange(list.Items(page = await ReadAsync(next)));
        return (first, items);
    }
}
