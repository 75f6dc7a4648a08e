using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Delivery.Series;

/// <summary>What is held again and again. Today is 2022-07-05, a Tuesday.</summary>
public class SeriesTests(string database) : SeriesTest(database)
{
    [Test]
    public async Task The_days_of_a_cadence_are_moved_to_working_days_by_the_notices()
    {
        // 2022-10-07 is a holiday; the next working day, 2022-10-08, is a make-up Saturday (国办发明电〔2021〕11号).
        var series = await ASeriesAsync("friday", "FREQ=MONTHLY;BYDAY=1FR");

        var days = (await ReadAsync($"{series}/occurrences"))["items"]!.AsArray().Select(one => (string?)one!["dueOn"]);
        Assert.That(
            days,
            Is.EqualTo(
                new[]
                {
                    "2022-01-07",
                    "2022-02-07",
                    "2022-03-04",
                    "2022-04-01",
                    "2022-05-06",
                    "2022-06-06",
                    "2022-07-01",
                    "2022-08-05",
                    "2022-09-02",
                    "2022-10-08",
                    "2022-11-04",
                    "2022-12-02",
                }
            )
        );
    }

    [Test]
    public async Task Held_late_missed_and_excused_add_up_to_what_was_due()
    {
        var series = await ASeriesAsync("sums", "FREQ=MONTHLY;BYDAY=1FR");
        await DoneAsync(series, 1, "hold", new { on = "2022-01-14", evidence = Photo });
        await DoneAsync(series, 2, "hold", new { on = "2022-02-15", evidence = Photo });
        await DoneAsync(series, 3, "cancel", new { reason = "封控", on = "2022-03-04" });
        await IsRefusedAsync(
            await ActAsync(series, 4, "excuse", new { reason = "封控" }),
            409,
            "occurrence.not_cancelled"
        );
        await IsRefusedAsync(
            await ActAsync(series, 3, "excuse", new { reason = "封控" }),
            403,
            "access.second_person_needed"
        );
        await DoneAsync(series, 3, "excuse", new { reason = "封控" }, Reviewer);

        var counts = (await ReadAsync(series))["counts"]!;
        Assert.Multiple(async () =>
        {
            Assert.That(
                (string[])["total", "due", "held", "late", "missed", "excused"],
                Is.EqualTo(counts.AsObject().Select(one => one.Key))
            );
            Assert.That(
                counts.AsObject().Select(one => (int)one.Value!),
                Is.EqualTo(new[] { 12, 6, 1, 1, 3, 1 }),
                "2022-01-14 is the fifth working day after the first; July's is still in time"
            );
            Assert.That((string?)(await ReadAsync(series))["nextOn"], Is.EqualTo("2022-07-01"));
            Assert.That(
                await StatusesAsync(series),
                Is.EqualTo(
                    new[] { "held", "late", "excused", "missed", "missed", "missed", "planned" }.Concat(
                        Enumerable.Repeat("planned", 5)
                    )
                )
            );
        });
    }

    [Test]
    public async Task Silence_after_the_first_word_turns_the_lamp()
    {
        var series = await ASeriesAsync("silence", "FREQ=MONTHLY;BYDAY=1FR");
        var before = await SeenAsync("silence", "2022-06-30");
        await DoneAsync(series, 1, "hold", new { on = "2022-01-07", evidence = Photo });

        var lamps = new List<string?>();
        foreach (var day in new[] { "2022-01-07", "2022-02-14", "2022-02-15", "2022-04-11", "2022-04-12" })
            lamps.Add((string?)(await SeenAsync("silence", day))["lamp"]);
        Assert.Multiple(() =>
        {
            Assert.That(before["completion"], Is.Null, "nothing known is not 0");
            Assert.That((string?)before["lamp"], Is.EqualTo("noData"));
            Assert.That(lamps, Is.EqualTo(new[] { "green", "green", "yellow", "yellow", "red" }));
        });
    }

    [Test]
    public async Task One_event_does_not_count_twice_and_none_before_its_turn()
    {
        var series = await ASeriesAsync("twice", "FREQ=MONTHLY;BYDAY=1FR");
        await DoneAsync(series, 5, "hold", new { on = "2022-07-04" });

        await IsRefusedAsync(await ActAsync(series, 6, "hold", new { on = "2022-07-04" }), 409, "occurrence.day_taken");
        await IsRefusedAsync(
            await ActAsync(series, 8, "hold", new { on = "2022-06-30", evidence = Photo }),
            409,
            "occurrence.too_early"
        );
        await IsRefusedAsync(await ActAsync(series, 5, "hold", new { }), 409, "occurrence.held");
        await IsRefusedAsync(await ActAsync(series, 13, "hold", new { }), 404, "occurrence.not_found");
        await IsRefusedAsync(
            await ActAsync(series, 6, "hold", new { on = "2022-06-06" }),
            400,
            "series.evidence_needed"
        );
        await DoneAsync(series, 6, "hold", new { on = "2022-06-07", evidence = Photo });
        Assert.That((bool)(await OccurrencesAsync(series))[5]!["lateEntry"]!, Is.True);
    }

    [Test]
    public async Task Another_cadence_counts_for_the_days_to_come_and_nothing_missed_disappears()
    {
        var series = await ASeriesAsync("denser", "FREQ=MONTHLY;BYDAY=1FR");
        await DoneAsync(series, 9, "cancel", new { reason = "封控" });
        var body = new
        {
            title = "例会（汛期）",
            documentNumber = "普长府〔2022〕21号",
            reason = "防汛期加密",
            cadence = "FREQ=MONTHLY;BYMONTHDAY=20",
            on = "2022-02-01",
        };
        var before = await OccurrencesAsync(series);
        var answer = await SendAsync(Http, HttpMethod.Put, series, body, (int)(await ReadAsync(series))["version"]!);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        var after = await OccurrencesAsync(series);

        Assert.Multiple(() =>
        {
            Assert.That(
                after.Take(9).Select(one => one!.ToJsonString()),
                Is.EqualTo(before.Take(9).Select(one => one!.ToJsonString())),
                "due by today, or before one that was cancelled"
            );
            Assert.That(
                after.Skip(9).Select(one => $"{one!["number"]} {one["dueOn"]}"),
                Is.EqualTo(new[] { "10 2022-09-20", "11 2022-10-20", "12 2022-11-21", "13 2022-12-20" })
            );
        });
    }

    [TestCase("FREQ=HOURLY")]
    [TestCase("FREQ=MONTHLY;BYDAY=")]
    [TestCase("FREQ=YEARLY;BYMONTH=13")]
    [TestCase("monthly")]
    [TestCase("FREQ=MONTHLY;UNTIL=20210101")]
    public async Task A_cadence_that_cannot_be_read_or_has_no_day_is_refused(string cadence)
    {
        var plan = $"bad-{cadence.Length}-{cadence[^1]}".ToLowerInvariant().Replace("=", "x", StringComparison.Ordinal);
        await Http.APlanAsync(plan);

        await IsRefusedAsync(
            await Http.PostAsJsonAsync("/api/v1/series", Opening(plan, cadence)),
            400,
            "series.cadence_malformed"
        );
    }
}
