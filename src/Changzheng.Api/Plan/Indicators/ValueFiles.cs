using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Reported values name files as evidence: read by who reads the value.</summary>
internal sealed class ValueFiles(Db db, Reaches reaches, Caller caller) : FileNamer
{
    public const string Name = "indicatorValue";

    public const string TextsSql = """
        SELECT CONCAT(Indicator, '/', Period, '/', Unit) AS SubjectKey, Evidence AS Said
        FROM ReportedValueVersions
        WHERE Evidence <> '[]'
        ORDER BY Indicator, Period, Unit, Version
        """;

    public override string Kind => Name;

    public static string KeyOf(ValueKey value) => $"{value.Indicator}/{value.Period}/{value.Unit}";

    public override async Task<bool> MayReadAsync(string key, CancellationToken ct)
    {
        var unit = key[(key.LastIndexOf('/') + 1)..];
        return Rights.Allow(caller, PlanRights.Read)
            && (unit.Length == 0 || (await reaches.OfCallerAsync(ct)).Covers(unit));
    }

    public override IAsyncEnumerable<NamingText> ReadTextsAsync(CancellationToken ct) =>
        db.StreamAsync<NamingText>(TextsSql, ct);
}
