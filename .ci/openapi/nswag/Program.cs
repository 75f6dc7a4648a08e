// A caller of the API with NSwag's client: what the contract requires is read without ! or ?.
using Changzheng.Client;

using var http = new HttpClient { BaseAddress = new Uri("https://localhost") };
http.DefaultRequestHeaders.Add("X-Api-Key", "key");
var client = new ChangzhengClient(http);

var summary = await client.SummarisePillarsAsync(plan: "changzheng-2022");
Console.WriteLine($"{summary.Plan.Trim()} {summary.AsOf.Year} {summary.KnownAt.Offset} {summary.Elapsed:P1} {Percent(summary.Overall.Completion)} {summary.Overall.Lamp.ToString()}");
foreach (var pillar in summary.Pillars)
{
    var measures = pillar.States;
    int rest = measures.Total - measures.Completed - measures.Ahead - measures.OnPace - measures.Behind - measures.NotStarted - measures.NotDue - measures.NoData;
    Console.WriteLine($"{pillar.Number + 0} {pillar.Title.Trim()} {Percent(pillar.Completion)}/{Percent(pillar.Expected)} {pillar.Lamp.ToString()} {rest} {pillar.RedLines.Broken + 0}");
}

await client.ReportIndicatorValueAsync(code: "2022-fitness-tests", period: "2022-06", body: new() { Value = 12, Note = "体质测试台账", Evidence = [new() { Title = "台账", Uri = "https://example.org/1" }] });

static string Percent(IFormattable? share) => share is null ? "–" : share.ToString("P1", null);
