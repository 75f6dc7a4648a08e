using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>What a unit may not do by a route it may not do by a file.</summary>
public class ImportReachTests(string database) : HotlineTest(database)
{
    private const string Own = "310107102-JJB",
        Foreign = "310107102-GHB";

    [Test]
    public async Task Every_kind_of_import_is_bound_as_its_route_is()
    {
        using var own = SignedIn(await AKeyOfAsync("本单位", Own, Role.Reporter, Role.Dispatcher, Role.Administrator));
        foreach (var subject in Catalogue.Imports.Where(subject => subject.IsOfTown))
        foreach (var mode in new[] { "check", "apply" })
        {
            var started = await own.PostAsync($"/api/v1/imports/{subject.Name}?mode={mode}", Csv("code\nx\n"));
            await IsRefusedAsync(started, 403, "access.beyond_unit");
        }

        var others = Catalogue.Imports.Where(subject => !subject.IsOfTown).Select(subject => subject.Name);
        Assert.That(
            others,
            Is.EquivalentTo(new[] { "indicatorValues", "hotlineTickets" }),
            "Each of these is tried below."
        );
        var values = $"indicator,period,unit,value\n{await AnIndicatorAsync()},2022-01,{Foreign},9\n";
        Assert.That(await RejectedAsync(own, "indicatorValues", values), Is.EqualTo(new[] { "unit.not_found" }));
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Foreign });
        var tickets = $"number,type,subject\n{number},complaint,改了\n";
        Assert.That(await RejectedAsync(own, "hotlineTickets", tickets), Is.EqualTo(new[] { "ticket.number_taken" }));
    }

    /// <summary>The codes of the rows that were not taken in.</summary>
    private async Task<IReadOnlyList<string>> RejectedAsync(HttpClient by, string kind, string file)
    {
        var started = await by.PostAsync($"/api/v1/imports/{kind}?mode=apply&onError=skip", Csv(file));
        Assert.That((int)started.StatusCode, Is.EqualTo(202), await started.Content.ReadAsStringAsync());
        var import = started.Headers.Location!.ToString();
        for (var tries = 0; tries < 600 && Text(await ReadAsync(import, by), "state") is "queued" or "running"; tries++)
            await Task.Delay(50);
        var rejections = (await ReadAsync($"{import}/rejections", by))["items"]!.AsArray();
        return [.. rejections.Select(row => Text(row!, "code"))];
    }

    /// <summary>An indicator that units report.</summary>
    private async Task<string> AnIndicatorAsync()
    {
        foreach (var one in (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray())
        {
            var reported = await ReportAsync(Text(one!, "code"), "2022-01", new { value = 1 }, unit: Foreign);
            if (reported.StatusCode == HttpStatusCode.Created)
                return Text(one!, "code");
        }

        throw new InvalidOperationException("No indicator takes a unit's value.");
    }

    private static StringContent Csv(string text) =>
        new(text, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
}
