using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Lists the channels with their types and deadlines, each with the rule that set it.</summary>
internal static class ListChannels
{
    /// <param name="Code">The channel.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English gloss.</param>
    /// <param name="RepeatDays">Within how many days an earlier ticket is proposed as repeated.</param>
    /// <param name="GraceDays">How many working days after it happened an event may be recorded; then it is a late
    /// entry.</param>
    /// <param name="Closing">What closing takes.</param>
    /// <param name="Basis">The rule it follows.</param>
    /// <param name="Assumed">True where no verified rule was found.</param>
    /// <param name="Types">What can be asked there.</param>
    /// <param name="Deadlines">How long each stage may take.</param>
    public sealed record TicketChannel(
        string Code,
        string Name,
        string NameEn,
        int RepeatDays,
        int? GraceDays,
        IReadOnlyList<ClosingNeed> Closing,
        string Basis,
        bool Assumed,
        IReadOnlyList<TicketType> Types,
        IReadOnlyList<DeadlineTerm> Deadlines
    )
    {
        internal static TicketChannel Example =>
            new(
                "hotline12345",
                "12345市民服务热线",
                "12345 citizens' hotline",
                90,
                1,
                [ClosingNeed.Callback, ClosingNeed.Reply, ClosingNeed.Rating],
                "重复工单以90日为窗口",
                true,
                [new TicketType("complaint", "投诉", "Complaint")],
                [
                    new DeadlineTerm(
                        "hotline-contact",
                        null,
                        null,
                        DeadlineStage.Contact,
                        1,
                        null,
                        [4, 1],
                        "青夏街〔2022〕22号",
                        null,
                        false
                    ),
                ]
            );
    }

    /// <param name="Code">The type.</param>
    /// <param name="Name">Official name.</param>
    /// <param name="NameEn">English gloss.</param>
    public sealed record TicketType(string Code, string Name, string NameEn);

    /// <param name="Code">The rule.</param>
    /// <param name="Type">The type it is for; null for all.</param>
    /// <param name="Urgency">The urgency it is for; null for all.</param>
    /// <param name="Stage">What is due.</param>
    /// <param name="WorkingDays">How many working days, day 1 being the next one; null where calendar days run.</param>
    /// <param name="CalendarDays">How many calendar days; null where working days run.</param>
    /// <param name="WarnHours">Early warnings, in hours before.</param>
    /// <param name="Basis">The rule that set it.</param>
    /// <param name="Source">Where that can be read.</param>
    /// <param name="Assumed">True where no verified rule was found.</param>
    public sealed record DeadlineTerm(
        string Code,
        string? Type,
        Urgency? Urgency,
        DeadlineStage Stage,
        int? WorkingDays,
        int? CalendarDays,
        IReadOnlyList<decimal> WarnHours,
        string Basis,
        string? Source,
        bool Assumed
    );

    internal sealed record Query : IQuery<IReadOnlyList<TicketChannel>>;

    private static readonly Exports.Table<TicketChannel> table = new(
        "渠道",
        new(TicketChannel.Example)
        {
            { "渠道", channel => channel.Code },
            { "渠道名称", channel => channel.Name },
            { "英文名称", channel => channel.NameEn },
            { "重复认定天数", channel => channel.RepeatDays },
            { "补录宽限工作日", channel => channel.GraceDays },
            { "结案所需", channel => channel.Closing },
            { "依据", channel => channel.Basis },
            { "是否推定", channel => channel.Assumed },
            { "types", "诉求类型", channel => channel.Types.Select(type => $"{type.Code} {type.Name}") },
            {
                "deadlines",
                "时限工作日",
                channel => channel.Deadlines.Select(term => $"{term.Code} {term.WorkingDays ?? term.CalendarDays}")
            },
        }
    );

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapGet("channels", Handle)
            .WithName(nameof(ListChannels))
            .Needs(TicketRights.Read)
            .SendsAs(table)
            .Refuses(Refusals.RequestInvalid, Refusals.CursorInvalid);

    /// <summary>List channels, types and deadlines</summary>
    /// <response code="200">The channels, by code.</response>
    internal static async Task<Ok<Page<TicketChannel>>> Handle(IMediator mediator, Paging page, CancellationToken ct)
    {
        return TypedResults.Ok(
            page.Cut(await mediator.Send(new Query(), ct), channel => channel.Code, StringComparer.Ordinal)
        );
    }

    internal sealed class Handler(DeadlineRules rules) : IQueryHandler<Query, IReadOnlyList<TicketChannel>>
    {
        public async Task<IReadOnlyList<TicketChannel>> Handle(Query query, CancellationToken cancellationToken)
        {
            var types = (await rules.TypesAsync(cancellationToken)).ToLookup(
                type => type.Channel,
                type => new TicketType(type.Code, type.Name, type.NameEn)
            );
            var deadlines = (await rules.TableAsync(cancellationToken)).Rules.ToLookup(
                rule => rule.Channel,
                rule => new DeadlineTerm(
                    rule.Code,
                    rule.Type,
                    rule.Urgency,
                    rule.Stage,
                    rule.WorkingDays,
                    rule.CalendarDays,
                    rule.WarnHours,
                    rule.Basis,
                    rule.Source,
                    rule.Assumed
                )
            );
            return
            [
                .. (await rules.ChannelsAsync(cancellationToken)).Select(row => new TicketChannel(
                    row.Code,
                    row.Name,
                    row.NameEn,
                    row.RepeatDays,
                    row.GraceDays,
                    row.GetNeeds(),
                    row.Basis,
                    row.Assumed,
                    [.. types[row.Code]],
                    [.. deadlines[row.Code]]
                )),
            ];
        }
    }
}
