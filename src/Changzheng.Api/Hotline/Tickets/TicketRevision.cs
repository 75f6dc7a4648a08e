using System.Text.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>What an import changes of a ticket, field by field, for its history. Pure.</summary>
/// <param name="Fields">The names of what changes, in the order of a file's columns.</param>
/// <param name="Masked">Each with before and after, masked, as JSON: for everyone who may read the ticket.</param>
/// <param name="Open">The same unmasked; null if masking hides nothing.</param>
internal sealed record TicketRevision(IReadOnlyList<string> Fields, string Masked, JsonObject? Open)
{
    /// <summary>For a new ticket.</summary>
    public static readonly TicketRevision None = new([], "{}", null);

    public static TicketRevision Of(State before, State after)
    {
        var (fields, masked, open) = (new List<string>(), new JsonObject(), new JsonObject());
        var maskedCells = (Before: before.Masked, After: after.Masked);
        var whole = (Before: before.Whole, After: after.Whole);
        for (var place = 0; place < TicketTable.Columns.Count; place++)
        {
            if (IsSame(whole.Before[place], whole.After[place]))
                continue;
            var name = TicketTable.Columns[place].Name;
            fields.Add(name);
            open[name] = Change(whole.Before[place], whole.After[place]);
            masked[name] = Change(maskedCells.Before[place], maskedCells.After[place]);
        }

        var hides = !JsonNode.DeepEquals(masked, open);
        return new TicketRevision(fields, Changes(masked).ToJsonString(Json.Stored), hides ? Changes(open) : null);
    }

    /// <summary>
    /// For the change feed: how the ticket stands and which fields changed. Its history has what they were.
    /// </summary>
    public ChangeFeed.Fact Fact(Ticket ticket) =>
        ChangeFeed.Fact.Of(
            TicketChanges.Imported,
            TicketView.Url(ticket.Number),
            TicketChanges.Taken.Of(ticket, Fields)
        );

    private static bool IsSame(object? before, object? after) =>
        Equals(before, after)
        || (
            before is IReadOnlyList<string> some && after is IReadOnlyList<string> others && some.SequenceEqual(others)
        );

    private static JsonObject Change(object? before, object? after) =>
        new()
        {
            ["before"] = JsonSerializer.SerializeToNode(before, Json.Stored),
            ["after"] = JsonSerializer.SerializeToNode(after, Json.Stored),
        };

    private static JsonObject Changes(JsonObject fields) => new() { ["changes"] = fields };

    /// <summary>A ticket as it stands at one time.</summary>
    /// <param name="Ticket">Its row: what is personal is masked in it.</param>
    /// <param name="Description">Its description, masked.</param>
    /// <param name="Secret">What is sealed of it.</param>
    internal sealed record State(Ticket Ticket, string? Description, TicketRows.Private Secret)
    {
        public object?[] Masked => TicketTable.Cells(Ticket, Description);

        public object?[] Whole =>
            TicketTable.Cells(
                Ticket with
                {
                    Subject = Secret.Subject,
                    ReporterName = Secret.Name,
                    ReporterPhone = Secret.Phone,
                    Address = Secret.Address,
                },
                Secret.Description
            );
    }
}
