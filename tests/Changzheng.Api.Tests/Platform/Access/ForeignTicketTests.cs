using System.Net;
using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Hotline;
using Changzheng.Api.Tests.Platform.Http;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>Another unit's ticket is not there, whatever is asked of it.</summary>
public class ForeignTicketTests(string database) : HotlineTest(database)
{
    [Test]
    public async Task Every_route_with_a_tickets_number_answers_a_foreign_unit_404()
    {
        using var other = await SignedInAsync(
            "别的办",
            OtherOffice,
            Role.Handler,
            Role.Dispatcher,
            Role.Reviewer,
            Role.Reporter
        );
        var number = await ATicketAsync();
        await DoAsync(number, "dispatch", new { unit = Office });
        var version = (await TicketAsync(number))["version"]!.GetValue<int>();
        var asking = Documented
            .All(await ReadDocumentAsync())
            .Where(operation => operation.Path.Contains("{number}", StringComparison.Ordinal))
            .ToList();
        var leaks = new List<string>();
        foreach (var operation in asking)
        {
            using var request = new HttpRequestMessage(
                operation.Method,
                operation.Address(name => name == "number" ? number : null, _ => null)
            );
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            if (operation.Body is not null)
                request.Content = new StringContent(operation.Body.ToJsonString(), Encoding.UTF8, "application/json");
            var answer = await other.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.NotFound)
                leaks.Add($"{operation.Id}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.That(asking, Has.Count.GreaterThan(15));
        Assert.That(leaks, Is.Empty);
        Assert.That((await TicketAsync(number))["version"]!.GetValue<int>(), Is.EqualTo(version));
    }
}
