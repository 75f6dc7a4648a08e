using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Delivery.Rollouts;

/// <summary>Adds a member to a rollout's list for each unit of a kind.</summary>
internal static class AddMembersFromUnits
{
    /// <param name="Kind">Units of this kind, such as every neighbourhood.</param>
    /// <param name="Parent">Only those below this unit.</param>
    /// <param name="DocumentNumber">The later document that adds them, once the list is under way.</param>
    /// <param name="Synthetic">合成数据: made up for a demonstration.</param>
    /// <param name="On">From when they count; today if omitted.</param>
    public sealed record Request(
        UnitKind Kind,
        string? Parent = null,
        string? DocumentNumber = null,
        bool Synthetic = false,
        DateOnly? On = null
    )
    {
        internal static Request Example => new(UnitKind.Office, "310107102");
    }

    /// <param name="Added">The keys of the members added.</param>
    /// <param name="Present">How many of the units were in the list already.</param>
    public sealed record Answer(IReadOnlyList<string> Added, int Present)
    {
        internal static Answer Example => new(["310107102-GLB"], 0);
    }

    internal sealed record Command(string Rollout, Request Request) : ICommand<Answer>;

    public static void Map(IEndpointRouteBuilder rollouts) =>
        rollouts
            .MapPost("{rollout}/members/fromUnits", Handle)
            .WithName(nameof(AddMembersFromUnits))
            .Needs(PlanRights.Amend)
            .Refuses([.. DossierRefusals.OfOpening, RolloutRefusals.ListClosed, RolloutRefusals.NoUnits]);

    /// <summary>Add the units of a kind to a rollout's list</summary>
    /// <remarks>
    /// One member a unit that exists on that day, named as the unit is; units that are in the list already are passed
    /// over. All are added, or none.
    /// </remarks>
    /// <param name="rollout">The rollout.</param>
    /// <param name="request">Which units.</param>
    /// <response code="200">Which were added.</response>
    internal static async Task<Ok<Answer>> Handle(
        IMediator mediator,
        string rollout,
        Request request,
        CancellationToken ct
    ) => TypedResults.Ok(await mediator.Send(new Command(rollout, request), ct));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Request.Parent).MaximumLength(32);
            RuleFor(c => c.Request.DocumentNumber).MaximumLength(100);
        }
    }

    internal sealed class Handler(DossierLedger ledger, DossierRows rows, UnitTree units, TimeProvider clock)
        : ICommandHandler<Command, Answer>
    {
        public async Task<Answer> Handle(Command command, CancellationToken cancellationToken)
        {
            var request = command.Request;
            await rows.GetAsync(RolloutSubject.Instance, command.Rollout, cancellationToken);
            var day = request.On ?? Moment.Day(clock.GetUtcNow());
            var all = await units.AllAsync(cancellationToken);
            var wanted = all
                .Values.Where(unit => unit.Kind == request.Kind && unit.ExistsDuring(day, day))
                .Where(unit => request.Parent is null || unit.Parent == request.Parent)
                .OrderBy(unit => unit.Code, StringComparer.Ordinal)
                .ToList();
            var listed = await rows.ListPartsAsync(MemberSubject.Instance, command.Rollout, cancellationToken);
            var taken = listed.Cast<Member>().SelectMany(member => new[] { member.Key, member.Unit }).ToHashSet();
            var added = wanted.Where(unit => !taken.Contains(unit.Code) && !taken.Contains(KeyOf(unit))).ToList();
            if (added.Count == 0)
                throw RolloutRefusals.NoUnits.WithDetail(
                    $"该类单位 {wanted.Count} 个，均已在名单中。",
                    $"Of the {wanted.Count} units of that kind all are in the list already."
                );
            foreach (var unit in added)
            {
                var member = new AddMember.Request(
                    KeyOf(unit),
                    unit.Name,
                    unit.Code,
                    DocumentNumber: request.DocumentNumber,
                    Synthetic: request.Synthetic,
                    On: request.On
                );
                await ledger.OpenAsync(
                    MemberSubject.Instance,
                    command.Rollout,
                    member,
                    context => AddMember.Open(member, context),
                    cancellationToken
                );
            }

            return new Answer([.. added.Select(KeyOf)], wanted.Count - added.Count);
        }

        /// <summary>The unit's code, or its end where it is longer than a key.</summary>
        private static string KeyOf(Unit unit) =>
            unit.Code.Length <= AddMember.LongestKey
                ? unit.Code
                : unit.Code[^AddMember.LongestKey..].TrimStart('-', '.');
    }
}
