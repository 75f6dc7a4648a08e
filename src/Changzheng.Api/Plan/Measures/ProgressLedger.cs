using System.Globalization;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Storage;

namespace Changzheng.Api.Plan.Measures;

/// <summary>The append-only history of a measure's progress and sign-off.</summary>
internal sealed class ProgressLedger(
    Db db,
    UndertakingRows undertakings,
    ChangeFeed changes,
    FileReferences files,
    Caller caller,
    TimeProvider clock
)
{
    public const string HoldSql = "UPDATE Measures SET OpenList = OpenList WHERE PlanCode = @PlanCode AND Code = @Code";

    public const string HistorySql = """
        SELECT Version, Action, Completion, Note, Evidence, EffectiveOn, RecordedAt, RecordedBy, CallerId
        FROM MeasureProgress
        WHERE PlanCode = @PlanCode AND Code = @Code
        ORDER BY Version
        """;

    public const string AppendSql = """
        INSERT INTO MeasureProgress (PlanCode, Code, Version, Action, Completion, Note, Evidence, EffectiveOn,
            RecordedAt, RecordedBy, CallerId, Hash)
        VALUES (@PlanCode, @Code, @Version, @Action, @Completion, @Note, @Evidence, @EffectiveOn,
            @RecordedAt, @RecordedBy, @CallerId, @Hash)
        """;

    /// <summary>Writers of one measure queue here, before they read what they decide from.</summary>
    public async Task<IReadOnlyList<ProgressVersion>> HoldAsync(string plan, string code, CancellationToken ct)
    {
        (await AnnualPlan.FindAsync(db, plan, ct)).MustBeOpen();
        await db.ExecuteAsync(HoldSql, new { PlanCode = plan, Code = code }, ct);
        return await HistoryAsync(plan, code, ct);
    }

    public Task<IReadOnlyList<ProgressVersion>> HistoryAsync(string plan, string code, CancellationToken ct) =>
        db.QueryAsync<ProgressVersion>(HistorySql, new { PlanCode = plan, Code = code }, ct);

    /// <summary>All who asked for the sign-off that stands or waits, not only the last of them.</summary>
    public static IReadOnlyList<Author> Askers(IReadOnlyList<ProgressVersion> history) =>
        [
            .. history
                .Reverse()
                .SkipWhile(version => version.Action != ProgressAction.SignOffRequested)
                .TakeWhile(version => version.Action is ProgressAction.SignOffRequested or ProgressAction.Reported)
                .Where(version => version.Action == ProgressAction.SignOffRequested)
                .Select(version => version.Author),
        ];

    /// <summary>A first report names no version, or 0; every later one names the version it follows.</summary>
    public static void MustFollow(IReadOnlyList<ProgressVersion> history, int? expected)
    {
        int? current = history.Count == 0 ? null : history[^1].Version;
        Versions.MustFollow(current is null && expected == 0 ? null : expected, current);
    }

    public async Task<ProgressVersion> AppendAsync(
        AnnualPlan plan,
        string code,
        ChangeKind<MeasureProgress> change,
        ProgressVersion content,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().TruncateToMilliseconds();
        var version = content with { RecordedAt = now, RecordedBy = caller.Name, CallerId = caller.Id };
        var row = History.Seal(
            new ProgressRow
            {
                PlanCode = plan.Code,
                Code = code,
                Version = version.Version,
                Action = version.Action.Text(),
                Completion = version.Completion,
                Note = version.Note,
                Evidence = version.Evidence,
                EffectiveOn = version.EffectiveOn,
                RecordedAt = version.RecordedAt,
                RecordedBy = version.RecordedBy,
                CallerId = version.CallerId,
            }
        );
        await db.ExecuteAsync(AppendSql, row, ct);
        var named = Indicators.Evidence.FindFiles(version.Evidence);
        await files.NameAsync(ProgressFiles.Name, $"{plan.Code}/{code}", named, ct);
        if (version.Contribute(plan, code) is { } contribution)
            await undertakings.RecordAsync([contribution], now, ct);
        var url = ProgressVersion.Url(plan.Code, code);
        await changes.AppendAsync(
            ChangeFeed.Fact.Of(change, url, version.View(plan), [row.Hash!]) with
            {
                Marks = [AnnualPlan.Url(plan.Code)],
            },
            ct
        );
        return version;
    }
}

