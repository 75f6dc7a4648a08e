namespace Changzheng.Api.Platform.Storage;

/// <summary>Where the bytes of files are kept, each under its hash: a folder, or a bucket of an S3 store.</summary>
internal interface IFileStore
{
    /// <summary>For the operator.</summary>
    public string Place { get; }

    /// <summary>Whether it has its own backups: a backup of this program then lists the files only.</summary>
    public bool IsElsewhere => false;

    /// <summary>Whole or not at all; what is there already is written again.</summary>
    /// <param name="content">Read from its beginning.</param>
    public Task PutAsync(string sha256, Stream content, CancellationToken ct);

    /// <returns>The bytes, to be read from any place; null where there are none.</returns>
    public Task<Stream?> FindAsync(string sha256, CancellationToken ct);

    public Task<bool> HasAsync(string sha256, CancellationToken ct);

    public Task DeleteAsync(string sha256, CancellationToken ct);

    /// <summary>Everything that is kept, whether a row knows it or not.</summary>
    public IAsyncEnumerable<KeptFile> ListAsync(CancellationToken ct);

    /// <summary>Deletes what a killed process left half written before that instant.</summary>
    public void DeleteUnfinished(DateTimeOffset before) { }
}

/// <param name="Sha256">Its name.</param>
/// <param name="Bytes">How many it has.</param>
/// <param name="WrittenAt">When it was last written.</param>
internal sealed record KeptFile(string Sha256, long Bytes, DateTimeOffset WrittenAt);

/// <summary>The store does not answer, or not as it should.</summary>
internal sealed class FileStoreFailure(string message, Exception cause) : IOException(message, cause);
