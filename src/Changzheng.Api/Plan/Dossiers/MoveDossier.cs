using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// What all changes of dossiers share: route, If-Match, refusals, transaction, history, contribution. A slice declares
/// one with <see cref="MapMove"/> or <see cref="MapOpen"/>, and says only what differs.
/// </summary>
internal static class MoveDossier
{
    internal sealed record Command(
        DossierSubject Subject,
        string? Code,
        string? Part,
        int? Expected,
        string Action,
        IDossierRequest Request,
        Func<Dossier?, DossierContext, Dossier> Change,
        Decision? Decision
    ) : MoveCommand(Request), ICommand<Dossier>
    {
        /// <param name="parent">The whole a part belongs to; null where the request names it, or there is none.</param>
        public static Command Open<T, TRequest>(
            DossierSubject subject,
            string? parent,
            TRequest request,
            Func<TRequest, DossierContext, T> open
        )
            where T : Dossier
            where TRequest : IDossierRequest =>
            new(subject, parent, null, null, "open", request, (_, context) => open(request, context), null);
    }

    /// <summary>That what somebody asked for is decided by another person.</summary>
    /// <param name="Askers">Who asked.</param>
    /// <param name="Detail">What needs a second person, for the refusal.</param>
    /// <param name="DetailEn">The same in English.</param>
    internal sealed record Decision(
        Func<Dossier, DossierContext, IReadOnlyList<Author>> Askers,
        string Detail,
        string DetailEn
    );

    /// <summary>Maps POST for a new dossier, or a new part of the one the route names.</summary>
    /// <param name="route">Empty for the list itself; {rollout}/members for a part.</param>
    /// <param name="needs">The right it takes.</param>
    /// <param name="refusals">Beyond those every opening has.</param>
    /// <param name="open">Pure: the new dossier.</param>
    public static void MapOpen<T, TView, TRequest>(
        this IEndpointRouteBuilder group,
        DossierSubject<T, TView> subject,
        string route,
        Right needs,
        RefusalKind[] refusals,
        Func<TRequest, DossierContext, T> open
    )
        where T : Dossier
        where TView : IVersioned
        where TRequest : class, IDossierRequest
    {
        var slice = typeof(TRequest).DeclaringType!;
        var endpoint = new Opening<T, TView, TRequest>(subject, open);
        group
            .MapPost(route, route.Length == 0 ? endpoint.HandleAsync : endpoint.HandlePartAsync)
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(needs)
            .Refuses([.. DossierRefusals.OfOpening, subject.Exists, .. refusals]);
    }

    /// <summary>
    /// Maps POST {dossier}/…/{action}. The operation is named for the class that declares
    /// <typeparamref name="TRequest"/> and documented by it.
    /// </summary>
    /// <param name="route">{project}/milestones/{milestone}/reach: its last word is the action.</param>
    /// <param name="needs">The right it takes.</param>
    /// <param name="refusals">Beyond those every change has.</param>
    /// <param name="change">Pure: what the change makes of the dossier.</param>
    /// <param name="decision">Where another person than the asker decides.</param>
    /// <param name="puts">The action of a PUT, such as amend; a POST named by the route if omitted.</param>
    public static void MapMove<T, TView, TRequest>(
        this IEndpointRouteBuilder group,
        DossierSubject<T, TView> subject,
        string route,
        Right needs,
        RefusalKind[] refusals,
        Func<T, TRequest, DossierContext, T> change,
        Decision? decision = null,
        string? puts = null
    )
        where T : Dossier
        where TView : IVersioned
        where TRequest : class, IDossierRequest
    {
        var slice = typeof(TRequest).DeclaringType!;
        var endpoint = new Move<T, TView, TRequest>(subject, puts ?? route.Split('/')[^1], change, decision);
        (puts is null ? group.MapPost(route, endpoint.HandleAsync) : group.MapPut(route, endpoint.HandleAsync))
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(needs)
            .Refuses([
                .. DossierRefusals.OfMoves,
                subject.NotFound,
                .. decision is null ? Array.Empty<RefusalKind>() : [AccessRefusals.SecondPersonNeeded],
                .. refusals,
            ]);
    }

    private sealed class Opening<T, TView, TRequest>(
        DossierSubject<T, TView> subject,
        Func<TRequest, DossierContext, T> open
    )
        where T : Dossier
        where TView : IVersioned
        where TRequest : class, IDossierRequest
    {
        /// <response code="201">Opened; Location names it.</response>
        public Task<Created<TView>> HandleAsync(
            IMediator mediator,
            DossierRows rows,
            TRequest request,
            CancellationToken ct
        ) => OpenAsync(mediator, rows, null, request, ct);

        /// <response code="201">Opened; Location names it.</response>
        public Task<Created<TView>> HandlePartAsync(
            IMediator mediator,
            DossierRows rows,
            DossierPath path,
            TRequest request,
            CancellationToken ct
        ) => OpenAsync(mediator, rows, path.First, request, ct);

        private async Task<Created<TView>> OpenAsync(
            IMediator mediator,
            DossierRows rows,
            string? parent,
            TRequest request,
            CancellationToken ct
        )
        {
            var opened = await mediator.Send(Command.Open(subject, parent, request, open), ct);
            return TypedResults.Created(
                subject.Url(opened),
                subject.View((T)opened, await rows.SightAsync([opened], ct))
            );
        }
    }

    private sealed class Move<T, TView, TRequest>(
        DossierSubject<T, TView> subject,
        string action,
        Func<T, TRequest, DossierContext, T> change,
        Decision? decision
    )
        where T : Dossier
        where TView : IVersioned
        where TRequest : class, IDossierRequest
    {
        /// <response code="200">As it stands now.</response>
        public async Task<Ok<TView>> HandleAsync(
            IMediator mediator,
            DossierRows rows,
            DossierPath path,
            TRequest request,
            IfMatch ifMatch,
            CancellationToken ct
        )
        {
            var command = new Command(
                subject,
                subject.CodeOf(path),
                subject.PartOf(path),
                ifMatch.GetVersion(),
                action,
                request,
                (dossier, context) => change((T)dossier!, request, context),
                decision
            );
            var changed = await mediator.Send(command, ct);
            return TypedResults.Ok(subject.View((T)changed, await rows.SightAsync([changed], ct)));
        }
    }

    internal sealed class Handler(DossierLedger ledger, SecondPerson second) : ICommandHandler<Command, Dossier>
    {
        public Task<Dossier> Handle(Command command, CancellationToken cancellationToken) =>
            command.Expected is not { } expected
                ? ledger.OpenAsync(
                    command.Subject,
                    command.Code,
                    command.Request,
                    context => command.Change(null, context),
                    cancellationToken
                )
                : ledger.MoveAsync(
                    command.Subject,
                    command.Code!,
                    expected,
                    command.Part,
                    new DossierLedger.Entry(command.Action, command.Request),
                    command.Change,
                    command.Decision is not { } decision
                        ? null
                        : (dossier, context) =>
                            second.MustDecideAsync(
                                decision.Askers(dossier, context),
                                decision.Detail,
                                decision.DetailEn,
                                cancellationToken
                            ),
                    cancellationToken
                );
    }
}
