using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Everything that histories name is a reference, and every reference is named by its history: a reference that is
/// taken away would let the hourly job delete evidence, one that is added would open a file.
/// </summary>
internal sealed class FilesProof(Db db, IEnumerable<FileNamer> namers) : Proof
{
    public const string AllSql = $$"""
        SELECT {of r {{ReferenceRow.Columns}}} FROM FileReferences r ORDER BY r.Kind, r.SubjectKey, r.Sha256
        """;

    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
    {
        var named = new HashSet<(string, string, string)>();
        foreach (var namer in namers)
        await foreach (var text in namer.ReadTextsAsync(ct))
            named.UnionWith(FileUri.FindIn(text.Said).Select(sha256 => (namer.Kind, text.SubjectKey, sha256)));
        var faults = new List<string>();
        foreach (var row in await db.QueryAsync<ReferenceRow>(AllSql, null, ct))
            if (!named.Remove((row.Kind, row.SubjectKey, row.Sha256)))
                faults.Add($"file: {row.Sha256}: {row.Kind} {row.SubjectKey} does not name it");
        faults.AddRange(
            named
                .Order()
                .Select(one => $"file: {one.Item3}: {one.Item1} {one.Item2} names it, and no reference says so")
        );
        return faults;
    }
}
