using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>A channel's deadlines as they are kept: how many working days, by which rule, with which early warnings.</summary>
internal sealed record DeadlineRule
{
    public string Code { get; init; } = "";
    public string Channel { get; init; } = "";
    public string? Type { get; init; }
    public Urgency? Urgency { get; init; }
    public DeadlineStage Stage { get; init; }
    public int WorkingDays { get; init; }
    public IReadOnlyList<decimal> WarnHours { get; init; } = [];
    public string Basis { get; init; } = "";
    public string? Source { get; init; }
    public bool Assumed { get; init; }

    public bool Fits(string channel, string type, Urgency urgency) =>
        Channel == channel && (Type is null || Type == type) && (Urgency is null || Urgency == urgency);

    /// <summary>Of two rules that fit, the one that names the type, then the one that names the urgency.</summary>
    public int Precision => (Type is null ? 0 : 2) + (Urgency is null ? 0 : 1);

    /// <summary>How many of its warnings have gone off: the first is early, the last is late.</summary>
    public int Warnings(DateTimeOffset dueAt, DateTimeOffset now) =>
        WarnHours.Count(hours => now >= dueAt.AddHours(-(double)hours));
}

/// <summary>All deadline rules, asked by channel, type, urgency and stage. Pure.</summary>
internal sealed class DeadlineTable(IReadOnlyList<DeadlineRule> rules)
{
    public IReadOnlyList<DeadlineRule> Rules => rules;

    public DeadlineRule? Find(DeadlineStage stage, string channel, string type, Urgency urgency) =>
        rules.Where(rule => rule.Stage == stage && rule.Fits(channel, type, urgency)).MaxBy(rule => rule.Precision);

    public DeadlineRule MustFind(DeadlineStage stage, string channel, string type, Urgency urgency) =>
        Find(stage, channel, type, urgency)
        ?? throw TicketRefusals.TypeUnknown.Because(
            $"渠道 {channel} 的类型 {type} 没有 {stage.Text()} 时限。",
            $"Channel {channel} has no {stage.Text()} deadline for type {type}."
        );
}

/// <summary>Channels, their types and deadlines, as they are kept.</summary>
internal sealed class DeadlineRules(Db db)
{
    public const string RulesSql =
        "SELECT Code, Channel, Type, Urgency, Stage, WorkingDays, WarnHours, Basis, Source, Assumed FROM DeadlineRules ORDER BY Code";

    public const string ChannelsSql =
        "SELECT Code, Name, NameEn, RepeatDays, Basis, Assumed FROM Channels ORDER BY Code";

    public const string TypesSql = "SELECT Channel, Code, Name, NameEn FROM TicketTypes ORDER BY Channel, Code";

    public async Task<DeadlineTable> TableAsync(CancellationToken ct) =>
        new(await db.QueryAsync<DeadlineRule>(RulesSql, null, ct));

    public Task<IReadOnlyList<ChannelRow>> ChannelsAsync(CancellationToken ct) =>
        db.QueryAsync<ChannelRow>(ChannelsSql, null, ct);

    public Task<IReadOnlyList<TypeRow>> TypesAsync(CancellationToken ct) => db.QueryAsync<TypeRow>(TypesSql, null, ct);

    /// <summary>The channel, which must have the type.</summary>
    public async Task<ChannelRow> MustHaveAsync(string channel, string type, CancellationToken ct)
    {
        var types = (await TypesAsync(ct)).Where(row => row.Channel == channel).Select(row => row.Code).ToList();
        if (!types.Contains(type))
            throw TicketRefusals.TypeUnknown.Because(
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
    }

    internal sealed record TypeRow
    {
        public string Channel { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string NameEn { get; init; } = "";
    }
}
