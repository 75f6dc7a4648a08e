using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using CsCheck;

namespace Changzheng.Api.Tests.Hotline;

public class WorkflowTests(string database) : HotlineTest(database)
{
    /// <summary>What each action needs said; the table alone decides whether it is taken.</summary>
    private Dictionary<string, object> Bodies =>
        new()
        {
            ["dispatch"] = new { unit = Office, note = "裁定由该单位承办" },
            ["accept"] = new { },
            ["contact"] = AContact,
            ["interim"] = new { note = "先行处置" },
            ["return"] = new { reason = "notOurDuty", note = "不属本部门" },
            ["decideReturn"] = new { approved = true, note = "同意" },
            ["extend"] = new { workingDays = 2, note = "情况复杂" },
            ["decideExtension"] = new { approved = true, note = "同意" },
            ["transfer"] = new { unit = OtherOffice, note = "属平安办" },
            ["reclassify"] = new { category = "楼道堆物", note = "经核实" },
            ["join"] = new { supportingUnits = new[] { new { unit = Centre } } },
            ["answer"] = new { unit = Centre, note = "已协助" },
            ["split"] = new { demands = new[] { new { text = "拆飞线" }, new { text = "清楼道" } } },
            ["answerDemand"] = new
            {
                demand = 1,
                resolution = "resolved",
                note = "已处理",
            },
            ["submit"] = new { resolution = "resolved", note = "已处理" },
            ["callback"] = new
            {
                reached = true,
                satisfaction = "satisfied",
                contacted = true,
                resolved = true,
            },
            ["verify"] = new { passed = true, note = "现场核查" },
            ["close"] = AClosing(),
            ["rework"] = new { note = "重新处置" },
            ["supervise"] = new { note = "督办" },
            ["suspend"] = new
            {
                note = "等候资金",
                reviewOn = "2035-01-01",
                approvedBy = "分管副镇长",
            },
            ["decideSuspension"] = new { approved = true },
            ["resume"] = new { },
            ["void"] = new { note = "误登" },
            ["decideVoid"] = new { approved = true },
        };

    [TestCase("registered")]
    [TestCase("dispatched")]
    [TestCase("accepted")]
    [TestCase("handling")]
    [TestCase("submitted")]
    [TestCase("closed")]
    [TestCase("returned")]
    [TestCase("suspended")]
    [TestCase("voided")]
    public async Task Every_other_move_is_refused_with_those_allowed(string status)
    {
        At("2022-05-10T10:00");
        var number = await ATicketAsync();
        await BringToAsync(number, status);
        var allowed = (await ReadAsync("/api/v1/hotline/workflow"))["moves"]!
            .AsArray()
            .Where(move => Text(move!, "from") == status)
            .Select(move => Text(move!, "action"))
            .ToList();
        var before = (await TicketAsync(number)).ToJsonString();

        foreach (var action in Bodies.Keys.Except(allowed))
        {
            var refused = await TryAsync(number, action, Bodies[action]);
            await IsRefusedAsync(refused, 409, "ticket.move_not_allowed");
            Assert.That(
                (await JsonAsync(refused))["allowed"]!.AsArray().Select(one => one!.GetValue<string>()),
                Is.EquivalentTo(allowed),
                action
            );
        }

        Assert.That((await TicketAsync(number)).ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_random_walk_never_leaves_the_table_never_loses_history_and_never_runs_time_backwards()
    {
        At("2022-05-10T10:00");
        var moves = (await ReadAsync("/api/v1/hotline/workflow"))["moves"]!
            .AsArray()
            .ToLookup(
                move => (Text(move!, "from"), Text(move!, "action")),
                move => move!["to"]!.AsArray().Select(to => to!.GetValue<string>()).ToList()
            );
        var actions = Bodies.Keys.ToList();
        var step = Gen.Select(
            Gen.Int[0, actions.Count - 1].Select(index => actions[index]),
            Gen.Int[0, 300],
            Gen.Int[0, 3]
        );

        await step.Array[25].SampleAsync(async walk => await WalkAsync(moves, walk), iter: 20, threads: 1);
    }

    private async Task WalkAsync(
        ILookup<(string, string), List<string>> moves,
        (string Action, int Minutes, int Luck)[] walk
    )
    {
        var number = await ATicketAsync();
        var seen = new List<string>();
        foreach (var (wanted, minutes, luck) in walk)
        {
            Clock.Advance(TimeSpan.FromMinutes(minutes));
            var ticket = await TicketAsync(number);
            var (status, version) = (Text(ticket, "status"), ticket["version"]!.GetValue<int>());
            // Mostly a move the table allows, or the walk would stand at the gate.
            var allowed = Bodies
                .Keys.Where(action =>
                    moves.Contains((status, action)) && !action.EndsWith("oid", StringComparison.Ordinal)
                )
                .ToList();
            var action = luck > 0 && allowed.Count > 0 ? allowed[(minutes + luck) % allowed.Count] : wanted;
            var url = $"{Tickets}/{number}/{action}";
            var response = await SendAsync(Mover(action), HttpMethod.Post, url, Bodies[action], version);
            var after = await TicketAsync(number);
            if (response.IsSuccessStatusCode)
                Assert.That(
                    moves[(status, action)].SelectMany(to => to),
                    Has.Member(Text(after, "status")),
                    $"{status} {action}"
                );
            else
                Assert.That((int)response.StatusCode, Is.EqualTo(409), await response.Content.ReadAsStringAsync());
            Assert.That(
                after["version"]!.GetValue<int>(),
                Is.EqualTo(response.IsSuccessStatusCode ? version + 1 : version)
            );
            seen = await HistoryKeepsAsync(number, seen, after["version"]!.GetValue<int>());
        }
    }

    /// <summary>What was in history is there still, in its order, and each event is not before the last.</summary>
    private async Task<List<string>> HistoryKeepsAsync(string number, List<string> seen, int version)
    {
        var events = (await ReadAsync($"{Tickets}/{number}/history"))["items"]!.AsArray();
        var now = events.Select(happened => happened!.ToJsonString()).ToList();
        var times = events
            .Select(happened =>
                DateTimeOffset.Parse(Text(happened!, "at"), System.Globalization.CultureInfo.InvariantCulture)
            )
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(now, Has.Count.EqualTo(version));
            Assert.That(now.Take(seen.Count), Is.EqualTo(seen));
            Assert.That(times, Is.Ordered);
            Assert.That(
                events.Zip(events.Skip(1)).All(pair => Text(pair.First!, "to") == Text(pair.Second!, "from")),
                Is.True
            );
        });
        return now;
    }

