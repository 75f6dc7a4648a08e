using System.Net.Http.Json;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>An indicator that names where it comes from gets its figures from there, whatever its code.</summary>
public class DerivedIndicatorsTests(string database) : HotlineTest(database)
{
    private static Dictionary<string, object?> Derived(
        string? from,
        string kind = "ratio",
        string source = "derived",
        string frequency = "month"
    ) =>
        new()
        {
            ["kind"] = kind,
            ["frequency"] = frequency,
            ["accumulation"] = "ratio",
            ["direction"] = "up",
            ["source"] = source,
            ["derivedFrom"] = from,
            ["target"] = new { value = 100 },
        };

    [Test]
    public async Task Its_source_says_where_its_figures_come_from_and_its_code_says_nothing()
    {
        var (first, second) = (
            await Http.APlanAsync(
                "derived-a",
                ("any", Derived("hotline.onTimeClosing")),
                ("hotline-on-time-closing", Derived(null)),
                ("hotline-resolution", Derived("hotline.satisfaction"))
            ),
            await Http.APlanAsync("derived-b", ("same", Derived("hotline.onTimeClosing")))
        );

        var number = await ATicketAsync();
        await BringToAsync(number, "submitted");
        await CallBackAsync(number, "dissatisfied");
        await DoAsync(number, "close", AClosing(satisfaction: "dissatisfied"));

        Assert.Multiple(async () =>
        {
            Assert.That(await FigureAsync($"{first}-any"), Is.EqualTo("1/1 2022-07"));
            Assert.That(await FigureAsync($"{second}-same"), Is.EqualTo("1/1 2022-07"));
            Assert.That(await FigureAsync("2022-hotline-on-time-closing"), Is.EqualTo("1/1 2022-07"));
            Assert.That(await FigureAsync($"{first}-hotline-on-time-closing"), Is.EqualTo("no figure"));
            Assert.That(await FigureAsync($"{first}-hotline-resolution"), Is.EqualTo("0/1 2022-07"));
            Assert.That(await FigureAsync("2022-hotline-satisfaction"), Is.EqualTo("0/1 2022-07"));
        });
        var measure = await ReadAsync($"/api/v1/plans/{first}/measures/1.1.1");
        Assert.That(
            (bool?)measure["undertakings"]![0]!["kept"],
            Is.True,
            "and they reach the measure: " + measure["reason"]!.ToJsonString()
        );
        var indicator = await ReadAsync($"/api/v1/indicators/{first}-any");
        Assert.That((string?)indicator["derivedFrom"], Is.EqualTo("hotline.onTimeClosing"));
    }

    [TestCase("hotline.dreams", "ratio", "derived")]
    [TestCase("hotline.resolution", "ratio", "reported")]
    [TestCase("hotline.resolution", "minimum", "derived")]
    public async Task What_cannot_be_derived_is_refused(string from, string kind, string source)
    {
        var issued = await Http.PostAsJsonAsync(
            "/api/v1/plans",
            Scenarios.Plan("refused-source", 2022, ("any", Derived(from, kind, source)))
        );

        await IsRefusedAsync(issued, 400, "request.invalid");
        var errors = (await JsonAsync(issued))["errors"]!.AsObject();
        Assert.That(errors.Select(error => error.Key), Is.EqualTo(new[] { "indicators[0].derivedFrom" }));
        await IsRefusedAsync(await Http.GetAsync("/api/v1/plans/refused-source"), 404, "plan.not_found");
    }

    private async Task<string> FigureAsync(string indicator)
    {
        var standing = (await ReadAsync($"/api/v1/indicators/{indicator}"))["standing"]!;
        return standing["denominator"] is null
            ? "no figure"
            : $"{standing["numerator"]}/{standing["denominator"]} {standing["through"]}";
    }
}
