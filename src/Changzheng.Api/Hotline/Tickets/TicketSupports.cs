using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Hotline.Tickets;

/// <param name="Unit">The supporting unit.</param>
/// <param name="State">Whether it has answered.</param>
/// <param name="DueAt">Until when its part is due.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="Task">What it is asked for, masked.</param>
/// <param name="AnsweredAt">When it answered.</param>
/// <param name="AnsweredBy">Who recorded the answer.</param>
/// <param name="Note">What it answered, masked.</param>
/// <param name="Late">Answered after its date; an answer entered late goes by when it was recorded.</param>
public sealed record SupportingUnit(
    string Unit,
    SupportState State,
    DateTimeOffset DueAt,
    DateTimeOffset AskedAt,
    string? Task,
    DateTimeOffset? AnsweredAt = null,
    string? AnsweredBy = null,
    string? Note = null,
    bool Late = false
);

/// <summary>协办: what other units do for a ticket. The acting unit stays the one that answers for it. Pure.</summary>
internal sealed partial record Ticket
{
    /// <summary>In the order in which they were asked; null where none was.</summary>
    public IReadOnlyList<SupportingUnit>? Supports { get; init; }

    /// <summary>What is still to be answered; nothing once the ticket is closed or voided.</summary>
    public IEnumerable<SupportingUnit> ListOpenSupports() =>
        IsOpen ? (Supports ?? []).Where(support => support.State == SupportState.Asked) : [];

    /// <summary>The units that may read it beside the acting and the counted one.</summary>
    public IEnumerable<string> ListPartners() =>
        (Supports ?? [])
            .Select(support => support.Unit)
            .Concat((Demands ?? []).Select(demand => demand.Unit).OfType<string>())
            .Distinct(StringComparer.Ordinal);

    /// <param name="context">When.</param>
    /// <param name="asked">Each unit, until what day, what for; the ticket's own deadline where no day is given.</param>
    public Ticket Join(MoveContext context, IEnumerable<(string Unit, DateOnly? DueOn, string? Task)> asked)
    {
        var supports = (Supports ?? []).ToList();
        foreach (var (unit, dueOn, task) in asked)
        {
            if (unit == Unit)
                throw TicketRefusals.SupportingActs.WithDetail($"{unit} 是承办单位。", $"{unit} acts on it.");
            if (supports.Exists(support => support.Unit == unit && support.State == SupportState.Asked))
                throw TicketRefusals.SupportingAsked.WithDetail(
                    $"{unit} 的协办尚未答复。",
                    $"{unit} is asked already and has not answered."
                );
            if (dueOn < Moment.Day(context.RecordedAt))
                throw Refusals
                    .RequestInvalid.WithDetail("协办期限不早于今天。", "A supporting unit's date is not over.")
                    .With(
                        "errors",
                        new Dictionary<string, string[]> { ["dueOn"] = [Words.Say("须为今天或以后", "Today or later")] }
                    );
            var due = dueOn is { } day ? Moment.StartOf(day.AddDays(1)).AddSeconds(-1) : DueAt;
            supports.Add(new SupportingUnit(unit, SupportState.Asked, due, context.At, task));
        }

        return supports.Count == (Supports?.Count ?? 0) ? this : this with { Supports = supports };
    }

    public Ticket Answer(MoveContext context, string unit, string note)
    {
        var supports = (Supports ?? []).ToList();
        var place = supports.FindIndex(support => support.Unit == unit && support.State == SupportState.Asked);
        if (place < 0)
            throw TicketRefusals.SupportingNotAsked.WithDetail(
                $"没有待 {unit} 答复的协办。",
                $"{unit} is not asked, or has answered."
            );
        var asked = supports[place];
        supports[place] = asked with
        {
            State = SupportState.Answered,
            AnsweredAt = context.At,
            AnsweredBy = context.By,
            Note = note,
            Late = context.Judge(Channel, context.At) > asked.DueAt,
        };
        return this with { Supports = supports };
    }

    /// <summary>Masks what attachments are called.</summary>
    public static IReadOnlyList<Attachment>? MaskTitles(
        IReadOnlyList<Attachment>? shown,
        IReadOnlyList<string?> known
    ) => shown is null ? null : [.. shown.Select(one => one with { Title = Masking.Text(one.Title, known)! })];

    /// <summary>Masks the texts that a move has brought.</summary>
    public Ticket MaskTexts(Ticket before, IReadOnlyList<string?> known)
    {
        var (supports, demands) = (Supports, Demands);
        if (!ReferenceEquals(supports, before.Supports))
            supports =
            [
                .. supports!.Select(one =>
                    one with
                    {
                        Task = Masking.Text(one.Task, known),
                        Note = Masking.Text(one.Note, known),
                    }
                ),
            ];
        if (!ReferenceEquals(demands, before.Demands))
            demands =
            [
                .. demands!.Select(one =>
                    one with
                    {
                        Text = Masking.Text(one.Text, known)!,
                        Category = Masking.Text(one.Category, known),
                        Note = Masking.Text(one.Note, known),
                    }
                ),
            ];
        return this with
        {
            Category = Category == before.Category ? Category : Masking.Text(Category, known),
            Supports = supports,
            Demands = demands,
            Attachments = ReferenceEquals(Attachments, before.Attachments)
                ? Attachments
                : MaskTitles(Attachments, known),
        };
    }
}
