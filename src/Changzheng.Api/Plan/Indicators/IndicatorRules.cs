using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Plan.Indicators;

/// <summary>Rules about periods and evidence that several validators share.</summary>
internal static class IndicatorRules
{
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
