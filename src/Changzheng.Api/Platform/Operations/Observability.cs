using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Changzheng.Api.Platform.Operations;

/// <summary>
/// Traces and metrics over OTLP when an endpoint is configured (OTEL_EXPORTER_OTLP_ENDPOINT); counters of our own.
/// </summary>
internal static class Observability
{
    public const string Name = "Changzheng.Api";

    public static readonly System.Diagnostics.ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>What was appended to the change feed, by kind: reports accepted, corrections, sign-offs …</summary>
    public static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "changzheng.changes",
        "{change}",
        "Facts appended to the change feed, by kind."
    );

    /// <summary>Refusals, by code.</summary>
    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "changzheng.refusals",
        "{refusal}",
        "Requests refused, by code."
    );

    public static IServiceCollection AddObservability(this IServiceCollection services, IConfiguration configuration)
    {
        // At Information it would log every address with its query: the phone that is looked for, the purpose that
        // names a citizen.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddHealthChecks().AddCheck<Health.Migrated>("database");
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return services;
        services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? Name))
            .WithTracing(tracing =>
                tracing.AddSource(Name).AddAspNetCoreInstrumentation().AddSqlClientInstrumentation().AddOtlpExporter()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(
                        Name,
                        "Microsoft.AspNetCore.Hosting",
                        "Microsoft.AspNetCore.Server.Kestrel",
                        "System.Runtime"
                    )
                    .AddOtlpExporter()
            );
        return services;
    }
}
