using System.Text.Json;
using System.Text.Json.Serialization;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>受理: registers a ticket of any channel. The number is the retry key.</summary>
internal static class RegisterTicket
{
    public const string NumberPattern = "^[\\p{L}0-9][\\p{L}0-9._-]{0,39}$(?!\\n)";

    /// <param name="Number">The city's number, unique.</param>
    /// <param name="Type">What is asked, one of the channel's types.</param>
    /// <param name="Subject">In one line.</param>
    /// <param name="Channel">Where it came from: hotline12345 if omitted.</param>
    /// <param name="Urgency">How pressing it is: normal if omitted.</param>
    /// <param name="Category">The city's or the town's category.</param>
    /// <param name="Description">In full.</param>
    /// <param name="Reporter">Who reported it; kept sealed.</param>
    /// <param name="Address">Where, exactly; kept sealed.</param>
    /// <param name="Neighbourhood">The neighbourhood committee it lies in.</param>
    /// <param name="ExternalNumber">Its number in another system.</param>
    /// <param name="RegisteredAt">When the town received it; now if omitted.</param>
    /// <param name="CityDueAt">The deadline the city gave with it, if any.</param>
    /// <param name="Attachments">Files that POST /files answered; read with a purpose only.</param>
    public sealed record Request(
        string Number,
        string Type,
        string Subject,
        string? Channel = null,
        Urgency? Urgency = null,
        string? Category = null,
        string? Description = null,
        Reporter? Reporter = null,
        string? Address = null,
        string? Neighbourhood = null,
        string? ExternalNumber = null,
        DateTimeOffset? RegisteredAt = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? CityDueAt = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            IReadOnlyList<Evidence>? Attachments = null
    )
    {
        internal static Request Example =>
            new(
                "20220422-0001",
                "complaint",
                "窗口拉线给电瓶车充电",
                Category: "飞线充电",
                Description: "三楼有人拉线充电，请联系13812345678。",
                Reporter: Reporter.Example,
                Address: "真光路1234弄5号601室"
            );
    }

    internal sealed record Command(Request Ticket) : ICommand<Registered>;

    internal sealed record Registered(TicketView Ticket, bool IsNew);

