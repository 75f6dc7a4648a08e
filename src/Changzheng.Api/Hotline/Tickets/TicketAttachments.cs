using Changzheng.Api.Plan.Indicators;

namespace Changzheng.Api.Hotline.Tickets;

/// <param name="Title">What it shows, masked.</param>
/// <param name="Uri">Where it is read: with the right to personal data and a purpose.</param>
/// <param name="AddedAt">When.</param>
/// <param name="AddedBy">Who attached it.</param>
public sealed record Attachment(string Title, string Uri, DateTimeOffset AddedAt, string AddedBy);

/// <summary>What is attached to a ticket: photos of the citizen, photos of what was done. None is taken away.</summary>
internal sealed partial record Ticket
{
    private const int MostAttachments = 50;

    /// <summary>Null where there are none.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>A file that is attached already stays as it is.</summary>
    public Ticket Attach(MoveContext context, IReadOnlyList<Evidence>? files)
    {
        var known = Attachments ?? [];
        var added = (files ?? [])
            .DistinctBy(file => file.Uri)
            .Where(file => known.All(one => one.Uri != file.Uri))
            .Select(file => new Attachment(file.Title, file.Uri, context.RecordedAt, context.By))
            .ToList();
        if (known.Count + added.Count > MostAttachments)
            throw TicketRefusals.AttachmentsTooMany.WithDetail(
                $"一张工单至多 {MostAttachments} 个附件。",
                $"A ticket has at most {MostAttachments} attachments."
            );
        return added.Count == 0 ? this : this with { Attachments = [.. known, .. added] };
    }
}
