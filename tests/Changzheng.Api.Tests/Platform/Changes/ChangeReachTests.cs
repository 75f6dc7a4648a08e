using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Tests.Hotline;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Changes;

/// <summary>
/// Every kind × every role × every scope × units: a caller reads in the feed, as JSON and as a file, what it may read
/// and nothing else.
/// </summary>
public class ChangeReachTests(string database) : HotlineTest(database)
{
    private const string Town = "310107102",
        District = "310107",
        Changes = "/api/v1/changes";

    /// <param name="Reader">Signed in.</param>
    /// <param name="Allows">Whether it has a right, by the table of roles and its scopes.</param>
    private sealed record Asking(string Name, HttpClient Reader, string? Unit, Func<Right, bool> Allows);

    private readonly List<Asking> callers = [];

    [OneTimeSetUp]
    public async Task EveryKindAndEveryCallerAsync()
    {
        await TwoCommitteesAsync();
        IReadOnlyList<string?>[] sets =
        [
            [],
            [Office],
            [OtherOffice],
            [Office, null, OtherOffice],
            [Committee],
            [ChangeFeed.Everyone],
            [ChangeFeed.NoUnit],
            [District],
        ];
        var facts = ChangeKinds
            .All.Values.SelectMany(kind =>
                (kind.Reach == ChangeReach.Everyone ? new IReadOnlyList<string?>?[] { null } : sets).Select(
                    (units, number) =>
                        new ChangeFeed.Fact(kind, $"/{kind.Name}/{number}", "{}")
                        {
                            Units = units,
                            Marks = kind.Marks ? ["/marked"] : [],
                        }
                )
            )
            .ToList();
        await using (var scope = App.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<Db>()
                .TransactAsync(
                    async () =>
                    {
                        await scope
                            .ServiceProvider.GetRequiredService<ChangeFeed>()
                            .AppendAllAsync(facts, CancellationToken.None);
                        return true;
                    },
                    CancellationToken.None
                );

        foreach (var unit in new[] { null, Town, District, Office, OtherOffice, Committee })
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Integration))
            await AddAsync($"{role} of {unit ?? "no unit"}", unit, [role], null);
        foreach (var right in Rights.All)
        {
            await AddAsync($"integration scoped {right}", null, [Role.Integration], [right, ChangeRights.Read]);
            await AddAsync($"administrator scoped {right}", null, [Role.Administrator], [right, ChangeRights.Read]);
            await AddAsync(
                $"unit's administrator scoped {right}",
                Office,
                [Role.Administrator],
                [right, ChangeRights.Read]
            );
        }
    }

    [OneTimeTearDown]
    public void SignOut() => callers.ForEach(caller => caller.Reader.Dispose());

    [Test]
    public async Task The_feed_gives_what_its_reader_may_read_and_nothing_else()
    {
        var (rows, head, wrong, shown) = (await RowsAsync(), 0L, new List<string>(), new HashSet<int>());
        foreach (var caller in callers)
        {
            if (!caller.Allows(ChangeRights.Read))
            {
                await IsRefusedAsync(await caller.Reader.GetAsync(Changes), 403, "access.forbidden");
                continue;
            }

            var expected = rows.Where(row => IsSeen(row, caller)).Select(row => row.Position).ToList();
            var (read, position) = await ReadAllAsync(caller.Reader, 500);
            shown.Add(expected.Count);
            head = rows[^1].Position;
            if (!read.SequenceEqual(expected) || position != head)
                wrong.Add(
                    $"{caller.Name}: sees {string.Join(' ', read.Except(expected).Select(at => rows[(int)at - 1].Kind))}, misses {string.Join(' ', expected.Except(read).Select(at => rows[(int)at - 1].Kind))}, at {position}"
                );
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(shown, Has.Count.GreaterThan(8), "Callers differ in what they see.");
    }

    [Test]
    public async Task A_file_of_the_feed_and_small_pages_of_it_give_the_same()
    {
        foreach (
            var caller in callers
                .Where(caller => caller.Allows(ChangeRights.Read))
                .Where((_, number) => number % 3 == 0)
        )
        {
            var (all, _) = await ReadAllAsync(caller.Reader, 500);
            Assert.That((await ReadAllAsync(caller.Reader, 37)).Positions, Is.EqualTo(all), caller.Name);
            foreach (var type in new[] { "text/csv", "application/x-ndjson" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Changes);
                request.Headers.Accept.ParseAdd(type);
                var lines = (await (await caller.Reader.SendAsync(request)).Content.ReadAsStringAsync()).Split(
                    '\n',
                    StringSplitOptions.RemoveEmptyEntries
                );
                var positions =
                    type == "text/csv"
                        ? lines.Skip(1).Select(line => long.Parse(line.Split(',')[0], null))
                        : lines.Select(line => (long)JsonNode.Parse(line)!["position"]!);
                Assert.That(positions, Is.EqualTo(all), $"{caller.Name} {type}");
            }
        }
    }

    [Test]
    public async Task A_kind_that_is_asked_for_by_name_is_still_left_out_for_who_may_not_read_it()
    {
        var scoped = callers.First(caller => caller.Name == "integration scoped readPlan");

        var read = await ReadAsync($"{Changes}?kinds=ticket.closed,key.created", scoped.Reader);

        Assert.That(
            (read["items"]!.AsArray().Count, (long)read["position"]!),
            Is.EqualTo((0, (await RowsAsync())[^1].Position))
        );
    }

    private sealed record Row(long Position, string Kind, string? Unit, IReadOnlyList<string> Others);

    /// <summary>Said a second time, from the roles and the units of the rows as they lie.</summary>
    private static bool IsSeen(Row row, Asking caller)
    {
        if (!caller.Allows(ChangeKinds.All[row.Kind].Needs))
            return false;
        IReadOnlyList<string> units = [.. row.Others, .. row.Unit is null ? [] : new[] { row.Unit }];
        string[] below = [Office, OtherOffice, Committee];
        return caller.Unit is null
            || units.Contains(ChangeFeed.Everyone)
            || units.Contains(caller.Unit)
            || caller.Unit is Town or District && (units.Count == 0 || units.Any(unit => below.Contains(unit)))
            || caller.Unit == District && units.Contains(Town);
    }

    private async Task<IReadOnlyList<Row>> RowsAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var others = (
            await db.QueryAsync<FeedChain.OtherUnit>(
                "SELECT Position, Unit FROM ChangeFeedUnits ORDER BY Position",
                null,
                CancellationToken.None
            )
        ).ToLookup(one => one.Position, one => one.Unit);
        return
        [
            .. (
                await db.QueryAsync<FeedRow>(
                    "SELECT Position, Kind, Unit FROM ChangeFeed ORDER BY Position",
                    null,
                    CancellationToken.None
                )
            ).Select(row => new Row(row.Position, row.Kind, row.Unit, [.. others[row.Position]])),
        ];
    }

    private async Task<(IReadOnlyList<long> Positions, long Position)> ReadAllAsync(HttpClient reader, int limit)
    {
        var (all, position) = (new List<long>(), 0L);
        while (true)
        {
            var page = await ReadAsync($"{Changes}?after={position}&limit={limit}", reader);
            all.AddRange(page["items"]!.AsArray().Select(item => (long)item!["position"]!));
            position = (long)page["position"]!;
            if (page["items"]!.AsArray().Count < limit)
                return (all, position);
        }
    }

    private async Task AddAsync(string name, string? unit, IReadOnlyList<Role> roles, IReadOnlyList<Right>? scopes)
    {
        var made = await JsonAsync(
            await Http.PostAsJsonAsync(
                "/api/v1/access/keys",
                new
                {
                    name,
                    unit,
                    roles = roles.Select(role => role.Text()),
                    scopes = scopes?.Distinct().Select(scope => scope.Name),
                }
            )
        );
        callers.Add(
            new Asking(
                name,
                SignedIn((string)made["secret"]!),
                unit,
                right => (scopes?.Contains(right) ?? true) && roles.Any(role => right.Roles.Contains(role))
            )
        );
    }
}
