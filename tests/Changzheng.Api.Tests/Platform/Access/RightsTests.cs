using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>Every route × every role, against the one table; and the guide's copy of it.</summary>
public class RightsTests(string database) : ApiTest(database)
{
    private const string Opens = "<!-- rights: written by RightsTests -->",
        Closes = "<!-- /rights -->";

    private IEnumerable<RouteEndpoint> Routes =>
        App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Test]
    public void No_route_lacks_a_right_unless_it_says_it_is_open()
    {
        var open = Routes
            .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(route => route.RoutePattern.RawText);

        Assert.Multiple(() =>
        {
            Assert.That(
                Routes
                    .Where(route => RightOf(route) is null && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
                    .Select(route => route.RoutePattern.RawText),
                Is.EquivalentTo(new[] { "/api/v1/me", "/api/v1/words" }),
                "Every signed-in caller may ask who it is, and what choices are called."
            );
            Assert.That(
                Routes.Where(route =>
                    route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
                    && route.Metadata.GetMetadata<IAllowAnonymous>() is not null
                ),
                Is.Empty
            );
            Assert.That(
                open,
                Is.EquivalentTo(new[] { "/", "/health/live", "/health/ready", "/version", "/problems/{code}" })
            );
            Assert.That(Routes.Count(), Is.GreaterThan(25));
        });
    }

    [Test]
    public async Task Every_route_answers_every_role_as_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Cast<Role?>().Append(null))
        {
            using var http = SignedIn(role is null ? null : await AKeyAsync($"walker {role}", role.Value));
            foreach (var route in Routes)
            {
                var status = (int)(await http.SendAsync(Sent(route))).StatusCode;
                var expected = Expected(route, role);
                if (expected is null ? status is 401 or 403 or >= 500 : status != expected)
                    wrong.Add(
                        $"{role?.ToString() ?? "anonymous"} {route.DisplayName}: {status}, by the table {(expected is null ? "allowed" : $"{expected}")}"
                    );
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task The_readme_shows_the_table()
    {
        var file = Path.Combine(Repository.Root, "api-spec", "guide", "sign-in.md");
        var readme = await File.ReadAllTextAsync(file);
        var (begin, end) = (
            readme.IndexOf(Opens, StringComparison.Ordinal) + Opens.Length,
            readme.IndexOf(Closes, StringComparison.Ordinal)
        );
        Assert.That(end, Is.GreaterThan(begin), "sign-in.md has the place for it.");
        if (Environment.GetEnvironmentVariable(OpenApiTests.Update) == "1")
            await File.WriteAllTextAsync(file, readme = readme[..begin] + Table() + readme[end..]);

        Assert.That(readme, Does.Contain(Opens + Table() + Closes), $"Set {OpenApiTests.Update}=1 and run again.");
    }

    /// <summary>A right is written by its name, in any letters' case, as an enum is.</summary>
    [TestCase("\"readPlan\"", 201)]
    [TestCase("\"READPLAN\"", 201)]
    [TestCase("\"read\"", 400)]
    [TestCase("\"\"", 400)]
    [TestCase("0", 400)]
    [TestCase("{}", 400)]
    public async Task A_scope_is_a_right_by_its_name(string scope, int status)
    {
        var sent = await Http.PostAsync(
            "/api/v1/access/keys",
            new StringContent(
                $$"""{"name": "scoped {{Guid.NewGuid():N}}", "roles": ["reporter"], "scopes": [{{scope}}]}""",
                Encoding.UTF8,
                "application/json"
            )
        );
        var answer = await JsonAsync(sent);

        Assert.That((int)sent.StatusCode, Is.EqualTo(status), answer.ToJsonString());
        if (status == 201)
            Assert.That((string?)answer["scopes"]![0], Is.EqualTo("readPlan"));
        else
            Assert.That(
                (string?)answer["errors"]!["scopes[0]"]![0],
                Is.EqualTo("可选：" + string.Join("、", Catalogue.Rights.Select(right => right.Name)))
            );
    }

    private static Right? RightOf(RouteEndpoint route) => route.Metadata.GetMetadata<Right>();

    private static int? Expected(RouteEndpoint route, Role? role) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null ? null
        : role is null ? 401
        : RightOf(route) is not { } right ? null
        : right.Roles.Contains(role.Value) ? null
        : 403;

    /// <summary>Enough to be let in, too little to be carried out.</summary>
    private static HttpRequestMessage Sent(RouteEndpoint route)
    {
        var path = new StringBuilder();
        foreach (var segment in route.RoutePattern.PathSegments)
            path.Append('/')
                .AppendJoin(
                    "",
                    segment.Parts.Select(part =>
                        part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
                            ? literal.Content
                            : Filler((Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart)part)
                    )
                );
        var method = new HttpMethod(route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET");
        return new HttpRequestMessage(method, path.ToString())
        {
            Content = method == HttpMethod.Get ? null : new StringContent("{}", Encoding.UTF8, "application/json"),
        };
    }

    private static string Filler(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter) =>
        parameter.ParameterPolicies.Any(policy => policy.Content == "int") ? "2022" : "nothing";

    private string Table()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder("\n| right | ")
            .AppendJoin(" | ", roles.Select(role => role.Text()))
            .Append(" | operations |\n|---|")
            .Append(string.Concat(roles.Select(_ => "---|")))
            .Append("---|\n");
        foreach (var right in Catalogue.Rights)
            text.Append("| `")
                .Append(right.Name)
                .Append("` | ")
                .AppendJoin(
                    " | ",
                    roles.Select(role =>
                        !right.Roles.Contains(role) ? ""
                        : role == Role.Integration ? "scope"
                        : "✓"
                    )
                )
                .Append(" | ")
                .AppendJoin(
                    ", ",
                    Routes
                        .Where(route => RightOf(route) == right)
                        .Select(route => $"`{route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName}`")
                        .Order(StringComparer.Ordinal)
                )
                .Append(" |\n");
        return text.ToString();
    }
}
