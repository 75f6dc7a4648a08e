using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>Makes keys over HTTP and asks what they open.</summary>
public abstract class KeyTest(string database) : ApiTest(database)
{
    protected const string Keys = "/api/v1/access/keys";

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IStartupFilter, From>();

    protected async Task<(string Id, string Secret)> MakeKeyAsync(object key)
    {
        var made = await Http.PostAsJsonAsync(Keys, key);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        var answer = await JsonAsync(made);
        Assert.That(made.Headers.Location!.ToString(), Is.EqualTo($"{Keys}/{answer["id"]}"));
        return (answer["id"]!.GetValue<string>(), answer["secret"]!.GetValue<string>());
    }

    protected async Task<int> StatusAsync(string secret, string? from = null)
    {
        using var http = SignedIn(secret);
        if (from is not null)
            http.DefaultRequestHeaders.Add(From.Header, from);
        return (int)(await http.GetAsync(Plan)).StatusCode;
    }
}
