using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// Reads tickets. GetAsync and HideForeignAsync show only those of the caller's units; the Find… methods all.
/// </summary>
internal sealed class TicketRows(Db db, Reaches reaches)
{
    /// <summary>A ticket's columns, to be read as t.</summary>
    public const string Columns = $"{{of t Number, {TicketColumns.Content}, {TicketColumns.State}}}";

    public const string OneSql = $"SELECT {Columns} FROM Tickets t WHERE t.Number = @Number";

    public const string TextsSql = $"SELECT {Texts.Columns} FROM TicketTexts WHERE Number = @Number";

    public const string ManySql =
        $"SELECT {Columns} FROM Tickets t WHERE t.Number IN (SELECT value {{ordinal}} FROM {{each}}(@Numbers))";

    public const string ManyTextsSql =
        $"SELECT {Texts.Columns} FROM TicketTexts WHERE Number IN (SELECT value {{ordinal}} FROM {{each}}(@Numbers))";

    /// <summary>Neither closed nor voided.</summary>
    public const string IsOpen =
        "t.Status IN ('registered', 'dispatched', 'accepted', 'handling', 'submitted', 'returned', 'suspended')";

    public const string OpenSql = $"SELECT {Columns} FROM Tickets t WHERE {IsOpen} ORDER BY t.Number";

    public const string ClearSupportsSql = "DELETE FROM TicketSupports WHERE Number = @Number";

    public const string SupportSql = "INSERT INTO TicketSupports (Number, Unit, DueAt) VALUES (@Number, @Unit, @DueAt)";

    /// <summary>Every open ticket of the town, also those the caller may not see.</summary>
    public Task<IReadOnlyList<Ticket>> ListOpenAsync(CancellationToken ct) => db.QueryAsync<Ticket>(OpenSql, null, ct);

    /// <summary>The ticket, even if the caller may not see it.</summary>
    public async Task<Ticket?> FindAsync(string number, CancellationToken ct) =>
        await db.FindAsync<Ticket>(OneSql, new { Number = number }, ct);

    /// <summary>Those of the tickets that exist, by number, also those the caller may not see.</summary>
    public async Task<IReadOnlyDictionary<string, Ticket>> FindManyAsync(
        IReadOnlyCollection<string> numbers,
        CancellationToken ct
    ) =>
        (
            numbers.Count == 0
                ? []
                : await db.QueryAsync<Ticket>(ManySql, new { Numbers = JsonSerializer.Serialize(numbers) }, ct)
        ).ToDictionary(ticket => ticket.Number, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, Texts>> FindTextsAsync(
        IReadOnlyCollection<string> numbers,
        CancellationToken ct
    ) =>
        (
            numbers.Count == 0
                ? []
                : await db.QueryAsync<Texts>(ManyTextsSql, new { Numbers = JsonSerializer.Serialize(numbers) }, ct)
        ).ToDictionary(texts => texts.Number, StringComparer.Ordinal);

    /// <summary>
    /// The ticket, also where the caller's unit has only a part in it: to read it and answer that part.
    /// </summary>
    public async Task<Ticket> GetToReadAsync(string number, CancellationToken ct) =>
        await FindAsync(number, ct) is { } ticket
        && (await ReachAsync(ct)).Sees([ticket.Unit, ticket.CountedUnit, .. ticket.ListPartners()])
            ? ticket
            : throw TicketRefusals.NotFound.WithDetail($"没有工单 {number}。", $"There is no ticket {number}.");

    /// <summary>The table beside the ticket: what supporting units have to answer yet.</summary>
    public async Task WriteSupportsAsync(Ticket before, Ticket after, CancellationToken ct)
    {
        var (was, now) = (before.ListOpenSupports().ToList(), after.ListOpenSupports().ToList());
        if (was.SequenceEqual(now))
            return;
        await db.ExecuteAsync(ClearSupportsSql, new { after.Number }, ct);
        await db.ExecuteAsync(
            SupportSql,
            now.Select(support => new
            {
                after.Number,
                support.Unit,
                support.DueAt,
            }),
            ct
        );
    }

    /// <summary>The ticket; one the caller may not see is refused as one that does not exist.</summary>
    public async Task<Ticket> GetAsync(string number, CancellationToken ct) =>
        await FindAsync(number, ct) is { } ticket && (await ReachAsync(ct)).Sees(ticket.Unit, ticket.CountedUnit)
            ? ticket
            : throw TicketRefusals.NotFound.WithDetail($"没有工单 {number}。", $"There is no ticket {number}.");

    public ValueTask<Reach> ReachAsync(CancellationToken ct) => reaches.OfCallerAsync(ct);

    /// <summary>Removes repeatOf from views where the caller may not see the earlier ticket.</summary>
    public async Task<IReadOnlyList<TicketView>> HideForeignAsync(IReadOnlyList<TicketView> views, CancellationToken ct)
    {
        var visible = await FindVisibleAsync([.. views.Select(view => view.RepeatOf).OfType<string>()], ct);
        bool IsHidden(TicketView view) => view.RepeatOf is not null && !visible.Contains(view.RepeatOf);
        return [.. views.Select(view => IsHidden(view) ? view with { RepeatOf = null } : view)];
    }

    public async Task<TicketView> HideForeignAsync(TicketView view, CancellationToken ct) =>
        view.RepeatOf is null ? view : (await HideForeignAsync([view], ct))[0];

    /// <summary>Those of the numbers whose tickets the caller may see.</summary>
    public async Task<IReadOnlySet<string>> FindVisibleAsync(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        if (numbers.Count == 0 || await ReachAsync(ct) is not { IsTown: false } reach)
            return numbers.ToHashSet(StringComparer.Ordinal);
        var tickets = await FindManyAsync([.. numbers.Distinct()], ct);
        return tickets
            .Values.Where(ticket => reach.Sees(ticket.Unit, ticket.CountedUnit))
            .Select(ticket => ticket.Number)
            .ToHashSet(StringComparer.Ordinal);
    }

    public async Task<Texts> GetTextsAsync(string number, CancellationToken ct) =>
        (await db.FindAsync<Texts>(TextsSql, new { Number = number }, ct))!;

    internal sealed record Texts
    {
        public const string Columns = "Number, Description, Sealed";

        public string Number { get; init; } = "";
        public string? Description { get; init; }
        public string Sealed { get; init; } = "";
    }

    /// <summary>What is sealed of a ticket.</summary>
    internal sealed record Private(string Subject, string? Description, string? Name, string? Phone, string? Address)
    {
        /// <summary>Names and addresses to mask in free text, beside what looks like a phone number.</summary>
        public IReadOnlyList<string?> Known => [Name, Address];
    }
}
