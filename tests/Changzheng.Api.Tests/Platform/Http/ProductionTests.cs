using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Changzheng.Api.Tests.Platform.Http;

/// <summary>Outside development.</summary>
public class ProductionTests(string database) : ApiTest(database)
{
    [TestCase("true", HttpStatusCode.TemporaryRedirect)]
    [TestCase("false", HttpStatusCode.OK)]
    public async Task Plain_http_is_sent_to_https_unless_a_proxy_sees_to_it(string required, HttpStatusCode status)
    {
        await using var production = App.WithWebHostBuilder(host =>
            host.UseEnvironment("Production").UseSetting("Https:Required", required).UseSetting("HTTPS_PORT", "443")
        );
        using var http = production.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        Assert.That((await http.GetAsync("/version")).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Browsers_keep_to_https()
    {
        await using var production = App.WithWebHostBuilder(host =>
            host.UseEnvironment("Production").UseSetting("HTTPS_PORT", "443")
        );
        using var http = production.CreateClient(
            new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://plan.example.org") }
        );

        Assert.That(
            (await http.GetAsync("/version")).Headers.GetValues("Strict-Transport-Security").Single(),
            Is.EqualTo("max-age=31536000; includeSubDomains")
        );
    }
}
