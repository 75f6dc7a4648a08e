using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Files;

/// <summary>
/// How clerks write the values of an enum, in files that are read and in files that are sent: declared as a static
/// field in the subject's …Wordings.
/// </summary>
/// <param name="Choice">The enum.</param>
/// <param name="Values">Its values, in the order a template lists them.</param>
internal abstract record Wording(Type Choice, IReadOnlyList<Allowed> Values);

/// <inheritdoc/>
internal sealed record Wording<T> : Wording
    where T : struct, Enum
{
    public Wording(params IEnumerable<(T Value, string Title)> words)
        : base(typeof(T), [.. words.Select(word => new Allowed(word.Value.Text(), word.Title))]) { }

    /// <summary>Values that stand for a colour.</summary>
    public Wording(params IEnumerable<(T Value, string Title, string? Colour)> words)
        : base(typeof(T), [.. words.Select(word => new Allowed(word.Value.Text(), word.Title, word.Colour))]) { }
}

/// <summary>Every wording there is. An enum without one is written as in JSON.</summary>
internal static class Wordings
{
    private static readonly Dictionary<Type, IReadOnlyList<Allowed>> known = Declared
        .Of<Wording>()
        .ToDictionary(wording => wording.Choice, wording => wording.Values);

    /// <summary>A value as clerks write it; as in JSON where it has no wording.</summary>
    public static string Title<T>(T value)
        where T : struct, Enum =>
        Of(typeof(T)).FirstOrDefault(allowed => allowed.Value == value.Text())?.Title ?? value.Text();

    /// <summary>None for what is no enum.</summary>
    public static IReadOnlyList<Allowed> Of(Type type) =>
        known.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type) ?? [];
}
