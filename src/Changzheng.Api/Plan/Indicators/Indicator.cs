namespace Changzheng.Api.Plan.Indicators;

/// <summary>The fourteen kinds of promise a plan makes.</summary>
public enum IndicatorKind
{
    Growth,
    Ratio,
    Minimum,
    Range,
    ZeroEvent,
    Direction,
    Assigned,
    Accreditation,
    Rank,
    Coverage,
    Maximum,
    Hold,
    Relative,
    PointsChange,
}

/// <summary>
/// How figures of several periods become the year's: added up, the latest stands, or numerators and denominators are
/// added apart.
/// </summary>
public enum Accumulation
{
    Sum,
    Latest,
    Ratio,
}

/// <summary>Whether more is better or less is.</summary>
public enum Direction
{
    Up,
    Down,
}

/// <summary>Whether people report it or the system works it out.</summary>
public enum IndicatorSource
{
    Reported,
    Derived,
}

/// <summary>The stages of an accreditation, in their order; refused ends an application.</summary>
public enum Stage
{
    Applied = 1,
    Reviewed,
    Inspected,
    Named,
    Refused,
}

/// <summary>A measured promise of a plan: what it is, how it is reported, at which pace.</summary>
internal sealed partial record Indicator
{
    public const string Columns = """
        Code, PlanCode, Name, NameEn, Kind, UnitOfMeasure, Frequency, Accumulation, Direction, Source, DerivedFrom,
        LeadUnit, Members, OpenList, Pace, Assumed, Note, Whole, Tolerance, EffectiveOn
        """;

    /// <summary>What these count are people and things, which have no fractions.</summary>
    private static readonly HashSet<string> wholeUnits =
    [
        "人",
        "人次",
        "个",
        "件",
        "项",
        "户",
        "家",
        "次",
        "场",
        "处",
        "幢",
        "台",
        "辆",
        "套",
        "条",
        "座",
        "名",
    ];

    public required string Code { get; init; }
    public required string PlanCode { get; init; }
    public required string Name { get; init; }
    public string? NameEn { get; init; }
    public required IndicatorKind Kind { get; init; }
    public required string UnitOfMeasure { get; init; }
    public required Frequency Frequency { get; init; }
    public required Accumulation Accumulation { get; init; }
    public required Direction Direction { get; init; }
    public required IndicatorSource Source { get; init; }

    /// <summary>
    /// For a derived one: the name of a <see cref="DerivedSource"/>; null where nothing sets its figures yet.
    /// </summary>
    public string? DerivedFrom { get; init; }
    public string? LeadUnit { get; init; }
    public required IReadOnlyList<string> Members { get; init; }
    public required bool OpenList { get; init; }
    public required Pace Pace { get; init; }
    public required bool Assumed { get; init; }
    public string? Note { get; init; }

    /// <summary>From when an indicator of a later document counts; null for what the plan itself says.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>Whether its figures have no fractions; null where its unit of measure says so.</summary>
    public bool? Whole { get; init; }

    /// <summary>For a direction or a comparison: a difference up to this is neither better nor worse.</summary>
    public decimal? Tolerance { get; init; }

    public bool CountsWhole =>
        Kind is IndicatorKind.ZeroEvent or IndicatorKind.Coverage or IndicatorKind.Hold
        || (
            Kind is IndicatorKind.Minimum or IndicatorKind.Maximum or IndicatorKind.Range or IndicatorKind.Assigned
            && (Whole ?? wholeUnits.Contains(UnitOfMeasure))
        );

    public bool IsPair => Kind is IndicatorKind.Ratio or IndicatorKind.Coverage or IndicatorKind.Relative;

    /// <summary>控制在…以内; older plans wrote it as a minimum of which less is better.</summary>
    public bool IsCeiling =>
        Kind == IndicatorKind.Maximum
        || (Direction == Direction.Down && Kind is IndicatorKind.Minimum or IndicatorKind.Assigned);

    /// <summary>One rank, one stage, one comparison: they are the town's and do not add up from its units.</summary>
    public bool IsTownOnly =>
        Kind is IndicatorKind.Rank or IndicatorKind.Accreditation or IndicatorKind.Hold or IndicatorKind.Relative;

    public bool TakesTarget =>
        Kind
            is not (
                IndicatorKind.Direction
                or IndicatorKind.Accreditation
                or IndicatorKind.Rank
                or IndicatorKind.ZeroEvent
                or IndicatorKind.Hold
            );

