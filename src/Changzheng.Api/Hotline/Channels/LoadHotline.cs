using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>
/// Records the channels, types, deadlines, categories and reasons of the seeds, unless channels are recorded already:
/// then only the deadlines and reasons that a later version of the seeds adds.
/// </summary>
internal static class LoadHotline
{
    internal sealed record Command(
        IReadOnlyList<Channel> Channels,
        IReadOnlyList<Rule> Rules,
        IReadOnlyList<Category> Categories,
        IReadOnlyList<ReturnReasonRow> ReturnReasons,
        IReadOnlyList<ReplyTemplateRow> ReplyTemplates
    ) : ICommand<bool>;

    internal sealed record Channel(
        string Code,
        string Name,
        string NameEn,
        int RepeatDays,
        string Basis,
        bool Assumed,
        IReadOnlyList<TicketType> Types,
        int GraceDays = 1,
        IReadOnlyList<ClosingNeed>? Closing = null
    );

    internal sealed record TicketType(string Code, string Name, string NameEn);

    internal sealed record Rule(
        string Code,
        string Channel,
        DeadlineStage Stage,
        string Basis,
        bool Assumed,
        int? WorkingDays = null,
        int? CalendarDays = null,
        string? Type = null,
        Urgency? Urgency = null,
        IReadOnlyList<decimal>? WarnHours = null,
        string? Source = null
    );

    internal sealed record Category(
        string Code,
        string Scheme,
        string Name,
        string? NameEn,
        bool Assumed,
        IReadOnlyList<string> Measures
    );

    internal sealed class Handler(Db db, CategoryRows categories, ChangeFeed changes) : ICommandHandler<Command, bool>
    {
        public const string KnownSql = "SELECT Code FROM Channels ORDER BY Code";
        public const string KnownRulesSql = "SELECT Code FROM StageTerms ORDER BY Code";
        public const string KnownReasonsSql = "SELECT Code FROM ReturnReasons ORDER BY Code";
        public const string ReasonSql = $"INSERT INTO ReturnReasons {{insert {ReturnReasonRow.Columns}}}";
        public const string KnownTemplatesSql = "SELECT Code FROM ReplyTemplates ORDER BY Code";
        public const string TemplateSql = $"INSERT INTO ReplyTemplates {{insert {ReplyTemplateRow.Columns}}}";
        public const string ChannelSql = $"INSERT INTO Channels {{insert {DeadlineRules.ChannelColumns}}}";
        public const string TypeSql = $"INSERT INTO TicketTypes {{insert {DeadlineRules.TypeColumns}}}";
        public const string RuleSql = $"INSERT INTO StageTerms {{insert {DeadlineRules.RuleColumns}}}";
        public const string CategorySql = $"INSERT INTO TicketCategories {{insert {CategoryRow.Columns}}}";
        public const string TieSql = """
            INSERT INTO CategoryTies (Category, PlanCode, Measure, Assumed)
            SELECT @Category, PlanCode, Code, @Assumed FROM Measures WHERE PlanCode = @PlanCode AND Code = @Measure
            """;

        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            if ((await db.QueryAsync<string>(KnownSql, null, cancellationToken)) is { Count: > 0 } known)
            {
                await AddRulesAsync(command, known, cancellationToken);
                return false;
            }

            await RecordAsync(command, cancellationToken);
            return true;
        }

        private async Task AddRulesAsync(Command command, IReadOnlyList<string> channels, CancellationToken ct)
        {
            var known = (await db.QueryAsync<string>(KnownRulesSql, null, ct)).ToHashSet(StringComparer.Ordinal);
            var added = command
                .Rules.Where(rule => channels.Contains(rule.Channel) && !known.Contains(rule.Code))
                .ToList();
            var words = await AddReasonsAsync(command.ReturnReasons, ct);
            words += await AddTemplatesAsync(command.ReplyTemplates, ct);
            var firsts = await categories.KeepFirstAsync(ct);
            if (added.Count == 0 && words == 0 && firsts.Count == 0)
                return;
            await InsertRulesAsync(added, ct);
            await TellAsync([.. added.Select(rule => rule.Channel).Distinct()], firsts, ct);
        }

