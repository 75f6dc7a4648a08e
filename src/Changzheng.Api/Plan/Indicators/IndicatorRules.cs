using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Storage;
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

    /// <summary>Steps are dates that rise, with shares that rise to 1; a pace of another kind has none.</summary>
    public static void IsPace<T>(this IRuleBuilder<T, Pace?> rule) =>
        rule.Must(pace => pace is null || IsComplete(pace))
            .WithErrorCode(IndicatorRefusals.PaceIncomplete.Code)
            .WithMessage(_ =>
                Words.Say(
                    "steps 须按日期先后，份额逐步升至 1；其他类型不填 steps。",
                    "Steps rise by date and by share, up to 1; a pace of another kind has none."
                )
            );

    private static bool IsComplete(Pace pace)
    {
        if (pace.Kind != PaceKind.Steps)
            return pace.Steps is null or { Count: 0 };
        return pace.Steps is { Count: > 0 and <= 366 } steps
            && steps[^1].Share == 1
            && steps[0].Share >= 0
            && steps
                .Zip(steps.Skip(1))
                .All(pair => pair.First.On < pair.Second.On && pair.First.Share < pair.Second.Share);
    }

    /// <summary>Attachments are files that are kept here, and nothing else: they open as their ticket does.</summary>
    public static void IsAttachments<T>(this IRuleBuilder<T, IReadOnlyList<Evidence>?> rule) =>
        rule.HoldsAtMost(20)
            .ForEach(one =>
                one.SetValidator(new EvidenceValidator())
                    .Must(file => FileUri.IsFile(file.Uri))
                    .WithMessage(_ =>
                        Words.Say(
                            "附件须先上传（POST /files），写作 /api/v1/files/…。",
                            "An attachment is uploaded first (POST /files) and written /api/v1/files/…."
                        )
                    )
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
                    FileUri.IsFile(uri)
                    || Uri.TryCreate(uri, UriKind.Absolute, out var absolute)
                        && (absolute.Scheme is "http" or "https" or "file" or "urn")
                )
                .WithMessage(_ =>
                    Words.Say(
                        "须为 /api/v1/files/… 或 http、https、file、urn 地址。",
                        "/api/v1/files/… or an http, https, file or urn address."
                    )
                )
                .Must(uri => !FileUri.IsMiswritten(uri))
                .WithMessage(_ =>
                    Words.Say(
                        "本系统的文件写作 /api/v1/files/ 加上传时返回的哈希，不带主机名。",
                        "A file kept here is written /api/v1/files/ and its hash, as the upload answered, without a host."
                    )
                );
        }
    }
}
