using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What takes another person, what the citizen said, and what the ticket itself says.</summary>
public class SecondWordTests(string database) : HonestTest(database)
{
    [TestCase("suspend", "decideSuspension", "ticket.suspension_asked", "ticket.suspension_not_asked")]
    [TestCase("void", "decideVoid", "ticket.void_asked", "ticket.void_not_asked")]
    [TestCase("extend", "decideExtension", "ticket.extension_asked", "ticket.extension_not_asked")]
    public async Task One_person_asks_and_another_who_is_not_of_the_unit_grants(
        string ask,
        string decide,
        string asked,
        string notAsked
    )
    {
        var number = await OfMayAsync(NextCategory(), "handling");
        object request = ask switch
        {
            "suspend" => new { note = "等候资金", reviewOn = "2022-06-01" },
            "void" => new { note = "误登" },
            _ => new { workingDays = 2, note = "情况复杂" },
        };
        using var ofUnit = await SignedInAsync($"{ask}办公室", Office, Role.Dispatcher);
        using var first = await SignedInAsync($"{ask}甲", null, Role.Dispatcher);
        using var other = await SignedInAsync($"{ask}他处", OtherOffice, Role.Dispatcher);
        await IsUnchangedAsync(number, () => TryAsync(number, decide, new { approved = true }), 409, notAsked);
        var waiting = await DoAsync(number, ask, request, first);
        Assert.That(Text(waiting, "status"), Is.EqualTo("handling"), "nothing has happened yet");

        await IsUnchangedAsync(number, () => TryAsync(number, ask, request), 409, asked);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, decide, new { approved = true }, first),
            403,
            "access.second_person_needed"
        );
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, decide, new { approved = true }, ofUnit),
            403,
            "ticket.own_unit"
        );
        await IsUnchangedAsync(number, () => TryAsync(number, decide, new { approved = false }), 400, "note.needed");
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, decide, new { approved = true }, other),
            404,
            "ticket.not_found"
        );

        var refused = await DoAsync(number, decide, new { approved = false, note = "不同意" });
        Assert.That(Text(refused, "status"), Is.EqualTo("handling"));
        await DoAsync(number, ask, request, first);
        var granted = await DoAsync(number, decide, new { approved = true });
        var status = ask switch
        {
            "suspend" => "suspended",
            "void" => "voided",
            _ => "handling",
        };
        Assert.That(Text(granted, "status"), Is.EqualTo(status));
    }

    [Test]
    public async Task An_extension_is_granted_before_the_deadline_or_not_at_all()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "handling");
        At("2022-05-17T23:00");
        await DoAsync(number, "extend", new { workingDays = 5, note = "情况复杂" });
        At("2022-05-18T09:00");

        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "decideExtension", new { approved = true, at = "2022-05-17T23:30:00+08:00" }),
            409,
            "ticket.overdue"
        );
        Assert.That(await RateAsync(category, "onTimeClosing"), Is.EqualTo("0/1"));
    }

    [Test]
    public async Task What_the_citizen_denied_is_not_so_whatever_the_definition_believes()
    {
        var category = NextCategory();
        await DefineAsync("believing", "dueAt", "claimed", "submittedAt");
        var number = await OfMayAsync(category, "handling");
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已处理" });
        await DoAsync(number, "callback", ACallback(false, false, "dissatisfied"));
        await DoAsync(number, "callback", ACallback(true, true));
        await DoAsync(number, "close", AClosing());
        await DoAsync(number, "callback", ACallback(true, true));

        foreach (var definition in new[] { "town", "strict", "believing" })
            Assert.That(await RatesAsync(category, definition), Is.EqualTo("0/1 1/1 0/1 0/1"), definition);
        Assert.That(await RatesAsync(category, "district"), Is.EqualTo("0/1 1/1 0/1 0/1"));
    }

    [Test]
    public async Task A_callback_alone_is_not_in_the_satisfaction()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "submitted");
        await DoAsync(number, "callback", ACallback(true, true));

        Assert.That(await RateAsync(category, "satisfaction"), Is.EqualTo("0/0"));
        await DoAsync(number, "close", AClosing());
        Assert.That(await RateAsync(category, "satisfaction"), Is.EqualTo("1/1"));
    }

    [TestCase("noPhone", false)]
    [TestCase("anonymous", false)]
    [TestCase("wrongNumber", true)]
    public async Task An_excuse_that_the_ticket_contradicts_is_refused(string reason, bool anonymous)
    {
        var number = await OfMayAsync(NextCategory(), anonymous: anonymous);

        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "contact", new { reason }),
            409,
            "ticket.excuse_contradicted"
        );
    }

    [TestCase("310107")]
    [TestCase("310107102")]
    public async Task A_ticket_goes_to_units_of_the_town_only(string unit)
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync(category: NextCategory());

        await IsUnchangedAsync(number, () => TryAsync(number, "dispatch", new { unit }), 409, Outside);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "dispatch", new { unit = Office, countedUnit = unit }),
            409,
            Outside
        );
        await DoAsync(number, "dispatch", new { unit = Office });
        await IsUnchangedAsync(number, () => TryAsync(number, "transfer", new { unit, note = "转" }), 409, Outside);
    }

    [Test]
    public async Task A_suspension_is_due_on_its_review_day_and_ends_by_itself()
    {
        var number = await OfMayAsync(NextCategory(), "handling");
        await SuspendAsync(number, "2022-05-24");
        At("2022-05-23T12:00");
        var due = (await ReadAsync("/api/v1/hotline/due?within=PT13H&limit=500"))["items"]!
            .AsArray()
            .Single(one => Text(one!, "number") == number)!;
        Assert.That((Text(due, "stage"), Text(due, "dueAt")), Is.EqualTo(("review", "2022-05-24T00:00:00+08:00")));

        At("2022-05-23T23:59");
        Clock.Advance(TimeSpan.FromHours(2));
        var ended = await UntilAsync(number, "handling");

        Assert.That(Text(ended, "dueAt"), Is.EqualTo("2022-05-31T23:59:59+08:00"), "ten working days stood");
        var last = (await ReadAsync($"{Tickets}/{number}/history"))["items"]!.AsArray()[^1]!;
        Assert.That(
            (Text(last, "action"), Text(last, "at"), (bool)last["lateEntry"]!),
            Is.EqualTo(("resume", "2022-05-24T00:00:00+08:00", false))
        );
    }

    private const string Outside = "ticket.unit_outside_town";

    /// <summary>The hour's work is done beside the test.</summary>
    private async Task<System.Text.Json.Nodes.JsonNode> UntilAsync(string number, string status)
    {
        for (var waited = 0; waited < 200; waited++)
        {
            if (await TicketAsync(number) is var ticket && Text(ticket, "status") == status)
                return ticket;
            await Task.Delay(50);
        }

        return await TicketAsync(number);
    }
}
