using System.Globalization;
using System.Security.Cryptography;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Storage;

/// <summary>What backup, restore and verify do with the bytes of files.</summary>
internal sealed class FileCare(Db db, IFileStore store, TimeProvider clock)
{
    public const string AllSql = $$"""
        SELECT {of f {{FileRow.Columns}}} FROM StoredFiles f ORDER BY f.Sha256
        """;

    /// <summary>Where the files of a backup lie.</summary>
    public static string FolderOf(string backup) => backup + ".files";

    /// <summary>The list of files that lie elsewhere.</summary>
    public static string ListOf(string backup) => backup + ".files.txt";

    /// <summary>
    /// Copies what the backup does not have yet: content does not change under its name. A store that is elsewhere has
    /// its own backups: its files are listed.
    /// </summary>
    /// <returns>For the operator; null where there are no files.</returns>
    public async Task<string?> BackupAsync(string backup, CancellationToken ct)
    {
        if (store.IsElsewhere)
            return await ListAsync(ListOf(backup), ct);
        var copies = new FolderStore(FolderOf(backup), clock);
        var count = 0;
        await foreach (var kept in store.ListAsync(ct))
        {
            count++;
            if (await copies.HasAsync(kept.Sha256, ct))
                continue;
            await using var content = await store.FindAsync(kept.Sha256, ct);
            if (content is not null)
                await copies.PutAsync(kept.Sha256, content, ct);
        }

        return count == 0 ? null : $"{count} files backed up to {FolderOf(backup)}";
    }

    private async Task<string?> ListAsync(string list, CancellationToken ct)
    {
        var lines = new List<string>();
        await foreach (var kept in store.ListAsync(ct))
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{kept.Sha256} {kept.Bytes}"));
        if (lines.Count == 0)
            return null;
        await File.WriteAllLinesAsync(list, lines, ct);
        return $"{lines.Count} files stay in {store.Place}, which is backed up by itself; they are listed in {list}";
    }

    /// <summary>Brings back what is not there, or not as it was. What came since stays.</summary>
    /// <returns>How many files the backup had.</returns>
    public async Task<int> RestoreAsync(string backup, CancellationToken ct)
    {
        var count = 0;
        await foreach (var kept in new FolderStore(FolderOf(backup), clock).ListAsync(ct))
        {
            count++;
            if (await HashAsync(store, kept.Sha256, ct) == kept.Sha256)
                continue;
            await using var content = await new FolderStore(FolderOf(backup), clock).FindAsync(kept.Sha256, ct);
            await store.PutAsync(kept.Sha256, content!, ct);
        }

        return count;
    }

    /// <summary>Reads every file: its bytes are there, as many as its row says, and hash to its name.</summary>
    public async Task<(int Files, IReadOnlyList<string> Faults)> VerifyAsync(CancellationToken ct)
    {
        var (files, faults) = (await db.QueryAsync<FileRow>(AllSql, null, ct), new List<string>());
        foreach (var file in files)
        {
            if (await FindFaultAsync(file, ct) is { } fault)
                faults.Add($"file: {file.Sha256}: {fault}");
        }

        return (files.Count, faults);
    }

    private async Task<string?> FindFaultAsync(FileRow file, CancellationToken ct)
    {
        await using var content = await store.FindAsync(file.Sha256, ct);
        if (content is null)
            return $"its bytes are not in {store.Place}";
        if (content.Length != file.Bytes)
            return string.Create(CultureInfo.InvariantCulture, $"{content.Length} bytes instead of {file.Bytes}");
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) == file.Sha256
            ? null
            : "its bytes were changed";
    }

    private static async Task<string?> HashAsync(IFileStore store, string sha256, CancellationToken ct)
    {
        await using var content = await store.FindAsync(sha256, ct);
        return content is null ? null : Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
    }
}
