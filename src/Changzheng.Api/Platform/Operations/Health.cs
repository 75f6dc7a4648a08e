using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.OpenApi;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Changzheng.Api.Platform.Operations;

/// <summary>What operators ask without a key: is it alive, is it ready, which version is it.</summary>
internal static class Health
{
    /// <param name="Version">Of this program, semver.</param>
    /// <param name="Database">Sqlite or SqlServer.</param>
    public sealed record VersionView(string Version, string Database);

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = TellWhyAsync }).AllowAnonymous();
        app.MapGet("/problems/{code}", HandleProblem).WithName("GetProblem").AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/", HandleRoot).WithName("GetRoot").AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/version", Handle).WithName("GetVersion").AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>In one line: the status, and why where it is not ready.</summary>
    private static Task TellWhyAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        var reasons = report.Entries.Values.Select(entry => entry.Description).Where(reason => reason is not null);
        return context.Response.WriteAsync(string.Join(" ", reasons.Prepend(report.Status.ToString())));
    }

    /// <summary>Read the version</summary>
    /// <param name="dialect">The database.</param>
    /// <response code="200">The version.</response>
    internal static VersionView Handle(Dialect dialect) => new(CommandLine.Version, dialect.Name);

    /// <param name="Name">Of the program.</param>
    /// <param name="Version">Which one it is, semver.</param>
    /// <param name="Links">Where to go from here.</param>
    public sealed record RootView(string Name, string Version, RootLinks Links);

    /// <param name="Api">Below it lies every route of the document.</param>
    /// <param name="Documentation">Swagger UI.</param>
    /// <param name="Openapi">The document, OpenAPI 3.1.</param>
    /// <param name="Openapi30">The same for older generators.</param>
    /// <param name="Live">Whether the process lives.</param>
    /// <param name="Ready">Whether it can serve.</param>
    /// <param name="Version">The version and the database.</param>
    public sealed record RootLinks(
        string Api,
        string Documentation,
        string Openapi,
        string Openapi30,
        string Live,
        string Ready,
        string Version
    );

    /// <summary>Find the documents, health and version</summary>
    /// <response code="200">Where they are.</response>
    internal static RootView HandleRoot(HttpRequest request)
    {
        var root = request.PathBase;
        return new RootView(
            Observability.Name,
            CommandLine.Version,
            new RootLinks(
                $"{root}/api/v1",
                $"{root}/swagger",
                $"{root}/swagger/{Documents.Name}/swagger.json",
                $"{root}/swagger/{Documents.Name}/openapi-3.0.json",
                $"{root}/health/live",
                $"{root}/health/ready",
                $"{root}/version"
            )
        );
    }

    /// <param name="Code">The code problems carry.</param>
    /// <param name="Status">The status they come with.</param>
    /// <param name="Title">What kind of problem it is.</param>
    /// <param name="TitleEn">English gloss.</param>
    public sealed record ProblemKind(string Code, int Status, string Title, string TitleEn);

    /// <summary>Read what a problem means</summary>
    /// <remarks>Where the type of every problem document leads.</remarks>
    /// <param name="code">The code.</param>
    /// <response code="200">What it means.</response>
    internal static ProblemKind HandleProblem(string code) =>
        Refusals.All.FirstOrDefault(kind => kind.Code == code) is { } found
            ? new ProblemKind(found.Code, found.Status, found.Title, found.TitleEn)
            : throw Refusals.RouteNotFound.ToRefusal();

    /// <summary>Ready when the database answers, is migrated and has room to write.</summary>
    internal sealed class Migrated(Migrator migrator, StorageRoom room) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                if (!await migrator.IsUpToDateAsync(cancellationToken))
                    return HealthCheckResult.Unhealthy("The database is not migrated.");
                return room.FindLack() is { } lack ? HealthCheckResult.Unhealthy(lack) : HealthCheckResult.Healthy();
            }
            catch (System.Data.Common.DbException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }
        }
    }
}