    public static void Map(IEndpointRouteBuilder hotline) =>
        hotline
            .MapPost("tickets", Handle)
            .WithName(nameof(RegisterTicket))
            .Needs(TicketRights.Register)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.TextTooLong,
                PrivacyRefusals.PhoneInvalid,
                TicketRefusals.TypeUnknown,
                TicketRefusals.TimeFuture,
                UnitRefusals.NotFound,
                TicketRefusals.NumberTaken,
                StorageRefusals.Unknown
            );

    /// <summary>Register a ticket</summary>
    /// <remarks>
    /// The number is the retry key: the same number with the same content answers 200 with the ticket as it stands,
    /// with other content 409. Tickets of the same phone, place, external number, building or subject are proposed as
    /// repeats, the later one of the earlier, whichever of them came first.
    /// </remarks>
    /// <param name="request">The ticket.</param>
    /// <response code="201">Registered.</response>
    /// <response code="200">Registered before with the same content.</response>
    internal static async Task<Results<Created<TicketView>, Ok<TicketView>>> Handle(
        IMediator mediator,
        Request request,
        CancellationToken ct
    )
    {
        var (ticket, isNew) = await mediator.Send(new Command(request), ct);
        return isNew ? TypedResults.Created(TicketView.Url(ticket.Number), ticket) : TypedResults.Ok(ticket);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Ticket.Number)
                .NotEmpty()
                .Matches(NumberPattern)
                .WithMessage(_ =>
                    Words.Say(
                        "编号为 1 至 40 个字母、数字、点、横线或下划线。",
                        "A number has 1 to 40 letters, digits, dots, dashes or underscores."
                    )
                );
            RuleFor(c => c.Ticket.Type).NotEmpty().IsAtMost(20);
            RuleFor(c => c.Ticket.Subject).NotEmpty().IsAtMost(200);
            RuleFor(c => c.Ticket.Channel).IsAtMost(20);
            RuleFor(c => c.Ticket.Category)
                .IsAtMost(64)
                .Must(code => code is null || code.Trim() == code && code.Length > 0)
                .WithMessage(_ => Words.Say("首尾不留空格。", "Without spaces around it."));
            RuleFor(c => c.Ticket.CityDueAt)
                .GreaterThan(c => c.Ticket.RegisteredAt)
                .When(c => c.Ticket.CityDueAt is not null && c.Ticket.RegisteredAt is not null)
                .WithMessage(_ =>
                    Words.Say("市级期限在受理之后。", "The city's deadline lies after the registration.")
                );
            RuleFor(c => c.Ticket.Description).IsAtMost(4000);
            RuleFor(c => c.Ticket.Address).IsAtMost(300);
            RuleFor(c => c.Ticket.Attachments).IsAttachments();
            RuleFor(c => c.Ticket.ExternalNumber)
                .IsAtMost(64)
                .Must((c, number) => number is null || !Masking.IsPrivate(number, [c.Ticket.Reporter?.Name]))
                .WithMessage(_ =>
                    Words.Say(
                        "外部编号不能是姓名、电话、身份证号或邮箱。",
                        "An external number is no name, phone, identity card or e-mail address."
                    )
                );
            RuleFor(c => c.Ticket.Reporter!.Name).IsAtMost(100).When(c => c.Ticket.Reporter is not null);
            RuleFor(c => c.Ticket.Reporter!.Phone)
                .Must(phone => phone is null || Masking.Digits(phone) is not null)
                .When(c => c.Ticket.Reporter is not null)
                .WithErrorCode(PrivacyRefusals.PhoneInvalid.Code)
                .WithMessage(_ => Words.Say("须为手机或固定电话号码。", "A mobile or fixed phone number."));
        }
    }

    internal sealed class Handler(
        TicketRows rows,
        TicketLedger ledger,
        DeadlineRules deadlines,
        UnitTree units,
        PersonalData personal,
        RepeatRows repeats,
        Caller caller,
        TimeProvider clock
    ) : ICommandHandler<Command, Registered>
    {
        public async Task<Registered> Handle(Command command, CancellationToken cancellationToken)
        {
            var request = command.Ticket;
            await personal.ReadyAsync(cancellationToken);
            if (await rows.FindAsync(request.Number, cancellationToken) is { } there)
                return await IsSameAsync(request, there, cancellationToken)
                    ? new Registered(await ViewAsync(there, cancellationToken), false)
                    : throw TicketRefusals.NumberTaken.WithDetail(
                        $"工单 {request.Number} 已登记，内容不同。",
                        $"Ticket {request.Number} is registered with other content."
                    );

            var channel = await deadlines.GetChannelAsync(
                request.Channel ?? RateScope.Hotline,
                request.Type,
                cancellationToken
            );
            if (request.Neighbourhood is not null)
                await units.FindAsync(request.Neighbourhood, cancellationToken);
            var draft = Draft(request, personal) with { ContentBy = caller.Id };
            var view = await ledger.RegisterAsync(
                draft,
                Secret(request),
                request.RegisteredAt,
                request.Attachments,
                cancellationToken
            );
            var proposals = await repeats.FindPairsAsync(
                [draft.SetRegisteredAt(view.RegisteredAt)],
                new Dictionary<string, int> { [channel.Code] = channel.RepeatDays },
                cancellationToken
            );
            await repeats.ProposeAsync(proposals, cancellationToken);
            return new Registered(view, true);
        }

        /// <summary>
        /// Compares the content hash for callers who may see personal data or wrote the ticket, and only the masked
        /// fields for all others: otherwise 200 or 409 would confirm a guessed phone number.
        /// </summary>
        private async Task<bool> IsSameAsync(Request request, Ticket there, CancellationToken ct)
        {
            if (!(await rows.ReachAsync(ct)).Sees(there.Unit, there.CountedUnit))
                return false;
            if (there.ContentBy == caller.Id || Rights.Allow(caller, PrivacyRights.ReadPersonalData))
                return there.ContentHash == ContentHash(request, personal);
            var (draft, secret) = (Draft(request, personal), Secret(request));
            return Equals(VisiblePart(draft), VisiblePart(there))
                && (
                    request.RegisteredAt is null
                    || request.RegisteredAt.Value.TruncateToMilliseconds() == there.RegisteredAt
                )
                && Masking.Text(secret.Description, secret.Known)
                    == (await rows.GetTextsAsync(there.Number, ct)).Description;
        }

        private async Task<TicketView> ViewAsync(Ticket ticket, CancellationToken ct)
        {
            var texts = await rows.GetTextsAsync(ticket.Number, ct);
            return await rows.HideForeignAsync(TicketView.Of(ticket, texts.Description, clock.GetUtcNow()), ct);
        }

        private static object VisiblePart(Ticket ticket) =>
            new
            {
                ticket.Channel,
                ticket.Type,
                ticket.Urgency,
                ticket.Category,
                ticket.Subject,
                ticket.ReporterName,
                ticket.ReporterPhone,
                ticket.Address,
                ticket.ExternalNumber,
            };
    }

    /// <summary>
    /// The ticket of a request: masked, with its hashes, without times and deadlines. Call PersonalData.ReadyAsync
    /// before.
    /// </summary>
    internal static Ticket Draft(Request request, PersonalData personal)
    {
        IReadOnlyList<string?> known = [request.Reporter?.Name, request.Address];
        return new Ticket
        {
            Number = request.Number,
            Channel = request.Channel ?? RateScope.Hotline,
            Type = request.Type,
            Urgency = request.Urgency ?? Urgency.Normal,
            Category = Masking.Text(request.Category, known),
            Subject = Masking.Text(request.Subject, known)!,
            ReporterName = Masking.Name(request.Reporter?.Name),
            ReporterPhone = Masking.Phone(request.Reporter?.Phone, request.Reporter?.Name),
            Address = Masking.Text(Masking.Address(request.Address), [request.Reporter?.Name]),
            Neighbourhood = request.Neighbourhood,
            CityDueAt = request.CityDueAt?.TruncateToMilliseconds(),
            ExternalNumber = request.ExternalNumber,
            ContentHash = ContentHash(request, personal),
            PhoneHash = Masking.Digits(request.Reporter?.Phone) is { } phone ? personal.Hash(phone) : null,
            PlaceHash =
                string.IsNullOrWhiteSpace(request.Address) || request.Address == Masking.Address(request.Address)
                    ? null
                    : personal.Hash(string.Concat(request.Address.Where(sign => !char.IsWhiteSpace(sign)))),
            BuildingHash = RepeatSigns.FindBuilding(request.Address) is { } building ? personal.Hash(building) : null,
            SubjectHash = RepeatSigns.FindSubject(request.Subject, request.Neighbourhood, request.Address)
                is { } subject
                ? personal.Hash(subject)
                : null,
        };
    }

    internal static TicketRows.Private Secret(Request request) =>
        new(request.Subject, request.Description, request.Reporter?.Name, request.Reporter?.Phone, request.Address);

    private static string ContentHash(Request request, PersonalData personal) =>
        personal.Hash(JsonSerializer.SerializeToUtf8Bytes(request, Json.Stored));
}
