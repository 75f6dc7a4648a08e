using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>
/// A ticket as it stands. Personal data is masked unless a purpose was stated by someone who may see it.
/// </summary>
/// <param name="Number">The city's number.</param>
/// <param name="Channel">Where it came from: hotline12345, grid, petition, enterprise, visit.</param>
/// <param name="Type">What is asked, of the channel's types: consultation, suggestion, complaint, help, report.</param>
/// <param name="Urgency">How pressing it is.</param>
/// <param name="Category">The city's or the town's category.</param>
/// <param name="Subject">In one line.</param>
/// <param name="Description">In full; null in lists.</param>
/// <param name="Reporter">Who reported it.</param>
/// <param name="Address">Where; down to the road when masked.</param>
/// <param name="Neighbourhood">The neighbourhood committee it lies in.</param>
/// <param name="Unit">The acting unit.</param>
/// <param name="CountedUnit">The unit it is counted for.</param>
/// <param name="SupportingUnits">协办: the units that do a part of it.</param>
/// <param name="Demands">一件多诉: what it was split into; none where it was not.</param>
/// <param name="Attachments">附件: what was attached, the first first.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="ExternalNumber">Its number in another system.</param>
/// <param name="RegisteredAt">When the town received it.</param>
/// <param name="DispatchedAt">When it was last dispatched.</param>
/// <param name="AcceptedAt">When the acting unit accepted it.</param>
/// <param name="ContactDueAt">Until when first contact is due; null where the channel asks none.</param>
/// <param name="ContactedAt">When the citizen was first contacted, as the unit claims.</param>
/// <param name="NotContacted">Why nobody was reached.</param>
/// <param name="DueAt">Until when it is due.</param>
/// <param name="OriginalDueAt">Until when it was first due, whatever was granted since.</param>
/// <param name="CityDueAt">The deadline the city gave with it.</param>
/// <param name="SuperviseDueAt">Until when it is due since it was last supervised.</param>
/// <param name="AcceptanceDueAt">Until when the reporter is told that it was accepted, where the channel asks that.
/// </param>
/// <param name="SubmittedAt">When the unit submitted it.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="FirstClosedAt">When it was first closed; on time is judged by it.</param>
/// <param name="Overdue">Open and past its deadline now.</param>
/// <param name="ClosedLate">First closed after the deadline that stood then.</param>
/// <param name="LateEntry">Something of it was recorded later than the channel's grace, and is judged by when it was
/// recorded.</param>
/// <param name="ClaimedResolution">What the unit claims.</param>
/// <param name="CitizenContacted">Whether the citizen says they were contacted; null while not asked.</param>
/// <param name="CitizenResolved">Whether the citizen says it is solved; null while not asked.</param>
/// <param name="Resolution">结案评判.</param>
/// <param name="Satisfaction">What the callback found.</param>
/// <param name="Disputed">Claimed by the unit, denied by the citizen.</param>
/// <param name="Callbacks">Every callback with its level, the first first; null in lists that do not compare
/// them.</param>
/// <param name="NoticedAt">When the reporter was told that it is accepted.</param>
/// <param name="VerifiedAt">When it last passed a verification, since it was submitted.</param>
/// <param name="RepeatOf">The earlier ticket it repeats, confirmed by a person.</param>
/// <param name="Returns">How often a unit returned it.</param>
/// <param name="ReturnedBy">The units that did.</param>
/// <param name="ReturnReason">The code of the reason it was last returned for, of GET /hotline/returnReasons.</param>
/// <param name="DaysWithoutOwner">From each request to return it until it was dispatched again or the return was
/// refused: elapsed days of 24 hours, cut to two places; what still runs counts until now.</param>
/// <param name="Extensions">How often it was extended.</param>
/// <param name="ExtensionDays">The days granted so far.</param>
/// <param name="ExtensionAsked">Days asked for and not yet decided on.</param>
/// <param name="Reworks">How often it was done again.</param>
/// <param name="Supervisions">How often it was supervised.</param>
/// <param name="VoidAsked">Voiding is asked for and not yet decided on.</param>
/// <param name="SuspensionAsked">The review day of a suspension asked for and not yet decided on.</param>
/// <param name="ReviewOn">While suspended: the day it is looked at again.</param>
/// <param name="Provisional">A deadline crosses a year whose calendar is not yet published.</param>
/// <param name="Version">To be named in If-Match by every action.</param>
public sealed record TicketView(
    string Number,
    string Channel,
    string Type,
    Urgency Urgency,
    string? Category,
    string Subject,
    string? Description,
    Reporter? Reporter,
    string? Address,
    string? Neighbourhood,
    string? Unit,
    string? CountedUnit,
    IReadOnlyList<SupportingUnit> SupportingUnits,
    IReadOnlyList<Demand> Demands,
    IReadOnlyList<Attachment> Attachments,
    TicketStatus Status,
    string? ExternalNumber,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? ContactDueAt,
    DateTimeOffset? ContactedAt,
    NotContactedReason? NotContacted,
    DateTimeOffset DueAt,
    DateTimeOffset OriginalDueAt,
    DateTimeOffset? CityDueAt,
    DateTimeOffset? SuperviseDueAt,
    DateTimeOffset? AcceptanceDueAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? FirstClosedAt,
    bool Overdue,
    bool ClosedLate,
    bool LateEntry,
    Resolution? ClaimedResolution,
    bool? CitizenContacted,
    bool? CitizenResolved,
    Resolution? Resolution,
    Satisfaction? Satisfaction,
    bool Disputed,
    IReadOnlyList<TicketCallback>? Callbacks,
    DateTimeOffset? NoticedAt,
    DateTimeOffset? VerifiedAt,
    string? RepeatOf,
    int Returns,
    IReadOnlyList<string> ReturnedBy,
    string? ReturnReason,
    decimal DaysWithoutOwner,
    int Extensions,
    int ExtensionDays,
    int? ExtensionAsked,
    int Reworks,
    int Supervisions,
    bool VoidAsked,
    DateOnly? SuspensionAsked,
    DateOnly? ReviewOn,
    bool Provisional,
    int Version
) : IVersioned
{
    private static readonly DateTimeOffset morning = new(2022, 4, 22, 10, 0, 0, TimeSpan.FromHours(8));

    internal static TicketView Example =>
        new(
            "20220422-0001",
            "hotline12345",
            "complaint",
            Urgency.Normal,
            "飞线充电",
            "窗口拉线给电瓶车充电",
            "三楼有人拉线充电，请联系138****5678。",
            new Reporter("张*", "138****5678"),
            "真光路***",
            null,
            "310107102-GLB",
            "310107102-GLB",
            [
                new SupportingUnit(
                    "310107102-PAB",
                    SupportState.Asked,
                    morning.AddDays(4).AddHours(13).AddMinutes(59).AddSeconds(59),
                    morning.AddMinutes(20),
                    "协助排查电气线路"
                ),
            ],
            [],
            [new Attachment("现场照片", Plan.Indicators.Evidence.Kept.Uri, morning, "12345受理")],
            TicketStatus.Handling,
            null,
            morning,
            morning.AddMinutes(20),
            morning.AddHours(1),
            morning.AddHours(61).AddMinutes(59).AddSeconds(59),
            morning.AddHours(2),
            null,
            morning.AddDays(6).AddHours(13).AddMinutes(59).AddSeconds(59),
            morning.AddDays(6).AddHours(13).AddMinutes(59).AddSeconds(59),
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            false,
            false,
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            0,
            [],
            null,
            0,
            0,
            0,
            null,
            0,
            0,
            false,
            null,
            null,
            false,
            4
        );

    internal static string Url(string number) => $"/api/v1/hotline/tickets/{Uri.EscapeDataString(number)}";

    internal static TicketView Of(Ticket ticket, string? description, DateTimeOffset now) =>
        new(
            ticket.Number,
            ticket.Channel,
            ticket.Type,
            ticket.Urgency,
            ticket.Category,
            ticket.Subject,
            description,
            ReporterOf(ticket.ReporterName, ticket.ReporterPhone),
            ticket.Address,
            ticket.Neighbourhood,
            ticket.Unit,
            ticket.CountedUnit,
            ticket.Supports ?? [],
            ticket.Demands ?? [],
            ticket.Attachments ?? [],
            ticket.Status,
            ticket.ExternalNumber,
            ticket.RegisteredAt,
            ticket.DispatchedAt,
            ticket.AcceptedAt,
            ticket.ContactDueAt,
            ticket.ContactedAt,
            ticket.NotContacted,
            ticket.DueAt,
            ticket.OriginalDueAt,
            ticket.CityDueAt,
            ticket.SuperviseDueAt,
            ticket.AcceptanceDueAt,
            ticket.SubmittedAt,
            ticket.ClosedAt,
            ticket.FirstClosedAt ?? ticket.ClosedAt,
            ticket.IsOverdue(now),
            ticket.ClosedLate,
            ticket.LateEntry == true,
            ticket.ClaimedResolution,
            ticket.CitizenContacted,
            ticket.CitizenResolved,
            ticket.Resolution,
            ticket.Satisfaction,
            ticket.Disputed,
            null,
            ticket.NoticedAt,
            ticket.VerifiedAt,
            ticket.RepeatOf,
            ticket.Returns,
            ticket.ReturnedBy,
            ticket.ReturnReason,
            ticket.GetDaysWithoutOwner(now),
            ticket.Extensions,
            ticket.ExtensionDays ?? 0,
            ticket.ExtensionAsked,
            ticket.Reworks,
            ticket.Supervisions,
            ticket.VoidAsked == true,
            ticket.SuspensionAsked,
            ticket.ReviewOn,
            ticket.Provisional,
            ticket.Version
        );

    internal TicketView Revealing(TicketRows.Private sealedTexts) =>
        this with
        {
            Subject = sealedTexts.Subject,
            Description = sealedTexts.Description,
            Reporter = ReporterOf(sealedTexts.Name, sealedTexts.Phone),
            Address = sealedTexts.Address,
        };

    private static Reporter? ReporterOf(string? name, string? phone) =>
        name is null && phone is null ? null : new Reporter(name, phone);
}
