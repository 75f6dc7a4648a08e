using System.Net;
using System.Net.Http.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// What became of an import's rows is read with the right that importing its subject takes: every kind × every role ×
/// every scope.
/// </summary>
public sealed class VerdictRightsTests(string database) : ImportTest(database)
{
    [Test]
    public async Task Verdicts_of_a_subject_are_for_who_may_import_it()
    {
        var (wrong, answered) = (new List<string>(), new Dictionary<int, int>());
        foreach (var (name, roles, scopes) in Callers())
        {
            var made = await JsonAsync(
                await Http.PostAsJsonAsync(
                    "/api/v1/access/keys",
                    new
                    {
                        name,
                        roles = roles.Select(role => role.Text()),
                        scopes = scopes?.Select(scope => scope.Name),
                    }
                )
            );
            using var reader = SignedIn((string)made["secret"]!);
            foreach (var subject in Catalogue.Imports)
            {
                var id = await OwnedAsync(subject.Name, (string)made["id"]!);
                bool May(Right right) =>
                    (scopes?.Contains(right) ?? true) && roles.Any(role => right.Roles.Contains(role));
                var expected =
                    May(ImportRights.Import) && May(subject.Needs) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                foreach (var list in new[] { "rows", "rejections" })
                foreach (var type in new[] { "application/json", Csv })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/imports/{id}/{list}");
                    request.Headers.Accept.ParseAdd(type);
                    var status = (await reader.SendAsync(request)).StatusCode;
                    answered[(int)status] = answered.GetValueOrDefault((int)status) + 1;
                    if (status != expected)
                        wrong.Add($"{name} {subject.Name} {list} {type}: {(int)status}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(answered.Values, Has.Count.EqualTo(2).And.All.GreaterThan(50));
    }

    private static IEnumerable<(string Name, Role[] Roles, Right[]? Scopes)> Callers()
    {
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Integration))
            yield return ($"only {role}", [role], null);
        foreach (var right in Rights.All)
        {
            yield return (
                $"integration scoped {right}",
                [Role.Integration],
                [.. new[] { right, ImportRights.Import }.Distinct()]
            );
            yield return (
                $"administrator scoped {right}",
                [Role.Administrator],
                [.. new[] { right, ImportRights.Import }.Distinct()]
            );
        }
    }

    /// <summary>
    /// An import owned by that key: a token's rights may change between two requests, a key's do not.
    /// </summary>
    private async Task<string> OwnedAsync(string kind, string key)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var import = new Import
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Kind = kind,
            Language = "zh-CN",
            Caller = "null",
            CallerId = key,
            CreatedAt = Clock.GetUtcNow(),
            CreatedBy = "x",
            FileOf = "",
            FileDigest = "",
        };
        await scope.ServiceProvider.GetRequiredService<ImportRows>().QueueAsync(import, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<ImportRows>().AskCancelAsync(import.Id, CancellationToken.None);
        await scope
            .ServiceProvider.GetRequiredService<ImportLease>()
            .CancelAsync(import.Id, "", CancellationToken.None);
        return import.Id;
    }
}
