using System.Data.Common;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Platform.Operations;

/// <summary>The operator's verbs: <c>backup</c>, <c>restore</c>, <c>verify</c>.</summary>
internal static class Safekeeping
{
    /// <summary>While the API runs or not; the file is whole or not there.</summary>
    /// <param name="file">Where it is written.</param>
    /// <param name="overwrite">Whether it may replace what is there.</param>
    public static async Task<int> BackupAsync(IServiceProvider services, string file, bool overwrite)
    {
        var (dialect, source) = Database(services);
        if (dialect == Dialect.Sqlite)
            file = Path.GetFullPath(file);
        await using var connection = await source.OpenConnectionAsync();
        if (IsItself(dialect.FileOf(connection), file))
            return Refuse($"{file} is not written: it is the database itself.");
        if (dialect == Dialect.Sqlite && Path.Exists(file) && !overwrite)
            return Refuse($"{file} is not written: it is there already. {CommandLine.Overwrite} replaces it.");
        // Before the database, and again after it: a file that goes meanwhile is in the backup that names it.
        await WithFilesAsync(services, care => care.BackupAsync(file, CancellationToken.None));
        var unfinished = file + ".unfinished";
        var statement = dialect.Backup(connection, dialect == Dialect.Sqlite ? unfinished : file);
        if (statement is null)
            File.Move(unfinished, file, overwrite);
        Console.WriteLine(statement ?? $"Backed up to {file}");
        var files = await WithFilesAsync(services, care => care.BackupAsync(file, CancellationToken.None));
        if (files is not null)
            Console.WriteLine(files);
        return 0;
    }

    /// <summary>With the API stopped. What is there is kept beside it first; what comes is verified.</summary>
    public static async Task<int> RestoreAsync(IServiceProvider services, string file)
    {
        var (dialect, source) = Database(services);
        if (dialect == Dialect.Sqlite && SqliteBackup.FindFault(file) is { } fault)
            return Refuse($"{file} is not restored: {fault}.");
        await using (var connection = await source.OpenConnectionAsync())
        {
            if (IsItself(dialect.FileOf(connection), file))
                return Refuse($"{file} is not restored: it is the database itself.");
            var before = $"{connection.DataSource}.before-restore";
            if (dialect == Dialect.Sqlite)
                dialect.Backup(connection, before);
            var files = await WithFilesAsync(services, care => care.RestoreAsync(file, CancellationToken.None));
            if (files > 0)
                Console.WriteLine($"{files} files of {FileCare.FolderOf(file)} are there again");
            if (dialect.Restore(connection, file) is { } statement)
            {
                Console.WriteLine(statement);
                Console.WriteLine(FeedEpoch.Statement);
                return 0;
            }

            Console.WriteLine($"Restored from {file}; what was there is kept as {before}");
        }

        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await RenewEpochAsync(services);
        return await VerifyAsync(services);
    }

    /// <returns>0 when all is as it should be, else 1.</returns>
    public static async Task<int> VerifyAsync(IServiceProvider services)
    {
        var (dialect, source) = Database(services);
        await using var scope = services.CreateAsyncScope();
        await using var connection = await source.OpenConnectionAsync();
        var faults = (await dialect.FaultsAsync(connection, CancellationToken.None))
            .Select(fault => $"reference: {fault}")
            .ToList();
        var proof = await scope
            .ServiceProvider.GetRequiredService<AuditChain>()
            .ProveAsync(null, CancellationToken.None);
        if (!proof.Intact)
            faults.Add($"audit trail: {proof.Because} at {proof.BrokenAt}");
        var records = await scope
            .ServiceProvider.GetRequiredService<RecordsProof>()
            .ProveAsync(null, CancellationToken.None);
        faults.AddRange(records.Faults);
        var files = await scope.ServiceProvider.GetRequiredService<FileCare>().VerifyAsync(CancellationToken.None);
        faults.AddRange(files.Faults);
        foreach (var fault in faults)
            Console.WriteLine(fault);
        Console.WriteLine(
            faults.Count == 0
                ? $"""
                Verified: references whole, audit trail intact through {proof.Position} {proof.Hash}, change feed intact through {records.Changes.Position} {records.Changes.Hash},
                {records.Rows} history rows as they were written and in the feed, and all that is worked out from them as they left it.
                {files.Files} files, each as it was uploaded.
                From before there were hashes, and only counted: {records.Changes.Unchained} changes, {records.Unhashed} history rows.
                """
                : $"{faults.Count} faults"
        );
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<T> WithFilesAsync<T>(IServiceProvider services, Func<FileCare, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<FileCare>());
    }

    /// <summary>Positions consumers keep were given out by the feed that was there before.</summary>
    private static async Task RenewEpochAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FeedEpoch>().RenewAsync(CancellationToken.None);
    }

    /// <returns>The exit code of what was not done.</returns>
    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }

    private static bool IsItself(string? database, string file) =>
        database is not null && Path.GetFullPath(database) == Path.GetFullPath(file);

    private static (Dialect, DbDataSource) Database(IServiceProvider services) =>
        (services.GetRequiredService<Dialect>(), services.GetRequiredService<DbDataSource>());
}
