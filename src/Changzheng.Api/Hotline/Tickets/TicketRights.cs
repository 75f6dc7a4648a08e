using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Who does what with tickets.</summary>
internal static class TicketRights
{
    public static readonly Right Read = new("readTickets", Right.Everyone);
    public static readonly Right Register = new(
        "registerTickets",
        Role.Dispatcher,
        Role.Integration,
        Role.Administrator
    );
    public static readonly Right Dispatch = new("dispatchTickets", Role.Dispatcher, Role.Administrator);
    public static readonly Right Handle = new("handleTickets", Role.Handler, Role.Dispatcher, Role.Administrator);
    public static readonly Right Review = new("reviewTickets", Role.Reviewer, Role.Dispatcher, Role.Administrator);
}
