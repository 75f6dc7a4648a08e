namespace Changzheng.Api.Tests.Hotline;

/// <summary>Returns, extensions, reworks, suspensions, transfers: what each does to unit and deadline.</summary>
public class TicketTermsTests(string database) : HotlineTest(database)
{
    [SetUp]
    public void Tuesday() => At("2022-05-10T10:00");

    [Test]
    public async Task A_unit_returns_a_ticket_within_two_working_days_and_once()
    {
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Office });
        At("2022-05-12T23:59");
        await DoAsync(number, "return", new { reason = "notOurDuty", note = "不属本部门" });
        var refused = await DoAsync(number, "decideReturn", new { approved = false, note = "属本部门" });
        Assert.That(Text(refused, "status"), Is.EqualTo("dispatched"));
        Assert.That(
            refused["returnedBy"]!.AsArray().Select(unit => unit!.GetValue<string>()),
            Is.EqualTo(new[] { Office })
        );
        await IsRefusedAsync(
            await TryAsync(number, "return", new { reason = "notOurDuty", note = "仍不属" }),
            409,
            "ticket.returned_before"
        );

        await DoAsync(number, "transfer", new { unit = OtherOffice, note = "转平安办" });
        At("2022-05-13T00:00");
        await IsRefusedAsync(
            await TryAsync(number, "return", new { reason = "notOurDuty", note = "过期" }),
            409,
            "ticket.return_too_late"
        );
    }

    [Test]
    public async Task A_returned_ticket_goes_to_another_unit_and_back_only_when_settled()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "returned");
        var open = await DoAsync(number, "decideReturn", new { approved = true });
        Assert.That((Text(open, "status"), open["unit"]?.ToString()), Is.EqualTo(("registered", (string?)null)));

        await IsRefusedAsync(await TryAsync(number, "dispatch", new { unit = Office }), 409, "ticket.returned_before");
        var settled = await DoAsync(number, "dispatch", new { unit = Office, note = "区级裁定" });
        Assert.That(settled["returns"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_extension_moves_the_deadline_and_not_the_promise()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        await IsRefusedAsync(
            await TryAsync(number, "decideExtension", new { approved = true }),
            409,
            "ticket.extension_not_asked"
        );
        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 11, note = "十五日以上" }),
            409,
            "ticket.extension_too_long"
        );
        await DoAsync(number, "extend", new { workingDays = 10, note = "须业主大会表决" });
        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 1, note = "再来" }),
            409,
            "ticket.extension_asked"
        );

        var granted = await DoAsync(number, "decideExtension", new { approved = true });

        Assert.Multiple(() =>
        {
            Assert.That(Text(granted, "originalDueAt"), Is.EqualTo("2022-05-17T23:59:59+08:00"));
            Assert.That(Text(granted, "dueAt"), Is.EqualTo("2022-05-31T23:59:59+08:00"));
            Assert.That(granted["extensions"]!.GetValue<int>(), Is.EqualTo(1));
        });
        At("2022-06-01T00:00");
        await IsRefusedAsync(
            await TryAsync(number, "extend", new { workingDays = 1, note = "迟了" }),
            409,
            "ticket.overdue"
        );
    }

    [Test]
    public async Task A_rework_has_three_working_days_and_asks_everything_anew()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "closed");

        var again = await DoAsync(number, "rework", new { note = "又有飞线" });

        Assert.Multiple(() =>
        {
            Assert.That((Text(again, "status"), again["reworks"]!.GetValue<int>()), Is.EqualTo(("handling", 1)));
            Assert.That(Text(again, "dueAt"), Is.EqualTo("2022-05-13T23:59:59+08:00"));
            Assert.That(Text(again, "originalDueAt"), Is.EqualTo("2022-05-17T23:59:59+08:00"));
            Assert.That(again["resolution"] ?? again["satisfaction"] ?? again["closedAt"], Is.Null);
        });
    }

    [Test]
    public async Task The_clock_stands_while_a_ticket_is_suspended()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");
        await IsRefusedAsync(
            await TryAsync(
                number,
                "suspend",
                new
                {
                    note = "等候资金",
                    reviewOn = "2022-05-10",
                    approvedBy = "副镇长",
                }
            ),
            400,
            "request.invalid"
        );
        await SuspendAsync(number, "2022-06-01");
        At("2022-05-24T10:00");
        Assert.That((await TicketAsync(number))["overdue"]!.GetValue<bool>(), Is.False);

        var resumed = await DoAsync(number, "resume");

        Assert.That(Text(resumed, "status"), Is.EqualTo("handling"));
        Assert.That(
            Text(resumed, "dueAt"),
            Is.EqualTo("2022-05-31T23:59:59+08:00"),
            "ten working days stood, five had been given"
        );
    }

    [Test]
    public async Task A_transfer_changes_who_acts_and_not_who_is_counted_unless_said()
    {
        var number = await ATicketAsync();
        await BringToAsync(number, "handling");

        var moved = await DoAsync(number, "transfer", new { unit = OtherOffice, note = "属消防" });
        Assert.That(
            (Text(moved, "unit"), Text(moved, "countedUnit"), Text(moved, "status")),
            Is.EqualTo((OtherOffice, Office, "dispatched"))
        );
        var counted = await DoAsync(
            number,
            "transfer",
            new
            {
                unit = Office,
                countedUnit = OtherOffice,
                note = "转回",
            }
        );
        Assert.That((Text(counted, "unit"), Text(counted, "countedUnit")), Is.EqualTo((Office, OtherOffice)));
    }
}
