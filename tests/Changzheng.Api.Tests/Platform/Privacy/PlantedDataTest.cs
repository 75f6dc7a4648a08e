using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Hotline;

namespace Changzheng.Api.Tests.Platform.Privacy;

/// <summary>Plants a name, phone numbers and a mail address in every free text of the ticket workflow.</summary>
public abstract class PlantedDataTest(string database) : HotlineTest(database)
{
    protected const string Name = "欧阳慧敏",
        Phone11 = "13711223344",
        Mail = "huimin.ouyang@example.cn",
        WeChat = "ouyang_hm77",
        Planted =
            $"{Name}说打１３７１１２２３３４４或137\u200b1122\u200b3344或一三七一一二二三三四四或{Phone11}，写{Mail}，微信：{WeChat}";

    /// <summary>Two tickets through every move there is, each with the planted words and an Idempotency-Key.</summary>
    protected async Task<HashSet<string>> WalkTicketsAsync()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        using var town = await SignedInAsync(
            "全镇",
            null,
            Role.Dispatcher,
            Role.Handler,
            Role.Reviewer,
            Role.Administrator
        );
        using var second = await SignedInAsync("全镇另一人", null, Role.Dispatcher);
        async Task PlantAsync(string number, string action, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Tickets}/{number}/{action}")
            {
                Content = System.Net.Http.Json.JsonContent.Create(body),
            };
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{(await TicketAsync(number))["version"]}\"");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString("N"));
            var by =
                action.StartsWith("decide", StringComparison.Ordinal) || action is "callback" or "verify"
                    ? second
                    : town;
            var answer = await by.SendAsync(request);
            Assert.That(
                (int)answer.StatusCode,
                Is.EqualTo(200),
                $"{action}: {await answer.Content.ReadAsStringAsync()}"
            );
            done.Add(action);
        }

        var numbers = new[] { NextNumber(), NextNumber(), NextNumber() };
        foreach (var number in numbers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Tickets)
            {
                Content = System.Net.Http.Json.JsonContent.Create(
                    new
                    {
                        number,
                        type = "complaint",
                        subject = Planted,
                        description = Planted,
                        category = $"{Name}{Phone11}"[..15],
                        address = $"{Name}家{Phone11}真光路1号",
                        reporter = new { name = Name, phone = Phone11 },
                    }
                ),
            };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString("N"));
            var answer = await town.SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.EqualTo(201), await answer.Content.ReadAsStringAsync());
            done.Add("tickets");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var (one, two, three) = (numbers[0], numbers[1], numbers[2]);
        async Task AnswerAsync()
        {
            foreach (var demand in new[] { 1, 2 })
                await PlantAsync(
                    one,
                    "answerDemand",
                    new
                    {
                        demand,
                        resolution = "resolved",
                        note = Planted,
                    }
                );
        }

        await PlantAsync(one, "dispatch", new { unit = Office, note = Planted });
        await PlantAsync(one, "return", new { reason = "notOurDuty", note = Planted });
        await PlantAsync(one, "decideReturn", new { approved = true, note = Planted });
        await PlantAsync(one, "dispatch", new { unit = Office, note = Planted });
        await PlantAsync(one, "accept", new { note = Planted, notice = Planted[..20] });
        await PlantAsync(
            one,
            "contact",
            new
            {
                contactedAt = Now,
                person = "司马" + Name,
                note = $"{Planted}，司马{Name}在家",
            }
        );
        await PlantAsync(one, "interim", new { note = Planted });
        await PlantAsync(
            one,
            "join",
            new { supportingUnits = new[] { new { unit = OtherOffice, task = Planted } }, note = Planted }
        );
        await PlantAsync(one, "answer", new { unit = OtherOffice, note = Planted });
        await PlantAsync(
            one,
            "split",
            new
            {
                demands = new[]
                {
                    new { text = Planted, category = $"{Name}{Phone11}丙"[..14] },
                    new { text = Planted, category = "群租" },
                },
            }
        );
        await AnswerAsync();
        await PlantAsync(one, "reclassify", new { category = $"{Name}{Phone11}乙"[..14], note = Planted });
        await PlantAsync(one, "extend", new { workingDays = 2, note = Planted });
        await PlantAsync(one, "decideExtension", new { approved = true, note = Planted });
        await PlantAsync(one, "supervise", new { note = Planted });
        await PlantAsync(
            one,
            "suspend",
            new
            {
                note = Planted,
                reviewOn = "2030-01-01",
                approvedBy = Planted[..20],
            }
        );
        await PlantAsync(one, "decideSuspension", new { approved = true, note = Planted });
        await PlantAsync(one, "resume", new { note = Planted });
        var submission = new
        {
            resolution = "resolved",
            note = Planted,
            reply = Planted,
        };
        await PlantAsync(one, "submit", submission);
        await PlantAsync(
            one,
            "callback",
            new
            {
                reached = true,
                satisfaction = "dissatisfied",
                contacted = true,
                resolved = false,
                note = Planted,
            }
        );
        await PlantAsync(one, "rework", new { note = Planted });
        await AnswerAsync();
        await PlantAsync(one, "submit", submission);
        await PlantAsync(one, "verify", new { passed = true, note = Planted });
        await PlantAsync(
            one,
            "callback",
            new
            {
                reached = true,
                satisfaction = "satisfied",
                note = Planted,
            }
        );
        await PlantAsync(
            one,
            "close",
            new
            {
                resolution = "resolved",
                reply = Planted,
                repliedBy = "phone",
                repliedAt = Now,
                satisfaction = "satisfied",
                note = Planted,
            }
        );
        await PlantAsync(
            two,
            "repeat",
            new
            {
                of = one,
                confirmed = true,
                note = Planted,
            }
        );
        await PlantAsync(two, "dispatch", new { unit = Office, note = Planted });
        await PlantAsync(two, "transfer", new { unit = OtherOffice, note = Planted });
        await PlantAsync(three, "void", new { note = Planted });
        await PlantAsync(three, "decideVoid", new { approved = true, note = Planted });
        return done;
    }
}
