using System.Text.Json;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Operations;

namespace Changzheng.Api.Changes;

/// <summary>
/// What happened, in commit order without gaps: the position comes from one head row, held from the first append to the
/// commit. Writers queue on it, so it is the last statement of a handler.
/// </summary>
internal sealed class ChangeFeed(Db db, FeedPosition position, Caller caller, TimeProvider clock)
{
    public const string AdvanceSql = "UPDATE ChangeFeedHead SET Position = Position + 1 WHERE Id = 1";

    public const string AppendSql = """
        INSERT INTO ChangeFeed (Position, Kind, Subject, Data, HappenedAt, HappenedBy)
        SELECT Position, @Kind, @Subject, @Data, @HappenedAt, @HappenedBy FROM ChangeFeedHead WHERE Id = 1
        """;

    /// <summary>Whether this scope's command has appended anything.</summary>
    public bool HasAppended { get; private set; }

    /// <param name="kind">Past tense, with dots: indicator.value.reported.</param>
    /// <param name="subject">The URL of what changed.</param>
    public async Task AppendAsync<T>(string kind, string subject, T data, CancellationToken ct)
    {
        position.Forget();
        HasAppended = true;
        await db.ExecuteAsync(AdvanceSql, null, ct);
        await db.ExecuteAsync(AppendSql, new
        {
            Kind = kind,
            Subject = subject,
            Data = JsonSerializer.Serialize(data, Json.Stored),
            HappenedAt = clock.GetUtcNow(),
            HappenedBy = caller.Name,
        }, ct);
        db.OnCommitted(() => Observability.Changes.Add(1, new KeyValuePair<string, object?>("kind", kind)));
    }
}
