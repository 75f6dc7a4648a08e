namespace Changzheng.Api.Platform.Storage;

/// <summary>A file that is kept. What it is follows from its content: two uploads of it are one row.</summary>
internal sealed record FileRow
{
    public const string Columns = "Sha256, Type, Bytes, StoredAt";

    public required string Sha256 { get; init; }
    public required string Type { get; init; }
    public required long Bytes { get; init; }
    public required DateTimeOffset StoredAt { get; init; }
}

/// <summary>That a caller had the content and sent it.</summary>
internal sealed record UploadRow
{
    public const string Columns = "Sha256, CallerId, Name, UploadedAt, UploadedBy, Unit";

    public required string Sha256 { get; init; }
    public required string CallerId { get; init; }

    /// <summary>As it was called, without a citizen's number; null where it came without a name.</summary>
    public string? Name { get; init; }

    /// <summary>The last time.</summary>
    public required DateTimeOffset UploadedAt { get; init; }
    public required string UploadedBy { get; init; }
    public string? Unit { get; init; }
}

/// <summary>That something names a file. Histories keep what they named, so a reference is never deleted.</summary>
internal sealed record ReferenceRow
{
    public const string Columns = "Sha256, Kind, SubjectKey, NamedAt, NamedBy";

    public required string Sha256 { get; init; }
    public required string Kind { get; init; }
    public required string SubjectKey { get; init; }
    public required DateTimeOffset NamedAt { get; init; }
    public required string NamedBy { get; init; }
}
