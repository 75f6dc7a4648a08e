using System.Net;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>Parameters that bind as a group are read, refused and named as those the framework binds.</summary>
public class ParameterGroupTests(string database) : ApiTest(database)
{
    private const string Units = "/api/v1/units?",
        Overdue = "/api/v1/indicators/overdue?",
        Indicators = "/api/v1/indicators?",
        Due = "/api/v1/hotline/due?",
        Complaints = Plan + "/measures/4.2.5/complaints?";

    [TestCase("")]
    [TestCase("5")]
    [TestCase(" 5 ")]
    [TestCase("+5")]
    [TestCase("5.0")]
    [TestCase("0x5")]
    [TestCase("99999999999")]
    [TestCase("five")]
    public Task A_number_reads_as_the_framework_reads_one(string text) =>
        AnswersAreTheSameAsync(Complaints, "days", Units, "limit", text);

    [TestCase("")]
    [TestCase("2022-06-30")]
    [TestCase(" 2022-06-30 ")]
    [TestCase("2022-6-30")]
    [TestCase("06/30/2022")]
    [TestCase("30.06.2022")]
    [TestCase("20220630")]
    [TestCase("2022-06-30T00:00:00")]
    [TestCase("today")]
    public Task A_day_reads_as_the_framework_reads_one(string text) =>
        AnswersAreTheSameAsync(Overdue, "asOf", Indicators, "asOf", text);

    [TestCase("")]
    [TestCase("true")]
    [TestCase("TRUE")]
    [TestCase(" False ")]
    [TestCase("1")]
    [TestCase("yes")]
    public Task A_truth_reads_as_the_framework_reads_one(string text) =>
        AnswersAreTheSameAsync(Due, "overdue", Units, "count", text);

    [TestCase("")]
    [TestCase("Confirmed")]
    [TestCase("none")]
    public Task A_choice_reads_as_the_framework_reads_one(string text) =>
        AnswersAreTheSameAsync(Indicators, "lamp", Indicators, "basis", text, choices: true);

    [TestCase(Units + "limit=0&nosuch=1", "parameter.unknown", "nosuch")]
    [TestCase(Units + "page=1", "parameter.unknown", "page")]
    [TestCase(Units + "asOf=2022-06-30", "parameter.unknown", "asOf")]
    [TestCase(Due + "count=true", "parameter.unknown", "count")]
    [TestCase("/api/v1/changes?cursor=MTQ", "parameter.unknown", "cursor")]
    [TestCase(Units + "limit=0", "request.invalid", "limit")]
    [TestCase(Units + "limit=501", "request.invalid", "limit")]
    [TestCase("/api/v1/changes?limit=0", "request.invalid", "limit")]
    [TestCase(Units + "cursor=%07", "text.unreadable", "cursor")]
    [TestCase(Indicators + "asOf=0001-01-01", "time.out_of_range", "asOf")]
    [TestCase(Indicators + "knownAt=1899-01-01T00:00:00Z", "time.out_of_range", "knownAt")]
    [TestCase(Indicators + "knownAt=2022-07-01T00:00:00", "request.invalid", "knownAt")]
    [TestCase(Plan + "/measures?knownAt=yesterday&nosuch=1", "parameter.unknown", "nosuch")]
    public async Task A_fault_is_named_by_its_parameter(string url, string code, string name)
    {
        var (status, answered, named) = await AskAsync(url);

        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answered, Is.EqualTo(code));
            Assert.That(named?.Keys, Is.EqualTo(new[] { name }));
        });
    }

    [Test]
    public async Task A_file_is_whole_and_has_no_Link_whatever_limit_says()
    {
        var page = await Http.GetAsync(Units + "limit=2");
        var request = new HttpRequestMessage(HttpMethod.Get, Units + "limit=0");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        var file = await Http.SendAsync(request);

        Assert.Multiple(async () =>
        {
            Assert.That(page.Headers.GetValues("Link").Single(), Does.StartWith("</api/v1/units?limit=2&cursor="));
            Assert.That(file.Headers.Contains("Link"), Is.False);
            Assert.That((await file.Content.ReadAsStringAsync()).Trim().Split('\n'), Has.Length.GreaterThan(20));
        });
    }

    private async Task AnswersAreTheSameAsync(
        string plainUrl,
        string plain,
        string groupedUrl,
        string grouped,
        string text,
        bool choices = false
    )
    {
        var value = Uri.EscapeDataString(text);
        var expected = await AskAsync($"{plainUrl}{plain}={value}");
        var found = await AskAsync($"{groupedUrl}{grouped}={value}");

        Assert.Multiple(() =>
        {
            Assert.That((found.Status, found.Code), Is.EqualTo((expected.Status, expected.Code)));
            Assert.That(found.Errors?.Keys, Is.EqualTo(expected.Errors is null ? null : new[] { grouped }));
            if (!choices)
                Assert.That(found.Errors?.Values, Is.EqualTo(expected.Errors?.Values));
        });
    }

    private async Task<(HttpStatusCode Status, string? Code, IReadOnlyDictionary<string, string>? Errors)> AskAsync(
        string url
    )
    {
        var response = await Http.GetAsync(url);
        var answer = await JsonAsync(response);
        return (
            response.StatusCode,
            response.IsSuccessStatusCode ? null : answer["code"]!.GetValue<string>(),
            answer is System.Text.Json.Nodes.JsonObject problem && problem["errors"] is { } errors
                ? errors.AsObject().ToDictionary(error => error.Key, error => error.Value!.ToJsonString())
                : null
        );
    }
}
