using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Tests.Hotline;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// A town that has done a little of everything, and what verify reports after rows are changed by SQL.
/// </summary>
public abstract class TamperingTest(string database) : HotlineTest(database)
{
    protected const string Indicator = "2022-fitness-tests",
        Value = $"/api/v1/indicators/{Indicator}/values/2022-05";

    /// <summary>A closed ticket, one transferred from one office to another, and one that came in a file.</summary>
    protected string Closed { get; private set; } = "";

    protected string Transferred { get; private set; } = "";

    protected const string Taken = "F-2";

    [OneTimeSetUp]
    public async Task ALittleOfEverythingAsync()
    {
        var plan = await Http.APlanAsync("tampering", ("sum", Scenarios.Minimum()));
        await OkAsync(
            ReportAsync(
                Indicator,
                "2022-05",
                new
                {
                    value = 480,
                    note = "台账",
                    evidence = new[] { new { title = "表", uri = "https://files.example.org/a.pdf" } },
                }
            )
        );
        await OkAsync(ReportAsync(Indicator, "2022-05", new { value = 481 }, 1));
        await OkAsync(SendAsync(Reviewer, HttpMethod.Post, $"{Value}/confirm", null, 2));
        await OkAsync(
            SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/indicators/{plan}-sum/target",
                new
                {
                    value = 7,
                    upper = 9,
                    effectiveOn = "2022-01-01",
                    documentNumber = "x",
                    note = "x",
                },
                1
            )
        );
        await OkAsync(
            SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/plans/{plan}/measures/1.1.2",
                new
                {
                    title = "改",
                    documentNumber = "x",
                    leadUnit = Office,
                    weight = 2,
                    reason = "x",
                },
                1
            )
        );
        await OkAsync(
            SendAsync(
                Http,
                HttpMethod.Put,
                $"/api/v1/plans/{plan}/measures/1.1.2/progress",
                new { completion = 0.2, note = "x" }
            )
        );
        await OkAsync(
            SendAsync(
                Http,
                HttpMethod.Post,
                $"/api/v1/plans/{plan}/measures/1.1.2/sign-off",
                new { evidence = new[] { new { title = "验收单", uri = "https://files.example.org/b.pdf" } } },
                1
            )
        );
        await OkAsync(
            SendAsync(Reviewer, HttpMethod.Post, $"/api/v1/plans/{plan}/measures/1.1.2/sign-off/confirm", null, 2)
        );
        await OkAsync(
            SendAsync(
                Http,
                HttpMethod.Post,
                $"/api/v1/plans/{plan}/measures",
                new
                {
                    code = "1.1.3",
                    title = "消防改造",
                    kind = "project",
                    documentNumber = "区〔2022〕8号",
                    issuedOn = "2022-06-20",
                    quote = "完成消防改造",
                }
            )
        );
        var foreseen = new
        {
            outlook = "possible",
            reason = "滞后",
            remedy = "请区协调",
        };
        await OkAsync(SendAsync(Http, HttpMethod.Put, $"/api/v1/plans/{plan}/measures/1.1.1/forecast", foreseen));
        await CloseAndReopenAsync($"/api/v1/plans/{await Http.APlanAsync("ended", 2021)}");
        await BringToAsync(Closed = await ATicketAsync(), "closed");
        await BringToAsync(Transferred = await ATicketAsync(), "accepted");
        await DoAsync(Transferred, "transfer", new { unit = OtherOffice, note = "请联系13812345678" });
        await ImportAsync("indicatorValues", $"指标代码,期间,完成值\n{Indicator},2022-03,12\n{Indicator},2022-04,13\n");
        await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,承办单位,受理时间,派单时间,反映人\nF-1,complaint,一,,2022-05-01 08:00,,张小妹\nF-2,complaint,二,310107102-GLB,2022-05-01 08:00,2022-05-01 09:00,\n"
        );
        await ImportAsync(
            "hotlineTickets",
            "工单编号,诉求类型,标题,承办单位,受理时间,派单时间,反映人\nF-2,complaint,改,310107102-GLB,2022-05-01 08:00,2022-05-01 09:00,李四\n"
        );
        await ImportAsync("measures", $"计划代码,举措编号,举措,文号\n{plan},1.1.1,改写,测〔2022〕2号\n");
    }

    private async Task CloseAndReopenAsync(string plan)
    {
        using var second = SignedIn(await AKeyAsync("副镇长", Role.Administrator));
        await OkAsync(SendAsync(Http, HttpMethod.Post, $"{plan}/close", null, 1));
        await OkAsync(SendAsync(second, HttpMethod.Post, $"{plan}/close", null, 2));
        var order = new { documentNumber = "普长府〔2022〕9号", reason = "审计调整" };
        await OkAsync(SendAsync(Http, HttpMethod.Post, $"{plan}/reopen", order, 3));
    }

    /// <summary>What is found of a forgery; then it is put back as it was.</summary>
    private protected async Task<IReadOnlyList<string>> FoundAsync(Func<Db, Task> forge, (long, string)? noted = null)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var (db, proof) = (
            scope.ServiceProvider.GetRequiredService<Db>(),
            scope.ServiceProvider.GetRequiredService<RecordsProof>()
        );
        IReadOnlyList<string> found = [];
        Assert.That(
            () =>
                db.TransactAsync<bool>(
                    async () =>
                    {
                        await forge(db);
                        found = (await proof.ProveAsync(noted, CancellationToken.None)).Faults;
                        throw new OperationCanceledException("put back");
                    },
                    CancellationToken.None
                ),
            Throws.InstanceOf<OperationCanceledException>().With.Message.EqualTo("put back")
        );
        return found;
    }

    protected Task<IReadOnlyList<string>> FoundAsync(params string[] statements) =>
        FoundAsync(async db =>
        {
            foreach (var statement in statements)
                Assert.That(
                    await db.ExecuteAsync(statement, null, CancellationToken.None),
                    Is.GreaterThan(0),
                    $"Nothing was forged: {statement}"
                );
        });

    private protected async Task<T> AskAsync<T>(Func<Db, Task<T>> ask)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Db>());
    }

    private static async Task OkAsync(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.That(
            answer.StatusCode,
            Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.Created),
            await answer.Content.ReadAsStringAsync()
        );
    }

    private async Task ImportAsync(string kind, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports/{kind}?mode=apply")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        request.Headers.Add("Prefer", "wait=60");
        await OkAsync(Http.SendAsync(request));
    }
}
