using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Hotline.Rates.Counts;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Town.Units;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>Tickets over HTTP: what tests of the hotline arrange and do.</summary>
public abstract class HotlineTest(string database) : ApiTest(database)
{
    protected const string Tickets = "/api/v1/hotline/tickets";
    protected const string Office = "310107102-GLB",
        OtherOffice = "310107102-PAB",
        Centre = "310107102-CYZX";
    protected const string Committee = "310107102-T01",
        OtherCommittee = "310107102-T02";
    protected const string Phone = "13812345678";

    private int last;

    /// <summary>Signed in as a second dispatcher, who decides on what the first asked for.</summary>
    private HttpClient decider = null!;

    [OneTimeSetUp]
    public async Task ADeciderAsync() => decider = SignedIn(await AKeyAsync("调度长", Role.Dispatcher));

    [OneTimeTearDown]
    public void DeciderLeaves() => decider?.Dispose();

    /// <summary>Who moves a ticket where a test does not say: another person decides than asked.</summary>
    protected HttpClient Mover(string action) =>
        action.StartsWith("decide", StringComparison.Ordinal) || action is "callback" or "verify" ? decider : Http;

    protected string NextNumber() => $"{Clock.GetUtcNow():yyyyMMdd}-{Interlocked.Increment(ref last):0000}";

    /// <summary>Puts the clock to this minute of Shanghai.</summary>
    protected void At(string time) =>
        Clock.AdjustTime(DateTimeOffset.Parse(time + ":00+08:00", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The committees' codes were not found (domain.md E.1): two of the tests' own.</summary>
    protected async Task TwoCommitteesAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(
                new RegisterUnits.Command([
                    .. new[] { (Committee, "梅川一居委"), (OtherCommittee, "真光二居委") }.Select(
                        unit => new Changzheng.Api.Town.Units.Unit(
                            unit.Item1,
                            unit.Item2,
                            null,
                            UnitKind.Neighbourhood,
                            "310107102",
                            null,
                            null,
                            [],
                            [],
                            true
                        )
                    ),
                ])
            );
    }

    protected Task<HttpResponseMessage> RegisterAsync(object ticket, HttpClient? by = null) =>
        (by ?? Http).PostAsJsonAsync(Tickets, ticket);

    /// <summary>A registered complaint, and its number.</summary>
    protected async Task<string> ATicketAsync(
        string type = "complaint",
        string? channel = null,
        string? category = null,
        string? neighbourhood = null,
        string? phone = null,
        string? address = null,
        bool anonymous = false
    )
    {
        var number = NextNumber();
        var response = await RegisterAsync(
            new
            {
                number,
                type,
                channel,
                category,
                neighbourhood,
                subject = "飞线充电",
                description = "三楼有人从窗口拉线给电瓶车充电。",
                reporter = anonymous ? null : new { name = "张小妹", phone = phone ?? Phone },
                address = address ?? "真光路1234弄5号601室",
            }
        );
        Assert.That((int)response.StatusCode, Is.EqualTo(201), await response.Content.ReadAsStringAsync());
        return number;
    }

    protected async Task<JsonNode> TicketAsync(string number, HttpClient? by = null) =>
        await ReadAsync($"{Tickets}/{number}", by);

    /// <summary>Asks for a move in the version that stands.</summary>
    protected async Task<HttpResponseMessage> TryAsync(
        string number,
        string action,
        object? body = null,
        HttpClient? by = null
    )
    {
        var version = (await TicketAsync(number))["version"]!.GetValue<int>();
        return await SendAsync(
            by ?? Mover(action),
            HttpMethod.Post,
            $"{Tickets}/{number}/{action}",
            body ?? new { },
            version
        );
    }

    /// <summary>The move, carried out.</summary>
    protected async Task<JsonNode> DoAsync(string number, string action, object? body = null, HttpClient? by = null)
    {
        var response = await TryAsync(number, action, body, by);
        Assert.That(
            (int)response.StatusCode,
            Is.EqualTo(200),
            $"{action}: {await response.Content.ReadAsStringAsync()}"
        );
        return await JsonAsync(response);
    }

    protected DateTimeOffset Now => Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    protected object AContact =>
        new
        {
            contactedAt = Now,
            person = "张小妹",
            way = "phone",
            note = "已电话联系",
        };

    protected object AClosing(
        string resolution = "resolved",
        string satisfaction = "satisfied",
        string? note = "居民反馈"
    ) =>
        new
        {
            resolution,
            reply = "已处理并告知。",
            repliedBy = "phone",
            repliedAt = Now,
            satisfaction,
            note,
        };

    /// <summary>A callback that asks for the rating alone.</summary>
    protected Task<JsonNode> CallBackAsync(
        string number,
        string satisfaction = "satisfied",
        DateTimeOffset? at = null
    ) =>
        DoAsync(
            number,
            "callback",
            new
            {
                reached = satisfaction != "notRated",
                satisfaction,
                note = "居民反馈",
                at,
            }
        );

    /// <summary>Asked for by one person and granted by another.</summary>
    protected async Task<JsonNode> VoidAsync(string number)
    {
        await DoAsync(number, "void", new { note = "误登" });
        return await DoAsync(number, "decideVoid", new { approved = true });
    }

    /// <inheritdoc cref="VoidAsync"/>
    protected async Task<JsonNode> SuspendAsync(string number, string reviewOn)
    {
        await DoAsync(number, "suspend", new { note = "等候专项维修资金", reviewOn });
        return await DoAsync(number, "decideSuspension", new { approved = true });
    }

    /// <summary>Brings a registered ticket to a status by the shortest way.</summary>
    protected async Task BringToAsync(string number, string status, string unit = Office)
    {
        if (status == "registered")
            return;
        if (status == "voided")
        {
            await VoidAsync(number);
            return;
        }

        await DoAsync(number, "dispatch", new { unit });
        if (status is "returned")
            await DoAsync(number, "return", new { reason = "notOurDuty", note = "不属本部门" });
        if (status is "suspended")
            await SuspendAsync(number, "2030-01-01");
        if (status is "dispatched" or "returned" or "suspended")
            return;
        await DoAsync(number, "accept");
        if (status == "accepted")
            return;
        await DoAsync(number, "contact", AContact);
        if (status == "handling")
            return;
        await DoAsync(number, "submit", new { resolution = "resolved", note = "已拆除飞线" });
        if (status == "submitted")
            return;
        if (Text(await TicketAsync(number), "channel") == "grid")
        {
            await DoAsync(number, "verify", new { passed = true, note = "现场核查" });
            await DoAsync(number, "close", new { resolution = "resolved" });
            return;
        }

        await CallBackAsync(number);
        await DoAsync(number, "close", AClosing());
    }

    /// <summary>The counts kept as the tickets changed are what counting them now comes to.</summary>
    protected async Task CountsAreProvedAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var proof = scope.ServiceProvider.GetServices<Proof>().OfType<CountProof>().Single();
        Assert.That(await proof.FindFaultsAsync(CancellationToken.None), Is.Empty);
    }

    protected async Task<HttpClient> SignedInAsync(string name, string? unit, params Role[] roles)
    {
        var made = await Http.PostAsJsonAsync(
            "/api/v1/access/keys",
            new
            {
                name,
                roles = roles.Select(role => role.Text()),
                unit,
            }
        );
        return SignedIn((await JsonAsync(made))["secret"]!.GetValue<string>());
    }

    protected static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
