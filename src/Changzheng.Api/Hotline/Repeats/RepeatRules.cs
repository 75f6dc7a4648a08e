using Changzheng.Api.Hotline.Tickets;

namespace Changzheng.Api.Hotline.Repeats;

/// <summary>Why a ticket may repeat an earlier one.</summary>
public enum RepeatReason
{
    Reporter,
    Place,
    ExternalNumber,

    /// <summary>The same building and category.</summary>
    Building,

    /// <summary>The same subject in the same neighbourhood or road.</summary>
    Subject,
    Person,
}

/// <summary>
/// Finds pairs of a ticket and an earlier one that it may repeat: of one channel, with the same key, and no more days
/// apart than the channel counts. An import may bring the earlier one last. Pure.
/// </summary>
internal static class RepeatRules
{
    private const int Most = 5;

    /// <summary>The strongest first: a pair gets the first reason that holds.</summary>
    private static readonly (RepeatReason Because, Func<Ticket, string?> Sign)[] reasons =
    [
        (RepeatReason.Reporter, ticket => RepeatKeys.GetHash(ticket.PhoneHash)),
        (RepeatReason.ExternalNumber, ticket => ticket.ExternalNumber),
        (RepeatReason.Place, ticket => RepeatKeys.GetHash(ticket.PlaceHash)),
        (RepeatReason.Building, ticket => ticket.Category is null ? null : RepeatKeys.GetHash(ticket.BuildingHash)),
        (RepeatReason.Subject, ticket => RepeatKeys.GetHash(ticket.SubjectHash)),
    ];

    /// <param name="Number">The ticket.</param>
    /// <param name="Earlier">What it may repeat.</param>
    /// <param name="Because">Why.</param>
    public readonly record struct Pair(string Number, string Earlier, RepeatReason Because);

    /// <param name="fresh">New tickets; of those registered at the same instant the first is the earlier.</param>
    /// <param name="existing">Candidates from the database.</param>
    /// <param name="days">For each channel, how many days apart a repeat may be.</param>
    public static IReadOnlyList<Pair> FindPairs(
        IReadOnlyList<Ticket> fresh,
        IEnumerable<Ticket> existing,
        IReadOnlyDictionary<string, int> days
    )
    {
        var places = fresh.Select((ticket, place) => (ticket.Number, place)).ToDictionary(StringComparer.Ordinal);
        var all = existing
            .Where(ticket => !places.ContainsKey(ticket.Number))
            .DistinctBy(ticket => ticket.Number)
            .Concat(fresh)
            .Where(ticket => ticket.Status != TicketStatus.Voided)
            .ToList();
        var found = new Dictionary<(string Number, string Earlier), RepeatReason>();
        foreach (var (because, sign) in reasons)
        {
            var alike = all.Select(ticket => (Sign: sign(ticket), Ticket: ticket))
                .Where(one => one.Sign is not null)
                .GroupBy(one => (one.Sign, one.Ticket.Channel), one => one.Ticket);
            foreach (
                var (later, earlier) in alike
                    .Where(group => group.Skip(1).Any() && group.Any(ticket => places.ContainsKey(ticket.Number)))
                    .SelectMany(group =>
                        ListPairs(
                            [.. group],
                            because is RepeatReason.Place or RepeatReason.Building or RepeatReason.Subject,
                            places,
                            days[group.Key.Channel]
                        )
                    )
            )
                found.TryAdd((later.Number, earlier.Number), because);
        }

        return [.. found.Select(pair => new Pair(pair.Key.Number, pair.Key.Earlier, pair.Value))];
    }

    private static IEnumerable<(Ticket Later, Ticket Earlier)> ListPairs(
        IReadOnlyList<Ticket> alike,
        bool ofOneCategory,
        Dictionary<string, int> places,
        int days
    )
    {
        bool IsFresh(Ticket ticket) => places.ContainsKey(ticket.Number);
        (DateTimeOffset, int) OrderOf(Ticket ticket) =>
            (ticket.RegisteredAt, places.GetValueOrDefault(ticket.Number, -1));
        bool MayRepeat(Ticket later, Ticket earlier) =>
            OrderOf(earlier).CompareTo(OrderOf(later)) < 0
            && earlier.RegisteredAt >= later.RegisteredAt.AddDays(-days)
            && (!ofOneCategory || later.Category is null || later.Category == earlier.Category);

        foreach (var ticket in alike.Where(IsFresh))
        {
            foreach (
                var earlier in alike
                    .Where(one => MayRepeat(ticket, one))
                    .OrderByDescending(one => one.RegisteredAt)
                    .ThenBy(one => one.Number, StringComparer.Ordinal)
                    .Take(Most)
            )
                yield return (ticket, earlier);
            foreach (
                var later in alike
                    .Where(one => !IsFresh(one) && MayRepeat(one, ticket))
                    .OrderBy(one => one.RegisteredAt)
                    .ThenBy(one => one.Number, StringComparer.Ordinal)
                    .Take(Most)
            )
                yield return (later, ticket);
        }
    }
}
