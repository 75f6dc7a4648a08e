using System.Collections.Frozen;

namespace Changzheng.Api.Platform.Files;

/// <summary>What the cells of a column hold.</summary>
internal enum CellKind
{
    Text,
    Whole,
    Number,
    Day,
    Instant,
    Truth,
    Choice,
    List,
}

/// <summary>One of the values a choice allows: how callers and databases write it, and how clerks do.</summary>
internal sealed record Allowed(string Value, string Title, string? Colour = null);

/// <summary>One column of a subject's files: declared once for imports, exports and templates.</summary>
/// <param name="Name">As JSON writes it: camelCase.</param>
/// <param name="Title">The Chinese header.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Example">A cell of the template's example row.</param>
internal sealed record Column(string Name, string Title, CellKind Kind, string Example)
{
    /// <summary>What a file that is read calls it, for what is said about its cells; null before that.</summary>
    public string? Header { get; init; }

    /// <summary>A file without this column is refused, and so is a row without a cell for it.</summary>
    public bool Required { get; init; }

    /// <summary>Worked out by the system: exported to be read, ignored when it comes back.</summary>
    public bool Derived { get; init; }

    /// <summary>Other headers it goes by; letters' case, spaces and full-width forms never matter.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What a choice allows.</summary>
    public IReadOnlyList<Allowed> Values
    {
        get;
        init =>
            (field, ValuesByWord) = (
                value,
                value
                    .Select(allowed => (Word: allowed.Value, allowed.Value))
                    .Concat(value.Select(allowed => (Word: allowed.Title, allowed.Value)))
                    .DistinctBy(one => one.Word)
                    .ToFrozenDictionary(one => one.Word, one => one.Value, StringComparer.Ordinal)
            );
    } = [];

    /// <summary>The value by its word: its own name or its title.</summary>
    public FrozenDictionary<string, string> ValuesByWord { get; private init; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// A number of something: it may be written with its unit, is read as <see cref="Quantity"/>, and the intake
    /// settles how many it is.
    /// </summary>
    public bool Measured { get; init; }

    /// <summary>A share of 1, in a workbook shown as a percentage: 0.56 is 56%, and is taken back either way.</summary>
    public bool Share { get; init; }

    /// <summary>What a template says may be written in it, where its kind does not say enough.</summary>
    public string? Takes { get; init; }

    /// <summary>A cell of the template's example row, where a clerk writes it otherwise than an export does.</summary>
    public string? Written { get; init; }

    /// <summary>Other words for values of a choice, as ledgers have them.</summary>
    public IReadOnlyDictionary<string, string> OtherWords { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Its name in a sentence about a cell: the file's own word where it has one.</summary>
    public (string Chinese, string English) Called => (Header ?? Title, Header ?? Name);

    /// <summary>The most characters a text holds.</summary>
    public int Longest { get; init; } = 4000;
}

/// <summary>A row as it was read: its cells in the order of the subject's columns, not yet understood.</summary>
/// <param name="Number">Where a clerk finds it in the file: the header is row 1.</param>
/// <param name="Cells">A cell's text; null where the file has none.</param>
/// <param name="Fault">What is wrong with the row itself, whatever its cells hold; null where nothing is.</param>
internal readonly record struct RawRow(int Number, string?[] Cells, Fault? Fault = null);

/// <summary>Why a cell, or a file, is not understood.</summary>
/// <param name="Code">A refusal's code.</param>
/// <param name="Message">In words a clerk can act on.</param>
/// <param name="Proposal">What was probably meant; null where there is none.</param>
internal sealed record Fault(string Code, string Message, string? Proposal = null);
