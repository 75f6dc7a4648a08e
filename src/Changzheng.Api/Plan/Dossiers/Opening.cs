using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Plan.Dossiers;

/// <summary>A request that opens a dossier which stands for itself.</summary>
internal interface IOpening : IDossierRequest
{
    public string Code { get; }
    public string Plan { get; }
    public string Title { get; }

    string? IDossierRequest.PlanCode => Plan;
}

/// <summary>A request that opens what answers for measures.</summary>
internal interface IUndertakingOpening : IOpening
{
    public string? TitleEn { get; }
    public IReadOnlyList<string> Measures { get; }
    public string? LeadUnit { get; }
    public IReadOnlyList<string>? SupportingUnits { get; }
}

internal abstract class OpeningValidator<T> : AbstractValidator<T>
    where T : IOpening
{
    protected OpeningValidator()
    {
        RuleFor(r => r.Code).IsCode();
        RuleFor(r => r.Plan).IsCode();
        RuleFor(r => r.Title).NotEmpty().MaximumLength(200);
    }
}

internal abstract class UndertakingValidator<T> : OpeningValidator<T>
    where T : IUndertakingOpening
{
    protected UndertakingValidator()
    {
        RuleFor(r => r.TitleEn).MaximumLength(300);
        RuleFor(r => r.Measures).NotEmpty().HoldsAtMost(20);
        RuleFor(r => r.LeadUnit).MaximumLength(32);
        RuleFor(r => r.SupportingUnits).HoldsAtMost(50);
    }
}
