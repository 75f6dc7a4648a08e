using System.Text.RegularExpressions;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Changes;

/// <summary>The catalogue of kinds: every declared one, well formed; what is not declared is not appended.</summary>
public partial class ChangeKindsTests(string database) : ApiTest(database)
{
    private static readonly ChangeKind<string> undeclared = new(
        "plan.dreamt",
        PlanRights.Read,
        ChangeReach.Everyone,
        "梦见计划",
        "A plan was dreamt of"
    );

    /// <summary>Of a declared name, but not the declared one.</summary>
    private static readonly ChangeKind<string> impostor = new(
        "plan.issued",
        PlanRights.Read,
        ChangeReach.Everyone,
        "计划",
        "A plan"
    );

    [Test]
    public void Every_kind_says_what_it_is()
    {
        Assert.Multiple(() =>
        {
            Assert.That(ChangeKinds.All, Has.Count.GreaterThan(40));
            Assert.That(
                ChangeKinds.All.Values.Where(kind => !Name().IsMatch(kind.Name) || kind.Name.Length > 60),
                Is.Empty
            );
            Assert.That(
                ChangeKinds.All.Values.Where(kind => !kind.Title.Any(letter => letter is >= '一' and <= '鿿')),
                Is.Empty
            );
            Assert.That(
                ChangeKinds.All.Values.Where(kind => !kind.TitleEn.All(char.IsAscii) || kind.TitleEn.Length == 0),
                Is.Empty
            );
            Assert.That(
                ChangeKinds.All.Values.Where(kind => kind.Data == typeof(object) || kind.Data == typeof(string)),
                Is.Empty,
                "Its data is a type of its own."
            );
        });
    }

    [Test]
    public async Task A_kind_that_is_not_declared_is_not_appended()
    {
        foreach (var kind in new[] { undeclared, impostor })
            Assert.That(
                await AppendAsync(ChangeFeed.Fact.Of(kind, "/x", "x")),
                Does.Contain($"{kind.Name} is no declared kind")
            );
    }

    [Test]
    public async Task A_fact_names_units_where_its_kind_is_seen_by_unit_and_only_there()
    {
        var (open, byUnit) = (
            new ChangeFeed.Fact(ChangeKinds.All["unit.registered"], "/x", "{}"),
            new ChangeFeed.Fact(ChangeKinds.All["ticket.closed"], "/x", "{}")
        );

        Assert.That(await AppendAsync(open with { Units = ["310107"] }), Does.Contain("unit.registered"));
        Assert.That(await AppendAsync(byUnit), Does.Contain("ticket.closed"));
        Assert.That(await AppendAsync(byUnit with { Units = [null] }), Is.Empty, "A ticket of no unit yet.");
    }

    [Test]
    public async Task A_fact_of_a_plan_says_of_which()
    {
        var issued = new ChangeFeed.Fact(ChangeKinds.All["plan.issued"], "/x", "{}");

        Assert.That(await AppendAsync(issued), Does.Contain("plan.issued says what it marks as changed"));
        Assert.That(await AppendAsync(issued with { Marks = ["/x"] }), Is.Empty);
    }

    [Test]
    public async Task A_kind_that_was_never_declared_is_refused_as_a_filter()
    {
        await IsRefusedAsync(
            await Http.GetAsync("/api/v1/changes?kinds=plan.issued,plan.dreamt"),
            400,
            "request.invalid"
        );
    }

    [Test]
    public async Task The_document_lists_every_kind_with_its_right()
    {
        var description = (string)(await ReadDocumentAsync())["info"]!["description"]!;

        Assert.That(
            ChangeKinds
                .All.Values.Where(kind =>
                    !description.Contains($"| `{kind.Name}` | `{kind.Needs.Name}` |", StringComparison.Ordinal)
                )
                .Select(kind => kind.Name),
            Is.Empty
        );
    }

    /// <returns>Why it was not appended; empty when it was.</returns>
    private async Task<string> AppendAsync(ChangeFeed.Fact fact)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var (db, feed) = (
            scope.ServiceProvider.GetRequiredService<Db>(),
            scope.ServiceProvider.GetRequiredService<ChangeFeed>()
        );
        try
        {
            await db.TransactAsync<bool>(
                async () =>
                {
                    await feed.AppendAsync(fact, CancellationToken.None);
                    throw new OperationCanceledException("put back");
                },
                CancellationToken.None
            );
        }
        catch (OperationCanceledException)
        {
            return "";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }

        return "";
    }

    [GeneratedRegex(@"\A[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+\z")]
    private static partial Regex Name();
}
