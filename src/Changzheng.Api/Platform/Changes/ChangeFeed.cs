using System.Text.Json;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Operations;

namespace Changzheng.Api.Platform.Changes;

/// <summary>
/// What happened, in commit order without gaps: the position comes from one head row, held from the first append to the
/// commit. Writers queue on it, so it is the last statement of a handler. Each row's hash covers its columns and the
/// hash of the row before it; the head keeps the last.
/// </summary>
internal sealed class ChangeFeed(Db db, FeedPosition position, Caller caller, TimeProvider clock) : IDisposable
{
    private readonly List<string> carriedHashes = [];
    private readonly SortedSet<string> carriedMarks = new(StringComparer.Ordinal);
    private HeldFacts? held;

    /// <summary>In Unit: every unit sees it.</summary>
    public const string Everyone = "*";

    /// <summary>In Unit: only callers of no unit see it.</summary>
    public const string NoUnit = "-";

    /// <summary>Waits for the head row and holds it. An UPDATE does so on every server; a lock hint does not.</summary>
    public const string HoldSql = "UPDATE ChangeFeedHead SET Position = Position WHERE Id = 1";

    public const string HeadSql = "SELECT Position, Hash, Epoch, UnchainedPosition FROM ChangeFeedHead WHERE Id = 1";

    public const string AdvanceSql = "UPDATE ChangeFeedHead SET Position = @Position, Hash = @Hash WHERE Id = 1";

    public const string AppendSql = """
        INSERT INTO ChangeFeed (Position, Kind, Subject, Data, HappenedAt, HappenedBy, Unit, History, Hash)
        VALUES (@Position, @Kind, @Subject, @Data, @HappenedAt, @HappenedBy, @Unit, @History, @Hash)
        """;

    public const string UnitSql = "INSERT INTO ChangeFeedUnits (Position, Unit) VALUES (@Position, @Unit)";

    public const string MarkSql = "UPDATE ChangeMarks SET Position = @Position WHERE Subject = @Subject";

    public const string FirstMarkSql = "INSERT INTO ChangeMarks (Subject, Position) VALUES (@Subject, @Position)";

    /// <summary>A fact to append.</summary>
    /// <param name="Kind">What happened.</param>
    /// <param name="Subject">The URL of what changed.</param>
    /// <param name="Data">What it is now, as JSON.</param>
    internal sealed record Fact(ChangeKind Kind, string Subject, string Data)
    {
        /// <summary>
        /// For a kind whose reach is by unit, and only then: the units that have to do with it, before or after. NULLs
        /// are passed over.
        /// </summary>
        public IReadOnlyList<string?>? Units { get; init; }

        /// <summary>
        /// The hashes of the history rows that were written with it. The chain holds them: a row that is changed, or
        /// gone, is missed.
        /// </summary>
        public IReadOnlyList<string> History { get; init; } = [];

        /// <summary>
        /// The URLs of what this change alters besides its subject, such as the plan a value belongs to. A cache of one
        /// of them is keyed on the position of the last change that marks it.
        /// </summary>
        public IReadOnlyList<string> Marks { get; init; } = [];

        /// <param name="kind">What happened.</param>
        /// <param name="subject">The URL of what changed.</param>
        /// <param name="data">What it is now.</param>
        /// <param name="history">The hashes of the history rows written with it.</param>
        public static Fact Of<T>(ChangeKind<T> kind, string subject, T data, IReadOnlyList<string>? history = null) =>
            new(kind, subject, JsonSerializer.Serialize(data, Json.Stored)) { History = history ?? [] };
    }

    /// <summary>How many changes this scope's commands have appended.</summary>
    public int Appended { get; private set; }

    /// <summary>Whether a row of history was written of which no fact has told yet.</summary>
    public bool HasUntold => carriedHashes.Count > 0;

