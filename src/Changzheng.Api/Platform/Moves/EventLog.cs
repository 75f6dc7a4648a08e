using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Moves;

/// <summary>The words of a move, as the two columns keep them.</summary>
/// <param name="Masked">As JSON, for everyone who may read the history.</param>
/// <param name="Sealed">Unmasked and sealed; null where masking hides nothing.</param>
internal sealed record EventWords(string Masked, string? Sealed)
{
    public static readonly EventWords None = new("{}", null);
}

/// <summary>
/// Makes the rows of an append-only history, and reads their words again. The row's hash goes into the change feed with
/// the fact of the move, whose chain then holds the history too.
/// </summary>
internal sealed class EventLog(PersonalData personal, Caller caller)
{
    /// <summary>Masks every text of a request: what is known to be personal, and what looks it.</summary>
    /// <param name="request">The request of the move.</param>
    /// <param name="known">Names and addresses to look for.</param>
    /// <param name="nameField">The field that holds a person's name, if there is one.</param>
    public EventWords Mask(object request, IReadOnlyList<string?> known, string? nameField = null)
    {
        var whole = JsonSerializer.SerializeToNode(request, Json.Stored)!.AsObject();
        var masked = (JsonObject)whole.DeepClone();
        if (nameField is not null)
            known = [.. known, whole[nameField]?.GetValue<string>()];
        MaskTexts(masked, known);
        if (nameField is not null && whole[nameField] is { } name)
            masked[nameField] = Masking.Name(name.GetValue<string>());
        return JsonNode.DeepEquals(whole, masked)
            ? new EventWords(whole.ToJsonString(Json.Stored), null)
            : Seal(masked.ToJsonString(Json.Stored), whole);
    }

    /// <summary>Every text in it, however deep.</summary>
    private static void MaskTexts(JsonNode node, IReadOnlyList<string?> known)
    {
        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject fields => fields.Select(field => field.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var one in inner.OfType<JsonNode>().ToList())
            if (one.GetValueKind() == JsonValueKind.String)
                one.ReplaceWith(Masking.Text(one.GetValue<string>(), known));
            else
                MaskTexts(one, known);
    }

    /// <summary>For words that are masked already.</summary>
    /// <param name="masked">As JSON.</param>
    /// <param name="whole">Unmasked; null where masking hides nothing.</param>
    public EventWords Seal(string masked, JsonObject? whole) =>
        new(masked, whole is null ? null : personal.Seal(whole));

    /// <summary>Fills in the words, who recorded it and when, and the hash over all of it.</summary>
    public T Complete<T>(T row, EventWords words, DateTimeOffset recordedAt)
        where T : EventRow =>
        History.Seal(
            row with
            {
                RecordedAt = recordedAt,
                RecordedBy = caller.Name,
                CallerId = caller.Id,
                Said = words.Masked,
                Sealed = words.Sealed,
            }
        );

    /// <param name="words">The two columns.</param>
    /// <param name="reveal">True opens what is sealed.</param>
    public JsonObject Read(EventWords words, bool reveal) =>
        reveal && words.Sealed is not null
            ? personal.Open<JsonObject>(words.Sealed)
            : JsonNode.Parse(words.Masked)!.AsObject();
}
