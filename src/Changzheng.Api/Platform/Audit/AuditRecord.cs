using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Audit;

/// <summary>What became of it: done, refused, or personal data that was read.</summary>
public enum AuditOutcome
{
    Done,
    Refused,
    Read,
}

/// <summary>One row of the audit trail. Its hash covers every column and the hash of the row before it.</summary>
internal sealed record AuditRecord
{
    public long Position { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public required string Caller { get; init; }
    public required string CallerId { get; init; }
    public required string Action { get; init; }
    public required AuditOutcome Outcome { get; init; }
    public required string Method { get; init; }
    public required string Path { get; init; }
    public required int Status { get; init; }
    public string? Code { get; init; }
    public required string Address { get; init; }
    public required string TraceId { get; init; }
    public string? Detail { get; init; }
    public string PreviousHash { get; init; } = "";
    public string Hash { get; init; } = "";

    /// <summary>Links this row to the chain after <paramref name="head"/>.</summary>
    public AuditRecord LinkTo(AuditHead head)
    {
        var linked = this with { Position = head.Position + 1, PreviousHash = head.Hash };
        return linked with { Hash = linked.Seal() };
    }

    /// <summary>Hashes a JSON array, so that moving text from one column to the next changes the hash.</summary>
    public string Seal() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    JsonSerializer.Serialize<object?[]>([
                        Position,
                        RecordedAt.TruncateToMilliseconds().ToUnixTimeMilliseconds(),
                        Caller,
                        CallerId,
                        Action,
                        Outcome.Text(),
                        Method,
                        Path,
                        Status,
                        Code,
                        Address,
                        TraceId,
                        Detail,
                        PreviousHash,
                    ])
                )
            )
        );

    /// <summary>The row as it is written: enums are text in the database.</summary>
    public object Row() =>
        new
        {
            Position,
            RecordedAt,
            Caller,
            CallerId,
            Action,
            Outcome = Outcome.Text(),
            Method,
            Path,
            Status,
            Code,
            Address,
            TraceId,
            Detail,
            PreviousHash,
            Hash,
        };
}

/// <summary>Where the trail ends, and where it begins once what is older than the retention has been purged.</summary>
internal sealed record AuditHead
{
    public required long Position { get; init; }
    public required string Hash { get; init; }
    public required long PurgedPosition { get; init; }
    public required string PurgedHash { get; init; }
}
