using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Tests.Platform.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests;

/// <summary>
/// The whole API, over HTTP, on one database of its own. Today is 2022-07-05 unless a test moves the clock.
/// </summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public abstract class ApiTest(string database)
{
    protected const string Plan = "/api/v1/plans/changzheng-2022";

    /// <summary>What the first administrator signs in with.</summary>
    protected const string AdministratorKey = TestHost.AdministratorKey;

    private Func<ValueTask> drop = null!;

    protected WebApplicationFactory<Program> App { get; private set; } = null!;

    /// <summary>When the fixture begins.</summary>
    protected virtual DateTimeOffset Today => new(2022, 7, 5, 9, 0, 0, TimeSpan.FromHours(8));

    protected FakeTimeProvider Clock { get; private set; } = null!;

    /// <summary>Signed in as the administrator.</summary>
    protected HttpClient Http { get; private set; } = null!;

    /// <summary>Signed in as a second person who may review.</summary>
    protected HttpClient Reviewer { get; private set; } = null!;

    /// <summary>Settings of this fixture's own.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>Services of this fixture's own.</summary>
    protected virtual void Configure(IServiceCollection services) { }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Clock = new FakeTimeProvider(Today);
        (var connectionString, drop) = await Databases.CreateAsync(database);
        if (database == "Sqlite")
            await SeededDatabase.CopyAsync(
                new SqliteConnectionStringBuilder(connectionString).DataSource,
                Today,
                Settings.GetValueOrDefault("Seeds:Demo") == "true"
            );
        App = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.ForTests(database, connectionString)
                .ConfigureTestServices(services =>
                    Configure(services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)))
                );
            foreach (var (name, value) in Settings)
                host.UseSetting(name, value);
        });
        Http = SignedIn(AdministratorKey);
        Reviewer = SignedIn(await AKeyAsync("督查员", Role.Reviewer));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Http?.Dispose();
        Reviewer?.Dispose();
        if (App is not null)
            await App.DisposeAsync();
        if (drop is not null)
            await drop();
    }

    protected HttpClient SignedIn(string? key)
    {
        var http = App.CreateClient();
        if (key is not null)
            http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return http;
    }

    private protected Catalogue Catalogue => App.Services.GetRequiredService<Catalogue>();

    /// <summary>A new key for the whole town, and its secret; an integration has all the scopes it can have.</summary>
    protected Task<string> AKeyAsync(string name, params Role[] roles) => AKeyOfAsync(name, null, roles);

    /// <summary>A new key of a unit, and its secret.</summary>
    protected async Task<string> AKeyOfAsync(string name, string? unit, params Role[] roles)
    {
        var scopes = roles.Contains(Role.Integration)
            ? Rights.All.Where(right => right.Roles.Any(roles.Contains)).Select(right => right.Name)
            : null;
        var made = await Http.PostAsJsonAsync(
            "/api/v1/access/keys",
            new
            {
                name,
                unit,
                roles = roles.Select(role => role.Text()),
                scopes,
            }
        );
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        return (await JsonAsync(made))["secret"]!.GetValue<string>();
    }

    protected static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    /// <summary>What is there, read with 200.</summary>
    protected async Task<JsonNode> ReadAsync(string url, HttpClient? by = null)
    {
        var response = await (by ?? Http).GetAsync(url);
        Assert.That(
            response.StatusCode,
            Is.EqualTo(HttpStatusCode.OK),
            $"{url}: {await response.Content.ReadAsStringAsync()}"
        );
        return await JsonAsync(response);
    }

    /// <summary>The OpenAPI document, with what its operations share put back in place.</summary>
    protected async Task<JsonNode> ReadDocumentAsync() =>
        ServedDocument.Inline(await ReadAsync("/swagger/v1/swagger.json"));

    protected static Task<HttpResponseMessage> SendAsync(
        HttpClient by,
        HttpMethod method,
        string url,
        object? body = null,
        int? version = null
    )
    {
        var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return by.SendAsync(request);
    }

    protected Task<HttpResponseMessage> ReportAsync(
        string indicator,
        string period,
        object body,
        int? version = null,
        string? unit = null,
        HttpClient? by = null
    ) =>
        SendAsync(
            by ?? Http,
            HttpMethod.Put,
            $"/api/v1/indicators/{indicator}/values/{period}{(unit is null ? "" : "/" + unit)}",
            body,
            version
        );

    /// <summary>The response is this problem, and says so in the form callers rely on.</summary>
    protected static async Task IsRefusedAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonNode.Parse(text)!;
        Assert.Multiple(() =>
        {
            Assert.That(problem["code"]!.GetValue<string>(), Is.EqualTo(code), text);
            Assert.That(problem["status"]!.GetValue<int>(), Is.EqualTo(status));
            Assert.That(problem["title"]!.GetValue<string>(), Is.Not.Empty);
            Assert.That(problem["detail"]!.GetValue<string>(), Is.Not.Empty);
            Assert.That(problem["traceId"]!.GetValue<string>(), Is.Not.Empty);
        });
    }
}
