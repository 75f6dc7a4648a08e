using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Delivery;

/// <summary>One of everything that carries measures out, each changed once, for the nets that try every kind.</summary>
internal static class Deliveries
{
    /// <param name="http">Signed in as one who may open everything.</param>
    /// <param name="code">Begins the code of each: {code}-project, -rollout, -campaign, -series, -finding …</param>
    /// <param name="plan">The plan.</param>
    /// <param name="measure">The measure they answer for.</param>
    /// <param name="unit">The unit that leads them.</param>
    public static async Task OpenAsync(HttpClient http, string code, string plan, string measure, string? unit = null)
    {
        object Whole(string kind, object more) =>
            With(
                new
                {
                    code = $"{code}-{kind}",
                    plan,
                    measures = new[] { measure },
                    title = "示例",
                    leadUnit = unit,
                },
                more
            );
        object Set(string kind, object more) =>
            With(
                new
                {
                    code = $"{code}-{kind}",
                    plan,
                    title = "示例",
                },
                more
            );
        var evidence = new[] { new { title = "照片", uri = "https://files.example.org/f.jpg" } };

        await PostAsync(
            http,
            "projects/stageSets",
            Set(
                "stages",
                new { stages = new[] { new { name = "开工", weight = 0.4 }, new { name = "验收", weight = 0.6 } } }
            )
        );
        var planned = new[]
        {
            new { number = 1, plannedOn = "2022-12-01" },
            new { number = 2, plannedOn = "2022-12-02" },
        };
        await PostAsync(
            http,
            "projects",
            Whole(
                "project",
                new
                {
                    kind = "works",
                    stageSet = $"{code}-stages",
                    milestones = planned,
                    budget = 100,
                }
            )
        );
        await PostAsync(
            http,
            $"projects/{code}-project/blocks",
            new
            {
                reason = "管线",
                unit = unit ?? "310107102",
                until = "2022-12-31",
            },
            1
        );

        await PostAsync(
            http,
            "rollouts/stateSets",
            Set(
                "states",
                new
                {
                    states = new[]
                    {
                        new
                        {
                            state = "begun",
                            name = "已启动",
                            share = 0.5,
                        },
                        new
                        {
                            state = "done",
                            name = "已完成",
                            share = 1.0,
                        },
                    },
                }
            )
        );
        await PostAsync(http, "rollouts", Whole("rollout", new { memberKind = "site", stateSet = $"{code}-states" }));
        await PostAsync(
            http,
            $"rollouts/{code}-rollout/members",
            new
            {
                key = "m1",
                name = "成员",
                unit,
                @group = "g",
            }
        );
        await SendAsync(http, HttpMethod.Put, $"rollouts/{code}-rollout/members/m1/state", new { state = "begun" }, 1);

        await PostAsync(http, "campaigns", Whole("campaign", new { kind = "fire", plannedObjects = 3 }));
        await PostAsync(http, "campaigns/checklists", Set("checklist", new { items = new[] { "通道畅通" } }));
        await PostAsync(
            http,
            "inspections",
            new
            {
                code = $"{code}-inspection",
                campaign = $"{code}-campaign",
                inspected = "甲",
                unit,
                checklist = $"{code}-checklist",
                answers = new[] { new { item = 1, passed = false } },
                evidence,
            }
        );
        await PostAsync(
            http,
            "findings",
            new
            {
                code = $"{code}-finding",
                campaign = $"{code}-campaign",
                inspected = "甲",
                title = "堆物",
                severity = "general",
                unit,
                before = evidence,
            }
        );
        await PostAsync(
            http,
            "findings",
            new
            {
                code = $"{code}-finding-0",
                campaign = $"{code}-campaign",
                inspected = "甲",
                title = "堆物",
                severity = "general",
                unit,
                on = "2022-06-01",
            }
        );
        await PostAsync(
            http,
            $"findings/{code}-finding/order",
            new
            {
                goal = "a",
                measure = "b",
                workingDays = 5,
                funds = "c",
                person = "d",
            },
            1
        );
        await PostAsync(
            http,
            $"campaigns/{code}-campaign/accidents",
            new { month = "2022-01", accidents = new[] { new { on = "2022-01-12", title = "示例" } } }
        );
        await PostAsync(
            http,
            $"campaigns/{code}-campaign/draws",
            new
            {
                draw = "d1",
                title = "抽查",
                candidates = new[] { "甲", "乙" },
                size = 1,
                seedName = "指数",
                seedOn = "2030-01-01",
                recusals = new[] { new { candidate = "甲", reason = "亲属" } },
            }
        );

        await PostAsync(http, "series", Whole("series", new { kind = "meeting", cadence = "FREQ=MONTHLY;BYDAY=1FR" }));
        await PostAsync(http, $"series/{code}-series/occurrences/1/cancel", new { reason = "封控" }, 1);
    }

    private static JsonObject With(object first, object more)
    {
        var whole = System.Text.Json.JsonSerializer.SerializeToNode(first)!.AsObject();
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject())
            whole[name] = value?.DeepClone();
        return whole;
    }

    private static Task PostAsync(HttpClient http, string route, object body, int? version = null) =>
        SendAsync(http, HttpMethod.Post, route, body, version);

    private static async Task SendAsync(HttpClient http, HttpMethod method, string route, object body, int? version)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{route}") { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        var answer = await http.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.LessThan(300), $"{route}: {await answer.Content.ReadAsStringAsync()}");
    }
}
