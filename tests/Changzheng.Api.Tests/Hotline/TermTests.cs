namespace Changzheng.Api.Tests.Hotline;

/// <summary>The city's deadline, calendar days, caps, supervision, returns: each term by its own rule.</summary>
public class TermTests(string database) : HonestTest(database)
{
    [SetUp]
    public void Tuesday() => At("2022-05-10T10:00");

    [Test]
    public async Task The_citys_deadline_is_kept_and_judged_by_the_definition_that_says_so()
    {
        var category = NextCategory();
        var number = NextNumber();
        await DefineAsync("city", "cityDueAt");
        var registered = await RegisterAsync(
            new
            {
                number,
                type = "complaint",
                subject = "合成",
                category,
                registeredAt = Now,
                cityDueAt = "2022-05-12T18:00:00+08:00",
            }
        );
        Assert.That((int)registered.StatusCode, Is.EqualTo(201), await registered.Content.ReadAsStringAsync());
        await BringToAsync(number, "handling");
        At("2022-05-13T10:00");
        await FinishAsync(number);

        Assert.That(Text(await TicketAsync(number), "cityDueAt"), Is.EqualTo("2022-05-12T18:00:00+08:00"));
        Assert.That(await RateAsync(category, "onTimeClosing"), Is.EqualTo("1/1"));
        Assert.That(await RateAsync(category, "onTimeClosing", "city"), Is.EqualTo("0/1"));
    }

    [Test]
    public async Task A_citys_deadline_before_the_registration_is_refused()
    {
        var registered = await RegisterAsync(
            new
            {
                number = NextNumber(),
                type = "complaint",
                subject = "合成",
                registeredAt = Now,
                cityDueAt = Now,
            }
        );

        await IsRefusedAsync(registered, 400, "request.invalid");
    }

    /// <summary>60 and 15 calendar days, whatever days off there are.</summary>
    [Test]
    public async Task A_petition_runs_by_calendar_days()
    {
        var number = await ATicketAsync("complaint", "petition");
        var ticket = await TicketAsync(number);
        Assert.That(
            (Text(ticket, "dueAt"), Text(ticket, "acceptanceDueAt"), (bool)ticket["provisional"]!),
            Is.EqualTo(("2022-07-09T23:59:59+08:00", "2022-05-25T23:59:59+08:00", false))
        );
        await DoAsync(number, "dispatch", new { unit = Office });
        await DoAsync(number, "accept", new { notice = "已寄发受理告知书" });
        await DoAsync(number, "contact", AContact);
        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 31, note = "复杂" }),
            409,
            "ticket.extension_too_long"
        );
        await DoAsync(number, "extend", new { workingDays = 30, note = "复杂" });
        var granted = await DoAsync(number, "decideExtension", new { approved = true });
        Assert.That(Text(granted, "dueAt"), Is.EqualTo("2022-08-08T23:59:59+08:00"));
    }

    [Test]
    public async Task An_extensions_cap_counts_what_was_granted_and_nothing_else()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        await SuspendAsync(number, "2022-07-01");
        At("2022-05-24T10:00");
        await DoAsync(number, "resume");
        await DoAsync(number, "extend", new { workingDays = 6, note = "复杂" });
        await DoAsync(number, "decideExtension", new { approved = false, note = "不准" });
        await DoAsync(number, "extend", new { workingDays = 6, note = "复杂" });
        var granted = await DoAsync(number, "decideExtension", new { approved = true });
        Assert.That((int)granted["extensionDays"]!, Is.EqualTo(6));

        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 5, note = "再来" }),
            409,
            "ticket.extension_too_long"
        );
        await DoAsync(number, "extend", new { workingDays = 4, note = "再来" });
    }

    [Test]
    public async Task A_consultation_has_a_cap_of_its_own()
    {
        var number = await ATicketAsync("consultation");
        await BringToAsync(number, "handling");

        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 15, note = "复杂" }),
            409,
            "ticket.extension_too_long"
        );
        await DoAsync(number, "extend", new { workingDays = 14, note = "复杂" });
    }

    [Test]
    public async Task A_supervised_ticket_has_three_working_days()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        var supervised = await DoAsync(number, "supervise", new { note = "请尽快" });

        Assert.That(
            (Text(supervised, "superviseDueAt"), Text(supervised, "dueAt")),
            Is.EqualTo(("2022-05-13T23:59:59+08:00", "2022-05-17T23:59:59+08:00"))
        );
        At("2022-05-13T10:00");
        Assert.That(await NextAsync(number, "PT14H"), Is.EqualTo("supervise"));
    }

    [TestCase("2022-05-12T23:59", 200)]
    [TestCase("2022-05-13T00:00", 409)]
    public async Task A_contacted_ticket_is_returned_within_two_working_days_of_dispatch(string at, int status)
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        At(at);

        var returned = await TryAsync(number, "return", new { reason = "notOurDuty", note = "不属本部门" });

        Assert.That((int)returned.StatusCode, Is.EqualTo(status), await returned.Content.ReadAsStringAsync());
        if (status == 409)
            await IsRefusedAsync(returned, 409, "ticket.return_too_late");
    }

    private async Task<string?> NextAsync(string number, string within) =>
        (string?)
            (await ReadAsync($"/api/v1/hotline/due?within={within}&limit=500"))["items"]!
                .AsArray()
                .FirstOrDefault(one => Text(one!, "number") == number)
                ?["stage"];
}
