using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Plan.Plans;

/// <summary>Writes a plan's rows: what the plan says, each with the sentence that says it.</summary>
internal sealed class PlanRows(Db db, IndicatorContributions contributions, Caller caller, TimeProvider clock)
{
    public const string PlanSql = """
        INSERT INTO Plans (Code, Title, TitleEn, DocumentNumber, IssuedOn, PlanYear, Unit, YellowBehind, RedBehind, DueFromMonthEnd, ClosedAt, ClosedBy, Version,
                           MinimumKnownShare, ProgressScale, StageScale, ProgressFrequency)
        VALUES (@Code, @Title, @TitleEn, @DocumentNumber, @IssuedOn, @Year, @Unit, @YellowBehind, @RedBehind, @DueFromMonthEnd, NULL, NULL, 1,
                @MinimumKnownShare, @ProgressScale, @StageScale, @ProgressFrequency)
        """;

    public const string PillarSql =
        "INSERT INTO Pillars (PlanCode, Number, Title, TitleEn) VALUES (@PlanCode, @Number, @Title, @TitleEn)";

    public const string InitiativeSql =
        "INSERT INTO Initiatives (PlanCode, Code, Pillar, Title, TitleEn) VALUES (@PlanCode, @Code, @Pillar, @Title, @TitleEn)";

    public const string MeasureSql = """
        INSERT INTO Measures (PlanCode, Code, Initiative, Kind, Quote, Sentence, OpenList, Version)
        VALUES (@PlanCode, @Code, @Initiative, @Kind, @Quote, @Sentence, @OpenList, 1)
        """;

    /// <summary>
    /// Of a measure that quotes a later document: it is listed behind the last sentence of its initiative and quotes
    /// none.
    /// </summary>
    public const string MeasureVersionSql = """
        INSERT INTO MeasureVersions (PlanCode, Code, Version, Title, TitleEn, LeadUnit, SupportingUnits, DueOn, Weight, Assumed, DocumentNumber, Reason, EffectiveOn, RecordedAt, RecordedBy, Hash)
        VALUES (@PlanCode, @Code, @Version, @Title, @TitleEn, @LeadUnit, @SupportingUnits, @DueOn, @Weight, @Assumed, @DocumentNumber, @Reason, @EffectiveOn, @RecordedAt, @RecordedBy, @Hash)
        """;

    public const string IndicatorSql = $"INSERT INTO Indicators {{insert {Indicator.Columns}}}";

    public const string StandingSql =
        "INSERT INTO Standings (Indicator, Basis, Value, Numerator, Denominator, Periods, Version) VALUES (@Indicator, @Basis, NULL, NULL, NULL, '[]', 1)";

    public const string CitationSql = """
        INSERT INTO Citations (Indicator, Number, PlanCode, Measure, Quote, Sentence)
        VALUES (@Indicator, @Number, @PlanCode, @Measure, @Quote, @Sentence)
        """;

    /// <returns>The hashes of the history rows it wrote.</returns>
    public async Task<IReadOnlyList<string>> InsertAsync(
        IssuePlan.Request plan,
        IReadOnlyList<Sentence> sentences,
        CancellationToken ct
    )
    {
        var lamps = plan.LampRule ?? LampRule.Usual;
        await db.ExecuteAsync(
            PlanSql,
            new
            {
                plan.Code,
                plan.Title,
                plan.TitleEn,
                plan.DocumentNumber,
                plan.IssuedOn,
                plan.Year,
                plan.Unit,
                lamps.YellowBehind,
                lamps.RedBehind,
                DueFromMonthEnd = plan.DueFromMonthEnd ?? 5,
                plan.MinimumKnownShare,
                plan.ProgressScale,
                plan.StageScale,
                ProgressFrequency = plan.ProgressFrequency?.Text(),
            },
            ct
        );
        await db.ExecuteAsync(
            PillarSql,
            plan.Pillars.Select(pillar => new
            {
                PlanCode = plan.Code,
                pillar.Number,
                pillar.Title,
                pillar.TitleEn,
            }),
            ct
        );
        await db.ExecuteAsync(
            InitiativeSql,
            plan.Pillars.SelectMany(
                pillar => pillar.Initiatives,
                (pillar, initiative) =>
                    new
                    {
                        PlanCode = plan.Code,
                        initiative.Code,
                        Pillar = pillar.Number,
                        initiative.Title,
                        initiative.TitleEn,
                    }
            ),
            ct
        );
        sentences = await SentenceRows.InsertAsync(db, plan, sentences, ct);
        var knownSince = KnownSince(plan);
        var history = new List<string>(await InsertMeasuresAsync(plan, sentences, knownSince, ct));
        foreach (var indicator in plan.Indicators)
        {
            var said = new Said(plan.Code, plan.DocumentNumber, new DateOnly(plan.Year, 1, 1), knownSince);
            int FindSentence(NewCitation citation) =>
                SentenceRows.MustFind(
                    sentences,
                    citation.Quote,
                    citation.Measure is { } measure ? measure[..measure.LastIndexOf('.')] : null,
                    indicator.Code
                );
            history.AddRange(await InsertIndicatorAsync(said, indicator, null, FindSentence, ct));
        }

        return history;
    }

