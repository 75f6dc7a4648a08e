using FluentValidation;

namespace Changzheng.Api.Platform.Http;

/// <summary>Rules that several validators share.</summary>
internal static class Rules
{
    /// <summary>The look-ahead: in .NET, $ also matches before a last line feed.</summary>
    public const string CodePattern = "^[a-z0-9]+(-[a-z0-9]+)*$(?!\\n)";

    /// <summary>Below 10¹¹ with four decimals a figure is exact in both databases.</summary>
    public const decimal Largest = 99_999_999_999.9999m;

    /// <summary>A figure both databases keep exactly.</summary>
    public static IRuleBuilderOptions<T, decimal?> IsFigure<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.Must(value => value is null || Math.Abs(value.Value) <= Largest)
            .WithErrorCode(Refusals.ValueTooLarge.Code)
            .WithMessage(_ => Words.Say("数值须小于 10¹¹。", "A value is below 10¹¹."))
            .Must(value => value is null || decimal.Round(value.Value, 4) == value.Value)
            .WithErrorCode(Refusals.ValueTooPrecise.Code)
            .WithMessage(_ => Words.Say("小数至多四位。", "At most four decimals."));

    /// <summary>A text that must not be longer than this.</summary>
    public static IRuleBuilderOptions<T, string?> IsAtMost<T>(this IRuleBuilder<T, string?> rule, int length) =>
        rule.MaximumLength(length)
            .WithErrorCode(Refusals.TextTooLong.Code)
            .WithMessage(_ => Words.Say($"至多 {length} 个字符。", $"At most {length} characters."));

    /// <summary>A note without which the record would not explain itself.</summary>
    public static IRuleBuilderOptions<T, string?> IsNote<T>(this IRuleBuilder<T, string?> rule, int length = 1000) =>
        rule.NotEmpty()
            .WithErrorCode(Refusals.NoteNeeded.Code)
            .WithMessage(_ => Words.Say("须附说明。", "A note is needed."))
            .IsAtMost(length);

    public static IRuleBuilderOptions<T, string> IsCode<T>(this IRuleBuilder<T, string> rule) =>
        rule.Length(1, 64).Matches(CodePattern);

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> HoldsAtMost<T, TItem>(
        this IRuleBuilder<T, IReadOnlyList<TItem>?> rule,
        int most
    ) =>
        rule.Must(items => items is null || items.Count <= most)
            .WithMessage(_ => Words.Say($"至多 {most} 项。", $"At most {most}."));
}