    public void MustAccept(Period period, int planYear, DateOnly today)
    {
        if (IsDerived(period))
            throw IndicatorRefusals.Derived.WithDetail(
                $"指标 {Code} 由系统从业务数据计算。",
                $"Indicator {Code} is worked out from the system's own records."
            );
        if (!ListPeriods(period.Year).Contains(period))
            throw IndicatorRefusals.PeriodWrongFrequency.WithDetail(
                $"该指标按{Named(Frequency)}报送，期间 {period} 不是。",
                $"This indicator is reported by {Frequency.ToString().ToLowerInvariant()}; {period} is not."
            );
        if (period.Year != planYear)
            throw IndicatorRefusals.PeriodOutsidePlan.WithDetail(
                $"计划年度为 {planYear} 年。",
                $"The plan's year is {planYear}."
            );
        if (period.Start > today)
            throw IndicatorRefusals.PeriodFuture.WithDetail(
                $"期间 {period} 自 {period.Start:yyyy-MM-dd} 起。",
                $"Period {period} begins on {period.Start:yyyy-MM-dd}."
            );
    }

    public void MustAccept(Figure figure)
    {
        var fits = Kind switch
        {
            IndicatorKind.Rank => figure
                is {
                    Rank: not null,
                    Of: not null,
                    Value: null,
                    Numerator: null,
                    Denominator: null,
                    Stage: null,
                    On: null
                },
            IndicatorKind.Accreditation => figure
                is {
                    Stage: not null,
                    On: not null,
                    Value: null,
                    Numerator: null,
                    Denominator: null,
                    Rank: null,
                    Of: null
                },
            _ when IsPair => figure
                is {
                    Numerator: not null,
                    Denominator: not null,
                    Value: null,
                    Rank: null,
                    Of: null,
                    Stage: null,
                    On: null
                },
            _ => figure
                is { Value: not null, Numerator: null, Denominator: null, Rank: null, Of: null, Stage: null, On: null },
        };
        if (!fits)
            throw IndicatorRefusals.ValueWrongShape.WithDetail(
                $"该指标须填 {Shape}。",
                $"This indicator takes {Shape}."
            );
        foreach (var number in new[] { figure.Value, figure.Numerator, figure.Denominator })
            MustBePossible(number);
        if (Kind != IndicatorKind.Relative && figure.Numerator > figure.Denominator)
            throw IndicatorRefusals.NumeratorAboveDenominator.WithDetail(
                $"分子 {figure.Numerator} 大于分母 {figure.Denominator}。",
                $"Numerator {figure.Numerator} is above denominator {figure.Denominator}."
            );
        if (figure is { Rank: { } rank, Of: { } of } && (rank < 1 || rank > of))
            throw IndicatorRefusals.ValueWrongShape.WithDetail(
                $"名次须在 1 至 {of} 之间。",
                $"The rank lies between 1 and {of}."
            );
        if (Kind == IndicatorKind.Hold && figure.Value is not (0 or 1))
            throw IndicatorRefusals.ValueWrongShape.WithDetail(
                "填 1（保持）或 0（未能保持）。",
                "1 if it is kept, 0 if it is lost."
            );
        if (Kind == IndicatorKind.Coverage && !FitsMembers(figure.Denominator!.Value))
            throw IndicatorRefusals.MembersMismatch.WithDetail(
                OpenList ? $"计划点名 {Members.Count} 项，不得少于此数。" : $"名单共 {Members.Count} 项。",
                OpenList
                    ? $"The plan names {Members.Count} members; there cannot be fewer."
                    : $"The list has {Members.Count} members."
            );
    }

    /// <summary>Never fewer than the plan names; a list that does not end in 等 has exactly these.</summary>
    private bool FitsMembers(decimal count) =>
        Members.Count == 0 || (OpenList ? count >= Members.Count : count == Members.Count);

    /// <summary>Revenue can go below zero, by refunds; so can a growth that is compared with another.</summary>
    private bool MayBeNegative =>
        Kind is IndicatorKind.Growth or IndicatorKind.Relative or IndicatorKind.Direction or IndicatorKind.PointsChange;

    private string Shape =>
        Kind switch
        {
            IndicatorKind.Rank => "rank, of",
            IndicatorKind.Accreditation => "stage, on",
            _ => IsPair ? "numerator, denominator" : "value",
        };

    private void MustBePossible(decimal? number)
    {
        if (!MayBeNegative && number < 0)
            throw IndicatorRefusals.ValueNegative.WithDetail($"{number} 为负。", $"{number} is negative.");
        if (CountsWhole && number is { } n && n != decimal.Truncate(n))
            throw IndicatorRefusals.ValueNotWhole.WithDetail($"{n} 不是整数。", $"{n} is not whole.");
    }

    private static string Named(Frequency frequency) =>
        frequency switch
        {
            Frequency.Month => "月",
            Frequency.Quarter => "季",
            _ => "年",
        };
}

/// <summary>What is reported for one period: exactly the fields the kind of indicator takes.</summary>
internal sealed record Figure(
    decimal? Value = null,
    decimal? Numerator = null,
    decimal? Denominator = null,
    int? Rank = null,
    int? Of = null,
    Stage? Stage = null,
    DateOnly? On = null
);
