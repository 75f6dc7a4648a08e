using FluentValidation;
using Mediator;

namespace Changzheng.Api.Pipeline;

/// <summary>A message that breaks a rule that can be judged from the message alone never reaches its handler.</summary>
internal sealed class Validate<TMessage, TResponse>(IEnumerable<IValidator<TMessage>> validators) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull, IMessage
{
    public ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
    {
        var failures = validators.SelectMany(validator => validator.Validate(message).Errors).ToList();
        return failures.Count > 0 ? throw new ValidationException(failures) : next(message, cancellationToken);
    }
}
