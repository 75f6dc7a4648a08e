using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Audit;

/// <summary>The audit trail, and the proof that it was not altered.</summary>
internal sealed class AuditModule : IModule
{
    public void Describe(ModuleDescription audit) =>
        audit
            .Tag("Audit", "Who did what, chained by hash. 审计。")
            .Rights(AuditRights.Read)
            .Example("caller", "文体中心", 100)
            .Example("since", "2022-07-01T00:00:00+08:00", 40, format: "date-time")
            .Example("until", "2022-08-01T00:00:00+08:00", 40, format: "date-time")
            .Example("position", 1204)
            .Example("hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 64, "^[0-9a-f]{64}$")
            .Hourly<AuditUpkeep>();

    public void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddScoped<AuditTrail>().AddScoped<AuditChain>().AddScoped<AuditRetention>().AddScoped<RecordsProof>();

    public void Map(IEndpointRouteBuilder api)
    {
        _ = AuditRetention.DaysOf(api.ServiceProvider.GetRequiredService<IConfiguration>());
        var audit = api.MapGroup("").WithTags("Audit");
        ReadAudit.Map(audit);
        VerifyAudit.Map(audit);
    }
}
