using System.Text.Json.Nodes;
using Changzheng.Api.Hotline.Months;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>A closed month is fixed; what changes afterwards stands beside it.</summary>
public class MonthCloseTests(string database) : HonestTest(database)
{
    private const string Rates = "/api/v1/hotline/rates";

    [Test]
    public async Task A_closed_month_stays_and_later_changes_stand_beside_it()
    {
        At("2022-03-01T10:00");
        var (solved, unsolved) = (await ATicketAsync(), await ATicketAsync());
        foreach (var number in new[] { solved, unsolved })
            await BringToAsync(number, "handling");
        await FinishAsync(solved);
        await FinishAsync(unsolved, "unresolved", "dissatisfied");
        At("2022-04-02T10:00");
        var before = await ReadAsync($"{Rates}?{March}");
        var figures = await FiguresAsync();
        Assert.That(Four(before["rates"]!), Is.EqualTo("2/2 2/2 1/2 1/2"));

        var closed = await CloseAsync("2022-03");
        Assert.That((int)closed["tickets"]!, Is.EqualTo(2));
        Assert.That((await ReadAsync($"{Rates}?{March}"))["restatement"], Is.Null, "nothing has changed yet");
        At("2022-04-03T10:00");
        await DoAsync(unsolved, "rework", new { note = "重新处置" });
        await FinishAsync(unsolved);
        await RegisterAsync(
            new
            {
                number = "LATE-1",
                type = "complaint",
                subject = "补登",
                registeredAt = "2022-03-20T10:00:00+08:00",
            }
        );

        var after = await ReadAsync($"{Rates}?{March}");
        Assert.Multiple(async () =>
        {
            Assert.That(Four(after["rates"]!), Is.EqualTo("2/2 2/2 1/2 1/2"));
            Assert.That(Four(after["restatement"]!["rates"]!), Is.EqualTo("2/3 2/3 2/2 2/2"));
            Assert.That(after["closedMonths"]!.ToJsonString(), Is.EqualTo("[\"2022-03\"]"));
            Assert.That(await FiguresAsync(), Is.EqualTo(figures), "the plan's figures do not move");
            var behind = await ReadAsync($"{Rates}/tickets?rate=resolution&part=numerator&{March}");
            Assert.That(
                behind["items"]!.AsArray().Select(one => Text(one!["ticket"]!, "number")),
                Is.EqualTo(new[] { solved })
            );
        });
        var both = await ReadAsync($"{Rates}?from=2022-03-01&to=2022-04-30&groupBy=month");
        Assert.That(Four(both["groups"]![0]!["rates"]!), Is.EqualTo("2/2 2/2 1/2 1/2"), "among others too");
    }

