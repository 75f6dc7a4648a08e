namespace Changzheng.Api.Tests.Hotline;

/// <summary>What a desk may try afterwards: the rates before and after are equal, and what was done shows.</summary>
public class DeskTricksTests(string database) : HonestTest(database)
{
    [TestCase("2022-06-20T10:00")]
    [TestCase("2026-05-20T10:00")]
    public async Task What_is_entered_late_is_judged_by_when_it_was_recorded(string recorded)
    {
        var category = NextCategory();
        var number = await OfMayAsync(category);
        At(recorded);
        Assert.That(await RatesAsync(category), Is.EqualTo("0/1 0/1 0/0 0/0"));

        var (contacted, done) = (Of("2022-05-10T11:00"), Of("2022-05-11T15:00"));
        await DoAsync(
            number,
            "contact",
            new
            {
                contactedAt = contacted,
                person = "张小妹",
                way = "phone",
            }
        );
        await FinishAsync(number, at: done);
        await DoAsync(number, "callback", ACallback(true, true, at: done));

        Assert.That(await RatesAsync(category), Is.EqualTo("0/1 0/1 0/1 0/1"));
        var ticket = await TicketAsync(number);
        Assert.Multiple(() =>
        {
            Assert.That((bool)ticket["lateEntry"]!, Is.True);
            Assert.That((bool)ticket["closedLate"]!, Is.True);
            Assert.That(Text(ticket, "firstClosedAt"), Is.EqualTo("2022-05-11T15:00:00+08:00"), "as it is said");
        });
        var history = (await ReadAsync($"{Tickets}/{number}/history"))["items"]!.AsArray();
        Assert.That(
            history.Where(one => (bool)one!["lateEntry"]!).Select(one => Text(one!, "action")),
            Is.EqualTo(new[] { "contact", "submit", "callback", "close", "callback" })
        );
        Assert.That(
            await ListedAsync("/api/v1/hotline/lateEntries?limit=1", number),
            Is.EqualTo(new[] { "callback", "close", "callback", "submit", "contact" })
        );
        Assert.That(await NumbersAsync($"{Tickets}?category={category}&lateEntry=true"), Is.EqualTo(new[] { number }));
        Assert.That(await NumbersAsync($"{Tickets}?category={category}&lateEntry=false"), Is.Empty);
    }

    /// <summary>Contact was due on 11 May, recorded on the next working day at the latest.</summary>
    [TestCase("2022-05-12T23:59", "1/1")]
    [TestCase("2022-05-13T00:00", "0/1")]
    public async Task The_grace_is_one_working_day(string recorded, string rate)
    {
        var category = NextCategory();
        var number = await OfMayAsync(category);
        At(recorded);

        await DoAsync(number, "contact", new { contactedAt = Of("2022-05-11T09:00"), person = "张小妹" });

        Assert.That(await RateAsync(category, "firstContact"), Is.EqualTo(rate));
        Assert.That((bool)(await TicketAsync(number))["lateEntry"]!, Is.EqualTo(rate == "0/1"));
    }

