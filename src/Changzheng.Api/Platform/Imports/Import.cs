using System.Text.Json.Serialization;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Whether rows are only judged or also taken in.</summary>
public enum ImportMode
{
    Check,
    Apply,
}

/// <summary>What happens to a row whose key is there with other content.</summary>
public enum OnConflict
{
    Update,
    Skip,
    Refuse,
}

/// <summary>What a rejected row does to the others: nothing is taken in, or the good rows are.</summary>
public enum OnError
{
    Atomic,
    Skip,
}

/// <summary>How far an import is.</summary>
public enum ImportState
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>What becomes of a row.</summary>
public enum RowOutcome
{
    Created,
    Updated,
    Unchanged,
    Skipped,
    Rejected,
}

/// <summary>How many rows there are, by what became of them; in a check, by what would.</summary>
/// <param name="Read">Read so far.</param>
/// <param name="Created">New.</param>
/// <param name="Updated">There with other content, replaced.</param>
/// <param name="Unchanged">There with the same content.</param>
/// <param name="Skipped">There with other content, left alone because onConflict is skip.</param>
/// <param name="Rejected">Not taken in, each with the reason.</param>
public sealed record RowCounts(int Read, int Created, int Updated, int Unchanged, int Skipped, int Rejected)
{
    internal RowCounts With(RowOutcome outcome) =>
        outcome switch
        {
            RowOutcome.Created => this with { Read = Read + 1, Created = Created + 1 },
            RowOutcome.Updated => this with { Read = Read + 1, Updated = Updated + 1 },
            RowOutcome.Unchanged => this with { Read = Read + 1, Unchanged = Unchanged + 1 },
            RowOutcome.Skipped => this with { Read = Read + 1, Skipped = Skipped + 1 },
            _ => this with { Read = Read + 1, Rejected = Rejected + 1 },
        };
}

/// <param name="Code">The refusal's code.</param>
/// <param name="Detail">What is wrong, in words a clerk can act on.</param>
public sealed record ImportProblem(string Code, string Detail);

/// <summary>An import: a file being judged or taken in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is imported.</param>
/// <param name="Mode">check judges, apply takes in.</param>
/// <param name="OnConflict">What happens to a row whose key is there with other content.</param>
/// <param name="OnError">What a rejected row does to the others.</param>
/// <param name="State">How far it is.</param>
/// <param name="FileName">The file's name, where the upload told it; forgotten a day after the end.</param>
/// <param name="FileBytes">Its size.</param>
/// <param name="Rows">How many rows, by what became of them.</param>
/// <param name="Progress">The share of the file that has been read, 0 to 1; 1 when it is finished.</param>
/// <param name="RowsPerSecond">How fast it goes; null before it has begun.</param>
/// <param name="SecondsLeft">How long it will still take at this pace; null when that cannot be told.</param>
/// <param name="Token">
/// After a check without rejections, or with onError=skip: apply with it to take in exactly what was shown. Good for a
/// day.
/// </param>
/// <param name="Resumed">
/// How often it was begun again after its process died; what that process had written was rolled back.
/// </param>
/// <param name="Problem">Why it failed.</param>
/// <param name="Notes">
/// What of the file was not taken for data, a sentence a kind: titles, totals, signatures, remarks, blank rows, columns
/// and sheets that are not read. Forgotten a day after the end.
/// </param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="StartedAt">When it was begun.</param>
/// <param name="FinishedAt">When it was finished.</param>
public sealed record ImportView(
    string Id,
    string Kind,
    ImportMode Mode,
    OnConflict OnConflict,
    OnError OnError,
    ImportState State,
    string? FileName,
    long FileBytes,
    RowCounts Rows,
    decimal Progress,
    decimal? RowsPerSecond,
    int? SecondsLeft,
    string? Token,
    int Resumed,
    ImportProblem? Problem,
    IReadOnlyList<FileNote> Notes,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt
)
{
    internal static ImportView Example =>
        new(
            "0198c5b6f0e07a3c9c1d2f3a4b5c6d7e",
            "indicatorValues",
            ImportMode.Check,
            OnConflict.Update,
            OnError.Atomic,
            ImportState.Done,
            "6月.csv",
            5_120,
            new RowCounts(40, 38, 1, 1, 0, 0),
            1,
            4_000,
            0,
            "0198c5b6f0e07a3c9c1d2f3a4b5c6d7e.9f2c",
            0,
            null,
            [FileNote.Example],
            new DateTimeOffset(2022, 7, 5, 9, 0, 0, TimeSpan.FromHours(8)),
            "文体中心",
            new DateTimeOffset(2022, 7, 5, 9, 0, 1, TimeSpan.FromHours(8)),
            new DateTimeOffset(2022, 7, 5, 9, 0, 2, TimeSpan.FromHours(8))
        );

    internal static string Url(string id) => $"/api/v1/imports/{id}";

    [JsonIgnore]
    internal bool IsFinished => State is ImportState.Done or ImportState.Failed or ImportState.Cancelled;
}

