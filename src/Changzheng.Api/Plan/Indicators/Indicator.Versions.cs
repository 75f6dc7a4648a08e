namespace Changzheng.Api.Plan.Indicators;

/// <summary>From a day on it is reported so often.</summary>
/// <param name="From">The first day of its first period.</param>
/// <param name="Frequency">How often.</param>
/// <param name="OwedFrom">A period that ended before this day may be reported, but no report of it is due.</param>
internal sealed record FrequencyTerm(DateOnly From, Frequency Frequency, DateOnly OwedFrom);

/// <summary>An indicator as later documents leave it, seen from a day as known at an instant. Pure.</summary>
internal sealed partial record Indicator
{
    /// <summary>1 as it was issued, and one more with every document that changes it.</summary>
    public int Version { get; private init; } = 1;

    /// <summary>The last document that changed it; null where none did.</summary>
    public string? DocumentNumber { get; private init; }

    /// <summary>From when it is derived by a document; null where it is as it was issued.</summary>
    public DateOnly? DerivedSince { get; private init; }

    /// <summary>Whether a period's figure is worked out from the town's own records.</summary>
    public bool IsDerived(Period period) =>
        Source == IndicatorSource.Derived && (DerivedSince is null || period.End >= DerivedSince);

    /// <summary>How often it is reported in the course of the year; null where no document changed it.</summary>
    private IReadOnlyList<FrequencyTerm>? Terms { get; init; }

    /// <summary>The units that led it before, each until the day another took over.</summary>
    private IReadOnlyList<(DateOnly Until, string? Unit)> FormerLeads { get; init; } = [];

    private IReadOnlyList<FrequencyTerm> TermsOrIssued =>
        Terms ?? [new FrequencyTerm(DateOnly.MinValue, Frequency, DateOnly.MinValue)];

    /// <summary>
    /// With what documents changed by then. Of two that change the same the one that counts from the later day stands:
    /// what is entered late about an earlier day never replaces it.
    /// </summary>
    /// <param name="versions">All its versions.</param>
    /// <param name="asOf">Only those that count from this day or an earlier one.</param>
    /// <param name="knownAt">Only those that were recorded by then.</param>
    public Indicator Amend(IEnumerable<IndicatorVersionRow> versions, DateOnly asOf, DateTimeOffset knownAt)
    {
        var seen = versions
            .Where(version => version.EffectiveOn <= asOf && version.RecordedAt <= knownAt)
            .OrderBy(version => version.EffectiveOn)
            .ThenBy(version => version.Version)
            .Aggregate(this, (indicator, version) => indicator.Amend(version));
        return seen.Terms is { } terms
            ? seen with
            {
                Frequency = terms.Last(term => term.From <= asOf).Frequency,
            }
            : seen;
    }

    private Indicator Amend(IndicatorVersionRow version) =>
        this with
        {
            Pace = version.ReadPace() ?? Pace,
            Members = version.Members ?? Members,
            OpenList = version.OpenList ?? OpenList,
            LeadUnit = version.LeadUnit ?? LeadUnit,
            FormerLeads = version.LeadUnit is null ? FormerLeads : [.. FormerLeads, (version.EffectiveOn, LeadUnit)],
            Source = version.DerivedFrom is null ? Source : IndicatorSource.Derived,
            DerivedFrom = version.DerivedFrom ?? DerivedFrom,
            DerivedSince = version.DerivedFrom is null ? DerivedSince : version.EffectiveOn,
            DocumentNumber = version.DocumentNumber,
            Version = Math.Max(Version, version.Version + 1),
            Terms = version.Frequency is { } frequency
                ?
                [
                    .. TermsOrIssued.Where(term => term.From < (version.FrequencyFrom ?? version.EffectiveOn)),
                    new FrequencyTerm(
                        // NULL only where the row was changed past the program, which its hash tells.
                        version.FrequencyFrom
                            ?? version.EffectiveOn,
                        Enum.Parse<Frequency>(frequency, ignoreCase: true),
                        version.EffectiveOn
                    ),
                ]
                : Terms,
        };

    /// <summary>Who led it on a day: what was due before another took over is not the other's.</summary>
    public string? FindLead(DateOnly day) =>
        FormerLeads.Where(lead => day < lead.Until).Select(lead => lead.Unit).DefaultIfEmpty(LeadUnit).First();

    /// <summary>The periods of a year that may be reported, by their first day.</summary>
    public IEnumerable<Period> ListPeriods(int year) => ListTermPeriods(year).Select(one => one.Period);

    /// <summary>The periods of a year whose reports fall due: none that ended before it was promised.</summary>
    public IEnumerable<Period> ListDuePeriods(int year) =>
        ListTermPeriods(year)
            .Where(one => !(one.Period.End < EffectiveOn) && one.Period.End >= one.Term.OwedFrom)
            .Select(one => one.Period);

    private IEnumerable<(FrequencyTerm Term, Period Period)> ListTermPeriods(int year)
    {
        var terms = TermsOrIssued;
        return terms.SelectMany(
            (term, number) =>
            {
                var next = number + 1 < terms.Count ? terms[number + 1].From : DateOnly.MaxValue;
                return Period
                    .Of(year, term.Frequency)
                    .Where(period => term.From <= period.Start && period.Start < next)
                    .Select(period => (term, period));
            }
        );
    }

    /// <summary>
    /// From when another frequency counts, so that no day is reported twice and none is left out. A rarer one begins
    /// with its next whole period, until which the old one goes on; a more frequent one replaces the period that has
    /// not ended.
    /// </summary>
    /// <returns>Null where no period of the new frequency begins in what is left of the year.</returns>
    public DateOnly? FindSwitch(Frequency next, DateOnly effectiveOn)
    {
        var now = TermsOrIssued.Last(term => term.From <= effectiveOn).Frequency;
        return next.CountMonths() > now.CountMonths()
            ? Period
                .Of(effectiveOn.Year, next)
                .Where(period => period.Start >= effectiveOn)
                .Select(period => (DateOnly?)period.Start)
                .FirstOrDefault()
            : Period
                .Of(effectiveOn.Year, now)
                .Single(period => period.Start <= effectiveOn && effectiveOn <= period.End)
                .Start;
    }

    /// <summary>What the issued plan names stays; what documents added may go, but nothing that is done.</summary>
    /// <param name="members">The new list.</param>
    /// <param name="done">How many members are reported done.</param>
    public void MustTakeMembers(IReadOnlyList<string> members, decimal done)
    {
        var lost = Members.Except(members, StringComparer.Ordinal).ToList();
        if (lost.Count > 0)
            throw IndicatorRefusals.MembersLost.WithDetail(
                $"计划点名的{string.Join("、", lost)}不得从名单中去掉。",
                $"The plan names {string.Join(", ", lost)}, which the list cannot lose."
            );
        if (members.Count < done)
            throw IndicatorRefusals.MembersFewerThanDone.WithDetail(
                $"已报完成 {done:0} 项，名单不得少于此数。",
                FormattableString.Invariant($"{done:0} are reported done; the list cannot have fewer.")
            );
    }
}
