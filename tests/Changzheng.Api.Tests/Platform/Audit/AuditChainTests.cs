using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Audit;

/// <summary>
/// Changes by SQL are found: every column, a row gone, a tail cut, a trail rewritten whole.
/// </summary>
public class AuditChainTests(string database) : ApiTest(database)
{
    private const string Verify = "/api/v1/audit/verify";

    public const string RetellSql = "UPDATE AuditTrail SET Hash = @Hash WHERE Position = @Position";
    public const string RemoveSql = "DELETE FROM AuditTrail WHERE Position = @Position";
    public const string RewindSql = "UPDATE AuditHead SET Position = @Position, Hash = @Hash WHERE Id = 1";
    public const string HashSql = "SELECT Hash FROM AuditTrail WHERE Position = @Position";

    private static readonly (string Column, string Sql)[] forgeries =
    [
        ("RecordedAt", "UPDATE AuditTrail SET RecordedAt = '2022-01-01 00:00:00' WHERE Position = @Position"),
        ("Caller", "UPDATE AuditTrail SET Caller = 'x' WHERE Position = @Position"),
        ("CallerId", "UPDATE AuditTrail SET CallerId = 'x' WHERE Position = @Position"),
        ("Action", "UPDATE AuditTrail SET Action = 'x' WHERE Position = @Position"),
        ("Outcome", "UPDATE AuditTrail SET Outcome = 'refused' WHERE Position = @Position"),
        ("Method", "UPDATE AuditTrail SET Method = 'x' WHERE Position = @Position"),
        ("Path", "UPDATE AuditTrail SET Path = 'x' WHERE Position = @Position"),
        ("Status", "UPDATE AuditTrail SET Status = 201 WHERE Position = @Position"),
        ("Code", "UPDATE AuditTrail SET Code = 'x' WHERE Position = @Position"),
        ("Address", "UPDATE AuditTrail SET Address = 'x' WHERE Position = @Position"),
        ("TraceId", "UPDATE AuditTrail SET TraceId = 'x' WHERE Position = @Position"),
        ("Detail", "UPDATE AuditTrail SET Detail = NULL WHERE Position = @Position"),
        ("PreviousHash", "UPDATE AuditTrail SET PreviousHash = 'x' WHERE Position = @Position"),
        ("Hash", "UPDATE AuditTrail SET Hash = 'x' WHERE Position = @Position"),
        ("Position", "UPDATE AuditTrail SET Position = 999999 WHERE Position = @Position"),
    ];

    private static IEnumerable<TestCaseData> Forgeries =>
        forgeries.Select(forgery => new TestCaseData(forgery.Sql).SetArgDisplayNames(forgery.Column));

    [SetUp]
    public async Task ThreeMoreRowsAsync()
    {
        for (var made = 0; made < 3; made++)
            await AKeyAsync("行", Role.Reporter);
    }

    [Test]
    public async Task An_untouched_trail_is_intact()
    {
        var proof = await ReadAsync(Verify);

        Assert.That((proof["intact"]!.GetValue<bool>(), proof["brokenAt"]), Is.EqualTo((true, (JsonNode?)null)));
        Assert.That(
            proof["rows"]!.GetValue<long>(),
            Is.EqualTo(proof["position"]!.GetValue<long>()).And.GreaterThan(3)
        );
    }

    [TestCaseSource(nameof(Forgeries))]
    public async Task A_changed_column_is_found(string sql)
    {
        var middle = await PositionAsync() - 1;

        await BrokenAsync(middle, db => db.ExecuteAsync(sql, new { Position = middle }, CancellationToken.None));
    }

    [Test]
    public async Task A_row_that_is_gone_is_found()
    {
        var middle = await PositionAsync() - 1;

        await BrokenAsync(middle, db => db.ExecuteAsync(RemoveSql, new { Position = middle }, CancellationToken.None));
    }

    [Test]
    public async Task A_tail_cut_off_is_found()
    {
        var last = await PositionAsync();

        await BrokenAsync(last, db => db.ExecuteAsync(RemoveSql, new { Position = last }, CancellationToken.None));
    }

