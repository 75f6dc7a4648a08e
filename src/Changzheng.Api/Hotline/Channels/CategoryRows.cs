using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>Why a category is not changed.</summary>
internal static class CategoryRefusals
{
    public static readonly RefusalKind NotFound = new(
        404,
        "category.not_found",
        "没有这个诉求类别",
        "No such category"
    );
}

/// <summary>Categories as they stand, with their ties, and every version of them.</summary>
internal sealed class CategoryRows(Db db, Caller caller, TimeProvider clock)
{
    /// <summary>Where no version is kept yet, what stands is the first.</summary>
    private const string StandingColumns =
        "c.Code, c.Scheme, c.Name, c.NameEn, c.Assumed, COALESCE((SELECT MAX(v.Version) FROM CategoryVersions v WHERE v.Code = c.Code), 1) AS Version";

    public const string AllSql = $"SELECT {StandingColumns} FROM TicketCategories c ORDER BY c.Code";

    public const string OneSql = $"SELECT {StandingColumns} FROM TicketCategories c WHERE c.Code = @Code";

    public const string TiesSql =
        "SELECT Category, PlanCode, Measure FROM CategoryTies ORDER BY Category, PlanCode, Measure";

    public const string VersionsSql =
        $"SELECT {CategoryVersionRow.Columns} FROM CategoryVersions WHERE Code = @Code ORDER BY Version";

    public const string KnownSql = "SELECT DISTINCT Code FROM CategoryVersions ORDER BY Code";

    public async Task<IReadOnlyList<ListCategories.Category>> ListAsync(CancellationToken ct) =>
        await ViewAsync(await db.QueryAsync<CategoryStanding>(AllSql, null, ct), ct);

    public async Task<ListCategories.Category?> FindAsync(string code, CancellationToken ct) =>
        await ViewAsync(await db.QueryAsync<CategoryStanding>(OneSql, new { Code = code }, ct), ct) is [var one]
            ? one
            : null;

    public async Task<ListCategories.Category> GetAsync(string code, CancellationToken ct) =>
        await FindAsync(code, ct)
        ?? throw CategoryRefusals.NotFound.WithDetail($"没有诉求类别 {code}。", $"There is no category {code}.");

    public Task<IReadOnlyList<CategoryVersionRow>> ListVersionsAsync(string code, CancellationToken ct) =>
        db.QueryAsync<CategoryVersionRow>(VersionsSql, new { Code = code }, ct);

    /// <summary>Keeps a version.</summary>
    /// <returns>Its hash, for the feed.</returns>
    public async Task<string> KeepAsync(ListCategories.Category category, string? note, CancellationToken ct)
    {
        var row = History.Seal(
            new CategoryVersionRow
            {
                Code = category.Code,
                Version = category.Version,
                Scheme = category.Scheme,
                Name = category.Name,
                NameEn = category.NameEn,
                Assumed = category.Assumed,
                Measures = category.Measures,
                Note = note,
                RecordedAt = clock.GetUtcNow().TruncateToMilliseconds(),
                RecordedBy = caller.Name,
            }
        );
        await db.ExecuteAsync(CategoryVersionRow.InsertSql, row, ct);
        return row.Hash!;
    }

    /// <summary>Keeps the first version of those that have none: of the seeds, or older than the table.</summary>
    public async Task<IReadOnlyList<string>> KeepFirstAsync(CancellationToken ct)
    {
        var known = (await db.QueryAsync<string>(KnownSql, null, ct)).ToHashSet(StringComparer.Ordinal);
        var hashes = new List<string>();
        foreach (var category in (await ListAsync(ct)).Where(category => !known.Contains(category.Code)))
            hashes.Add(await KeepAsync(category, null, ct));
        return hashes;
    }

    private async Task<IReadOnlyList<ListCategories.Category>> ViewAsync(
        IReadOnlyList<CategoryStanding> rows,
        CancellationToken ct
    )
    {
        var ties = (await db.QueryAsync<CategoryTie>(TiesSql, null, ct)).ToLookup(
            tie => tie.Category,
            tie => $"{tie.PlanCode}/{tie.Measure}",
            StringComparer.Ordinal
        );
        return
        [
            .. rows.Select(row => new ListCategories.Category(
                row.Code,
                row.Scheme,
                row.Name,
                row.NameEn,
                row.Assumed,
                [.. ties[row.Code]],
                row.Version
            )),
        ];
    }

    internal sealed record CategoryStanding
    {
        public string Code { get; init; } = "";
        public string Scheme { get; init; } = "";
        public string Name { get; init; } = "";
        public string? NameEn { get; init; }
        public bool Assumed { get; init; }
        public int Version { get; init; }
    }

    internal sealed record CategoryTie
    {
        public string Category { get; init; } = "";
        public string PlanCode { get; init; } = "";
        public string Measure { get; init; } = "";
    }
}