/// <summary>One version of a measure's progress.</summary>
internal sealed record ProgressVersion : AuthoredVersion
{
    public int Version { get; init; }
    public ProgressAction Action { get; init; }
    public decimal? Completion { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public DateOnly EffectiveOn { get; init; }

    /// <summary>To be raised with every change of what <see cref="Contribute"/> says of the same report.</summary>
    public const int Rules = 2;

    public static string Url(string plan, string code) => $"/api/v1/plans/{plan}/measures/{code}/progress";

    /// <summary>
    /// What a report says to its measure; null for the steps of a sign-off, which the measure carries itself. Typed
    /// progress counts as reported only: what counts as confirmed is the sign-off. Older than one period it is out of
    /// date, unless a newer report stands.
    /// </summary>
    public Contribution? Contribute(AnnualPlan plan, string code)
    {
        if (Action != ProgressAction.Reported || Completion is not { } completion)
            return null;
        var percent = (completion * 100).ToString("0.00", CultureInfo.InvariantCulture);
        var step = plan.StepsOrUsual.FirstOrDefault(one => one.Share == completion);
        return new Contribution
        {
            PlanCode = plan.Code,
            Measure = code,
            Kind = UndertakingKind.Progress,
            UndertakingKey = code,
            Basis = Basis.Reported,
            Title = "进展填报",
            TitleEn = "Progress reports",
            Url = Url(plan.Code, code),
            Completion = completion,
            Alarms =
            [
                new Alarm(
                    EffectiveOn.AddMonths(plan.ProgressFrequencyOrUsual.CountMonths()).AddDays(1),
                    Lamp.Stale,
                    new Phrase($"数据截至{EffectiveOn:M月d日}", $"data of {EffectiveOn:yyyy-MM-dd}")
                ),
            ],
            Facts = new Phrase($"{step?.Name}完成{percent}%", $"{percent}% done"),
            Evidence = Evidence.Count > 0 ? EvidenceClass.Confirmed : EvidenceClass.SelfReported,
            Through = EffectiveOn,
            Rules = Rules,
            EffectiveOn = EffectiveOn,
        };
    }

    public MeasureProgress View(AnnualPlan plan) =>
        new(
            Action,
            plan.StepsOrUsual.FirstOrDefault(one => one.Share == Completion)?.Step,
            Completion,
            Note,
            Evidence,
            EffectiveOn,
            Version,
            RecordedAt,
            RecordedBy
        );
}

/// <summary>One version of a measure's progress.</summary>
/// <param name="Status">What happened: reported, sign-off asked for, signed off, returned.</param>
/// <param name="Step">The step of the plan's progressScale; null where the completion is none of them.</param>
/// <param name="Completion">How far the measure counts as done from then on, 0 to 1; null when nothing counts.</param>
/// <param name="Note">What was done; for a return, the reason.</param>
/// <param name="Evidence">Where it can be seen that it is true.</param>
/// <param name="On">The day it is about.</param>
/// <param name="Version">To be named in If-Match by whatever follows.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">By whom.</param>
public sealed record MeasureProgress(
    ProgressAction Status,
    ProgressStep? Step,
    decimal? Completion,
    string? Note,
    IReadOnlyList<Evidence> Evidence,
    DateOnly On,
    int Version,
    DateTimeOffset RecordedAt,
    string RecordedBy
) : IVersioned
{
    internal static MeasureProgress Example =>
        new(
            ProgressAction.Reported,
            ProgressStep.Underway,
            0.5m,
            "已完成方案和招标",
            [Indicators.Evidence.Example],
            new DateOnly(2022, 6, 30),
            1,
            new DateTimeOffset(2022, 7, 1, 9, 0, 0, TimeSpan.FromHours(8)),
            "规建办"
        );
}
