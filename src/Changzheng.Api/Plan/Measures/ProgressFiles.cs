using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Measures;

/// <summary>Progress and sign-offs name files as evidence: read by who reads the plan.</summary>
internal sealed class ProgressFiles(Db db, Caller caller) : FileNamer
{
    public const string Name = "progress";

    public const string TextsSql = """
        SELECT CONCAT(PlanCode, '/', Code) AS SubjectKey, Evidence AS Said
        FROM MeasureProgress
        WHERE Evidence <> '[]'
        ORDER BY PlanCode, Code, Version
        """;

    public override string Kind => Name;

    public override Task<bool> MayReadAsync(string key, CancellationToken ct) =>
        Task.FromResult(Rights.Allow(caller, PlanRights.Read));

    public override IAsyncEnumerable<NamingText> ReadTextsAsync(CancellationToken ct) =>
        db.StreamAsync<NamingText>(TextsSql, ct);
}
