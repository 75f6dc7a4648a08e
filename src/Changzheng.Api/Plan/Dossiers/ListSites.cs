using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>
/// The dossiers of a list that have coordinates, as GeoJSON (RFC 7946). The class that maps it describes it.
/// </summary>
internal static class ListSites
{
    /// <summary>More points than a map shows.</summary>
    private const int Most = 10_000;

    internal sealed record Query(DossierSubject Subject, DossierRows.Wanted Wanted) : IQuery<IReadOnlyList<Dossier>>;

    /// <param name="slice">The class whose doc comment describes the operation, and whose name it has.</param>
    /// <param name="route">{rollout}.geojson for parts; else the list's own route with .geojson.</param>
    /// <param name="site">Where a dossier is; null where that is not known.</param>
    /// <param name="status">How it stands.</param>
    public static void MapSites<T>(
        this IEndpointRouteBuilder group,
        DossierSubject subject,
        Type slice,
        string route,
        Func<T, Site?> site,
        Func<T, string?> status
    )
        where T : Dossier
    {
        var listing = new Listing<T>(subject, site, status);
        group
            .MapGet(
                route,
                route.Contains('{', StringComparison.Ordinal) ? listing.HandlePartsAsync : listing.HandleAsync
            )
            .WithName(slice.Name)
            .WithMetadata(new MoveSlice(slice))
            .Needs(subject.Reads)
            .Refuses([
                Refusals.RequestInvalid,
                .. route.Contains('{', StringComparison.Ordinal) ? [subject.WholeNotFound] : Array.Empty<RefusalKind>(),
            ]);
    }

    private sealed class Listing<T>(DossierSubject subject, Func<T, Site?> site, Func<T, string?> status)
        where T : Dossier
    {
        /// <param name="plan">Only this plan's.</param>
        /// <response code="200">A feature for each that has coordinates.</response>
        public Task<Ok<GeoFeatures>> HandleAsync(IMediator mediator, string? plan, CancellationToken ct) =>
            AnswerAsync(mediator, new DossierRows.Wanted { PlanCode = plan }, ct);

        /// <response code="200">A feature for each that has coordinates.</response>
        public Task<Ok<GeoFeatures>> HandlePartsAsync(IMediator mediator, DossierPath path, CancellationToken ct) =>
            AnswerAsync(mediator, new DossierRows.Wanted { Parent = path.First }, ct);

        private async Task<Ok<GeoFeatures>> AnswerAsync(
            IMediator mediator,
            DossierRows.Wanted wanted,
            CancellationToken ct
        )
        {
            var all = (await mediator.Send(new Query(subject, wanted), ct)).Cast<T>();
            var features = all.Where(one => site(one) is not null)
                .Select(one => GeoFeature.Of(one, site(one)!, subject.Url(one), status(one)))
                .ToList();
            return TypedResults.Ok(
                new GeoFeatures(
                    GeoFeatures.TypeName,
                    [.. features.Select(one => one.Properties.ReferenceSystem).Distinct().Order()],
                    features
                )
            );
        }
    }

    internal sealed class Handler(DossierRows rows, DossierSubjects subjects)
        : IQueryHandler<Query, IReadOnlyList<Dossier>>
    {
        public async Task<IReadOnlyList<Dossier>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (query.Wanted.Parent is { } parent)
                await rows.GetAsync(subjects.WholeOf(query.Subject), parent, cancellationToken);
            return await rows.PageAsync(query.Subject, query.Wanted, "", Most, cancellationToken);
        }
    }
}

/// <summary>Points on a map, as RFC 7946 has them.</summary>
/// <param name="Type">FeatureCollection.</param>
/// <param name="ReferenceSystems">The reference systems of the points: CGCS2000 and WGS 84 agree within a metre.</param>
/// <param name="Features">The points.</param>
public sealed record GeoFeatures(
    string Type,
    IReadOnlyList<CoordinateSystem> ReferenceSystems,
    IReadOnlyList<GeoFeature> Features
)
{
    internal const string TypeName = "FeatureCollection";

    internal static GeoFeatures Example => new(GeoFeatures.TypeName, [CoordinateSystem.Cgcs2000], [GeoFeature.Example]);
}

/// <summary>One point.</summary>
/// <param name="Type">Feature.</param>
/// <param name="Id">Which: its code, or its key in its list.</param>
/// <param name="Geometry">Where it is.</param>
/// <param name="Properties">What it is.</param>
public sealed record GeoFeature(string Type, string Id, GeoPoint Geometry, SiteProperties Properties)
{
    internal const string TypeName = "Feature";

    internal static GeoFeature Example =>
        new(
            GeoFeature.TypeName,
            "2022-zhongjiang-road-pocket-garden",
            new GeoPoint(GeoPoint.TypeName, [121.3967m, 31.2411m]),
            new SiteProperties(
                "中江路口袋花园",
                "underway",
                "310107102-GHB",
                "/api/v1/projects/2022-zhongjiang-road-pocket-garden",
                CoordinateSystem.Cgcs2000
            )
        );

    internal static GeoFeature Of(Dossier dossier, Site site, string url, string? status) =>
        new(
            GeoFeature.TypeName,
            dossier.Code,
            new GeoPoint(GeoPoint.TypeName, [site.Longitude, site.Latitude]),
            new SiteProperties(dossier.Title, status, dossier.Unit, url, site.System)
        );
}

/// <summary>A point: longitude, then latitude.</summary>
/// <param name="Type">Point.</param>
/// <param name="Coordinates">Degrees east, degrees north.</param>
public sealed record GeoPoint(string Type, IReadOnlyList<decimal> Coordinates)
{
    internal const string TypeName = "Point";
}

/// <summary>What is there.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Status">How it stands; null where nothing was reported.</param>
/// <param name="Unit">The unit it lies in, or that leads it.</param>
/// <param name="Url">Leads to the thing itself.</param>
/// <param name="ReferenceSystem">Of its coordinates.</param>
public sealed record SiteProperties(
    string Title,
    string? Status,
    string? Unit,
    string Url,
    CoordinateSystem ReferenceSystem
);
