using System.Runtime.CompilerServices;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Files in a folder only this account can read, at ab/cd/abcd…: written beside their place, flushed to the disk, then
/// given their name, so that a file of that name is whole.
/// </summary>
internal sealed class FolderStore(string folder, TimeProvider clock) : IFileStore
{
    private const string Unfinished = ".unfinished-";

    public string Place => folder;

    public async Task PutAsync(string sha256, Stream content, CancellationToken ct)
    {
        var path = PathOf(sha256);
        CreateFolder(Path.GetDirectoryName(path)!);
        var unfinished = Path.Combine(Path.GetDirectoryName(path)!, Unfinished + Guid.CreateVersion7().ToString("N"));
        try
        {
            await using (var file = Create(unfinished))
            {
                content.Position = 0;
                await content.CopyToAsync(file, ct);
                file.Flush(flushToDisk: true);
            }

            File.SetLastWriteTimeUtc(unfinished, clock.GetUtcNow().UtcDateTime);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Task<Stream?> FindAsync(string sha256, CancellationToken ct)
    {
        try
        {
            // A file that is deleted, or written again, meanwhile is read to its end.
            return Task.FromResult<Stream?>(
                new FileStream(
                    PathOf(sha256),
                    new FileStreamOptions
                    {
                        Mode = FileMode.Open,
                        Access = FileAccess.Read,
                        Share = FileShare.Read | FileShare.Delete,
                        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                    }
                )
            );
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> HasAsync(string sha256, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(sha256)));

    public Task DeleteAsync(string sha256, CancellationToken ct)
    {
        if (File.Exists(PathOf(sha256)))
            File.Delete(PathOf(sha256));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<KeptFile> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (var file in ListAll().Where(file => FileUri.IsSha256(file.Name)))
        {
            ct.ThrowIfCancellationRequested();
            yield return new KeptFile(file.Name, file.Length, file.LastWriteTimeUtc);
        }
    }

    public void DeleteUnfinished(DateTimeOffset before)
    {
        foreach (var file in ListAll())
            if (file.Name.StartsWith(Unfinished, StringComparison.Ordinal) && file.LastWriteTimeUtc < before)
                file.Delete();
    }

    private IEnumerable<FileInfo> ListAll() =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            : Enumerable.Empty<FileInfo>();

    private string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256[2..4], sha256);

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
