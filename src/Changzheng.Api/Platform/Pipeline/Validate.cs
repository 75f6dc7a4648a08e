using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Moves;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>A message that breaks a rule that can be judged from the message alone never reaches its handler.</summary>
internal sealed class Validate<TMessage, TResponse>(
    IEnumerable<IValidator<TMessage>> validators,
    IServiceProvider services,
    BlankText blank
) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull
{
    /// <summary>What a command calls the body it carries; callers know nothing of that name.</summary>
    private static readonly HashSet<string> bodies =
    [
        .. from property in typeof(TMessage).GetProperties()
        where property.PropertyType.Name.EndsWith("Request", StringComparison.Ordinal)
        select property.Name,
    ];

    public Task<TResponse> Handle(
        TMessage message,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        var failures = validators.SelectMany(validator => validator.Validate(message).Errors).ToList();
        foreach (var failure in failures)
            if (failure.PropertyName.Split('.', 2) is [var first, var rest] && bodies.Contains(first))
                failure.PropertyName = rest;
        if (message is MoveCommand { Body: var body })
            failures.AddRange(FindFailures(body));
        if (failures.Count > 0)
            throw new ValidationException(failures);
        blank.MustNotBe();
        return next();
    }

    /// <summary>The request of a move has a validator of its own, in the slice that declares the move.</summary>
    private IEnumerable<ValidationFailure> FindFailures(IMoveBody body) =>
        services
            .GetServices(typeof(IValidator<>).MakeGenericType(body.GetType()))
            .OfType<IValidator>()
            .SelectMany(validator => validator.Validate(new ValidationContext<object>(body)).Errors);
}