/// <summary>An import's row.</summary>
internal sealed record Import
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public ImportMode Mode { get; init; }
    public OnConflict OnConflict { get; init; }
    public OnError OnError { get; init; }
    public TableFormat Format { get; init; }
    public string? Charset { get; init; }

    /// <summary>What closes all that is kept of the file, sealed; null when that has been forgotten.</summary>
    public string? FileKey { get; init; }
    public string? SealedName { get; init; }
    public string? SealedDetail { get; init; }
    public string? SealedNotes { get; init; }

    /// <summary>Opened from what is sealed.</summary>
    public string? FileName { get; init; }

    /// <summary>Opened from what is sealed: it may quote the file.</summary>
    public string? Detail { get; init; }

    /// <summary>Opened from what is sealed: they quote the file.</summary>
    public IReadOnlyList<FileNote> Notes { get; init; } = [];

    /// <summary>Whose file it reads: its own, or the check's it applies.</summary>
    public string FileOf { get; init; } = "";
    public long FileBytes { get; init; }
    public string FileDigest { get; init; } = "";

    /// <summary>The digest of what a check showed; of an apply, what it must come to again.</summary>
    public string? Shown { get; init; }
    public string Language { get; init; } = "";
    public string Caller { get; init; } = "";
    public string CallerId { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public ImportState State { get; init; }
    public int Attempts { get; init; }

    /// <summary>How often the process that worked on it died.</summary>
    public int Deaths { get; init; }
    public string? Worker { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public decimal Progress { get; init; }
    public int RowsRead { get; init; }
    public int RowsCreated { get; init; }
    public int RowsUpdated { get; init; }
    public int RowsUnchanged { get; init; }
    public int RowsSkipped { get; init; }
    public int RowsRejected { get; init; }
    public string? Code { get; init; }

    public RowCounts Rows => new(RowsRead, RowsCreated, RowsUpdated, RowsUnchanged, RowsSkipped, RowsRejected);

    public ImportView View(DateTimeOffset now)
    {
        var seconds = StartedAt is { } started ? (decimal)((FinishedAt ?? now) - started).TotalSeconds : 0;
        var rate = seconds > 0 ? Math.Round(RowsRead / seconds, 1) : (decimal?)null;
        var left =
            State == ImportState.Running && Progress > 0 ? (int)Math.Ceiling(seconds * (1 - Progress) / Progress)
            : State == ImportState.Running ? (int?)null
            : 0;
        var token =
            State == ImportState.Done && Mode == ImportMode.Check && (RowsRejected == 0 || OnError == OnError.Skip)
                ? $"{Id}.{Shown}"
                : null;
        return new ImportView(
            Id,
            Kind,
            Mode,
            OnConflict,
            OnError,
            State,
            FileName,
            FileBytes,
            Rows,
            Progress,
            rate,
            left,
            token,
            Deaths,
            Code is null ? null : new ImportProblem(Code, Detail ?? TitleOf(Code)!),
            Notes,
            CreatedAt,
            CreatedBy,
            StartedAt,
            FinishedAt
        );
    }

    /// <summary>What a code means, where the words that were found for it are forgotten.</summary>
    public static string? TitleOf(string? code) =>
        code is null ? null
        : Refusals.All.FirstOrDefault(kind => kind.Code == code) is { } kind ? Words.Say(kind.Title, kind.TitleEn)
        : code;

    /// <summary>What the answer to who waited for it says by its status.</summary>
    public int Status =>
        State != ImportState.Done ? StatusCodes.Status422UnprocessableEntity
        : RowsRejected == 0 ? StatusCodes.Status200OK
        : OnError == OnError.Skip ? StatusCodes.Status207MultiStatus
        : StatusCodes.Status422UnprocessableEntity;
}
