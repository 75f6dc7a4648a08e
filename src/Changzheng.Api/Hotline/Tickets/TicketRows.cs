using System.Text.Json;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Reads tickets, as far as the caller has to do with them.</summary>
internal sealed class TicketRows(Db db, Reaches reaches, PersonalData personal)
{
    public const string Columns = """
        t.Number, t.Channel, t.Type, t.Urgency, t.Category, t.Subject, t.ReporterName, t.ReporterPhone, t.Address, t.Neighbourhood, t.Unit, t.CountedUnit,
        t.Status, t.StatusBefore, t.ExternalNumber, t.PhoneHash, t.PlaceHash, t.ContentHash, t.ContentBy, t.RegisteredAt, t.DispatchedAt, t.AcceptedAt,
        t.ContactFrom, t.ContactDays, t.ContactDueAt, t.ContactedAt, t.NotContacted, t.DueFrom, t.DueDays, t.DueAt, t.OriginalFrom, t.OriginalDays, t.OriginalDueAt,
        t.Provisional, t.SubmittedAt, t.ClosedAt, t.ClaimedResolution, t.CitizenContacted, t.CitizenResolved, t.Resolution, t.Satisfaction, t.RepeatOf,
        t.Returns, t.ReturnedBy, t.Extensions, t.ExtensionAsked, t.Reworks, t.Supervisions, t.SuspendedAt, t.ReviewOn, t.LastAt, t.Version
        """;

    public const string OneSql = $"SELECT {Columns} FROM Tickets t WHERE t.Number = @Number";

    public const string TextsSql = "SELECT Number, Description, Sealed FROM TicketTexts WHERE Number = @Number";

    public const string ManySql =
        $"SELECT {Columns} FROM Tickets t WHERE t.Number IN (SELECT value {{ordinal}} FROM {{each}}(@Numbers))";

    public const string ManyTextsSql =
        "SELECT Number, Description, Sealed FROM TicketTexts WHERE Number IN (SELECT value {ordinal} FROM {each}(@Numbers))";

    public const string OpenSql =
        $"SELECT {Columns} FROM Tickets t WHERE t.Status IN ('registered', 'dispatched', 'accepted', 'handling', 'submitted', 'returned', 'suspended') ORDER BY t.Number";

    /// <summary>Every open ticket of the town, whoever asks: for what moves them all.</summary>
    public Task<IReadOnlyList<Ticket>> OpenAsync(CancellationToken ct) => db.QueryAsync<Ticket>(OpenSql, null, ct);

    public async Task<Ticket?> LookAsync(string number, CancellationToken ct) =>
        await db.FindAsync<Ticket>(OneSql, new { Number = number }, ct);

    /// <summary>Those of the tickets that are there, by number, whoever asks.</summary>
    public async Task<IReadOnlyDictionary<string, Ticket>> ManyAsync(
        IReadOnlyCollection<string> numbers,
        CancellationToken ct
    ) =>
        (
            numbers.Count == 0
                ? []
                : await db.QueryAsync<Ticket>(ManySql, new { Numbers = JsonSerializer.Serialize(numbers) }, ct)
        ).ToDictionary(ticket => ticket.Number, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, Texts>> ManyTextsAsync(
        IReadOnlyCollection<string> numbers,
        CancellationToken ct
    ) =>
        (
            numbers.Count == 0
                ? []
                : await db.QueryAsync<Texts>(ManyTextsSql, new { Numbers = JsonSerializer.Serialize(numbers) }, ct)
        ).ToDictionary(texts => texts.Number, StringComparer.Ordinal);

    /// <summary>A ticket of another unit is as if it were not there.</summary>
    public async Task<Ticket> FindAsync(string number, CancellationToken ct) =>
        await LookAsync(number, ct) is { } ticket && (await ReachAsync(ct)).Sees(ticket.Unit, ticket.CountedUnit)
            ? ticket
            : throw TicketRefusals.NotFound.Because($"没有工单 {number}。", $"There is no ticket {number}.");

    public ValueTask<Reach> ReachAsync(CancellationToken ct) => reaches.OfCallerAsync(ct);

    /// <summary>Other units' numbers are not told: what a ticket repeats is shown to those who see both.</summary>
    public async Task<IReadOnlyList<TicketView>> HideForeignAsync(IReadOnlyList<TicketView> views, CancellationToken ct)
    {
        var seen = await SeenAsync([.. views.Select(view => view.RepeatOf).OfType<string>()], ct);
        bool IsHidden(TicketView view) => view.RepeatOf is not null && !seen.Contains(view.RepeatOf);
        return [.. views.Select(view => IsHidden(view) ? view with { RepeatOf = null } : view)];
    }

    public async Task<TicketView> HideForeignAsync(TicketView view, CancellationToken ct) =>
        view.RepeatOf is null ? view : (await HideForeignAsync([view], ct))[0];

    /// <summary>Those of the tickets the caller sees.</summary>
    public async Task<IReadOnlySet<string>> SeenAsync(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        if (numbers.Count == 0 || await ReachAsync(ct) is not { IsTown: false } reach)
            return numbers.ToHashSet(StringComparer.Ordinal);
        var tickets = await ManyAsync([.. numbers.Distinct()], ct);
        return tickets
            .Values.Where(ticket => reach.Sees(ticket.Unit, ticket.CountedUnit))
            .Select(ticket => ticket.Number)
            .ToHashSet(StringComparer.Ordinal);
    }

    public async Task<Texts> TextsAsync(string number, CancellationToken ct) =>
        (await db.FindAsync<Texts>(TextsSql, new { Number = number }, ct))!;

    public async Task<Private> PrivateAsync(string number, CancellationToken ct) =>
        personal.Open<Private>((await TextsAsync(number, ct)).Sealed);

    internal sealed record Texts
    {
        public string Number { get; init; } = "";
        public string? Description { get; init; }
        public string Sealed { get; init; } = "";
    }

    /// <summary>What is sealed of a ticket.</summary>
    internal sealed record Private(string Subject, string? Description, string? Name, string? Phone, string? Address)
    {
        /// <summary>What is looked for in free text beside phone numbers.</summary>
        public IReadOnlyList<string?> Known => [Name, Address];
    }
}