    private async Task<IEnumerable<string>> InsertMeasuresAsync(
        IssuePlan.Request plan,
        IReadOnlyList<Sentence> sentences,
        DateTimeOffset knownSince,
        CancellationToken ct
    )
    {
        await db.ExecuteAsync(
            MeasureSql,
            plan.Measures.Select(measure =>
            {
                var initiative = measure.Code[..measure.Code.LastIndexOf('.')];
                return new
                {
                    PlanCode = plan.Code,
                    measure.Code,
                    Initiative = initiative,
                    Kind = measure.Kind.Text(),
                    measure.Quote,
                    Sentence = SentenceRows.MustFind(sentences, measure.Quote, initiative, measure.Code),
                    measure.OpenList,
                };
            }),
            ct
        );
        await SentenceRows.InsertCitationsAsync(db, plan, sentences, ct);
        var versions = plan
            .Measures.Select(measure =>
                History.Seal(
                    new MeasureVersionRow
                    {
                        PlanCode = plan.Code,
                        Code = measure.Code,
                        Version = 1,
                        Title = measure.Title,
                        TitleEn = measure.TitleEn,
                        LeadUnit = measure.LeadUnit,
                        SupportingUnits = measure.SupportingUnits ?? [],
                        DueOn = measure.DueOn,
                        Weight = measure.Weight ?? 1,
                        Assumed = measure.Assumed,
                        DocumentNumber = plan.DocumentNumber,
                        EffectiveOn = new DateOnly(plan.Year, 1, 1),
                        RecordedAt = knownSince,
                        RecordedBy = caller.Name,
                    }
                )
            )
            .ToList();
        await db.ExecuteAsync(MeasureVersionSql, versions, ct);
        return versions.Select(version => version.Hash!);
    }

    /// <returns>The hashes of the history rows it wrote.</returns>
    public Task<IEnumerable<string>> InsertLaterIndicatorAsync(
        AdditionRow addition,
        NewIndicator indicator,
        CancellationToken ct
    )
    {
        var from = addition.EffectiveOn;
        var said = new Said(addition.PlanCode, addition.DocumentNumber, from, addition.RecordedAt);
        return InsertIndicatorAsync(said, indicator, from, _ => 0, ct);
    }

    /// <param name="said">Which document says it, and since when.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="effectiveOn">From when it counts, if a later document says it.</param>
    /// <param name="findSentence">Finds the number of the sentence a citation stands in; 0 for a later
    /// document's.</param>
    /// <param name="ct">Stops it.</param>
    private async Task<IEnumerable<string>> InsertIndicatorAsync(
        Said said,
        NewIndicator indicator,
        DateOnly? effectiveOn,
        Func<NewCitation, int> findSentence,
        CancellationToken ct
    )
    {
        await db.ExecuteAsync(
            IndicatorSql,
            new
            {
                indicator.Code,
                PlanCode = said.Plan,
                indicator.Name,
                indicator.NameEn,
                Kind = indicator.Kind.Text(),
                indicator.UnitOfMeasure,
                Frequency = indicator.Frequency.Text(),
                Accumulation = indicator.Accumulation.Text(),
                Direction = indicator.Direction.Text(),
                Source = indicator.Source.Text(),
                indicator.DerivedFrom,
                indicator.LeadUnit,
                Members = indicator.Members ?? [],
                indicator.OpenList,
                Pace = indicator.Pace ?? Pace.Usual(indicator.Frequency),
                indicator.Assumed,
                indicator.Note,
                indicator.Whole,
                indicator.Tolerance,
                EffectiveOn = effectiveOn,
            },
            ct
        );
        await db.ExecuteAsync(
            StandingSql,
            Enum.GetValues<Basis>().Select(basis => new { Indicator = indicator.Code, Basis = basis.Text() }),
            ct
        );
        await db.ExecuteAsync(
            CitationSql,
            indicator.Citations.Select(
                (citation, index) =>
                    new
                    {
                        Indicator = indicator.Code,
                        Number = index + 1,
                        PlanCode = said.Plan,
                        citation.Measure,
                        citation.Quote,
                        Sentence = findSentence(citation),
                    }
            ),
            ct
        );
        var targets = new[] { ("target", indicator.Target), ("baseline", indicator.Baseline) }
            .Where(one => one.Item2 is not null)
            .Select(one =>
                History.Seal(
                    new TargetRow
                    {
                        Indicator = indicator.Code,
                        Kind = one.Item1,
                        Version = 1,
                        Value = one.Item2!.Value,
                        Upper = one.Item2.Upper,
                        Stretch = one.Item2.Stretch,
                        EffectiveOn = said.From,
                        DocumentNumber = said.DocumentNumber,
                        RecordedAt = said.KnownSince,
                        RecordedBy = caller.Name,
                    }
                )
            )
            .ToList();
        await db.ExecuteAsync(IndicatorRows.AppendTargetSql, targets, ct);
        await contributions.RecordAsync(indicator.Code, said.From, said.KnownSince, ct);
        return targets.Select(target => target.Hash!);
    }

    /// <summary>Which document says something of a plan, from which day on, and since when that is known.</summary>
    private sealed record Said(string Plan, string DocumentNumber, DateOnly From, DateTimeOffset KnownSince);

    /// <summary>What a plan says is known since it was issued, whenever it was typed in.</summary>
    private DateTimeOffset KnownSince(IssuePlan.Request plan)
    {
        var (issued, now) = (Moment.StartOf(plan.IssuedOn), clock.GetUtcNow());
        return (issued < now ? issued : now).TruncateToMilliseconds();
    }
}
