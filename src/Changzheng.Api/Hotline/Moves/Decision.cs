using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;

namespace Changzheng.Api.Hotline.Moves;

/// <summary>Grants or refuses what another person asked for.</summary>
internal interface IDecision : IMoveRequest
{
    public bool Approved { get; }
    public string? Note { get; }
}

/// <summary>A refusal says why.</summary>
internal abstract class DecisionValidator<TDecision> : AbstractValidator<TDecision>
    where TDecision : IDecision
{
    protected DecisionValidator()
    {
        RuleFor(r => r.Note).IsNote().When(r => !r.Approved);
        RuleFor(r => r.Note).IsAtMost(1000);
    }
}
