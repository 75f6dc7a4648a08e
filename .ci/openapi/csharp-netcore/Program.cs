// A caller of the API with openapi-generator's csharp-netcore client: what the contract requires is read without ! or ?.
using Changzheng.Client.Api;
using Changzheng.Client.Client;
using Changzheng.Client.Model;

var configuration = new Configuration { BasePath = "https://localhost" };
configuration.AddApiKey("X-Api-Key", "key");

var summary = new PlansApi(configuration).SummarisePillars("changzheng-2022");
Console.WriteLine($"{summary.Plan.Trim()} {summary.AsOf.Year} {summary.KnownAt.Year} {summary.Elapsed:P1} {summary.Overall.Completion:P1} {summary.Overall.Lamp}");
foreach (var pillar in summary.Pillars)
{
    var measures = pillar.States;
    int rest = measures.Total - measures.Completed - measures.Ahead - measures.OnPace - measures.Behind - measures.NotStarted - measures.NotDue - measures.NoData;
    Console.WriteLine($"{pillar.Number + 0} {pillar.Title.Trim()} {pillar.Completion:P1}/{pillar.Expected:P1} {pillar.Lamp} {rest} {pillar.RedLines.Broken + 0}");
}

var report = new ReportIndicatorValueRequest(value: 12, note: "体质测试台账", evidence: [new(title: "台账", uri: "https://example.org/1")]);
Console.WriteLine(new IndicatorsApi(configuration).ReportIndicatorValue("2022-fitness-tests", "2022-06", report));
