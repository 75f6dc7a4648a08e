namespace Changzheng.Api.Tests.Hotline;

/// <summary>Why tickets are returned, and how long they lie with no unit that owns them.</summary>
public class ReturnReasonTests(string database) : HonestTest(database)
{
    [Test]
    public async Task Reasons_are_listed_with_where_they_are_from()
    {
        var reasons = (await ReadAsync("/api/v1/hotline/returnReasons"))["items"]!.AsArray();
        Assert.That(
            reasons.Select(one => $"{one!["code"]} {one["name"]} {one["takesNote"]} {one["assumed"]}"),
            Is.EqualTo(
                new[]
                {
                    "incompleteInformation 信息不全 false true",
                    "notOurDuty 职责不符 false true",
                    "other 其他 true true",
                    "overlappingDuties 职能交叉 false true",
                    "unclearOwnership 权属不清 false true",
                    "wrongArea 属地不符 false true",
                }
            )
        );
    }

    [Test]
    public async Task A_return_names_its_reason()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Office });
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "return", new { note = "不属" }),
            400,
            "request.malformed"
        );
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "return", new { reason = "tooHard", note = "难" }),
            400,
            "ticket.return_reason_unknown"
        );
        await IsUnchangedAsync(number, () => TryAsync(number, "return", new { reason = "other" }), 400, "note.needed");

        var returned = await DoAsync(number, "return", new { reason = "wrongArea" });

        Assert.That(Text(returned, "returnReason"), Is.EqualTo("wrongArea"));
        var found = (await ReadAsync($"{Tickets}?returnReason=wrongArea&limit=500"))["items"]!.AsArray();
        Assert.That(found.Select(one => Text(one!, "number")), Has.Member(number));
        var others = (await ReadAsync($"{Tickets}?returnReason=overlappingDuties&limit=500"))["items"]!.AsArray();
        Assert.That(others.Select(one => Text(one!, "number")), Has.No.Member(number));
    }

    /// <summary>Elapsed days: from each return until the next dispatch, or until the return is refused.</summary>
    [Test]
    public async Task Days_without_an_owner_add_up()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Office });
        At("2022-05-10T12:00");
        await DoAsync(number, "return", new { reason = "notOurDuty" });
        At("2022-05-11T00:00");
        Assert.That(await DaysAsync(number), Is.EqualTo(0.5m), "it runs");
        await DoAsync(number, "decideReturn", new { approved = true });
        At("2022-05-12T12:00");
        await DoAsync(number, "dispatch", new { unit = OtherOffice });
        At("2022-05-13T12:00");
        Assert.That(await DaysAsync(number), Is.EqualTo(2m), "a unit has it");
        await DoAsync(number, "return", new { reason = "unclearOwnership" });
        At("2022-05-13T18:00");
        await DoAsync(number, "decideReturn", new { approved = false, note = "属平安办" });
        At("2022-05-20T18:00");
        Assert.That(await DaysAsync(number), Is.EqualTo(2.25m));
    }

    /// <summary>Dispatched late and said to have been early: it counts until it was recorded.</summary>
    [Test]
    public async Task A_backdated_dispatch_shortens_nothing()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        await BringToAsync(number, "returned");
        await DoAsync(number, "decideReturn", new { approved = true });
        At("2022-05-20T10:00");
        await DoAsync(number, "dispatch", new { unit = OtherOffice, at = "2022-05-10T11:00:00+08:00" });
        Assert.That(await DaysAsync(number), Is.EqualTo(10m));
    }

    private async Task<decimal> DaysAsync(string number) => (decimal)(await TicketAsync(number))["daysWithoutOwner"]!;
}
