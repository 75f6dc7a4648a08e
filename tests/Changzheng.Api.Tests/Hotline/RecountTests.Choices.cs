using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>What a random life does next.</summary>
public partial class RecountTests
{
    private (string? Action, object? Body) Choose(string status, JsonNode ticket, DateTimeOffset at)
    {
        T Any<T>(params T[] some) => some[dice.Next(some.Length)];
        var satisfaction = Any("satisfied", "fairlySatisfied", "neutral", "dissatisfied", "notRated");
        var isSplit = ticket["demands"]!.AsArray().Count > 0;
        var denies = isSplit && dice.Next(3) == 0;
        object callback = new
        {
            reached = true,
            satisfaction,
            contacted = Any<bool?>(true, false, null),
            resolved = denies ? null : Any<bool?>(true, false, null),
            deniedDemands = denies ? new[] { dice.Next(1, 3) } : [],
            note = "说",
            at,
        };
        object contact =
            dice.Next(3) > 0
                ? new { contactedAt = at, person = "某人" }
                : new { contactedAt = at, reason = Any("noPhone", "anonymous", "notAnswered") };
        if (status == "handling" && isSplit && FindOpen() is not null && dice.Next(4) > 0)
            return ADemand();
        var aside = dice.Next(12) == 0 ? "void" : null;
        return aside is not null && status is not ("closed" or "voided")
            ? (aside, new { note = "误", at })
            : status switch
            {
                "registered" => (
                    "dispatch",
                    new
                    {
                        unit = Any(Office, OtherOffice),
                        note = "派",
                        at,
                    }
                ),
                "dispatched" => dice.Next(5) == 0
                    ? (
                        "return",
                        new
                        {
                            reason = "notOurDuty",
                            note = "退",
                            at,
                        }
                    )
                    : ("accept", new { at }),
                "accepted" => ("contact", contact),
                "handling" => Any<(string, object)>(
                    ("contact", contact),
                    ADemand(),
                    (
                        "submit",
                        new
                        {
                            resolution = "resolved",
                            note = "办",
                            at,
                        }
                    ),
                    (
                        "submit",
                        new
                        {
                            resolution = "explained",
                            note = "办",
                            at,
                        }
                    ),
                    // A suspension moves a contact that is not made; that is counted elsewhere.
                    ticket["contactedAt"] is null
                        ? ("interim", new { note = "汇报", at })
                        : (
                            "suspend",
                            new
                            {
                                note = "等",
                                reviewOn = "2022-12-31",
                                at,
                            }
                        ),
                    (
                        "extend",
                        new
                        {
                            workingDays = 2,
                            note = "繁",
                            at,
                        }
                    )
                ),
                "submitted" => Any<(string, object)>(
                    ("callback", callback),
                    ("callback", callback),
                    ("close", AClosing(at)),
                    ("close", AClosing(at)),
                    ("rework", new { note = "重办", at })
                ),
                "closed" => Any<(string, object)>(("callback", callback), ("rework", new { note = "重办", at })),
                "returned" => (
                    "decideReturn",
                    new
                    {
                        approved = Any(true, false),
                        note = "定",
                        at,
                    }
                ),
                "suspended" => ("resume", new { at }),
                _ => (null, null),
            };

        int? FindOpen() =>
            ticket["demands"]!
                .AsArray()
                .Where(one => (string?)one!["state"] == "open")
                .Select(one => (int?)one!["number"])
                .FirstOrDefault();

        (string, object) ADemand() =>
            isSplit
                ? (
                    "answerDemand",
                    new
                    {
                        demand = FindOpen() ?? dice.Next(1, 3),
                        resolution = Any("resolved", "resolved", "explained", "unresolved"),
                        note = "办",
                        at,
                    }
                )
                : ("split", new { demands = new[] { new { text = "拆除飞线" }, new { text = "清理楼道" } }, at });

        object AClosing(DateTimeOffset closedAt) =>
            new
            {
                resolution = Any("resolved", "explained", "unresolved"),
                reply = "复",
                repliedBy = "phone",
                repliedAt = closedAt,
                satisfaction,
                note = "说",
                at = closedAt,
            };
    }
}
