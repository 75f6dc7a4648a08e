using System.Globalization;
using System.Text.RegularExpressions;

namespace Changzheng.Api.Platform.Files;

/// <summary>A figure as a clerk writes it: 1.2亿元 is 1.2 of a unit of 100,000,000 元.</summary>
/// <param name="Number">Its digits.</param>
/// <param name="Unit">What is written after them; empty where nothing is.</param>
/// <param name="About">Whether 约 or 共 stands before it.</param>
/// <param name="Text">The cell.</param>
internal sealed partial record Quantity(decimal Number, UnitOfMeasure Unit, bool About, string Text)
{
    private const NumberStyles plainly = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Null where the cell is no figure.</summary>
    public static Quantity? Parse(string text, out Fault? fault)
    {
        fault = null;
        if (decimal.TryParse(text, plainly, CultureInfo.InvariantCulture, out var plain))
            return new Quantity(plain, UnitOfMeasure.None, About: false, text);
        var found = Pattern().Match(UnitOfMeasure.Bare(text));
        var digits = found.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal);
        if (
            found.Success
            && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && UnitOfMeasure.Find(found.Groups["unit"].Value)?.WithCurrency(found.Groups["money"].Value) is { } priced
            && Math.Abs(number) <= decimal.MaxValue / Math.Max(1, priced.Scale * 10)
        )
            return new Quantity(number, priced, found.Groups["about"].Success, text);
        fault = FileRefusals.CellNotNumber.Fault(
            $"“{Faults.Brief(text)}”不是数字。",
            $"\"{Faults.Brief(text)}\" is not a number."
        );
        return null;
    }

    /// <summary>
    /// How many of a unit it is. A figure without one is in that unit already; one with a word of magnitude alone
    /// counts what the unit counts: 1.2亿 in 万元 is 12,000.
    /// </summary>
    /// <param name="unit">The unit; null where the figure is a bare count.</param>
    /// <param name="fault">Why it is none of it; what it would be without its unit is the proposal.</param>
    public decimal? In(UnitOfMeasure? unit, out Fault? fault)
    {
        var into = unit ?? UnitOfMeasure.None;
        var fits = Unit.Counts.Length == 0 || (unit is not null && Unit.Counts == into.Counts);
        var isShare = !fits && Unit.Counts == UnitOfMeasure.Hundredths && into.Counts != UnitOfMeasure.Points;
        var number =
            Unit == UnitOfMeasure.None ? Number
            : isShare ? Number * (Unit.Scale / 100)
            : fits || Unit.IsScaled ? Number * (Unit.Scale / into.Scale)
            : Number;
        fault = fits && !About ? null : Refuse(unit, number, fits);
        return fault is null ? number : null;
    }

    /// <summary>With the unit of a column of its own; the expected one, by its very words, says nothing.</summary>
    public Quantity Of(string unit, UnitOfMeasure? expected) =>
        UnitOfMeasure.Bare(unit) is var bare && bare == UnitOfMeasure.Bare(expected?.Text ?? "")
            ? this
            : this with
            {
                Unit = UnitOfMeasure.Of(bare),
                Text = Text + bare,
            };

    private Fault Refuse(UnitOfMeasure? unit, decimal number, bool fits)
    {
        var (brief, proposal) = (Faults.Brief(Text), CellNumber.Format(number));
        if (fits || unit is null)
            return FileRefusals.CellUnitWritten.Fault(
                $"“{brief}”只写数字，不写单位和约数。",
                $"\"{brief}\": write the number, without a unit and not about so many.",
                proposal
            );
        return FileRefusals.CellUnitMismatched.Fault(
            $"“{brief}”的单位与计量单位“{unit.Text}”不符；如确为{unit.Text}，写 {proposal}。",
            $"The unit of \"{brief}\" is not the unit of measure, {unit.Text}; "
                + $"if {unit.Text} is meant, write {proposal}.",
            proposal
        );
    }

    [GeneratedRegex(
        "^(?<about>约|共)?(?<money>¥|人民币|RMB|\\$|€)?"
            + "(?<digits>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?)"
            + "(?<unit>[^0-9.,+-].*)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}

/// <summary>What a figure is of: 万元 counts 元, ten thousand at a time.</summary>
/// <param name="Scale">How many of what is counted one of it is.</param>
/// <param name="Counts">What is counted; empty where nothing is named.</param>
/// <param name="Text">As it is written.</param>
internal sealed partial record UnitOfMeasure(decimal Scale, string Counts, string Text)
{
    public const string Hundredths = "%",
        Points = "百分点";

    public static readonly UnitOfMeasure None = new(1, "", "");

    private static readonly Dictionary<string, decimal> scales = new()
    {
        ["百"] = 100,
        ["千"] = 1_000,
        ["万"] = 10_000,
        ["十万"] = 100_000,
        ["百万"] = 1_000_000,
        ["千万"] = 10_000_000,
        ["亿"] = 100_000_000,
        ["十亿"] = 1_000_000_000,
        ["百亿"] = 10_000_000_000,
        ["千亿"] = 100_000_000_000,
        ["万亿"] = 1_000_000_000_000,
    };

    /// <summary>Whether a word of magnitude stands in it.</summary>
    public bool IsScaled => Scale >= 100;

    /// <summary>As a clerk writes it after a figure; null where it is none: a second number stands in it.</summary>
    public static UnitOfMeasure? Find(string text)
    {
        var unit = Of(text);
        return Plain().IsMatch(unit.Counts) ? unit : null;
    }

    /// <summary>As an indicator is declared to be measured.</summary>
    public static UnitOfMeasure Of(string text)
    {
        var found = Parts().Match(Bare(text));
        var (scale, counts) = (scales.GetValueOrDefault(found.Groups["scale"].Value, 1), found.Groups["counts"].Value);
        return counts switch
        {
            "‰" => new UnitOfMeasure(scale / 10, Hundredths, text),
            "个百分点" => new UnitOfMeasure(scale, Points, text),
            "元人民币" => new UnitOfMeasure(scale, "元", text),
            _ => new UnitOfMeasure(scale, Metre().Replace(counts, "平方米"), text),
        };
    }

    /// <summary>With the currency that stood before the digits; null where another stands after them.</summary>
    public UnitOfMeasure? WithCurrency(string sign) =>
        (sign, Counts) switch
        {
            ("", _) => this,
            ("$" or "€", "") => this with { Counts = sign },
            ("¥" or "人民币" or "RMB", "" or "元") => this with { Counts = "元" },
            _ => null,
        };

    /// <summary>Half-width, without spaces and the apostrophe that keeps a spreadsheet from counting.</summary>
    public static string Bare(string text) =>
        Spaces()
            .Replace(Width.Fold(text), "")
            .TrimStart('\'')
            .Replace('\u2212', '-')
            .Replace('￥', '¥')
            .Replace('\uFE6A', '%');

    // 千克 and its kin come first: 3千克 is not three thousand 克.
    [GeneratedRegex(
        "^(?:(?<counts>千克|千米|千瓦时|千瓦|千卡|个?百分点)|"
            + "(?<scale>百万|千万|十万|万亿|十亿|百亿|千亿|[百千万亿])?(?<counts>.*))$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Parts();

    [GeneratedRegex("㎡|平米")]
    private static partial Regex Metre();

    [GeneratedRegex("^(?:%|[^0-9.,+%‰-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
