using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>A row of StageTerms: how many days a stage takes, and how long before to warn.</summary>
internal sealed record DeadlineRule
{
    public string Code { get; init; } = "";
    public string Channel { get; init; } = "";
    public string? Type { get; init; }
    public Urgency? Urgency { get; init; }
    public DeadlineStage Stage { get; init; }

    /// <summary>One of the two is given.</summary>
    public int? WorkingDays { get; init; }
    public int? CalendarDays { get; init; }
    public IReadOnlyList<decimal> WarnHours { get; init; } = [];
    public string Basis { get; init; } = "";
    public string? Source { get; init; }
    public bool Assumed { get; init; }

    public int Days => WorkingDays ?? CalendarDays ?? 0;

    /// <summary>True where calendar days run; null where working days do.</summary>
    public bool? IsCalendar => CalendarDays is null ? null : true;

    public bool Fits(string channel, string type, Urgency urgency) =>
        Channel == channel && (Type is null || Type == type) && (Urgency is null || Urgency == urgency);

    /// <summary>Of two rules that fit, the one that names the type wins, then the one that names the urgency.</summary>
    public int Precision => (Type is null ? 0 : 2) + (Urgency is null ? 0 : 1);

    /// <summary>How many of its warnings are due by now.</summary>
    public int CountWarnings(DateTimeOffset dueAt, DateTimeOffset now) =>
        WarnHours.Count(hours => now >= dueAt.AddHours(-(double)hours));
}

/// <summary>All deadline rules, looked up by channel, type, urgency and stage. Pure.</summary>
/// <param name="rules">The rules.</param>
/// <param name="graceDays">For each channel, how many working days late an event may be recorded.</param>
/// <param name="closing">For each channel, what closing takes.</param>
/// <param name="types">For each channel, the types it has.</param>
internal sealed class DeadlineTable(
    IReadOnlyList<DeadlineRule> rules,
    IReadOnlyDictionary<string, int> graceDays,
    IReadOnlyDictionary<string, IReadOnlyList<ClosingNeed>> closing,
    ILookup<string, string> types
)
{
    public static readonly IReadOnlyList<ClosingNeed> UsualClosing = [ClosingNeed.Reply, ClosingNeed.Rating];

    private const int UsualGraceDays = 1;

    public IReadOnlyList<DeadlineRule> Rules => rules;

    public int GetGraceDays(string channel) => graceDays.GetValueOrDefault(channel, UsualGraceDays);

    public IReadOnlyList<ClosingNeed> ListClosingNeeds(string channel) =>
        closing.GetValueOrDefault(channel, UsualClosing);

    /// <summary>Refuses a type that the channel has not.</summary>
    public void MustHaveType(string channel, string type)
    {
        if (!types[channel].Contains(type))
            throw TicketRefusals.TypeUnknown.WithDetail(
                $"渠道 {channel} 没有类型 {type}；有：{string.Join("、", types[channel])}。",
                $"Channel {channel} has no type {type}; it has {string.Join(", ", types[channel])}."
            );
    }

    public DeadlineRule? Find(DeadlineStage stage, string channel, string type, Urgency urgency) =>
        rules.Where(rule => rule.Stage == stage && rule.Fits(channel, type, urgency)).MaxBy(rule => rule.Precision);

    public DeadlineRule Get(DeadlineStage stage, string channel, string type, Urgency urgency) =>
        Find(stage, channel, type, urgency)
        ?? throw TicketRefusals.TypeUnknown.WithDetail(
            $"渠道 {channel} 的类型 {type} 没有“{Wordings.Title(stage)}”时限。",
            $"Channel {channel} has no {stage.Text()} deadline for type {type}."
        );
}

/// <summary>Reads channels, their types and their deadline rules.</summary>
internal sealed class DeadlineRules(Db db)
{
    public const string RuleColumns =
        "Code, Channel, Type, Urgency, Stage, WorkingDays, CalendarDays, WarnHours, Basis, Source, Assumed";
    public const string ChannelColumns = "Code, Name, NameEn, RepeatDays, Basis, Assumed, GraceDays, Closing";
    public const string TypeColumns = "Channel, Code, Name, NameEn";

    public const string RulesSql = $"SELECT {RuleColumns} FROM StageTerms ORDER BY Code";
    public const string ChannelsSql = $"SELECT {ChannelColumns} FROM Channels ORDER BY Code";
    public const string TypesSql = $"SELECT {TypeColumns} FROM TicketTypes ORDER BY Channel, Code";

    public async Task<DeadlineTable> TableAsync(CancellationToken ct)
    {
        var channels = await ChannelsAsync(ct);
        return new DeadlineTable(
            await db.QueryAsync<DeadlineRule>(RulesSql, null, ct),
            channels
                .Where(channel => channel.GraceDays is not null)
                .ToDictionary(channel => channel.Code, channel => channel.GraceDays!.Value, StringComparer.Ordinal),
            channels.ToDictionary(channel => channel.Code, channel => channel.GetNeeds(), StringComparer.Ordinal),
            (await TypesAsync(ct)).ToLookup(type => type.Channel, type => type.Code, StringComparer.Ordinal)
        );
    }

    public Task<IReadOnlyList<ChannelRow>> ChannelsAsync(CancellationToken ct) =>
        db.QueryAsync<ChannelRow>(ChannelsSql, null, ct);

    public Task<IReadOnlyList<TypeRow>> TypesAsync(CancellationToken ct) => db.QueryAsync<TypeRow>(TypesSql, null, ct);

    /// <summary>The channel; refused if it does not exist or has no such type.</summary>
    public async Task<ChannelRow> GetChannelAsync(string channel, string type, CancellationToken ct)
    {
        var types = (await TypesAsync(ct)).Where(row => row.Channel == channel).Select(row => row.Code).ToList();
        if (!types.Contains(type))
            throw TicketRefusals.TypeUnknown.WithDetail(
                $"渠道 {channel} 没有类型 {type}；有：{string.Join("、", types)}。",
                $"Channel {channel} has no type {type}; it has {string.Join(", ", types)}."
            );
        return (await ChannelsAsync(ct)).First(row => row.Code == channel);
    }

    internal sealed record ChannelRow
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string NameEn { get; init; } = "";
        public int RepeatDays { get; init; }
        public string Basis { get; init; } = "";
        public bool Assumed { get; init; }

        /// <summary>How many working days late an event may be recorded.</summary>
        public int? GraceDays { get; init; }

        /// <summary>What closing takes; null in rows older than the column.</summary>
        public IReadOnlyList<string>? Closing { get; init; }

        public IReadOnlyList<ClosingNeed> GetNeeds() =>
            Closing is null
                ? DeadlineTable.UsualClosing
                : [.. Closing.Select(need => Enum.Parse<ClosingNeed>(need, ignoreCase: true))];
    }

    internal sealed record TypeRow
    {
        public string Channel { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string NameEn { get; init; } = "";
    }
}