        private async Task RecordAsync(Command command, CancellationToken cancellationToken)
        {
            await db.ExecuteAsync(
                ChannelSql,
                command.Channels.Select(one => new
                {
                    one.Code,
                    one.Name,
                    one.NameEn,
                    one.RepeatDays,
                    one.Basis,
                    one.Assumed,
                    one.GraceDays,
                    Closing = Write(one.Closing ?? DeadlineTable.UsualClosing),
                }),
                cancellationToken
            );
            await db.ExecuteAsync(
                TypeSql,
                command.Channels.SelectMany(
                    channel => channel.Types,
                    (channel, type) =>
                        new
                        {
                            Channel = channel.Code,
                            type.Code,
                            type.Name,
                            type.NameEn,
                        }
                ),
                cancellationToken
            );
            await InsertRulesAsync(command.Rules, cancellationToken);
            await RecordCategoriesAsync(command, cancellationToken);
            await AddReasonsAsync(command.ReturnReasons, cancellationToken);
            await AddTemplatesAsync(command.ReplyTemplates, cancellationToken);
            var firsts = await categories.KeepFirstAsync(cancellationToken);
            await TellAsync([.. command.Channels.Select(channel => channel.Code)], firsts, cancellationToken);
        }

        /// <returns>How many were added.</returns>
        private async Task<int> AddReasonsAsync(IReadOnlyList<ReturnReasonRow> reasons, CancellationToken ct)
        {
            var known = (await db.QueryAsync<string>(KnownReasonsSql, null, ct)).ToHashSet(StringComparer.Ordinal);
            var added = reasons.Where(reason => !known.Contains(reason.Code)).ToList();
            await db.ExecuteAsync(ReasonSql, added, ct);
            return added.Count;
        }

        /// <inheritdoc cref="AddReasonsAsync"/>
        private async Task<int> AddTemplatesAsync(IReadOnlyList<ReplyTemplateRow> templates, CancellationToken ct)
        {
            var known = (await db.QueryAsync<string>(KnownTemplatesSql, null, ct)).ToHashSet(StringComparer.Ordinal);
            var added = templates.Where(template => !known.Contains(template.Code)).ToList();
            await db.ExecuteAsync(
                TemplateSql,
                added.Select(one => new
                {
                    one.Code,
                    one.Category,
                    one.Name,
                    FactType = one.FactType.Text(),
                    one.FactExplain,
                    AppealType = one.AppealType.Text(),
                    one.AppealExplain,
                    one.ReplyPoint,
                    one.Basis,
                    one.Assumed,
                }),
                ct
            );
            return added.Count;
        }

        private static IReadOnlyList<string> Write(IReadOnlyList<ClosingNeed> needs) =>
            [.. needs.Select(need => need.Text())];

        private Task InsertRulesAsync(IReadOnlyList<Rule> rules, CancellationToken ct) =>
            db.ExecuteAsync(
                RuleSql,
                rules.Select(rule => new
                {
                    rule.Code,
                    rule.Channel,
                    rule.Type,
                    Urgency = rule.Urgency?.Text(),
                    Stage = rule.Stage.Text(),
                    rule.WorkingDays,
                    rule.CalendarDays,
                    WarnHours = rule.WarnHours ?? [],
                    rule.Basis,
                    rule.Source,
                    rule.Assumed,
                }),
                ct
            );

        private async Task RecordCategoriesAsync(Command command, CancellationToken cancellationToken)
        {
            await db.ExecuteAsync(
                CategorySql,
                command.Categories.Select(one => new
                {
                    one.Code,
                    one.Scheme,
                    one.Name,
                    one.NameEn,
                    one.Assumed,
                }),
                cancellationToken
            );
            await db.ExecuteAsync(
                TieSql,
                command.Categories.SelectMany(
                    one => one.Measures,
                    (one, measure) =>
                        new
                        {
                            Category = one.Code,
                            PlanCode = measure.Split('/')[0],
                            Measure = measure.Split('/')[1],
                            one.Assumed,
                        }
                ),
                cancellationToken
            );
        }

        private Task TellAsync(IReadOnlyList<string> channels, IReadOnlyList<string> history, CancellationToken ct) =>
            changes.AppendAsync(
                ChangeFeed.Fact.Of(
                    HotlineChanges.RulesRecorded,
                    "/api/v1/hotline/channels",
                    new HotlineChanges.Rules(channels),
                    history
                ),
                ct
            );
    }
}
