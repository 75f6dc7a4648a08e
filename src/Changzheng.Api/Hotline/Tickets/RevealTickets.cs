using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// Unseals the personal data of tickets that the caller has read masked, and records who read them, when and for what
/// purpose.
/// </summary>
internal static class RevealTickets
{
    /// <summary>What a purpose does, for the routes that take one.</summary>
    /// <param name="Numbers">The tickets.</param>
    /// <param name="Purpose">Why.</param>
    /// <param name="Search">The phone they were found by, masked; null where they were not looked for by one.</param>
    internal sealed record Command(IReadOnlyList<string> Numbers, string Purpose, string? Search = null)
        : ICommand<IReadOnlyDictionary<string, TicketRows.Private>>,
            ISilent;

    /// <summary>Marks an answer with personal data no-store, so that no proxy keeps it.</summary>
    public static async Task<IReadOnlyDictionary<string, TicketRows.Private>?> AskAsync(
        HttpContext context,
        IMediator mediator,
        string? purpose,
        IEnumerable<string> numbers,
        CancellationToken ct,
        string? search = null
    )
    {
        if (purpose is null)
            return null;
        // A file has begun when its second page is opened; it began with the same header.
        if (!context.Response.HasStarted)
            context.Response.Headers.CacheControl = "no-store";
        return await mediator.Send(new Command([.. numbers], purpose, search), ct);
    }

    /// <summary>The purpose of the query or of the header Purpose.</summary>
    public static string? PurposeOf(string? query, string? header) =>
        query ?? (header is null ? null : Uri.UnescapeDataString(header));

    internal sealed class Handler(TicketRows rows, PersonalData personal, AuditTrail trail, Caller caller)
        : ICommandHandler<Command, IReadOnlyDictionary<string, TicketRows.Private>>
    {
        public async Task<IReadOnlyDictionary<string, TicketRows.Private>> Handle(
            Command command,
            CancellationToken cancellationToken
        )
        {
            Purposes.MustAllow(caller, command.Purpose);
            if (command.Numbers.Count == 0 && command.Search is null)
                return new Dictionary<string, TicketRows.Private>();
            var texts = await rows.FindTextsAsync(command.Numbers, cancellationToken);
            var opened = texts.ToDictionary(
                text => text.Key,
                text => personal.Open<TicketRows.Private>(text.Value.Sealed),
                StringComparer.Ordinal
            );
            // A purpose is free text and may name a citizen: it is masked in the audit trail.
            var purpose = Masking.Text(command.Purpose.Trim(), [.. opened.Values.SelectMany(secret => secret.Known)])!;
            await (
                command.Search is null
                    ? trail.ReadAsync(caller, command.Numbers, purpose, cancellationToken)
                    : trail.SearchAsync(caller, command.Search, command.Numbers, purpose, cancellationToken)
            );
            return opened;
        }
    }
}