    [Test]
    public async Task Rework_does_not_whiten_a_late_closing()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "handling");
        At("2022-05-19T10:00");
        await FinishAsync(number, "unresolved", "dissatisfied");
        var before = await EveryRateAsync(category);
        Assert.That(before, Does.StartWith("town 1/1 0/1 0/1 0/1"));

        await DoAsync(number, "rework", new { note = "重新处置" });
        Assert.That(await EveryRateAsync(category), Is.EqualTo(before), "while it is done again");
        await VoidAsync(number);
        Assert.That(
            await EveryRateAsync(category),
            Is.EqualTo(before.Replace("1/1", "0/0", StringComparison.Ordinal)),
            "void: what counted against it stays"
        );
    }

    [Test]
    public async Task A_second_closing_is_judged_by_the_first()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "handling");
        At("2022-05-19T10:00");
        await FinishAsync(number, "unresolved", "dissatisfied");
        await DoAsync(number, "rework", new { note = "重新处置" });
        await FinishAsync(number);

        Assert.That(await RatesAsync(category), Is.EqualTo("1/1 0/1 1/1 1/1"), "it is solved now, and was late");
        Assert.That(await RateAsync(category, "onTimeClosing", "district"), Is.EqualTo("0/1"));
        Assert.That((bool)(await TicketAsync(number))["closedLate"]!, Is.True);
    }

    [Test]
    public async Task A_rework_before_the_first_closing_gives_no_second_term()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "handling");
        At("2022-05-19T10:00");
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已处理" });
        await DoAsync(number, "rework", new { note = "补充材料" });
        await FinishAsync(number);

        Assert.That(await RateAsync(category, "onTimeClosing"), Is.EqualTo("0/1"));
    }

    [TestCase("suspend")]
    [TestCase("void")]
    public async Task What_is_overdue_when_it_is_set_aside_stays_overdue(string trick)
    {
        var category = NextCategory();
        var number = await OfMayAsync(category);
        At("2022-05-18T00:00");
        var before = await EveryRateAsync(category);

        if (trick == "void")
            await VoidAsync(number);
        else
            await SuspendAsync(number, "2022-06-01");

        Assert.That(await EveryRateAsync(category), Is.EqualTo(before));
        Assert.That(before, Does.StartWith("town 0/1 0/1 "));
        if (trick == "void")
            return;
        await DoAsync(number, "resume");
        Assert.That(await EveryRateAsync(category), Is.EqualTo(before), "and after it is resumed");
        Assert.That(Text(await TicketAsync(number), "dueAt"), Is.EqualTo("2022-05-17T23:59:59+08:00"));
    }

    /// <summary>Saturday's suspension of what was due on Friday would else be worth Monday to Wednesday.</summary>
    [Test]
    public async Task A_suspension_over_days_off_gives_an_overdue_ticket_no_day()
    {
        var category = NextCategory();
        At("2022-05-13T10:00");
        var number = await ATicketAsync(category: category);
        await BringToAsync(number, "handling");
        At("2022-05-21T10:00");
        await SuspendAsync(number, "2022-07-01");
        At("2022-05-25T10:00");
        await DoAsync(number, "resume");
        await FinishAsync(number);

        Assert.That(await RateAsync(category, "onTimeClosing"), Is.EqualTo("0/1"));
    }

    [Test]
    public async Task What_is_set_aside_in_time_is_excluded()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "handling");
        await SuspendAsync(number, "2022-06-01");
        At("2022-05-20T10:00");

        Assert.That(await RatesAsync(category), Is.EqualTo("0/0 0/0 0/0 0/0"));
    }

    [Test]
    public async Task An_excuse_after_the_deadline_is_none()
    {
        var category = NextCategory();
        var (missed, excused) = (
            await OfMayAsync(category, anonymous: true),
            await OfMayAsync(category, anonymous: true)
        );
        await DoAsync(excused, "contact", new { reason = "anonymous" });
        At("2022-05-12T09:00");
        Assert.That(await RateAsync(category, "firstContact"), Is.EqualTo("0/1"));

        await DoAsync(missed, "contact", new { reason = "anonymous" });

        Assert.That(await RateAsync(category, "firstContact"), Is.EqualTo("0/1"));
    }

    [Test]
    public async Task Another_dispatch_gives_an_overdue_ticket_no_new_term()
    {
        var category = NextCategory();
        At("2022-05-10T10:00");
        var number = await ATicketAsync("consultation", category: category);
        await BringToAsync(number, "accepted");
        At("2022-05-12T10:00");
        var before = await EveryRateAsync(category);
        await DoAsync(number, "return", new { reason = "notOurDuty", note = "不属本部门" });
        await DoAsync(number, "decideReturn", new { approved = true });
        await DoAsync(number, "dispatch", new { unit = OtherOffice });

        Assert.That(await EveryRateAsync(category), Is.EqualTo(before));
        await DoAsync(number, "accept");
        await DoAsync(number, "contact", AContact);
        await FinishAsync(number);
        Assert.That(await RatesAsync(category), Is.EqualTo("0/1 0/1 1/1 1/1"));
    }

    [Test]
    public async Task The_towns_own_time_is_a_rate_and_counts_in_strict()
    {
        var category = NextCategory();
        At("2022-05-10T10:00");
        var number = await ATicketAsync("consultation", category: category);
        At("2022-05-12T10:00");
        Assert.That(await RateAsync(category, "dispatch"), Is.EqualTo("0/1"));
        await BringToAsync(number, "handling");
        await FinishAsync(number);

        Assert.That(await RateAsync(category, "dispatch"), Is.EqualTo("0/1"));
        Assert.That(await RateAsync(category, "onTimeClosing"), Is.EqualTo("1/1"), "the unit was in time");
        Assert.That(await RateAsync(category, "onTimeClosing", "strict"), Is.EqualTo("0/1"), "the citizen waited");
        var late = await ReadAsync(
            "/api/v1/hotline/rates/tickets?rate=dispatch&part=denominator&from=2022-05-10&to=2022-05-10"
        );
        Assert.That(late["items"]!.AsArray().Select(one => Text(one!["ticket"]!, "number")), Has.Member(number));
    }

    private static DateTimeOffset Of(string time) =>
        DateTimeOffset.Parse(time + ":00+08:00", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<List<string>> ListedAsync(string url, string number)
    {
        var found = new List<string>();
        for (string? next = url; next is not null; )
        {
            var page = await ReadAsync(next);
            found.AddRange(
                page["items"]!
                    .AsArray()
                    .Where(one => Text(one!, "number") == number)
                    .Select(one => Text(one!, "action"))
            );
            next = (string?)page["next"];
        }

        return found;
    }

    private async Task<IEnumerable<string>> NumbersAsync(string url) =>
        (await ReadAsync(url))["items"]!.AsArray().Select(one => Text(one!, "number"));
}
