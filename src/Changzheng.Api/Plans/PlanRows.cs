using Changzheng.Api.Database;
using Changzheng.Api.Http;
using Changzheng.Api.Indicators;

namespace Changzheng.Api.Plans;

/// <summary>Writes a plan's rows: what the plan says, each with the sentence that says it.</summary>
internal sealed class PlanRows(Db db, Caller caller, TimeProvider clock)
{
    public const string PlanSql = """
        INSERT INTO Plans (Code, Title, TitleEn, DocumentNumber, IssuedOn, PlanYear, Unit, YellowBehind, RedBehind, DueFromMonthEnd, ClosedAt, ClosedBy, Version)
        VALUES (@Code, @Title, @TitleEn, @DocumentNumber, @IssuedOn, @Year, @Unit, @YellowBehind, @RedBehind, @DueFromMonthEnd, NULL, NULL, 1)
        """;

    public const string PillarSql = "INSERT INTO Pillars (PlanCode, Number, Title, TitleEn) VALUES (@PlanCode, @Number, @Title, @TitleEn)";

    public const string InitiativeSql = "INSERT INTO Initiatives (PlanCode, Code, Pillar, Title, TitleEn) VALUES (@PlanCode, @Code, @Pillar, @Title, @TitleEn)";

    public const string SentenceSql = """
        INSERT INTO Sentences (PlanCode, Number, Text, Kind, Pillar, Initiative, Reason)
        VALUES (@PlanCode, @Number, @Text, @Kind, @Pillar, @Initiative, @Reason)
        """;

    public const string MeasureSql = """
        INSERT INTO Measures (PlanCode, Code, Initiative, Kind, Quote, Sentence, OpenList, Version)
        VALUES (@PlanCode, @Code, @Initiative, @Kind, @Quote, @Sentence, @OpenList, 1)
        """;

    public const string MeasureVersionSql = """
        INSERT INTO MeasureVersions (PlanCode, Code, Version, Title, TitleEn, LeadUnit, SupportingUnits, DueOn, Weight, Assumed, DocumentNumber, Reason, EffectiveOn, RecordedAt, RecordedBy)
        VALUES (@PlanCode, @Code, @Version, @Title, @TitleEn, @LeadUnit, @SupportingUnits, @DueOn, @Weight, @Assumed, @DocumentNumber, @Reason, @EffectiveOn, @RecordedAt, @RecordedBy)
        """;

    public const string IndicatorSql = """
        INSERT INTO Indicators (Code, PlanCode, Name, NameEn, Kind, UnitOfMeasure, Frequency, Accumulation, Direction, Source, LeadUnit, Members, OpenList, Pace, Assumed, Note)
        VALUES (@Code, @PlanCode, @Name, @NameEn, @Kind, @UnitOfMeasure, @Frequency, @Accumulation, @Direction, @Source, @LeadUnit, @Members, @OpenList, @Pace, @Assumed, @Note)
        """;

    public const string StandingSql = "INSERT INTO Standings (Indicator, Basis, Value, Numerator, Denominator, Periods, Version) VALUES (@Indicator, @Basis, NULL, NULL, NULL, '[]', 1)";

    public const string CitationSql = """
        INSERT INTO Citations (Indicator, Number, PlanCode, Measure, Quote, Sentence)
        VALUES (@Indicator, @Number, @PlanCode, @Measure, @Quote, @Sentence)
        """;

    public async Task InsertAsync(IssuePlan.Request plan, IReadOnlyList<Sentence> sentences, CancellationToken ct)
    {
        var lamps = plan.LampRule ?? LampRule.Usual;
        await db.ExecuteAsync(PlanSql, new
        {
            plan.Code, plan.Title, plan.TitleEn, plan.DocumentNumber, plan.IssuedOn, plan.Year, plan.Unit, lamps.YellowBehind, lamps.RedBehind, DueFromMonthEnd = plan.DueFromMonthEnd ?? 5,
        }, ct);
        await db.ExecuteAsync(PillarSql, plan.Pillars.Select(pillar => new { PlanCode = plan.Code, pillar.Number, pillar.Title, pillar.TitleEn }), ct);
        await db.ExecuteAsync(InitiativeSql, plan.Pillars.SelectMany(pillar => pillar.Initiatives, (pillar, initiative) =>
            new { PlanCode = plan.Code, initiative.Code, Pillar = pillar.Number, initiative.Title, initiative.TitleEn }), ct);
        await db.ExecuteAsync(SentenceSql, sentences.Select(sentence => new
        {
            PlanCode = plan.Code, sentence.Number, sentence.Text, Kind = sentence.Kind.Text(), sentence.Pillar, sentence.Initiative, sentence.Reason,
        }), ct);
        await InsertMeasuresAsync(plan, sentences, ct);
        foreach (var indicator in plan.Indicators)
            await InsertIndicatorAsync(plan, indicator, sentences, ct);
    }

