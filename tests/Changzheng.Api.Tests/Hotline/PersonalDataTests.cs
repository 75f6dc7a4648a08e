using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Hotline;

public class PersonalDataTests(string database) : HotlineTest(database)
{
    private static readonly string[] secrets =
    [
        Phone,
        "13987654321",
        "１３９１１１１２２２２",
        "62345678",
        "王小明",
        "真光路1234弄5号601室",
        "310107199001011234",
        "wang_xm88",
        "7654321",
        "56号301室",
    ];

    private string number = "";

    [OneTimeSetUp]
    public async Task ATalkativeTicketAsync()
    {
        At("2022-05-10T10:00");
        number = NextNumber();
        var registered = await RegisterAsync(
            new
            {
                number,
                type = "complaint",
                subject = "王小明反映飞线",
                address = "真光路1234弄5号601室",
                reporter = new { name = "王小明", phone = Phone },
                description = "请打13987654321或１３９１１１１２２２２，座机62345678，身份证310107199001011234，住真光路1234弄5号601室，微信号wang_xm88，QQ：7654321，常在金沙江路1234弄56号301室，2022-05-10 已报过20220510。",
            }
        );
        Assert.That((int)registered.StatusCode, Is.EqualTo(201), await registered.Content.ReadAsStringAsync());
        await DoAsync(number, "dispatch", new { unit = Office, note = $"王小明电话{Phone}" });
        await DoAsync(number, "accept");
        await DoAsync(
            number,
            "contact",
            new
            {
                contactedAt = Now,
                person = "王小明",
                note = "回拨139-8765-4321无人",
            }
        );
        await DoAsync(
            number,
            "submit",
            new
            {
                resolution = "resolved",
                note = "已处理",
                reply = "已电话13987654321告知王小明",
            }
        );
    }

    [TestCase(Tickets)]
    [TestCase(Tickets + "?q=飞线")]
    [TestCase(Tickets + "/{number}")]
    [TestCase(Tickets + "/{number}/history")]
    [TestCase("/api/v1/changes?limit=500")]
    [TestCase("/api/v1/hotline/due?within=P30D")]
    [TestCase("/api/v1/hotline/due?overdue=true")]
    [TestCase("/api/v1/hotline/disputed")]
    [TestCase("/api/v1/hotline/repeats")]
    [TestCase("/api/v1/hotline/rates/tickets?rate=resolution&part=excluded&from=2022-05-01&to=2022-05-31")]
    public async Task Nothing_personal_is_shown_unasked(string url)
    {
        url = url.Replace("{number}", number, StringComparison.Ordinal);
        using var asked = new HttpRequestMessage(HttpMethod.Get, url);
        asked.Headers.Accept.ParseAdd("text/csv");
        var text =
            (await ReadAsync(url)).ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            ) + await (await Http.SendAsync(asked)).Content.ReadAsStringAsync();