    /// <summary>What may happen to every open ticket.</summary>
    private static readonly TicketAction[] anywhere =
    [
        TicketAction.Repeat,
        TicketAction.Supervise,
        TicketAction.Void,
        TicketAction.DecideVoid,
    ];

    [Test]
    public void The_table_is_this_and_a_change_of_it_is_a_decision() =>
        Assert.That(
            string.Join(
                '\n',
                Enum.GetValues<TicketStatus>()
                    .Select(status =>
                        $"{status}: {string.Join(", ", Workflow.Table.ListActions(status).Except(anywhere))}"
                    )
            ),
            Is.EqualTo(
                """
                Registered: Dispatch, Reclassify, Answer, Split
                Dispatched: Accept, Return, Transfer, Reclassify, Join, Answer, Split, Suspend, DecideSuspension
                Accepted: Contact, Interim, Return, Extend, DecideExtension, Transfer, Reclassify, Join, Answer, Split, AnswerDemand, Suspend, DecideSuspension
                Handling: Contact, Interim, Return, Extend, DecideExtension, Transfer, Reclassify, Join, Answer, Split, AnswerDemand, Submit, Suspend, DecideSuspension
                Submitted: Reclassify, Answer, Verify, Callback, Close, Rework
                Closed: Reclassify, Callback, Rework
                Returned: DecideReturn, Reclassify, Answer
                Suspended: Answer, Resume
                Voided: 
                """
            )
        );

    /// <summary>A move is declared in a slice and allowed in the table; neither is without the other.</summary>
    [Test]
    public async Task Every_action_of_the_table_is_an_operation_and_no_other_operation_moves_a_ticket()
    {
        var paths = (await ReadAsync("/swagger/v1/swagger.json"))["paths"]!.AsObject();
        const string prefix = "/api/v1/hotline/tickets/{number}/";
        var operations = paths
            .Where(path => path.Key.StartsWith(prefix, StringComparison.Ordinal) && path.Value!["post"] is not null)
            .Select(path => path.Key[prefix.Length..]);

        Assert.That(operations, Is.EquivalentTo(Workflow.Table.Select(move => move.Action.Text()).Distinct()));
    }

    [Test]
    public void Every_open_ticket_may_be_supervised_and_voided() =>
        Assert.That(
            Enum.GetValues<TicketStatus>()
                .Where(status => Workflow.Table.ListActions(status).Intersect(anywhere).Count() == anywhere.Length),
            Is.EqualTo(Enum.GetValues<TicketStatus>().Except([TicketStatus.Closed, TicketStatus.Voided]))
        );

    [Test]
    public void The_table_leads_from_every_status_it_leads_to()
    {
        var reached = Workflow.Table.SelectMany(move => move.To).ToHashSet();

        Assert.Multiple(() =>
        {
            Assert.That(
                reached.Append(TicketStatus.Registered),
                Is.EquivalentTo(Enum.GetValues<TicketStatus>().Append(TicketStatus.Registered))
            );
            Assert.That(Workflow.Table.Select(move => (move.From, move.Action)), Is.Unique);
            Assert.That(Workflow.Table.ListActions(TicketStatus.Voided), Is.EqualTo(new[] { TicketAction.Repeat }));
        });
    }
}
