using System.Net;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Platform.Lists;

/// <summary>Words from the server: no front end types a label by hand.</summary>
public class GetWordsTests(string database) : ApiTest(database)
{
    [Test]
    public async Task Every_choice_of_the_document_has_its_words_in_its_order()
    {
        var schemas = (await ReadAsync("/swagger/v1/swagger.json"))["components"]!["schemas"]!.AsObject();
        var choices = (await ReadAsync("/api/v1/words"))["choices"]!.AsObject();
        var wrong = new List<string>();
        // A right is no choice of a caller's: GET /me names those it has.
        foreach (var (name, schema) in schemas.Where(one => one.Value!["enum"] is not null && one.Key != "Right"))
        {
            var values = schema!["enum"]!.AsArray().Select(value => (string)value!).ToList();
            var words = choices[name]?.AsArray().Select(word => word!).ToList() ?? [];
            if (!words.Select(word => (string)word["value"]!).SequenceEqual(values))
                wrong.Add($"{name}: {string.Join(' ', words.Select(word => word["value"]))}");
            if (words.Any(word => !IsChinese((string)word["label"]!) || ((string)word["labelEn"]!).Length == 0))
                wrong.Add($"{name} has a word without Chinese");
            if (words.Select(word => (string)word["label"]!).Distinct().Count() != words.Count)
                wrong.Add($"{name} says one word twice");
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(choices, Has.Count.GreaterThan(60));
    }

    [Test]
    public async Task A_lamp_has_its_colour_and_who_has_the_words_is_not_sent_them_again()
    {
        var first = await Http.GetAsync("/api/v1/words");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/words");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var lamps = (await JsonAsync(first))["choices"]!["Lamp"]!.AsArray();

        Assert.That(
            lamps.Take(3).Select(Show!),
            Is.EqualTo(new[] { "green 绿 Green #2e7d32", "yellow 黄 Yellow #f9a825", "red 红 Red #c62828" })
        );
        Assert.That((await Http.SendAsync(again)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    private static string Show(JsonNode word) => $"{word["value"]} {word["label"]} {word["labelEn"]} {word["colour"]}";

    private static bool IsChinese(string label) =>
        label is "WGS84" || label.Any(letter => letter is >= '\u4e00' and <= '\u9fff');
}
