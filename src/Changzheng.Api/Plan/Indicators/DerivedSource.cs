using System.Reflection;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>
/// What a derived indicator is worked out from, declared as a static field beside the subject that knows it. A plan
/// names it in <c>derivedFrom</c>, and the subject sets its figures by <see cref="DerivedIndicators"/>.
/// </summary>
/// <param name="Name">The subject and what of it: hotline.firstContact.</param>
/// <param name="IsShare">Whether its figures are a numerator and a denominator, else one value.</param>
/// <param name="Title">What it is, in Chinese.</param>
/// <param name="TitleEn">English gloss.</param>
internal sealed record DerivedSource(string Name, bool IsShare, string Title, string TitleEn)
{
    private const BindingFlags Fields =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Every source there is: every static field of this type in the assembly, by name.</summary>
    public static IReadOnlyDictionary<string, DerivedSource> All => all.Value;

    /// <summary>All names, for sentences.</summary>
    public static string Names => string.Join(", ", All.Keys.Order(StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlyDictionary<string, DerivedSource>> all = new(() =>
        typeof(DerivedSource)
            .Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Fields))
            .Where(field => field.FieldType == typeof(DerivedSource))
            .Select(field => (DerivedSource)field.GetValue(null)!)
            .ToDictionary(source => source.Name, StringComparer.Ordinal)
    );

    /// <summary>Whether an indicator of that kind can be judged by its figures.</summary>
    public bool Fits(IndicatorKind kind) =>
        kind == IndicatorKind.Direction || IsShare == kind is IndicatorKind.Ratio or IndicatorKind.Coverage;
}
