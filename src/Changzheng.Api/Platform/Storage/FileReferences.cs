using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Storage;

/// <summary>What names which file, and what of it lets the caller read one.</summary>
internal sealed class FileReferences(
    Db db,
    IEnumerable<FileNamer> namers,
    StorageSettings settings,
    Caller caller,
    TimeProvider clock
)
{
    public const string UploadedSql =
        "SELECT COUNT(*) FROM FileUploads WHERE Sha256 = @Sha256 AND CallerId = @CallerId AND UploadedAt >= @Since";

    public const string NamedSql =
        "SELECT COUNT(*) FROM FileReferences WHERE Sha256 = @Sha256 AND Kind = @Kind AND SubjectKey = @SubjectKey";

    public const string OfFileSql = $$"""
        SELECT {of r {{ReferenceRow.Columns}}} FROM FileReferences r WHERE r.Sha256 = @Sha256 ORDER BY r.Kind, r.SubjectKey
        """;

    public const string NameSql = $"INSERT INTO FileReferences {{insert {ReferenceRow.Columns}}}";

    /// <summary>What lets a caller read a file.</summary>
    /// <param name="Thing">The key of the thing that names it; null where the caller uploaded it.</param>
    internal sealed record Grant(string? Thing, bool IsPersonal);

    /// <summary>
    /// In the transaction in which a thing is written: the files it names are there, and the caller may read each of
    /// them. Otherwise a hash that was overheard would open the file to who names it.
    /// </summary>
    /// <param name="kind">The kind of the thing, as its <see cref="FileNamer"/> says it.</param>
    /// <param name="key">Which.</param>
    /// <param name="files">The hashes of the files it names; see <see cref="FileUri.FindIn"/>.</param>
    public async Task NameAsync(string kind, string key, IReadOnlyList<string> files, CancellationToken ct)
    {
        foreach (var sha256 in files)
        {
            var row = new ReferenceRow
            {
                Sha256 = sha256,
                Kind = kind,
                SubjectKey = key,
                NamedAt = clock.GetUtcNow().TruncateToMilliseconds(),
                NamedBy = caller.Name,
            };
            if (await db.FindAsync<int>(NamedSql, row, ct) > 0)
                continue;
            await MustBeReadableAsync(sha256, ct);
            await db.ExecuteAsync(NameSql, row, ct);
        }
    }

    /// <summary>A file of a citizen's matter is named elsewhere only by who may see personal data.</summary>
    public async Task MustBeReadableAsync(string sha256, CancellationToken ct)
    {
        var grant = await FindGrantAsync(sha256, ct);
        if (grant is null || grant.IsPersonal && !Rights.Allow(caller, PrivacyRights.ReadPersonalData))
            throw StorageRefusals.Unknown.WithDetail(
                $"没有可引用的文件 {sha256}；请先上传（POST /files）。",
                $"There is no file {sha256} to name; upload it first (POST /files)."
            );
    }

    /// <summary>What asks least: the own upload, then a thing anybody of its readers opens, then a citizen's.</summary>
    public async Task<Grant?> FindGrantAsync(string sha256, CancellationToken ct)
    {
        var own = new
        {
            Sha256 = sha256,
            CallerId = caller.Id,
            Since = clock.GetUtcNow() - settings.Unnamed,
        };
        if (await db.FindAsync<int>(UploadedSql, own, ct) > 0)
            return new Grant(null, false);
        var references = await db.QueryAsync<ReferenceRow>(OfFileSql, own, ct);
        foreach (var namer in namers.OrderBy(namer => namer.IsPersonal))
        foreach (var reference in references.Where(reference => reference.Kind == namer.Kind))
            if (await namer.MayReadAsync(reference.SubjectKey, ct))
                return new Grant(reference.SubjectKey, namer.IsPersonal);
        return null;
    }
}
