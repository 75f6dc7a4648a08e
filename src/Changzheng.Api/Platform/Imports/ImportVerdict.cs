using System.Text.Json.Serialization;

namespace Changzheng.Api.Platform.Imports;

/// <summary>One of the things that are wrong with a row.</summary>
/// <param name="Column">The column; null where it is the row.</param>
/// <param name="Header">What the file calls the column; null where it has none.</param>
/// <param name="Value">What the cell says.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Message">What is wrong, in words a clerk can act on.</param>
/// <param name="Proposal">What was probably meant; null where there is no guess.</param>
public sealed record RowFault(
    string? Column,
    string? Header,
    string? Value,
    string Code,
    string Message,
    string? Proposal
)
{
    /// <summary>For a table: 月份：期间写成….</summary>
    [JsonIgnore]
    internal string Words => (Header ?? Column) is { } name ? $"{name}：{Message}" : Message;

    internal static RowFault Example =>
        new("period", "月份", "2022-13", "period.malformed", "期间写成 2022、2022-Q2 或 2022-03。", null);
}

/// <summary>What became of one row, and why.</summary>
/// <param name="Row">Where a clerk finds it in the file.</param>
/// <param name="Outcome">What became of it; in a check, what would.</param>
/// <param name="Column">The column that is wrong; null where it is the row.</param>
/// <param name="Value">What the cell says.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="Message">What is wrong, in words a clerk can act on.</param>
/// <param name="Proposal">What was probably meant; null where there is no guess.</param>
/// <param name="Faults">All that is wrong with it, of which the above is the first; empty where nothing is.</param>
/// <param name="Changes">
/// Of a check's row, what was read: old and new, a column each; null where it was rejected.
/// </param>
public sealed record ImportVerdict(
    int Row,
    RowOutcome Outcome,
    string? Column,
    string? Value,
    string? Code,
    string? Message,
    string? Proposal,
    IReadOnlyList<RowFault> Faults,
    IReadOnlyList<CellChange>? Changes
)
{
    internal static ImportVerdict Example =>
        new(
            7,
            RowOutcome.Rejected,
            "period",
            "2022-13",
            "period.malformed",
            "期间写成 2022、2022-Q2 或 2022-03。",
            null,
            [RowFault.Example],
            null
        );
}
