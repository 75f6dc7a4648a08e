using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>Categories, their ties to measures, and the wordings of replies: data, with every version kept.</summary>
public class CategoryTests(string database) : HonestTest(database)
{
    private const string Categories = "/api/v1/hotline/categories";

    private static object Content(params string[] measures) =>
        new
        {
            name = "群租",
            measures,
            note = "与计划对应",
        };

    private Task<HttpResponseMessage> PutAsync(string code, object body, int? version, HttpClient? by = null) =>
        SendAsync(by ?? Http, HttpMethod.Put, $"{Categories}/{Uri.EscapeDataString(code)}", body, version);

    [Test]
    public async Task Ties_are_changed_and_every_version_is_kept()
    {
        var before = await ReadAsync($"{Categories}/群租");
        Assert.That((int)before["version"]!, Is.EqualTo(1));
        var put = await PutAsync("群租", Content("changzheng-2022/5.2.13", "changzheng-2022/5.2.12"), 1);
        Assert.That((int)put.StatusCode, Is.EqualTo(200), await put.Content.ReadAsStringAsync());
        Assert.That(put.Headers.ETag!.Tag, Does.StartWith("\"2"));

        var after = await ReadAsync($"{Categories}/群租");
        Assert.That(Measures(after), Is.EqualTo("changzheng-2022/5.2.12 changzheng-2022/5.2.13"));
        var versions = (await ReadAsync($"{Categories}/群租/versions"))["items"]!.AsArray();
        Assert.That(
            versions.Select(one => $"{one!["version"]} {Measures(one)} {one["note"]}"),
            Is.EqualTo(
                new[] { "1 changzheng-2022/5.2.12 ", "2 changzheng-2022/5.2.12 changzheng-2022/5.2.13 与计划对应" }
            )
        );
        await IsRefusedAsync(await PutAsync("群租", Content(), 1), 412, "version.stale");
        await IsRefusedAsync(await PutAsync("群租", Content(), null), 428, "version.needed");
        var feed = (await ReadAsync("/api/v1/changes?kinds=hotline.category.revised&limit=500"))["items"]!.AsArray();
        Assert.That(feed.Count(one => Text(one!["data"]!, "code") == "群租"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_new_one_is_tied_and_a_refused_one_changes_nothing()
    {
        var made = await PutAsync("噪声扰民", Content("changzheng-2022/4.2.18"), null);
        Assert.That((int)made.StatusCode, Is.EqualTo(200), await made.Content.ReadAsStringAsync());
        var before = (await ReadAsync($"{Categories}/噪声扰民")).ToJsonString();
        await IsRefusedAsync(
            await PutAsync("噪声扰民", Content("changzheng-2022/4.2.18", "changzheng-2022/9.9.9"), 1),
            404,
            "measure.not_found"
        );
        await IsRefusedAsync(await PutAsync("噪声扰民", Content("4.2.18"), 1), 400, "request.invalid");
        await IsRefusedAsync(
            await PutAsync(
                "噪声扰民",
                new
                {
                    name = "噪声",
                    measures = Array.Empty<string>(),
                    note = " ",
                },
                1
            ),
            400,
            "note.needed"
        );
        using var dispatcher = SignedIn(await AKeyAsync("类别派单员", Role.Dispatcher));
        await IsRefusedAsync(await PutAsync("噪声扰民", Content(), 1, dispatcher), 403, "access.forbidden");
        using var bound = await SignedInAsync("办公室管理员", Office, Role.Administrator);
        await IsRefusedAsync(await PutAsync("噪声扰民", Content(), 1, bound), 403, "access.beyond_unit");
        Assert.That((await ReadAsync($"{Categories}/噪声扰民")).ToJsonString(), Is.EqualTo(before));
        await IsRefusedAsync(await Http.GetAsync($"{Categories}/没有"), 404, "category.not_found");
    }

    [Test]
    public async Task Templates_have_the_elements_that_a_reply_takes()
    {
        var templates = (await ReadAsync("/api/v1/hotline/replyTemplates?category=飞线充电"))["items"]!.AsArray();
        Assert.That(
            templates.Select(one => Text(one!, "code")),
            Is.EqualTo(new[] { "confirmed", "feixian", "partly", "unfounded" })
        );
        var template = templates[1]!;
        string[] elements = ["factType", "factExplain", "appealType", "appealExplain", "replyPoint"];
        var submission = new JsonObject { ["resolution"] = "resolved", ["note"] = "已拆除" };
        foreach (var element in elements)
            submission[element] = Text(template, element);
        var number = await OfMayAsync(NextCategory(), "handling");
        await IsUnchangedAsync(
            number,
            () =>
                TryAsync(
                    number,
                    "submit",
                    new
                    {
                        resolution = "resolved",
                        note = "已拆除",
                        factType = "confirmed",
                    }
                ),
            400,
            "request.invalid"
        );
        await DoAsync(number, "submit", submission);

        var said = (await ReadAsync($"{Tickets}/{number}/history"))["items"]!.AsArray()[^1]!["said"]!;
        Assert.That(
            elements.Select(element => Text(said, element)),
            Is.EqualTo(elements.Select(element => Text(template, element)))
        );
    }

    private static string Measures(JsonNode category) => string.Join(' ', category["measures"]!.AsArray());
}
