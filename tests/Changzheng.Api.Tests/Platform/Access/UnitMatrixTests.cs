using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Delivery;
using Changzheng.Api.Tests.Hotline;
using Changzheng.Api.Tests.Platform.Http;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>
/// Every operation of the document is tried with a key of another unit that has every role. A command, and whatever
/// names another unit's thing, is refused; what is left to read shows nothing of that unit's. A new operation is tried
/// by these rules; where they do not fit, the test fails until the operation is listed here with a reason.
/// </summary>
public class UnitMatrixTests(string database) : HotlineTest(database)
{
    private const string Own = "310107102-JJB",
        Foreign = "310107102-GHB";
    private const string Note = "外单位台账标记",
        KeyName = "外单位密钥标记";

    private const string Batched = "It answers 207, and each ticket as the move of one does: BatchTests tries it.";

    private static readonly Role[] everyRole =
    [
        Role.Reporter,
        Role.Reviewer,
        Role.Dispatcher,
        Role.Handler,
        Role.Auditor,
        Role.Administrator,
    ];

    /// <summary>Operations that are not tried, each with the reason.</summary>
    private static readonly Dictionary<string, string> untried = new()
    {
        ["RegisterTicket"] = "A new ticket is no unit's until it is dispatched: anybody's call may be taken down.",
        ["StoreFile"] = "A file is its uploader's until something names it: FileReachTests.",
        ["VerifyDraw"] = "A question about what everybody reads, refused until the seed is there.",
        ["BatchDispatchTicket"] = Batched,
        ["BatchAcceptTicket"] = Batched,
        ["BatchRecordCallback"] = Batched,
        ["BatchCloseTicket"] = Batched,
        ["StartImport"] = "It takes a kind, not an id: ImportReachTests tries every kind.",
    };

    private HttpClient own = null!,
        town = null!,
        owner = null!;
    private Dictionary<string, string> ids = [];
    private string earlier = "",
        ticketVersion = "";