    [Test]
    public async Task A_row_changed_and_sealed_anew_is_found_by_the_next()
    {
        var middle = await PositionAsync() - 1;

        await BrokenAsync(
            middle + 1,
            async db =>
            {
                var row = (
                    await db.QueryAsync<AuditRecord>(
                        AuditChain.RowsSql,
                        new
                        {
                            After = middle - 1,
                            Skip = 0,
                            Take = 1,
                        },
                        CancellationToken.None
                    )
                )[0] with
                {
                    Caller = "somebody else",
                };
                await db.ExecuteAsync(
                    forgeries[1].Sql.Replace("'x'", "'somebody else'", StringComparison.Ordinal),
                    new { Position = middle },
                    CancellationToken.None
                );
                await db.ExecuteAsync(RetellSql, new { Position = middle, Hash = row.Seal() }, CancellationToken.None);
            }
        );
    }

    [Test]
    public async Task A_tail_cut_off_with_its_head_is_found_by_a_noted_position()
    {
        var noted = await ReadAsync(Verify);
        var last = noted["position"]!.GetValue<long>();

        await OnAsync(async db =>
        {
            var before = await db.FindAsync<string>(HashSql, new { Position = last - 1 }, CancellationToken.None);
            await db.ExecuteAsync(RemoveSql, new { Position = last }, CancellationToken.None);
            await db.ExecuteAsync(RewindSql, new { Position = last - 1, Hash = before }, CancellationToken.None);
        });

        Assert.That((await ReadAsync(Verify))["intact"]!.GetValue<bool>(), Is.True, "A chain cannot tell by itself.");
        var answer = await ReadAsync($"{Verify}?position={last}&hash={noted["hash"]}");
        Assert.That(
            (answer["intact"]!.GetValue<bool>(), answer["brokenAt"]!.GetValue<long>()),
            Is.EqualTo((false, last))
        );
        await AKeyAsync("盖过", Role.Reporter);
        var later = await ReadAsync($"{Verify}?position={last}&hash={noted["hash"]}");
        Assert.That(
            (later["intact"]!.GetValue<bool>(), later["brokenAt"]!.GetValue<long>()),
            Is.EqualTo((false, last))
        );
    }

    [Test]
    public async Task Fifty_writers_at_once_make_one_chain()
    {
        var before = await PositionAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(number =>
                    number % 2 == 0
                        ? (Task)AKeyAsync($"并行{number}", Role.Reporter)
                        : ReportAsync("2022-fitness-tests", "2022-99", new { value = 1 })
                )
        );

        var proof = await ReadAsync(Verify);
        Assert.That(
            (proof["intact"]!.GetValue<bool>(), proof["position"]!.GetValue<long>()),
            Is.EqualTo((true, before + 50))
        );
    }

    [TestCase("179", false)]
    [TestCase("180", true)]
    public void Less_than_the_law_asks_for_is_refused(string days, bool accepted)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Audit:RetentionDays", days)])
            .Build();

        Assert.That(
            () => AuditRetention.DaysOf(configuration),
            accepted ? Throws.Nothing : Throws.InvalidOperationException
        );
    }

    /// <summary>The forgery is found where it was made; then the trail is put back as it was.</summary>
    private async Task BrokenAsync(long position, Func<Db, Task> forge)
    {
        await OnAsync(async db =>
        {
            AuditChain.Proof? proof = null;
            Assert.That(
                () =>
                    db.TransactAsync<bool>(
                        async () =>
                        {
                            await forge(db);
                            proof = await new AuditChain(
                                db,
                                new AuditTrail(db, Clock, new HttpContextAccessor())
                            ).ProveAsync(null, CancellationToken.None);
                            throw new OperationCanceledException("put back");
                        },
                        CancellationToken.None
                    ),
                Throws.InstanceOf<OperationCanceledException>()
            );
            Assert.That((proof!.Intact, proof.BrokenAt), Is.EqualTo((false, position)), proof.Because);
        });
        Assert.That((await ReadAsync(Verify))["intact"]!.GetValue<bool>(), Is.True);
    }

    private async Task<long> PositionAsync() => (await ReadAsync(Verify))["position"]!.GetValue<long>();

    private async Task OnAsync(Func<Db, Task> act)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<Db>());
    }
}