        Assert.That(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task What_is_masked_can_still_be_told_apart()
    {
        var ticket = await TicketAsync(number);

        Assert.Multiple(() =>
        {
            Assert.That(Text(ticket["reporter"]!, "name"), Is.EqualTo("王*"));
            Assert.That(Text(ticket["reporter"]!, "phone"), Is.EqualTo("138****5678"));
            Assert.That(Text(ticket, "address"), Is.EqualTo("真光路***"));
            Assert.That(Text(ticket, "subject"), Is.EqualTo("***反映飞线"));
            Assert.That(
                Text(ticket, "description"),
                Does.Contain("139****4321").And.Contain("2022-05-10 已报过20220510")
            );
        });
    }

    [Test]
    public async Task Who_may_see_it_states_a_purpose_and_is_recorded()
    {
        using var dispatcher = await SignedInAsync("派单员", null, Role.Dispatcher);

        var response = await dispatcher.GetAsync($"{Tickets}/{number}?purpose=回访核实");
        var ticket = await JsonAsync(response);
        var history = await ReadAsync($"{Tickets}/{number}/history?purpose=回访核实", dispatcher);
        var list = await ReadAsync($"{Tickets}?purpose=回访核实", dispatcher);

        Assert.Multiple(() =>
        {
            Assert.That(response.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(Text(ticket["reporter"]!, "phone"), Is.EqualTo(Phone));
            Assert.That(Text(ticket, "description"), Does.Contain("13987654321"));
            Assert.That(Text(history["items"]![3]!["said"]!, "person"), Is.EqualTo("王小明"));
            Assert.That(Text(list["items"]![0]!["reporter"]!, "name"), Is.EqualTo("王小明"));
        });
        var reads = (await ReadAsync("/api/v1/audit?outcome=read"))["items"]!.AsArray();
        Assert.That(
            reads.Select(read =>
                (
                    Text(read!, "caller"),
                    read!["detail"]!.ToJsonString().Contains(number, StringComparison.Ordinal),
                    read["detail"]!["purpose"]!.GetValue<string>()
                )
            ),
            Is.EqualTo(Enumerable.Repeat(("派单员", true, "回访核实"), 3))
        );
    }

    [Test]
    public async Task Who_may_not_see_it_is_refused_whatever_the_purpose()
    {
        await IsRefusedAsync(await Http.GetAsync($"{Tickets}/{number}?purpose=好奇心"), 403, "access.forbidden");
        await IsRefusedAsync(await Reviewer.GetAsync($"{Tickets}?purpose=好奇心"), 403, "access.forbidden");
        using var handler = await SignedInAsync("承办员", Office, Role.Handler);
        await IsRefusedAsync(await handler.GetAsync($"{Tickets}/{number}?purpose= "), 400, "purpose.needed");
    }

    [Test]
    public async Task At_rest_it_is_sealed()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var kept = new List<string?>();
        kept.AddRange(
            await db.QueryAsync<string?>(
                "SELECT CONCAT(Subject, ReporterName, ReporterPhone, Address, PhoneHash, PlaceHash, ContentHash) FROM Tickets",
                null,
                default
            )
        );
        kept.AddRange(
            await db.QueryAsync<string?>("SELECT CONCAT(Description, Sealed) FROM TicketTexts", null, default)
        );
        kept.AddRange(await db.QueryAsync<string?>("SELECT CONCAT(Said, Sealed) FROM TicketEvents", null, default));
        kept.AddRange(await db.QueryAsync<string?>("SELECT Data FROM ChangeFeed", null, default));
        kept.AddRange(await db.QueryAsync<string?>("SELECT Sealed FROM Secrets", null, default));

        Assert.That(kept, Has.Count.GreaterThan(10));
        Assert.That(
            secrets.Where(secret => kept.Any(text => text?.Contains(secret, StringComparison.Ordinal) == true)),
            Is.Empty
        );
    }

    [TestCase("13812345678", "138****5678")]
    [TestCase("+86 138-1234-5678", "138****5678")]
    [TestCase("021-62345678", "021****5678")]
    [TestCase("62345678", "****5678")]
    public void A_phone_shows_its_ends(string phone, string masked) =>
        Assert.That(Masking.Phone(phone), Is.EqualTo(masked));

    [TestCase("订单20220510号", "订单20220510号")]
    [TestCase("工单20220510-0001", "工单20220510-0001")]
    [TestCase("时间2022-05-10T10:00:00+08:00", "时间2022-05-10T10:00:00+08:00")]
    [TestCase("电138 1234 5678话", "电138 **** 5678话")]
    [TestCase("021-6234 5678", "021-**** 5678")]
    [TestCase("共1234567元", "共1234567元")]
    [TestCase("电62345678", "电****5678")]
    [TestCase("电６２３４５６７８", "电****５６７８")]
    public void Free_text_keeps_what_is_no_phone(string text, string masked) =>
        Assert.That(Masking.Text(text), Is.EqualTo(masked));
}
