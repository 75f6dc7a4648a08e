namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Things of one kind that name files: values with evidence, tickets with attachments. The subject whose they are
/// registers one, so that the platform need not name it.
/// </summary>
internal abstract class FileNamer
{
    /// <summary>As the table of references has it.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether a file they name is a citizen's matter: it is then opened to a stated purpose only.</summary>
    public virtual bool IsPersonal => false;

    /// <summary>Whether the caller may read the thing.</summary>
    /// <param name="key">What <see cref="FileReferences.NameAsync"/> was given.</param>
    public abstract Task<bool> MayReadAsync(string key, CancellationToken ct);

    /// <summary>Every text of their histories that may name a file, for the proof.</summary>
    public abstract IAsyncEnumerable<NamingText> ReadTextsAsync(CancellationToken ct);
}

/// <summary>A text that may name files.</summary>
internal sealed record NamingText
{
    public string SubjectKey { get; init; } = "";
    public string? Said { get; init; }
}
