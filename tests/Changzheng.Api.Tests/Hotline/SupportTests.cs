using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>协办: units that do a part of a ticket, by their own dates, and nothing else.</summary>
public class SupportTests(string database) : HonestTest(database)
{
    private static object Asking(string? dueOn, params string[] units) =>
        new
        {
            supportingUnits = units.Select(unit => new
            {
                unit,
                dueOn,
                task = "协助排查",
            }),
        };

    private static object Answer(string unit = OtherOffice) => new { unit, note = "已排查" };

    [Test]
    public async Task Asked_at_the_dispatch_and_later_each_with_its_own_date()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        await DoAsync(
            number,
            "dispatch",
            new { unit = Office, supportingUnits = new[] { new { unit = OtherOffice, dueOn = "2022-05-12" } } }
        );
        await DoAsync(number, "join", Asking(null, Centre));
        At("2022-05-13T10:00");
        await DoAsync(number, "answer", Answer());

        Assert.That(
            Supports(await TicketAsync(number)),
            Is.EqualTo(
                new[]
                {
                    $"{OtherOffice} answered 2022-05-12T23:59:59+08:00 已排查 true",
                    $"{Centre} asked 2022-05-17T23:59:59+08:00  false",
                }
            )
        );
        var answered = (await TicketAsync(number))["supportingUnits"]![0]!;
        Assert.That(Text(answered, "answeredAt"), Is.EqualTo("2022-05-13T10:00:00+08:00"));
        Assert.That(Text(answered, "answeredBy"), Is.Not.Empty);
        await DoAsync(number, "join", Asking("2022-05-20", OtherOffice));
        Assert.That((await TicketAsync(number))["supportingUnits"]!.AsArray(), Has.Count.EqualTo(3), "asked anew");
    }

    [Test]
    public async Task A_supporting_unit_reads_the_ticket_and_answers_its_part_and_nothing_else()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        using var partner = await SignedInAsync("协办经办人", OtherOffice, Role.Handler, Role.Dispatcher);
        await IsRefusedAsync(await partner.GetAsync($"{Tickets}/{number}"), 404, "ticket.not_found");
        await BringToAsync(number, "accepted");
        await DoAsync(number, "join", Asking("2022-05-12", OtherOffice, Centre));

        Assert.That(Text(await TicketAsync(number, partner), "number"), Is.EqualTo(number));
        Assert.That((await ReadAsync($"{Tickets}/{number}/history", partner))["items"]!.AsArray(), Is.Not.Empty);
        foreach (
            var (action, body) in new (string, object)[]
            {
                ("contact", AContact),
                ("return", new { reason = "notOurDuty" }),
                ("transfer", new { unit = OtherOffice, note = "转给自己" }),
                ("reclassify", new { category = "楼道堆物", note = "改" }),
                ("join", Asking(null, OtherOffice)),
                ("void", new { note = "作废" }),
            }
        )
            await IsUnchangedAsync(
                number,
                () => TryAsync(number, action, body, partner),
                403,
                "ticket.supporting_only"
            );
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "answer", Answer(Centre), partner),
            403,
            "access.beyond_unit"
        );
        using var acting = await SignedInAsync("承办经办人", Office, Role.Handler);
        await IsUnchangedAsync(number, () => TryAsync(number, "answer", Answer(), acting), 403, "access.beyond_unit");

        await DoAsync(number, "answer", Answer(), partner);

        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "answer", Answer(), partner),
            409,
            "ticket.supporting_not_asked"
        );
    }

    [Test]
    public async Task Their_dates_are_among_what_is_due()
    {
        At("2023-05-10T10:00");
        var number = await ATicketAsync();
        await BringToAsync(number, "accepted");
        await DoAsync(number, "join", Asking("2023-05-11", OtherOffice, Centre));
        using var partner = await SignedInAsync("协办人", OtherOffice, Role.Handler);
        using var acting = await SignedInAsync("承办人", Office, Role.Handler);

        async Task<string[]> DueAsync(HttpClient by, string query) =>
            [
                .. (await ReadAsync($"/api/v1/hotline/due?limit=1&{query}", by))["items"]!
                    .AsArray()
                    .Concat(await RestAsync(by, query))
                    .Where(due => Text(due!, "number") == number && Text(due!, "stage") == "support")
                    .Select(due => $"{due!["unit"]} {due["dueAt"]} {due["overdue"]}"),
            ];

        const string Day = "2023-05-11T23:59:59+08:00";
        Assert.That(
            await DueAsync(Http, "within=P2D"),
            Is.EqualTo(new[] { $"{Centre} {Day} false", $"{OtherOffice} {Day} false" })
        );
        Assert.That(await DueAsync(partner, "within=P2D"), Is.EqualTo(new[] { $"{OtherOffice} {Day} false" }));
        Assert.That(await DueAsync(acting, "within=P2D"), Is.Empty);
        At("2023-05-12T10:00");
        Assert.That(await DueAsync(partner, "overdue=true"), Is.EqualTo(new[] { $"{OtherOffice} {Day} true" }));
        await DoAsync(number, "answer", Answer(), partner);
        Assert.That(await DueAsync(partner, "overdue=true"), Is.Empty);
        await VoidAsync(number);
        Assert.That(await DueAsync(Http, "overdue=true"), Is.Empty, "a voided ticket owes nothing");
    }

    [Test]
    public async Task Refused_ones_change_nothing()
    {
        var number = await OfMayAsync(NextCategory());
        async Task RefusedAsync(object body, int status, string code) =>
            await IsUnchangedAsync(number, () => TryAsync(number, "join", body), status, code);
        await RefusedAsync(Asking("2022-05-20", Office), 409, "ticket.supporting_acts");
        await RefusedAsync(Asking("2022-05-20", OtherOffice, OtherOffice), 409, "ticket.supporting_asked");
        await RefusedAsync(Asking("2022-05-09", OtherOffice), 400, "request.invalid");
        await RefusedAsync(Asking("2022-05-20"), 400, "request.invalid");
        await RefusedAsync(Asking("2022-05-20", "310107"), 409, "ticket.unit_outside_town");
        await RefusedAsync(Asking("2022-05-20", "310107102-XX"), 404, "unit.not_found");
    }

    /// <summary>Rates read the ticket: a part that is late is the supporting unit's own.</summary>
    [Test]
    public async Task The_rates_do_not_change_and_a_backdated_answer_is_late()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "handling");
        await DoAsync(number, "join", Asking("2022-05-10", OtherOffice));
        await FinishAsync(number);
        var before = await EveryRateAsync(category);
        await DoAsync(number, "rework", new { note = "重办" });
        At("2022-05-13T10:00");
        var answered = await DoAsync(
            number,
            "answer",
            new
            {
                unit = OtherOffice,
                note = "张小妹家已排查",
                at = "2022-05-10T20:00:00+08:00",
            }
        );
        Assert.That(
            Supports(answered),
            Is.EqualTo(new[] { $"{OtherOffice} answered 2022-05-10T23:59:59+08:00 ***家已排查 true" })
        );
        Assert.That(await EveryRateAsync(category), Is.EqualTo(before));
        var verified = await ReadAsync("/api/v1/audit/verify");
        Assert.That(
            verified["records"]!["faults"]!
                .AsArray()
                .Where(fault => ((string)fault!).StartsWith("ticket", StringComparison.Ordinal)),
            Is.Empty
        );
    }

    private async Task<JsonNode[]> RestAsync(HttpClient by, string query)
    {
        var rest = new List<JsonNode>();
        var first = await ReadAsync($"/api/v1/hotline/due?limit=1&{query}", by);
        for (var next = (string?)first["next"]; next is not null; )
        {
            var page = await ReadAsync(next, by);
            rest.AddRange(page["items"]!.AsArray().Select(one => one!));
            next = (string?)page["next"];
        }

        return [.. rest];
    }

    private static IEnumerable<string> Supports(JsonNode ticket) =>
        ticket["supportingUnits"]!
            .AsArray()
            .Select(one => $"{one!["unit"]} {one["state"]} {one["dueAt"]} {one["note"]} {one["late"]}");
}
