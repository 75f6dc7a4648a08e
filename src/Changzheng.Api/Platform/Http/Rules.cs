using Changzheng.Api.Plan.Indicators;
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

    public static IRuleBuilderOptions<T, string> IsPeriod<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => Period.TryParse(text, out _))
            .WithErrorCode(IndicatorRefusals.PeriodMalformed.Code)
            .WithMessage(_ =>
                Words.Say("期间写成 2022、2022-Q2 或 2022-03。", "A period is written 2022, 2022-Q2 or 2022-03.")
            );

    public static void IsEvidence<T>(this IRuleBuilder<T, IReadOnlyList<Evidence>?> rule) =>
        rule.HoldsAtMost(20).ForEach(one => one.SetValidator(new EvidenceValidator()));

    /// <summary>Evidence has a title and a place; the place is never fetched, so only its form is checked.</summary>
    private sealed class EvidenceValidator : AbstractValidator<Evidence>
    {
        public EvidenceValidator()
        {
            RuleFor(evidence => evidence.Title).NotEmpty().MaximumLength(200);
            RuleFor(evidence => evidence.Uri)
                .NotEmpty()
                .MaximumLength(500)
                .Must(uri =>
                    Uri.TryCreate(uri, UriKind.Absolute, out var absolute)
                    && (absolute.Scheme is "http" or "https" or "file" or "urn")
                )
                .WithMessage(_ =>
                    Words.Say("须为 http、https、file 或 urn 地址。", "An http, https, file or urn address.")
                );
        }
    }
}
