using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Figures of the hotline's rules that belong to no channel and no definition, as data.</summary>
internal sealed class HotlineFigures(Db db)
{
    /// <summary>Fewer tickets before and after are not compared.</summary>
    public const string ComplaintsMinimum = "complaintsMinimum";

    /// <summary>Minutes after midnight between which people work.</summary>
    public const string WorkingFrom = "workingFrom",
        WorkingTo = "workingTo";

    public const string AllSql = "SELECT Code, Figure FROM HotlineFigures ORDER BY Code";

    public async Task<IReadOnlyDictionary<string, int>> ReadAsync(CancellationToken ct) =>
        (await db.QueryAsync<Row>(AllSql, null, ct)).ToDictionary(row => row.Code, row => row.Figure);

    internal sealed record Row
    {
        public string Code { get; init; } = "";
        public int Figure { get; init; }
    }
}
