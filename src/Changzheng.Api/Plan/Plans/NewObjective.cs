using FluentValidation;

namespace Changzheng.Api.Plan.Plans;

/// <summary>A headline objective (主要目标) of a new plan.</summary>
/// <param name="Sentence">The sentence that states it, verbatim.</param>
/// <param name="TextEn">English gloss.</param>
public sealed record NewObjective(string Sentence, string? TextEn = null)
{
    internal sealed class Validator : AbstractValidator<NewObjective>
    {
        public Validator()
        {
            RuleFor(o => o.Sentence).NotEmpty().MaximumLength(2000);
            RuleFor(o => o.TextEn).MaximumLength(300);
        }
    }
}

/// <summary>Where the text promises a measure once more.</summary>
/// <param name="Initiative">The initiative the clause stands in; null for a headline objective.</param>
/// <param name="Quote">The clause, verbatim.</param>
public sealed record NewMeasureCitation(string? Initiative, string Quote)
{
    internal sealed class Validator : AbstractValidator<NewMeasureCitation>
    {
        public Validator()
        {
            RuleFor(c => c.Initiative).MaximumLength(16);
            RuleFor(c => c.Quote).NotEmpty().MaximumLength(2000);
        }
    }
}
