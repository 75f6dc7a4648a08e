using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Delivery;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>
/// A living town: the seeds, the demonstration year, tickets before and after their deadline, a checked import; and the
/// address of every GET.
/// </summary>
public abstract class FilledTest(string database) : HotlineTest(database)
{
    private readonly Dictionary<string, string> made = [];

    protected override DateTimeOffset Today => new(2022, 10, 10, 9, 0, 0, TimeSpan.FromHours(8));

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Seeds:Demo"] = "true" };

    /// <summary>May see personal data, which the administrator may not.</summary>
    private HttpClient dispatcher = null!;

    protected string OpenTicket => made["open"];

    protected string KeyId => made["key"];

    protected string OverdueTicket => made["overdue"];

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        await TwoCommitteesAsync();
        dispatcher = await SignedInAsync("派单员", null, Role.Dispatcher);
        At("2022-09-19T09:00");
        made["closed"] = await ATicketAsync(category: "飞线充电", neighbourhood: Committee);
        await BringToAsync(made["closed"], "closed");
        made["overdue"] = await ATicketAsync(neighbourhood: Committee);
        await BringToAsync(made["overdue"], "handling");
        At("2022-10-10T09:00");
        await SendAsync(Http, HttpMethod.Post, "/api/v1/hotline/months/2022-08/close");
        await DoAsync(made["overdue"], "interim", new { note = "补记", at = "2022-09-20T10:00:00+08:00" });
        made["open"] = await ATicketAsync();
        await BringToAsync(made["open"], "dispatched");
        var foreseen = new
        {
            outlook = "possible",
            reason = "管线搬迁滞后",
            remedy = "请区协调",
        };
        await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/1.1.1/forecast", foreseen);
        made["import"] = await CheckAsync(
            "indicatorValues",
            "indicator,period,value\n2022-fitness-tests,2022-13,1\n2022-fitness-tests,2022-09,7\n"
        );
        await Deliveries.OpenAsync(Http, "filled", "changzheng-2022", "1.1.1", "310107102-GLB");
        await AKeyAsync("将被吊销", Role.Reporter);
        var keys = (await ReadAsync("/api/v1/access/keys?limit=500"))["items"]!.AsArray();
        made["key"] = (string)keys.Single(key => (string)key!["name"]! == "将被吊销")!["id"]!;
    }

    [OneTimeTearDown]
    public void SignOut() => dispatcher?.Dispose();

    /// <summary>Who may read what is at this address.</summary>
    protected HttpClient ReaderOf(string url) => url.Contains("purpose=", StringComparison.Ordinal) ? dispatcher : Http;

    /// <summary>Every GET of the document, with an address at which there is something.</summary>
    private protected IReadOnlyList<(Documented Operation, string Url)> Gets(JsonNode document) =>
        [
            .. from operation in Documented.All(document)
            where operation.Method == HttpMethod.Get
            from query in Queries(operation.Id)
            select (operation, operation.Address(name => In(operation, name), _ => null) + query),
        ];

    private static string[] Queries(string operation) =>
        operation switch
        {
            "ExplainDeadline" => ["?from=2022-04-22T10:00:00%2B08:00&workingDays=5"],
            "ListRateTickets" =>
            [
                "?rate=onTimeClosing&part=denominator&from=2022-09-01&to=2022-10-31",
                "?rate=resolution&part=excluded&from=2022-09-01&to=2022-10-31",
            ],
            "GetHotlineRates" => ["", "?from=2022-09-01&to=2022-10-31&groupBy=unit&definition=town&compare=district"],
            "CountRepeats" => ["?from=2022-09-01&to=2022-10-31"],
            "CountComplaints" => ["?on=2022-09-25"],
            "ListDueTickets" => ["", "?within=P366D", "?overdue=true"],
            "GetTicket" or "ListTicketHistory" => ["", "?purpose=%E5%9B%9E%E8%AE%BF"],
            "ListTickets" or "ListMeasures" or "ListIndicators" or "ListUnits" => ["", "?limit=500"],
            "SummarisePillars" or "GetMeasure" or "GetIndicator" =>
            [
                "",
                "?asOf=2022-06-30&knownAt=2022-09-01T00:00:00%2B08:00&basis=confirmed",
            ],
            _ => [""],
        };

    private string? In(Documented operation, string name) =>
        (name, operation.Path) switch
        {
            ("plan", _) => "changzheng-2022",
            ("year", _) => "2022",
            ("number", _) => made["open"],
            ("id", ['/', .. var path]) => path.Contains("imports", StringComparison.Ordinal)
                ? made["import"]
                : made["key"],
            ("kind", _) => "units",
            ("unit", _) => "310107102-DEMO1",
            ("month", _) => "2022-08",
            ("reportMonth", _) => "2022-01",
            ("project" or "rollout" or "series" or "campaign" or "inspection" or "finding", _) => $"filled-{name}",
            ("member", _) => "m1",
            ("draw", _) => "d1",
            ("period", _) => operation.Path.Contains("{unit}", StringComparison.Ordinal) ? "2022-Q2" : "2022-06",
            ("code", ['/', .. var path]) => path.Contains("complaints", StringComparison.Ordinal) ? "4.2.17"
            : path.Contains("measures", StringComparison.Ordinal) ? "1.1.1"
            : path.Contains("units", StringComparison.Ordinal) ? "310107102"
            : path.Contains("{unit}", StringComparison.Ordinal) ? "2022-lift-consultation"
            : "2022-fitness-tests",
            _ => null,
        };

    private async Task<string> CheckAsync(string kind, string csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports/{kind}?mode=check")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv)),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        request.Headers.Add("Prefer", "wait=60");
        return (string)(await JsonAsync(await Http.SendAsync(request)))["id"]!;
    }
}