    [Test]
    public async Task Any_instant_can_be_asked_for()
    {
        At("2022-02-08T10:00");
        var number = await ATicketAsync();
        var told = new Dictionary<string, string>();
        async Task TellAsync()
        {
            var view = await ReadAsync($"{Rates}?from=2022-02-08&to=2022-02-28");
            told[Uri.EscapeDataString(Now.ToString("O"))] = view["rates"]!.ToJsonString();
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await TellAsync();
        await BringToAsync(number, "handling");
        await TellAsync();
        At("2022-02-20T10:00");
        await TellAsync();
        await FinishAsync(number);
        await TellAsync();
        await DoAsync(number, "rework", new { note = "再办" });
        await TellAsync();

        foreach (var (then, rates) in told)
        {
            var known = await ReadAsync($"{Rates}?from=2022-02-08&to=2022-02-28&knownAt={then}");
            Assert.That(known["rates"]!.ToJsonString(), Is.EqualTo(rates), then);
        }

        var future = Uri.EscapeDataString(Now.AddDays(1).ToString("O"));
        await IsRefusedAsync(await Http.GetAsync($"{Rates}?knownAt={future}"), 400, "request.invalid");
        await IsRefusedAsync(await Http.GetAsync($"{Rates}?knownAt=yesterday"), 400, "request.invalid");
    }

    [Test]
    public async Task A_month_is_closed_once_after_it_is_over_and_by_the_town()
    {
        At("2022-01-31T23:59");
        await IsRefusedAsync(await TryCloseAsync("2022-01"), 409, "month.not_over");
        At("2022-02-01T00:00");
        using var dispatcher = SignedIn(await AKeyAsync("关账派单员", Role.Dispatcher));
        await IsRefusedAsync(await TryCloseAsync("2022-01", dispatcher), 403, "access.forbidden");
        await CloseAsync("2022-01");
        await IsRefusedAsync(await TryCloseAsync("2022-01"), 409, "month.closed");
        await IsRefusedAsync(await TryCloseAsync("2022-13"), 400, "request.invalid");
        var listed = (await ReadAsync("/api/v1/hotline/months"))["items"]!.AsArray();
        Assert.That(listed.Select(month => Text(month!, "month")), Has.Member("2022-01"));
    }

    [Test]
    public async Task A_plan_issued_later_derives_its_past_months_at_once()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        await FinishAsync(number, satisfaction: "dissatisfied");
        At("2022-06-02T10:00");
        await CloseAsync("2022-05");
        At("2022-06-03T10:00");
        await DoAsync(number, "rework", new { note = "再办" });
        await FinishAsync(number);

        var plan = await Http.APlanAsync(
            "issued-late",
            (
                "pleased",
                new Dictionary<string, object?>
                {
                    ["kind"] = "ratio",
                    ["frequency"] = "month",
                    ["accumulation"] = "ratio",
                    ["direction"] = "up",
                    ["source"] = "derived",
                    ["derivedFrom"] = "hotline.satisfaction",
                    ["target"] = new { value = 100 },
                }
            )
        );

        var value = await ReadAsync($"/api/v1/indicators/{plan}-pleased/values/2022-05");
        var first = await ReadAsync("/api/v1/indicators/2022-hotline-satisfaction/values/2022-05");
        Assert.That($"{value["numerator"]}/{value["denominator"]}", Is.EqualTo("0/1"), "as the month was closed");
        Assert.That($"{first["numerator"]}/{first["denominator"]}", Is.EqualTo("0/1"));
    }

    [Test]
    public async Task What_is_changed_of_a_closed_month_is_found()
    {
        At("2022-06-10T10:00");
        await ATicketAsync();
        At("2022-07-02T10:00");
        await CloseAsync("2022-06");
        await using var scope = App.Services.CreateAsyncScope();
        var (db, proof) = (
            scope.ServiceProvider.GetRequiredService<Db>(),
            ActivatorUtilities.CreateInstance<MonthProof>(scope.ServiceProvider)
        );
        Assert.That(await proof.FindFaultsAsync(default), Is.Empty);

        await db.ExecuteAsync("UPDATE HotlineMonthTickets SET Facts = '{}' WHERE Month = '2022-06'", null, default);

        Assert.That(await proof.FindFaultsAsync(default), Is.EqualTo(new[] { "month: 2022-06: not as it was closed" }));
    }

    private const string March = "from=2022-03-01&to=2022-03-31";

    private Task<HttpResponseMessage> TryCloseAsync(string month, HttpClient? by = null) =>
        SendAsync(by ?? Http, HttpMethod.Post, $"/api/v1/hotline/months/{month}/close");

    private async Task<JsonNode> CloseAsync(string month)
    {
        var closed = await TryCloseAsync(month);
        Assert.That((int)closed.StatusCode, Is.EqualTo(200), await closed.Content.ReadAsStringAsync());
        return await JsonAsync(closed);
    }

    private async Task<string> FiguresAsync()
    {
        var all = new List<string>();
        foreach (var rate in new[] { "first-contact", "on-time-closing", "resolution", "satisfaction" })
            all.Add(
                (await ReadAsync($"/api/v1/indicators/2022-hotline-{rate}/values/2022-03/history?limit=500"))[
                    "items"
                ]!.ToJsonString()
            );
        return string.Join("\n", all);
    }

    private static string Four(JsonNode rates) =>
        string.Join(
            " ",
            new[] { "firstContact", "onTimeClosing", "resolution", "satisfaction" }.Select(rate =>
                $"{rates[rate]!["numerator"]}/{rates[rate]!["denominator"]}"
            )
        );
}