    [OneTimeSetUp]
    public async Task ArrangeAsync()
    {
        own = SignedIn(await AKeyOfAsync("本单位", Own, everyRole));
        town = SignedIn(await AKeyAsync("全镇", everyRole));
        owner = SignedIn(await AKeyOfAsync("外单位", Foreign, everyRole));
        earlier = await ATicketAsync();
        await DoAsync(earlier, "dispatch", new { unit = Own });
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Foreign });
        ticketVersion = (await TicketAsync(number))["version"]!.ToString();
        await ReportAsync("2022-fitness-tests", "2022-01", new { value = 1 });
        var measure = await AMeasureAsync();
        await Deliveries.OpenAsync(Http, "matrix", "changzheng-2022", measure, Foreign);
        ids = new Dictionary<string, string>
        {
            ["project"] = "matrix-project",
            ["milestone"] = "1",
            ["block"] = "1",
            ["rollout"] = "matrix-rollout",
            ["member"] = "m1",
            ["series"] = "matrix-series",
            ["occurrence"] = "1",
            ["campaign"] = "matrix-campaign",
            ["inspection"] = "matrix-inspection",
            ["finding"] = "matrix-finding",
            ["draw"] = "d1",
            ["sha256"] = await AFileAsync(),
            ["number"] = number,
            ["unit"] = Foreign,
            ["period"] = "2022-01",
            ["plan"] = "changzheng-2022",
            ["kind"] = "units",
            ["category"] = "群租",
            ["key"] = await AKeyIdAsync(),
            ["import"] = await AnImportIdAsync(),
            ["indicator"] = await AnIndicatorAsync(),
            ["measure"] = measure,
        };
    }

    /// <summary>Which the other unit uploaded and nothing names.</summary>
    private async Task<string> AFileAsync()
    {
        var kept = await owner.PostAsync("/api/v1/files", new StringContent(Note));
        return (await JsonAsync(kept))["uri"]!.GetValue<string>()[^64..];
    }

    [OneTimeTearDown]
    public void Leave()
    {
        own?.Dispose();
        town?.Dispose();
        owner?.Dispose();
    }

    [Test]
    public async Task Every_operation_keeps_another_units_things_from_a_key_of_this_one()
    {
        var all = Documented.All(await ReadDocumentAsync());
        var (wrong, refused, shown) = (new List<string>(), new List<Documented>(), 0);
        foreach (var operation in all.Where(operation => !untried.ContainsKey(operation.Id)))
        {
            var names = operation.Of("path").Select(parameter => parameter.Name);
            var unknown = names.FirstOrDefault(name => IdOf(operation, name) is null);
            if (unknown is not null)
            {
                wrong.Add($"{operation.Id} takes a {unknown}: arrange a foreign one here, or list it with its reason.");
                continue;
            }

            var answer = await SendAsync(own, operation);
            var (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            var isRight = MustBeRefused(operation)
                ? status is 403 or 404
                : status == 200 && !Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal));
            if (!isRight)
                wrong.Add($"{operation.Id} {answer.RequestMessage!.RequestUri}: {status} {body}");
            if (MustBeRefused(operation))
                refused.Add(operation);
            else
                shown++;
        }

        // Those who may are not refused the same request: what refused it was the unit.
        foreach (var operation in refused)
            if (!await MayAsync(town, operation) && !await MayAsync(owner, operation))
                wrong.Add($"{operation.Id} is refused to everybody: the request proves nothing.");

        TestContext.Out.WriteLine(
            $"{all.Count} operations: {refused.Count} refused to another unit, "
                + $"{shown} read without a trace of it, {untried.Count} listed with a reason."
        );
        Assert.That(wrong, Is.Empty);
        Assert.That(untried.Keys.Except(all.Select(operation => operation.Id)), Is.Empty, "No operation any more.");
        Assert.That(refused.Count + shown + untried.Count, Is.EqualTo(all.Count));
    }

    private IEnumerable<string> Marks => [ids["number"], ids["key"], ids["import"], Note, KeyName];

    /// <summary>
    /// Commands, what names a thing of one unit, and what is the whole town's to read. TryBoard is a question that is
    /// posted: it writes nothing and answers what the summary does.
    /// </summary>
    private static bool MustBeRefused(Documented operation) =>
        (operation.IsCommand && operation.Id != "TryBoard")
        || operation
            .Of("path")
            .Any(parameter => parameter.Name is "number" or "id" or "unit" or "finding" or "inspection" or "sha256")
        || operation.Id is "ReadAudit" or "VerifyAudit";

    private async Task<bool> MayAsync(HttpClient by, Documented operation) =>
        (await SendAsync(by, operation)).StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound);

    private async Task<HttpResponseMessage> SendAsync(HttpClient by, Documented operation)
    {
        var address = operation.Address(name => IdOf(operation, name), name => QueryOf(operation, name));
        var version = operation.Path.Contains("{number}", StringComparison.Ordinal) ? ticketVersion : "1";
        using var request = new HttpRequestMessage(operation.Method, address);
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (operation.Body is { } body)
        {
            if (body["of"] is not null)
                body["of"] = earlier;
            if (body["campaign"] is not null)
                (body["campaign"], body["unit"]) = (ids["campaign"], Foreign);
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await by.SendAsync(request);
    }

    /// <summary>What stands for a path parameter: another unit's, if there is such a thing.</summary>
    private string? IdOf(Documented operation, string parameter) =>
        (parameter, operation.Path.Split('/')[3]) switch
        {
            ("id", "access") => ids["key"],
            ("id", "imports") => ids["import"],
            ("code", "indicators") => IsOfTown(operation) ? "2022-fitness-tests" : ids["indicator"],
            ("code", "plans") => ids["measure"],
            ("code", "units") => Foreign,
            ("code", "hotline") => "town",
            ("month", _) => "2022-01",
            ("reportMonth", _) => "2022-01",
            ("year", _) => operation.IsCommand ? "2027" : "2022",
            _ => ids.GetValueOrDefault(parameter),
        };

    /// <summary>Those about the town's figure, which everybody reads and the town sets.</summary>
    private static bool IsOfTown(Documented operation) =>
        operation.Id is "GetIndicatorValue" or "ReportIndicatorValue" or "SetIndicatorTarget" or "SetIndicatorBaseline";

    /// <summary>Another unit wherever one is asked for, and what is asked of necessity.</summary>
    private static string? QueryOf(Documented operation, string parameter) =>
        (operation.Id, parameter) switch
        {
            (_, "unit" or "leadUnit") => Foreign,
            ("ExplainDeadline", "from") => Uri.EscapeDataString("2022-04-22T10:00:00+08:00"),
            ("ExplainDeadline", "workingDays") => "1",
            ("GetHotlineRates" or "ListRateTickets" or "CountRepeats", "from") => "2022-01-01",
            ("GetHotlineRates" or "ListRateTickets" or "CountRepeats", "to") => "2022-12-31",
            ("ListRateTickets", "rate") => "firstContact",
            ("ListRateTickets", "part") => "denominator",
            ("ListDueTickets", "within") => "P365D",
            _ => null,
        };

    private async Task<string> AKeyIdAsync() =>
        Text(
            await JsonAsync(
                await Http.PostAsJsonAsync(
                    "/api/v1/access/keys",
                    new
                    {
                        name = KeyName,
                        roles = new[] { "reporter" },
                        unit = Foreign,
                    }
                )
            ),
            "id"
        );

    private async Task<string> AnImportIdAsync()
    {
        using var file = new StringContent("indicator,period\n", Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        var started = await owner.PostAsync("/api/v1/imports/indicatorValues?mode=check", file);
        return started.Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>An indicator of which the foreign unit has reported a value.</summary>
    private async Task<string> AnIndicatorAsync()
    {
        foreach (var one in (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray())
        {
            var code = Text(one!, "code");
            var reported = await ReportAsync(code, "2022-01", new { value = 1, note = Note }, unit: Foreign);
            if (reported.StatusCode == HttpStatusCode.Created)
                return code;
        }

        throw new InvalidOperationException("No indicator takes a unit's value.");
    }

    /// <summary>A measure without indicators that the foreign unit leads and this one has no part in, begun.</summary>
    private async Task<string> AMeasureAsync()
    {
        var led = (await ReadAsync($"{Plan}/measures?leadUnit={Foreign}&limit=500"))["items"]!.AsArray();
        var foreign = led.First(one =>
            one!["indicators"]!.AsArray().Count == 0
            && one["supportingUnits"]!.AsArray().All(unit => (string?)unit != Own)
        )!;
        var code = Text(foreign, "code");
        var begun = await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/{code}/progress", new { completion = 0.5 });
        await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/{code}/forecast", new { outlook = "certain" });
        Assert.That((int)begun.StatusCode, Is.EqualTo(201), await begun.Content.ReadAsStringAsync());
        return code;
    }
}