    /// <summary>
    /// Called by what writes a history row as part of another subject's change, before that subject appends its fact:
    /// the next fact carries the row's hash and the mark.
    /// </summary>
    public void Carry(string hash, string mark)
    {
        carriedHashes.Add(hash);
        carriedMarks.Add(mark);
    }

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
        if (waited.Any)
            await AppendAllAsync(waited.Read(), ct);
    }

    public void Dispose() => held?.Dispose();

    /// <param name="kind">What happened; one whose reach is everyone.</param>
    /// <param name="subject">The URL of what changed.</param>
    /// <param name="data">What it is now.</param>
    public Task AppendAsync<T>(ChangeKind<T> kind, string subject, T data, CancellationToken ct) =>
        AppendAsync(Fact.Of(kind, subject, data), ct);

    public async Task AppendAsync(Fact fact, CancellationToken ct)
    {
        fact = Load(fact);
        if (held is not null)
        {
            held.Add(fact);
            return;
        }

        var head = await HoldAsync(ct);
        var (row, others) = Link(fact, head, clock.GetUtcNow());
        await db.ExecuteAsync(AppendSql, row, ct);
        foreach (var unit in others)
            await db.ExecuteAsync(UnitSql, new { row.Position, Unit = unit }, ct);
        await AdvanceAsync(row.Position, row.Hash!, fact.Marks, ct);
        Appended++;
        Count(fact.Kind, 1);
    }

    /// <summary>
    /// Many facts of one command, in their order: chained in one pass while they are written, the head moved once. They
    /// may come as they are read; nothing is kept of them.
    /// </summary>
    public async Task AppendAllAsync(IEnumerable<Fact> facts, CancellationToken ct)
    {
        if (facts.TryGetNonEnumeratedCount(out var count) && count == 0)
            return;
        facts = facts.Select((fact, place) => place == 0 ? Load(fact) : fact);
        if (held is not null)
        {
            foreach (var fact in facts)
                held.Add(fact);
            return;
        }

        var marks = new SortedSet<string>(StringComparer.Ordinal);
        var (head, now) = (await HoldAsync(ct), clock.GetUtcNow());
        var (counts, units) = (new Dictionary<ChangeKind, int>(ReferenceEqualityComparer.Instance), new List<object>());
        await db.WriteAllAsync(
            AppendSql,
            facts.Select(fact =>
            {
                var (row, others) = Link(fact, head, now);
                units.AddRange(others.Select(unit => new { row.Position, Unit = unit }));
                counts[fact.Kind] = counts.GetValueOrDefault(fact.Kind) + 1;
                head = head with { Position = row.Position, Hash = row.Hash! };
                marks.UnionWith(fact.Marks);
                return row;
            }),
            ct
        );
        await db.WriteAllAsync(UnitSql, units, ct);
        await AdvanceAsync(head.Position, head.Hash, marks, ct);
        foreach (var (kind, times) in counts)
        {
            Appended += times;
            Count(kind, times);
        }
    }

    private async Task<FeedHead> HoldAsync(CancellationToken ct)
    {
        await db.ExecuteAsync(HoldSql, null, ct);
        return await db.FindAsync<FeedHead>(HeadSql, null, ct)
            ?? throw new InvalidOperationException("The change feed has no head.");
    }

    private async Task AdvanceAsync(long to, string hash, IEnumerable<string> marks, CancellationToken ct)
    {
        position.Forget();
        await db.ExecuteAsync(AdvanceSql, new { Position = to, Hash = hash }, ct);
        foreach (var subject in marks)
        {
            var mark = new { Position = to, Subject = subject };
            if (await db.ExecuteAsync(MarkSql, mark, ct) == 0)
                await db.ExecuteAsync(FirstMarkSql, mark, ct);
        }
    }

    /// <summary>The fact with what the next one was to carry.</summary>
    private Fact Load(Fact fact)
    {
        if (carriedHashes.Count == 0)
            return fact;
        var loaded = fact with
        {
            History = [.. fact.History, .. carriedHashes],
            Marks = [.. fact.Marks.Union(carriedMarks, StringComparer.Ordinal)],
        };
        carriedHashes.Clear();
        carriedMarks.Clear();
        return loaded;
    }

    /// <summary>The fact as the row after the head, and the units it has beyond the first.</summary>
    private (FeedRow Row, IReadOnlyList<string> Others) Link(Fact fact, FeedHead head, DateTimeOffset now)
    {
        ChangeKinds.MustBeDeclared(fact.Kind);
        if (fact.Kind.Reach == ChangeReach.Units == fact.Units is null)
            throw new InvalidOperationException(
                $"{fact.Kind.Name} is seen by {fact.Kind.Reach}: it names its units then, and only then."
            );
        if (fact.Kind.Marks && fact.Marks.Count == 0)
            throw new InvalidOperationException($"{fact.Kind.Name} says what it marks as changed.");
        IReadOnlyList<string> units = fact.Units is null
            ? [Everyone]
            : [.. fact.Units.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var row = new FeedRow
        {
            Position = head.Position + 1,
            Kind = fact.Kind.Name,
            Subject = fact.Subject,
            Data = fact.Data,
            HappenedAt = now,
            HappenedBy = caller.Name,
            Unit = units.Count > 0 ? units[0] : null,
            OtherUnits = units.Count > 1 ? [.. units.Skip(1)] : null,
            History = fact.History.Count > 0 ? string.Join('\n', fact.History) : null,
            PreviousHash = head.Hash,
        };
        return (row with { Hash = RowHash.Of(row) }, row.OtherUnits ?? []);
    }

    private void Count(ChangeKind kind, int times) =>
        db.OnCommitted(() => Observability.Changes.Add(times, new KeyValuePair<string, object?>("kind", kind.Name)));
}

/// <summary>A row of the feed with all that its hash covers.</summary>
internal sealed record FeedRow
{
    public long Position { get; init; }
    public string Kind { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Data { get; init; } = "";
    public DateTimeOffset HappenedAt { get; init; }
    public string HappenedBy { get; init; } = "";
    public string? Unit { get; init; }

    /// <summary>Units beyond the first lie in a table of their own: few changes have any.</summary>
    public IReadOnlyList<string>? OtherUnits { get; init; }
    public string? History { get; init; }

    /// <summary>Not kept: it is the row before.</summary>
    public string PreviousHash { get; init; } = "";
    public string? Hash { get; init; }
}

/// <summary>Where the feed stands.</summary>
internal sealed record FeedHead
{
    public required long Position { get; init; }
    public required string Hash { get; init; }

    /// <summary>New with every restore; null until the program has started once.</summary>
    public string? Epoch { get; init; }

    /// <summary>The last position that was written before rows had hashes.</summary>
    public required long UnchainedPosition { get; init; }
}
