using System.Text.Json;
using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Operations;

namespace Changzheng.Api.Changes;

/// <summary>
/// What happened, in commit order without gaps: the position comes from one head row, held from the first append to the
/// commit. Writers queue on it, so it is the last statement of a handler.
/// </summary>
internal sealed class ChangeFeed(Db db, FeedPosition position, Caller caller, TimeProvider clock) : IDisposable
{
    private const int HeldAtOnce = 1000;

    private HeldFacts? held;

    public const string AdvanceSql = "UPDATE ChangeFeedHead SET Position = Position + 1 WHERE Id = 1";

    public const string AppendSql = """
        INSERT INTO ChangeFeed (Position, Kind, Subject, Data, HappenedAt, HappenedBy)
        SELECT Position, @Kind, @Subject, @Data, @HappenedAt, @HappenedBy FROM ChangeFeedHead WHERE Id = 1
        """;

    public const string AdvanceByCountSql = "UPDATE ChangeFeedHead SET Position = Position + @Count WHERE Id = 1";

    public const string AppendAtSql = """
        INSERT INTO ChangeFeed (Position, Kind, Subject, Data, HappenedAt, HappenedBy)
        VALUES (@Position, @Kind, @Subject, @Data, @HappenedAt, @HappenedBy)
        """;

    /// <summary>A fact to append.</summary>
    internal sealed record Fact(string Kind, string Subject, string Data)
    {
        public static Fact Of<T>(string kind, string subject, T data) => new(kind, subject, JsonSerializer.Serialize(data, Json.Stored));
    }

    /// <summary>Whether this scope's command has appended anything.</summary>
    public bool HasAppended { get; private set; }

    /// <summary>
    /// From here on facts wait for <see cref="AppendHeldAsync"/>: a command that writes for minutes takes the head row, on which
    /// all other writers queue, when everything else is written.
    /// </summary>
    public void Hold()
    {
        held?.Dispose();
        held = new HeldFacts();
    }

    /// <summary>Appends what has waited.</summary>
    public async Task AppendHeldAsync(CancellationToken ct)
    {
        using var waited = held ?? throw new InvalidOperationException("Nothing was held.");
        held = null;
        foreach (var facts in waited.Read().Chunk(HeldAtOnce))
            await AppendAllAsync(facts, ct);
    }

    public void Dispose() => held?.Dispose();

    /// <param name="kind">Past tense, with dots: indicator.value.reported.</param>
    /// <param name="subject">The URL of what changed.</param>
    public async Task AppendAsync<T>(string kind, string subject, T data, CancellationToken ct)
    {
        if (held is not null)
        {
            await AppendAllAsync([Fact.Of(kind, subject, data)], ct);
            return;
        }

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

    /// <summary>Many facts of one command, in their order: the head is moved once.</summary>
    public async Task AppendAllAsync(IReadOnlyList<Fact> facts, CancellationToken ct)
    {
        if (facts.Count == 0)
            return;
        position.Forget();
        HasAppended = true;
        if (held is not null)
        {
            foreach (var fact in facts)
                held.Add(fact);
            return;
        }

        await db.ExecuteAsync(AdvanceByCountSql, new { facts.Count }, ct);
        var (at, now) = (await db.FindAsync<long>(FeedPosition.PositionSql, null, ct) - facts.Count, clock.GetUtcNow());
        await db.WriteAllAsync(AppendAtSql, facts.Select(fact => new { Position = ++at, fact.Kind, fact.Subject, fact.Data, HappenedAt = now, HappenedBy = caller.Name }), ct);
        foreach (var kind in facts.CountBy(fact => fact.Kind))
            db.OnCommitted(() => Observability.Changes.Add(kind.Value, new KeyValuePair<string, object?>("kind", kind.Key)));
    }
}
