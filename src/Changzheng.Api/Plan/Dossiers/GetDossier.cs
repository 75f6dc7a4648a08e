using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>The reading every kind of dossier has. The class that maps it describes it.</summary>
internal static class GetDossier
{
    internal sealed record Query(DossierSubject Subject, string Code) : IQuery<Found>;

    internal sealed record Found(Dossier Dossier, DossierSight Sight);

    /// <param name="slice">The class whose doc comment describes the operation, and whose name it has.</param>
    public static void MapRead<T, TView>(
        this IEndpointRouteBuilder group,
        DossierSubject<T, TView> subject,
        Type slice,
        string route
    )
        where T : Dossier
        where TView : IVersioned =>
        group
            .MapGet(route, new Reading<T, TView>(subject).HandleAsync)
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(subject.Reads)
            .Refuses(subject.NotFound);

    private sealed class Reading<T, TView>(DossierSubject<T, TView> subject)
        where T : Dossier
        where TView : IVersioned
    {
        /// <response code="200">As it stands.</response>
        public async Task<Ok<TView>> HandleAsync(IMediator mediator, DossierPath path, CancellationToken ct)
        {
            var (dossier, sight) = await mediator.Send(new Query(subject, subject.CodeOf(path)), ct);
            return TypedResults.Ok(subject.View((T)dossier, sight));
        }
    }

    internal sealed class Handler(DossierRows rows) : IQueryHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var dossier = await rows.GetAsync(query.Subject, query.Code, cancellationToken);
            return new Found(dossier, await rows.SightAsync([dossier], cancellationToken));
        }
    }
}
