using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What closing takes by channel, and the callbacks of four levels.</summary>
public class ClosingTests(string database) : HonestTest(database)
{
    [Test]
    public async Task The_hotline_takes_a_callback_by_somebody_other_than_who_submitted()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "submitted");
        await IsUnchangedAsync(number, () => TryAsync(number, "close", AClosing()), 409, "ticket.callback_needed");
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "callback", ACallback(true, true), Http),
            403,
            "access.second_person_needed"
        );
        using var ofUnit = await SignedInAsync("办公室回访员", Office, Role.Reviewer);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "callback", ACallback(true, true), ofUnit),
            403,
            "ticket.own_unit"
        );
        await DoAsync(number, "callback", At(ACallback(true, true), "unit"), ofUnit);
        await IsUnchangedAsync(number, () => TryAsync(number, "close", AClosing()), 409, "ticket.callback_needed");

        await CallBackAsync(number, "notRated");
        await IsUnchangedAsync(number, () => TryAsync(number, "close", AClosing()), 409, "ticket.rating_not_heard");
        await CallBackAsync(number);
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "close", new { resolution = "resolved", repliedBy = "phone" }),
            400,
            "ticket.closing_incomplete"
        );
        await DoAsync(number, "close", AClosing());
        Assert.That(await RatesAsync(category), Is.EqualTo("1/1 1/1 1/1 1/1"));

        await DoAsync(number, "rework", new { note = "重办" });
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已处理" });
        await IsUnchangedAsync(number, () => TryAsync(number, "close", AClosing()), 409, "ticket.callback_needed");
    }

    [Test]
    public async Task Closed_as_not_rated_where_nobody_was_reached()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "submitted");
        await CallBackAsync(number, "notRated");
        await DoAsync(number, "close", AClosing(satisfaction: "notRated"));

        Assert.That(await RateAsync(category, "satisfaction"), Is.EqualTo("0/0"));
    }

    [Test]
    public async Task A_grid_case_takes_a_verification_and_neither_reply_nor_rating()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync("event", "grid");
        await BringToAsync(number, "submitted");
        object closing = new { resolution = "resolved" };
        await IsUnchangedAsync(number, () => TryAsync(number, "close", closing), 409, "ticket.verification_needed");
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "verify", new { passed = true, note = "看过" }, Http),
            403,
            "access.second_person_needed"
        );
        await IsUnchangedAsync(
            number,
            () => TryAsync(number, "verify", new { passed = true, note = " " }),
            400,
            "note.needed"
        );
        await DoAsync(number, "verify", new { passed = true, note = "已复位" });
        await DoAsync(number, "verify", new { passed = false, note = "又坏了" });
        await IsUnchangedAsync(number, () => TryAsync(number, "close", closing), 409, "ticket.verification_needed");
        await IsUnchangedAsync(number, () => TryAsync(number, "close", AClosing()), 409, "ticket.rating_not_taken");
        await DoAsync(number, "verify", new { passed = true, note = "已复位" });
        var closed = await DoAsync(number, "close", closing);

        Assert.That(Text(closed, "status"), Is.EqualTo("closed"));
        Assert.That(closed["satisfaction"], Is.Null);
        Assert.That(Text(closed, "verifiedAt"), Is.EqualTo("2022-05-10T10:00:00+08:00"));
    }

    [Test]
    public async Task A_petition_is_accepted_with_its_notice()
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync("complaint", "petition");
        await DoAsync(number, "dispatch", new { unit = Office });
        await IsUnchangedAsync(number, () => TryAsync(number, "accept"), 409, "ticket.notice_needed");
        var accepted = await DoAsync(number, "accept", new { notice = "已寄发受理告知书" });
        Assert.That(Text(accepted, "noticedAt"), Is.EqualTo("2022-05-10T10:00:00+08:00"));
        await DoAsync(number, "contact", AContact);
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已处理" });
        await DoAsync(number, "close", AClosing());
    }

    [Test]
    public async Task The_channels_say_what_closing_takes()
    {
        var channels = (await ReadAsync("/api/v1/hotline/channels"))["items"]!.AsArray();

        Assert.That(
            channels.Select(one => $"{one!["code"]}: {string.Join(' ', one["closing"]!.AsArray())}"),
            Is.EqualTo(
                new[]
                {
                    "enterprise: reply rating",
                    "grid: verification",
                    "hotline12345: callback reply rating",
                    "petition: acceptanceNotice reply rating",
                    "visit: reply rating",
                }
            )
        );
    }

    /// <summary>A unit's own callback says nothing for it, and what it heard against it counts.</summary>
    [Test]
    public async Task Each_levels_callback_is_kept_and_disputed_shows_them_side_by_side()
    {
        var category = NextCategory();
        var number = await OfMayAsync(category, "submitted");
        await DoAsync(number, "callback", At(ACallback(true, true), "unit"));
        var own = await TicketAsync(number);
        Assert.That((own["citizenContacted"], own["citizenResolved"], own["satisfaction"]), Is.EqualTo(Nothing));
        await DoAsync(number, "callback", At(ACallback(true, null), "town"));
        await DoAsync(number, "close", AClosing());
        await DoAsync(number, "callback", At(ACallback(null, false, "dissatisfied"), "district"));
        var last = await DoAsync(number, "callback", At(ACallback(true, true, "neutral"), "city"));

        var expected = new[]
        {
            "unit true true true satisfied",
            "town true true  satisfied",
            "district true  false dissatisfied",
            "city true true true neutral",
        };
        Assert.That(Callbacks(last), Is.EqualTo(expected));
        Assert.That(Callbacks(await TicketAsync(number)), Is.EqualTo(expected));
        var disputed = (await ReadAsync("/api/v1/hotline/disputed?limit=500"))["items"]!.AsArray();
        Assert.That(Callbacks(disputed.Single(one => Text(one!, "number") == number)!), Is.EqualTo(expected));
        Assert.That(await RatesAsync(category), Is.EqualTo("1/1 1/1 0/1 0/1"));
        Assert.That(await RateAsync(category, "resolution", "district"), Is.EqualTo("0/1"));
    }

    [Test]
    public async Task A_callbacks_note_is_masked()
    {
        var number = await OfMayAsync(NextCategory(), "submitted");
        var said = await DoAsync(
            number,
            "callback",
            new
            {
                reached = true,
                satisfaction = "satisfied",
                note = $"张小妹说可再打{Phone}",
            }
        );

        Assert.That((string?)said["callbacks"]![0]!["note"], Is.EqualTo("***说可再打138****5678"));
    }

    private static readonly (JsonNode?, JsonNode?, JsonNode?) Nothing = (null, null, null);

    private static IEnumerable<string> Callbacks(JsonNode ticket) =>
        ticket["callbacks"]!
            .AsArray()
            .Select(one =>
                $"{one!["level"]} {one["reached"]} {one["contacted"]} {one["resolved"]} {one["satisfaction"]}"
            );

    private static JsonNode At(object callback, string level)
    {
        var said = System.Text.Json.JsonSerializer.SerializeToNode(callback)!;
        said["level"] = level;
        return said;
    }
}