    private async Task InsertMeasuresAsync(IssuePlan.Request plan, IReadOnlyList<Sentence> sentences, CancellationToken ct)
    {
        await db.ExecuteAsync(MeasureSql, plan.Measures.Select(measure =>
        {
            var initiative = measure.Code[..measure.Code.LastIndexOf('.')];
            return new
            {
                PlanCode = plan.Code, measure.Code, Initiative = initiative, Kind = measure.Kind.Text(), measure.Quote,
                Sentence = MustFind(sentences, measure.Quote, initiative, measure.Code), measure.OpenList,
            };
        }), ct);
        await db.ExecuteAsync(MeasureVersionSql, plan.Measures.Select(measure => new
        {
            PlanCode = plan.Code, measure.Code, Version = 1, measure.Title, measure.TitleEn, measure.LeadUnit, SupportingUnits = measure.SupportingUnits ?? [],
            measure.DueOn, Weight = measure.Weight ?? 1, measure.Assumed, plan.DocumentNumber, Reason = (string?)null,
            EffectiveOn = new DateOnly(plan.Year, 1, 1), RecordedAt = KnownSince(plan), RecordedBy = caller.Name,
        }), ct);
    }

    private async Task InsertIndicatorAsync(IssuePlan.Request plan, NewIndicator indicator, IReadOnlyList<Sentence> sentences, CancellationToken ct)
    {
        await db.ExecuteAsync(IndicatorSql, new
        {
            indicator.Code, PlanCode = plan.Code, indicator.Name, indicator.NameEn, Kind = indicator.Kind.Text(), indicator.UnitOfMeasure, Frequency = indicator.Frequency.Text(),
            Accumulation = indicator.Accumulation.Text(), Direction = indicator.Direction.Text(), Source = indicator.Source.Text(), indicator.LeadUnit,
            Members = indicator.Members ?? [], indicator.OpenList, Pace = indicator.Pace ?? Pace.Even, indicator.Assumed, indicator.Note,
        }, ct);
        await db.ExecuteAsync(StandingSql, Enum.GetValues<Basis>().Select(basis => new { Indicator = indicator.Code, Basis = basis.Text() }), ct);
        await db.ExecuteAsync(CitationSql, indicator.Citations.Select((citation, index) => new
        {
            Indicator = indicator.Code, Number = index + 1, PlanCode = plan.Code, citation.Measure, citation.Quote,
            Sentence = MustFind(sentences, citation.Quote, citation.Measure is { } measure ? measure[..measure.LastIndexOf('.')] : null, indicator.Code),
        }), ct);
        foreach (var (kind, figure) in new[] { ("target", indicator.Target), ("baseline", indicator.Baseline) })
        {
            if (figure is not null)
                await db.ExecuteAsync(IndicatorRows.AppendTargetSql, new
                {
                    Indicator = indicator.Code, Kind = kind, Version = 1, figure.Value, figure.Upper, Months = (IReadOnlyList<decimal>?)null,
                    EffectiveOn = new DateOnly(plan.Year, 1, 1), plan.DocumentNumber, Note = (string?)null, RecordedAt = KnownSince(plan), RecordedBy = caller.Name,
                }, ct);
        }
    }

    /// <summary>What a plan says is known since it was issued, whenever it was typed in.</summary>
    private DateTimeOffset KnownSince(IssuePlan.Request plan)
    {
        var (issued, now) = (Moment.StartOf(plan.IssuedOn), clock.GetUtcNow());
        return issued < now ? issued : now;
    }

    private static int MustFind(IReadOnlyList<Sentence> sentences, string quote, string? initiative, string of) =>
        PlanText.Find(sentences, quote, initiative)?.Number
        ?? throw Refusals.PlanTextMismatch.Because($"{of} 的引文“{quote}”不在计划原文的相应小节中。", $"The quote of {of} is not verbatim in its initiative: {quote}");
}
