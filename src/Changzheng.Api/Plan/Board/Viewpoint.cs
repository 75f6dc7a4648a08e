using System.Reflection;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Changzheng.Api.Plan.Board;

/// <summary>
/// From where a board is seen: the day it is about, the instant at which it was known, and which figures count.
/// </summary>
/// <param name="IsNow">Everything recorded so far counts: the standings serve.</param>
/// <param name="IsToday">It is seen from now and about today, or about no day that was named.</param>
internal sealed record Viewpoint(DateOnly AsOf, DateTimeOffset KnownAt, Basis Basis, bool IsNow, bool IsToday)
    : IParameterGroup,
        IBindableFromHttpContext<Viewpoint>,
        IEndpointParameterMetadataProvider
{
    private static readonly GroupedParameter[] parameters =
    [
        new(
            "asOf",
            typeof(DateOnly),
            "The day the figures are about; if omitted today, or the first or last day of the plan's year if today lies "
                + "outside. Only what concerns that day or earlier counts.",
            BindingSource.Query
        ),
        new(
            "knownAt",
            typeof(string),
            "The instant at which the figures were known, RFC 3339 with offset; now if omitted. "
                + "What was corrected or amended later is seen as it stood then.",
            BindingSource.Query
        ),
        new(
            "basis",
            typeof(Basis),
            "Which figures count: all reported, or only those a reviewer confirmed; all reported if omitted.",
            BindingSource.Query
        ),
    ];

    /// <summary>As the caller wrote it; null where it was omitted.</summary>
    private string? knownAtText;

    /// <summary>No day was asked for.</summary>
    public bool IsOfNoDay { get; private init; }

    /// <summary>The instant that was asked for has not come yet.</summary>
    private bool isAhead;

    /// <summary>No instant was asked for, or one to come: the figures are the latest.</summary>
    public bool IsLatest => knownAtText is null || isAhead;

    /// <summary>
    /// What was recorded by then counts. Seen from now that is everything, also what a machine whose clock is ahead
    /// recorded.
    /// </summary>
    public DateTimeOffset Until => IsNow ? DateTimeOffset.MaxValue : KnownAt;

    /// <summary>What to add to an address to see it from here; from now on, unless an instant was asked for.</summary>
    public string Query =>
        $"&asOf={AsOf:yyyy-MM-dd}{(IsLatest ? "" : "&knownAt=" + Uri.EscapeDataString(Moment.Text(KnownAt)))}&basis={Basis.Text()}";

    IEnumerable<(string Name, object? Value)> IParameterGroup.Given => [("asOf", AsOf), ("knownAt", knownAtText)];

    public static ValueTask<Viewpoint?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Viewpoint?>(
            Of(
                ParameterGroup.Read<DateOnly>(context, "asOf"),
                (string?)context.Request.Query["knownAt"],
                ParameterGroup.Read<Choice<Basis>>(context, "basis"),
                context.RequestServices.GetRequiredService<TimeProvider>()
            )
        );

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterGroup(parameter.Name!, parameters));

    public static Viewpoint Of(DateOnly? asOf, string? knownAt, Basis? basis, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var known = Moment.TryParse(knownAt, out var instant) ? instant : now;
        var (today, day) = (Moment.Day(now), asOf ?? Moment.Day(now));
        return new Viewpoint(
            day,
            known < now ? known : now,
            basis ?? Basis.Reported,
            day >= today && known >= now,
            day == today && known >= now
        )
        {
            knownAtText = knownAt,
            isAhead = known > now,
            IsOfNoDay = asOf is null,
        };
    }

    /// <summary>
    /// Where no day was asked for, a plan whose year is over is seen as of its last day, and one that has not begun as
    /// of its first.
    /// </summary>
    public Viewpoint Within(AnnualPlan plan) => IsOfNoDay ? this with { AsOf = plan.Clamp(AsOf) } : this;

    void IParameterGroup.Check()
    {
        if (knownAtText is not null && !Moment.TryParse(knownAtText, out _))
            throw Refusals
                .RequestInvalid.WithDetail(
                    "knownAt 须写成 2022-07-05T09:00:00+08:00。",
                    "knownAt is written 2022-07-05T09:00:00+08:00."
                )
                .With(
                    "errors",
                    new Dictionary<string, string[]>
                    {
                        ["knownAt"] = [Words.Say("须带时区偏移", "An offset is needed")],
                    }
                );
    }
}
