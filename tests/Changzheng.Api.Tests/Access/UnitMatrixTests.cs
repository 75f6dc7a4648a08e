using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Changzheng.Api.Access;
using Changzheng.Api.Imports;
using Changzheng.Api.Tests.Hotline;
using Changzheng.Api.Tests.Http;

namespace Changzheng.Api.Tests.Access;

/// <summary>
/// Every operation of the document is tried with a key of another unit that has every role. A command, and whatever names another
/// unit's thing, is refused; what is left to read shows nothing of that unit's. A new operation is tried by these rules, or the
/// test fails until it is listed here with a reason.
/// </summary>
public class UnitMatrixTests(string database) : HotlineTest(database)
{
    private const string Own = "310107102-JJB", Foreign = "310107102-GHB", Note = "外单位台账标记", KeyName = "外单位密钥标记";

    private static readonly Role[] everyRole =
        [Role.Reporter, Role.Reviewer, Role.Dispatcher, Role.Handler, Role.Auditor, Role.Administrator];

    /// <summary>Operations that are not tried, each with the reason.</summary>
    private static readonly Dictionary<string, string> untried = new()
    {
        ["RegisterTicket"] = "A new ticket belongs to no unit until it is dispatched: whoever may register takes down anybody's call.",
        ["StartImport"] = "Takes a kind, not an id: An_import_is_bound_as_its_route_is tries every kind.",
    };

    private HttpClient own = null!, town = null!, owner = null!;
    private Dictionary<string, string> ids = [];
    private string measure = "", earlier = "", ticketVersion = "";

