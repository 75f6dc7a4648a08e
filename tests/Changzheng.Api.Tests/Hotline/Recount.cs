using System.Globalization;
using System.Text.Json.Nodes;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// One ticket recounted from nothing but its history: one event after the other, as a clerk with a pencil would.
/// </summary>
/// <param name="nextWorkingDay">The end of the working day after a time.</param>
internal sealed class Recount(Func<DateTimeOffset, DateTimeOffset> nextWorkingDay)
{
    private static readonly string[] ratings = ["satisfied", "fairlySatisfied", "neutral", "dissatisfied"];

    private static readonly string[] outcomes = ["resolved", "explained", "unresolved"];

    /// <summary>一件多诉: what became of each demand; null while it is not answered.</summary>
    private readonly Dictionary<int, string?> demands = [];

    private DateTimeOffset registered,
        due,
        contactDue,
        sinceRegistered;
    private DateTimeOffset? dispatched,
        contacted,
        closed,
        passed,
        contactPassed,
        aside,
        excusedAt;
    private string? excuse,
        status,
        resolution,
        stoodResolution,
        rating,
        stoodRating;
    private bool? saysContacted,
        saysResolved,
        stoodResolved;
    private bool isClosed,
        wasDispatched,
        closedLate;

    public DateTimeOffset Registered => registered;

    public DateTimeOffset? Closed => closed;

    public bool IsSplit => demands.Count > 0;

    public void Read(IEnumerable<JsonNode> history)
    {
        foreach (var one in history)
        {
            var (at, recorded) = (Of(one["at"])!.Value, Of(one["recordedAt"])!.Value);
            var late = recorded > nextWorkingDay(at);
            var before = due;
            due = Of(one["dueAt"])!.Value;
            status = (string?)one["to"];
            Take((string)one["action"]!, at, recorded, late, one["said"]!);
            if (wasDispatched && due > before && before < recorded)
                passed ??= before;
            wasDispatched |= dispatched is not null;
            if (status is "suspended" or "voided")
                aside ??= recorded;
            else
                aside = null;
        }
    }

    private void Take(string action, DateTimeOffset at, DateTimeOffset recorded, bool late, JsonNode said)
    {
        var judged = late ? recorded : at;
        switch (action)
        {
            case "register":
                (registered, sinceRegistered) = (at, due);
                break;
            case "dispatch":
                if (
                    dispatched is not null
                    && contacted is null
                    && nextWorkingDay(at) > contactDue
                    && contactDue < recorded
                )
                    contactPassed ??= contactDue;
                (dispatched, contactDue) = (dispatched ?? judged, nextWorkingDay(at));
                break;
            case "contact" when said["reason"] is null:
                (contacted, excuse) = (contacted ?? judged, null);
                break;
            case "contact" when contacted is null:
                excusedAt = excuse == (string?)said["reason"] ? excusedAt : judged;
                excuse = (string?)said["reason"];
                break;
            case "callback":
                Hear(said, late);
                break;
            case "split":
                foreach (var _ in said["demands"]!.AsArray())
                    demands.Add(demands.Count + 1, null);
                break;
            case "answerDemand":
                demands[(int)said["demand"]!] = (string?)said["resolution"];
                break;
            case "close":
                (isClosed, closedLate) = (true, late);
                resolution = demands
                    .Values.Append((string?)said["resolution"])
                    .MaxBy(one => Array.IndexOf(outcomes, one));
                rating = Worse(rating, (string?)said["satisfaction"]);
                closed ??= judged;
                passed ??= due;
                (stoodResolution, stoodRating) = (resolution, rating);
                break;
            case "rework":
                (isClosed, resolution, rating, saysResolved) = (false, null, null, null);
                foreach (var number in demands.Keys)
                    demands[number] = null;
                break;
        }
    }

    private void Hear(JsonNode said, bool late)
    {
        static bool? Add(bool? stands, JsonNode? answer, bool late) =>
            stands == false || (bool?)answer == false ? false
            : late ? stands
            : (bool?)answer ?? stands;
        var denied = said["deniedDemands"]?.AsArray() ?? [];
        foreach (var number in denied)
            demands[(int)number!] = "unresolved";
        saysContacted = Add(saysContacted, said["contacted"], late);
        saysResolved = Add(saysResolved, denied.Count > 0 ? false : said["resolved"], late);
        stoodResolved = saysResolved ?? stoodResolved;
        if (!late || (string?)said["satisfaction"] == "dissatisfied")
            rating = Worse(rating, (string?)said["satisfaction"]);
        if (isClosed)
            stoodRating = rating;
    }

    /// <summary>What it counts for in a rate; null where it is left out.</summary>
    public decimal? Weigh(string rate, JsonNode terms, DateTimeOffset now)
    {
        var clock = aside ?? now;
        var weight = rate switch
        {
            "firstContact" => Contact(terms, clock),
            "onTimeClosing" => OnTime(terms, clock),
            "resolution" => Solved(terms),
            "satisfaction" => stoodRating is null or "notRated" ? null
            : closedLate ? 0
            : (decimal?)terms["weights"]![stoodRating],
            _ => dispatched is null
                ? nextWorkingDay(registered) < clock
                    ? 0
                    : null
                : dispatched <= nextWorkingDay(registered)
                    ? 1
                    : 0,
        };
        return status is "suspended" or "voided" && weight == 1 ? null : weight;
    }

    private decimal? Contact(JsonNode terms, DateTimeOffset clock)
    {
        if ((string?)terms["contact"] == "citizen")
            return saysContacted is null ? null
                : saysContacted.Value ? 1
                : 0;
        var counts = contactPassed ?? (dispatched is null ? nextWorkingDay(registered) : contactDue);
        if (saysContacted == false)
            return 0;
        if (contacted is not null)
            return contacted <= counts ? 1 : 0;
        var excused = terms["excused"]!.AsArray().Select(one => (string?)one);
        if (excuse is not null && excused.Contains(excuse) && excusedAt <= counts)
            return null;
        return counts < clock ? 0 : null;
    }

    private decimal? OnTime(JsonNode terms, DateTimeOffset clock)
    {
        var counts = (bool)terms["townTime"]! ? sinceRegistered : passed ?? due;
        return closed is not null
            ? closed <= counts
                ? 1
                : 0
            : counts < clock
                ? 0
                : null;
    }

    private decimal? Solved(JsonNode terms)
    {
        if ((string?)terms["resolutionBy"] == "citizen")
            return stoodResolved is null ? null
                : stoodResolved.Value && !closedLate ? 1
                : 0;
        var of = terms["resolutionOf"]!.AsArray().Select(one => (string?)one);
        if (stoodResolution is null || !of.Contains(stoodResolution))
            return null;
        return stoodResolution == "resolved" && stoodResolved != false && !closedLate ? 1 : 0;
    }

    private static string? Worse(string? one, string? other) =>
        one is null or "notRated" ? other ?? one
        : other is null or "notRated" ? one
        : Array.IndexOf(ratings, one) > Array.IndexOf(ratings, other) ? one
        : other;

    private static DateTimeOffset? Of(JsonNode? time) =>
        time is null ? null : DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture);
}
