namespace Changzheng.Api.Plan.Measures;

/// <summary>Which step of a measure's progress and sign-off stands, seen from a day and an instant.</summary>
internal static class StandingStep
{
    /// <summary>
    /// Joins p, the step that stands, to m, a measure. Of what was recorded by @KnownAt since the last return: the
    /// latest day that is not after @AsOf, then the latest version about that day. A return takes back every step
    /// before it, whichever day they were about.
    /// </summary>
    public const string Join = """
        LEFT JOIN (SELECT x.PlanCode, x.Code, MAX(x.Version) AS Version FROM MeasureProgress x
                   WHERE x.PlanCode = @PlanCode AND x.Action = 'returned' AND x.RecordedAt <= @KnownAt
                   GROUP BY x.PlanCode, x.Code) r ON r.PlanCode = m.PlanCode AND r.Code = m.Code
        LEFT JOIN MeasureProgress p ON p.PlanCode = m.PlanCode AND p.Code = m.Code AND p.Version > COALESCE(r.Version, 0)
         AND p.RecordedAt <= @KnownAt AND p.EffectiveOn <= @AsOf AND (@Confirmed = 0 OR p.Action = 'signedOff')
         AND NOT EXISTS (SELECT 1 FROM MeasureProgress y
                         WHERE y.PlanCode = m.PlanCode AND y.Code = m.Code AND y.Version > COALESCE(r.Version, 0)
                           AND y.RecordedAt <= @KnownAt AND y.EffectiveOn <= @AsOf
                           AND (y.EffectiveOn > p.EffectiveOn
                                OR (y.EffectiveOn = p.EffectiveOn AND y.Version > p.Version)))
        """;
}