    [OneTimeSetUp]
    public async Task ArrangeAsync()
    {
        own = SignedIn(await AKeyOfAsync("本单位", Own, everyRole));
        town = SignedIn(await AKeyAsync("全镇", everyRole));
        owner = SignedIn(await AKeyOfAsync("外单位", Foreign, everyRole));
        var key = await JsonAsync(await Http.PostAsJsonAsync("/api/v1/access/keys", new { name = KeyName, roles = new[] { "reporter" }, unit = Foreign }));
        earlier = await ATicketAsync();
        await DoAsync(earlier, "dispatch", new { unit = Own });
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Foreign });
        ticketVersion = (await TicketAsync(number))["version"]!.ToString();
        var started = await owner.PostAsync("/api/v1/imports/indicatorValues?mode=check", Csv("indicator,period\n"));
        measure = await AForeignMeasureAsync();
        var progress = await SendAsync(Http, HttpMethod.Put, $"{Plan}/measures/{measure}/progress", new { completion = 0.4 });
        Assert.That((int)progress.StatusCode, Is.EqualTo(201), await progress.Content.ReadAsStringAsync());
        await ReportAsync("2022-fitness-tests", "2022-01", new { value = 1 });
        ids = new Dictionary<string, string>
        {
            ["number"] = number, ["unit"] = Foreign, ["period"] = "2022-01", ["plan"] = "changzheng-2022", ["kind"] = "units",
            ["key"] = Text(key, "id"), ["import"] = started.Headers.Location!.ToString().Split('/')[^1], ["indicator"] = await AnIndicatorAsync(),
        };
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
        var all = Documented.All(await ReadAsync("/swagger/v1/swagger.json"));
        var (wrong, refused, hidden) = (new List<string>(), new List<Documented>(), 0);
        foreach (var operation in all.Where(operation => !untried.ContainsKey(operation.Id)))
        {
            if (operation.Of("path").FirstOrDefault(parameter => IdOf(operation, parameter.Name) is null) is { Name: not null } unknown)
            {
                wrong.Add($"{operation.Id} takes a {unknown.Name}: arrange a foreign one here, or list the operation with its reason.");
                continue;
            }

            var answer = await SendAsync(own, operation);
            var (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            if (MustBeRefused(operation))
            {
                refused.Add(operation);
                if (status is not (403 or 404))
                    wrong.Add($"{operation.Id}: {status} {body}");
                continue;
            }

            hidden++;
            if (status is not (200 or 403) || Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal)))
                wrong.Add($"{operation.Id} {answer.RequestMessage!.RequestUri}: {status} {body}");
        }

        // The same request of those who may is not refused so: what refused it was the unit.
        foreach (var operation in refused)
            if (!await MayAsync(town, operation) && !await MayAsync(owner, operation))
                wrong.Add($"{operation.Id} is refused to everybody: the request proves nothing.");

        TestContext.Out.WriteLine($"{all.Count} operations: {refused.Count} refused to another unit, {hidden} read without a trace of it, {untried.Count} listed with a reason.");
        Assert.That(wrong, Is.Empty);
        Assert.That(untried.Keys.Except(all.Select(operation => operation.Id)), Is.Empty, "Listed here, but no operation any more.");
        Assert.That(refused.Count + hidden + untried.Count, Is.EqualTo(all.Count));
    }

    [Test]
    public async Task An_import_is_bound_as_its_route_is()
    {
        foreach (var subject in Subjects.All.Where(subject => subject.IsOfTown))
            foreach (var mode in new[] { "check", "apply" })
                await IsRefusedAsync(await own.PostAsync($"/api/v1/imports/{subject.Name}?mode={mode}", Csv("code\nx\n")), 403, "access.beyond_unit");
        Assert.That(Subjects.All.Where(subject => !subject.IsOfTown).Select(subject => subject.Name), Is.EquivalentTo(new[] { "indicatorValues", "hotlineTickets" }),
            "A subject that is not the whole town's is tried below.");

        var values = await RejectedAsync("indicatorValues", $"indicator,period,unit,value\n{ids["indicator"]},2022-01,{Foreign},9\n");
        Assert.That(values, Is.EqualTo(new[] { "unit.not_found" }));
        var ticket = await TicketAsync(ids["number"]);
        var tickets = await RejectedAsync("hotlineTickets", $"number,channel,type,subject,reporterName,reporterPhone\n{ids["number"]},{ticket["channel"]},complaint,改了,李四,13900000000\n");
        Assert.That(tickets, Is.EqualTo(new[] { "ticket.number_taken" }));
    }

    private IEnumerable<string> Marks => [ids["number"], ids["key"], ids["import"], Note, KeyName];

    /// <summary>Commands, and what names a thing that belongs to one unit. The plan's own pages are everybody's to read.</summary>
    private static bool MustBeRefused(Documented operation) => operation.IsCommand
        || operation.Of("path").Any(parameter => parameter.Name is "number" or "id" or "unit") || operation.Id is "ReadAudit" or "VerifyAudit" or "ReadChanges";

    private async Task<bool> MayAsync(HttpClient by, Documented operation) => (await SendAsync(by, operation)).StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound);

    private async Task<HttpResponseMessage> SendAsync(HttpClient by, Documented operation)
    {
        using var request = new HttpRequestMessage(operation.Method, operation.Address(name => IdOf(operation, name), name => QueryOf(operation, name)));
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{(operation.Path.Contains("{number}", StringComparison.Ordinal) ? ticketVersion : "1")}\"");
        if (operation.Body is { } body)
        {
            if (body["of"] is not null)
                body["of"] = earlier;
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await by.SendAsync(request);
    }

    /// <summary>What stands for a path parameter: always another unit's, where there is such a thing.</summary>
    private string? IdOf(Documented operation, string parameter) => (parameter, operation.Path.Split('/')[3]) switch
    {
        ("id", "access") => ids["key"],
        ("id", "imports") => ids["import"],
        ("code", "indicators") => IsOfTheTown(operation) ? "2022-fitness-tests" : ids["indicator"],
        ("code", "plans") => measure,
        ("code", "units") => Foreign,
        ("code", "hotline") => "town",
        ("code" or "id", _) => null,
        ("year", _) => operation.IsCommand ? "2027" : "2022",
        _ => ids.GetValueOrDefault(parameter),
    };

    /// <summary>Those about the town's figure, which everybody reads and the town sets.</summary>
    private static bool IsOfTheTown(Documented operation) => operation.Id is "GetIndicatorValue" or "ReportIndicatorValue" or "SetIndicatorTarget" or "SetIndicatorBaseline";

    /// <summary>Another unit wherever a unit is asked for, and what is asked of necessity.</summary>
    private static string? QueryOf(Documented operation, string parameter) => (operation.Id, parameter) switch
    {
        (_, "unit" or "leadUnit") => Foreign,
        (_, "from" or "to") when operation.Path.Contains("/rates", StringComparison.Ordinal) || operation.Id == "CountRepeats" => parameter == "from" ? "2022-01-01" : "2022-12-31",
        ("ExplainDeadline", "from") => Uri.EscapeDataString("2022-04-22T10:00:00+08:00"),
        ("ExplainDeadline", "workingDays") => "1",
        ("ListRateTickets", "rate") => "firstContact",
        ("ListRateTickets", "part") => "denominator",
        ("ListDueTickets", "within") => "P365D",
        ("CountComplaints", "on") => "2022-07-05",
        ("CountComplaints", "days") => "30",
        _ => null,
    };

    /// <summary>The codes of the rows that were not taken in.</summary>
    private async Task<IReadOnlyList<string>> RejectedAsync(string kind, string file)
    {
        var started = await own.PostAsync($"/api/v1/imports/{kind}?mode=apply&onError=skip", Csv(file));
        Assert.That((int)started.StatusCode, Is.EqualTo(202), await started.Content.ReadAsStringAsync());
        var import = started.Headers.Location!.ToString();
        for (var tries = 0; tries < 600 && Text(await ReadAsync(import, own), "state") is "queued" or "running"; tries++)
            await Task.Delay(50);
        return [.. (await ReadAsync($"{import}/rejections", own))["items"]!.AsArray().Select(row => Text(row!, "code"))];
    }

    /// <summary>An indicator of which the foreign unit has reported a value.</summary>
    private async Task<string> AnIndicatorAsync()
    {
        foreach (var code in (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray().Select(one => Text(one!, "code")))
            if ((await ReportAsync(code, "2022-01", new { value = 1, note = Note }, unit: Foreign)).StatusCode == HttpStatusCode.Created)
                return code;
        throw new InvalidOperationException("No indicator takes a unit's value.");
    }

    /// <summary>A measure the other unit leads and this one has no part in, without indicators.</summary>
    private async Task<string> AForeignMeasureAsync() =>
        Text((await ReadAsync($"{Plan}/measures?leadUnit={Foreign}&limit=500"))["items"]!.AsArray()
            .First(one => !one!["supportingUnits"]!.AsArray().Any(unit => unit!.GetValue<string>() == Own))!, "code");

    private static StringContent Csv(string text) => new(text, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
}
