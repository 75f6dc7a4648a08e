using Changzheng.Api.Plan.Board;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>What happened to a reported value.</summary>
public enum ValueAction
{
    Reported,
    Corrected,
    Confirmed,
    Returned,
}

/// <summary>
/// Reported values and their append-only history. Every version lies in ReportedValueVersions; ReportedValues holds,
/// per indicator, period and unit, which version stands and which was last confirmed. Each append brings the
/// indicator's standings up to date in the same transaction, so that no board has to add up what was ever reported.
/// </summary>
internal sealed class ValueLedger(
    Db db,
    IndicatorContributions contributions,
    FileReferences files,
    Caller caller,
    TimeProvider clock
)
{
    public const string HoldStandingSql = "UPDATE Standings SET Version = Version + 1 WHERE Indicator = @Indicator";

    public const string CurrentSql = """
        SELECT v.Indicator, v.Period, v.Unit, v.Version, v.Action, v.Value, v.Numerator, v.Denominator, v.StageOn, v.Note, v.Evidence,
               v.ConfirmedVersion, v.EffectiveOn, v.RecordedAt, v.RecordedBy
        FROM ReportedValues h
        JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit AND v.Version = h.Version
        WHERE h.Indicator = @Indicator AND h.Period = @Period AND h.Unit = @Unit
        """;

    public const string ReportsSql = """
        SELECT Value, Numerator, Denominator, StageOn, RecordedAt, RecordedBy, CallerId
        FROM ReportedValueVersions
        WHERE Indicator = @Indicator AND Period = @Period AND Unit = @Unit AND Action IN ('reported', 'corrected')
        ORDER BY Version
        """;

    public const string OtherWaySql = """
        SELECT COUNT(*) FROM ReportedValues h
        JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit AND v.Version = h.Version
        WHERE h.Indicator = @Indicator AND v.Action <> 'returned' AND CASE WHEN h.Unit = '' THEN 1 ELSE 0 END <> CASE WHEN @Unit = '' THEN 1 ELSE 0 END
        """;

    public const string OpenSql = """
        INSERT INTO ReportedValues (Indicator, Period, Unit, Version, ConfirmedVersion)
        SELECT @Indicator, @Period, @Unit, 1, NULL
        WHERE NOT EXISTS (SELECT 1 FROM ReportedValues {hold} WHERE Indicator = @Indicator AND Period = @Period AND Unit = @Unit)
        """;

    public const string AdvanceSql = """
        UPDATE ReportedValues SET Version = Version + 1, ConfirmedVersion = @ConfirmedVersion
        WHERE Indicator = @Indicator AND Period = @Period AND Unit = @Unit AND Version = @Expected
        """;

    public const string AppendSql = """
        INSERT INTO ReportedValueVersions (Indicator, Period, Unit, Version, Action, Value, Numerator, Denominator, StageOn, Note, Evidence,
                                           ConfirmedVersion, EffectiveOn, RecordedAt, RecordedBy, CallerId, Hash)
        VALUES (@Indicator, @Period, @Unit, @Version, @Action, @Value, @Numerator, @Denominator, @StageOn, @Note, @Evidence,
                @ConfirmedVersion, @EffectiveOn, @RecordedAt, @RecordedBy, @CallerId, @Hash)
        """;

    public const string CountedSql = """
        SELECT v.Period, v.Unit, v.Value, v.Numerator, v.Denominator, f.RecordedAt AS FirstAt, u.Kind AS UnitKind
        FROM ReportedValues h
        JOIN ReportedValueVersions f ON f.Indicator = h.Indicator AND f.Period = h.Period AND f.Unit = h.Unit AND f.Version = 1
        LEFT JOIN Units u ON u.Code = h.Unit
        JOIN ReportedValueVersions c ON c.Indicator = h.Indicator AND c.Period = h.Period AND c.Unit = h.Unit AND c.Version = h.Version
        JOIN ReportedValueVersions v ON v.Indicator = h.Indicator AND v.Period = h.Period AND v.Unit = h.Unit
         AND v.Version = CASE WHEN @Confirmed = 1 THEN c.ConfirmedVersion ELSE c.Version END
        WHERE h.Indicator = @Indicator AND (@Confirmed = 1 OR c.Action <> 'returned')
        """;

    public const string StandSql = """
        UPDATE Standings SET Value = @Value, Numerator = @Numerator, Denominator = @Denominator, Periods = @Periods, Reports = @Reports
        WHERE Indicator = @Indicator AND Basis = @Basis
        """;

    /// <summary>Writers of one indicator queue here, before they read what they decide from.</summary>
    public Task HoldAsync(string indicator, CancellationToken ct) =>
        db.ExecuteAsync(HoldStandingSql, new { Indicator = indicator }, ct);

    public Task<ValueVersion?> CurrentAsync(ValueKey key, CancellationToken ct) =>
        db.FindAsync<ValueVersion>(CurrentSql, key, ct);

    /// <summary>All who ever reported the figure that stands, not only the last of them.</summary>
    public async Task<IReadOnlyList<Author>> AuthorsAsync(ValueVersion current, CancellationToken ct)
    {
        var key = new
        {
            current.Indicator,
            current.Period,
            current.Unit,
        };
        var reports = await db.QueryAsync<ValueVersion>(ReportsSql, key, ct);
        return [.. reports.Where(report => report.Figure == current.Figure).Select(report => report.Author)];
    }

    /// <summary>
    /// A figure is the town's, or it comes from the units below it: adding one to the other would count twice.
    /// </summary>
    public async Task MustNotMixAsync(ValueKey key, CancellationToken ct)
    {
        if (await db.FindAsync<int>(OtherWaySql, key, ct) == 0)
            return;
        throw Mixed(key);
    }

    public static Refusal Mixed(ValueKey key) =>
        key.Unit.Length > 0
            ? IndicatorRefusals.ReportedForTown.WithDetail(
                "该指标本年度已按全镇填报，不能再按单位填报，否则会重复计算。须先退回全镇数。",
                "This indicator is reported for the town; a unit's figure on top would be counted twice. The town's figures would have to be returned first."
            )
            : IndicatorRefusals.ReportedByUnits.WithDetail(
                "该指标本年度已按单位填报，全镇数由各单位汇总得出。须先退回各单位数。",
                "This indicator is reported by units and the town's figure adds up from them. The units' figures would have to be returned first."
            );

    /// <param name="expected">The version this one follows; null for a first report.</param>
    public async Task<ValueVersion> AppendAsync(ValueKey key, int? expected, ValueVersion content, CancellationToken ct)
    {
        var version = await RecordAsync(key, expected, content, clock.GetUtcNow(), ct);
        await StandAsync(key.Indicator, version.EffectiveOn, version.RecordedAt, ct);
        return version;
    }

    /// <summary>
    /// Without the standings: a command that records many values calls <see cref="StandAsync"/> once at the end.
    /// </summary>
    /// <param name="now">When it is recorded: one instant for all that one command records of an indicator.</param>
    public async Task<ValueVersion> RecordAsync(
        ValueKey key,
        int? expected,
        ValueVersion content,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (end, today) = (Period.Parse(key.Period).End, Moment.Day(now));
        var version = content with
        {
            Indicator = key.Indicator,
            Period = key.Period,
            Unit = key.Unit,
            Version = (expected ?? 0) + 1,
            EffectiveOn = end < today ? end : today,
            RecordedAt = now.TruncateToMilliseconds(),
            RecordedBy = caller.Name,
            CallerId = caller.Id,
        };
        if (version.Action == ValueAction.Confirmed)
            version = version with { ConfirmedVersion = version.Version };
        if (
            await db.ExecuteAsync(
                expected is null ? OpenSql : AdvanceSql,
                new
                {
                    key.Indicator,
                    key.Period,
                    key.Unit,
                    version.ConfirmedVersion,
                    Expected = expected,
                },
                ct
            ) == 0
        )
            throw Refusals.Stale.WithDetail(
                "该数值已被他人改动，请重新读取。",
                "The value has changed since it was read."
            );
        var row = version.Row();
        await db.ExecuteAsync(AppendSql, row, ct);
        await files.NameAsync(ValueFiles.Name, ValueFiles.KeyOf(key), Evidence.FindFiles(version.Evidence), ct);
        return version with { Hash = row.Hash };
    }

    /// <summary>
    /// A figure the system works out itself: a version only where it differs from what stands, and none while there is
    /// nothing to divide by. Hold the indicator before counting.
    /// </summary>
    public async Task<ValueVersion?> DeriveAsync(ValueKey key, Figure figure, string note, CancellationToken ct)
    {
        var current = await CurrentAsync(key, ct);
        var isSame = current is null
            ? figure.Denominator == 0
            : (current.Value, current.Numerator, current.Denominator)
                == (figure.Value, figure.Numerator, figure.Denominator);
        if (isSame)
            return null;
        return await AppendAsync(
            key,
            current?.Version,
            new ValueVersion
            {
                Action = current is null ? ValueAction.Reported : ValueAction.Corrected,
                Value = figure.Value,
                Numerator = figure.Numerator,
                Denominator = figure.Denominator,
                Note = note,
                ConfirmedVersion = current?.ConfirmedVersion,
            },
            ct
        );
    }

    /// <summary>Brings an indicator's standings up to date, and the measures it answers for.</summary>
    /// <param name="indicator">The indicator, held by the caller.</param>
    /// <param name="from">The earliest day a change was about.</param>
    /// <param name="recordedAt">When the change was recorded.</param>
    public async Task StandAsync(string indicator, DateOnly from, DateTimeOffset recordedAt, CancellationToken ct)
    {
        var accumulation = await db.FindAsync<string>(IndicatorRows.AccumulationSql, new { Indicator = indicator }, ct);
        foreach (var basis in Enum.GetValues<Basis>())
        {
            var counted = await db.QueryAsync<Counted>(
                CountedSql,
                new { Indicator = indicator, Confirmed = basis == Basis.Confirmed ? 1 : 0 },
                ct
            );
            var figures = Figures.Accumulate(Enum.Parse<Accumulation>(accumulation!, ignoreCase: true), counted);
            await db.ExecuteAsync(
                StandSql,
                new
                {
                    Indicator = indicator,
                    Basis = basis.Text(),
                    figures.Value,
                    figures.Numerator,
                    figures.Denominator,
                    figures.Periods,
                    figures.Reports,
                },
                ct
            );
        }

        await contributions.RecordAsync(indicator, from, recordedAt, ct);
    }
}
