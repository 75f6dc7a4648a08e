using Changzheng.Api.Access;
using Changzheng.Api.Changes;
using Changzheng.Api.Http;
using Changzheng.Api.Pipeline;
using MediatR;

namespace Changzheng.Api.Pipeline;

/// <summary>Inside the transaction, after the handler: a command and its row in the audit trail are there together or not at all.</summary>
internal sealed class Record<TMessage, TResponse>(
    AuditTrail trail,
    ChangeFeed changes,
    FeedPosition feed,
    Caller caller
) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull, IBaseCommand
{
    public async Task<TResponse> Handle(
        TMessage message,
        MessageHandlerDelegate<TMessage, TResponse> next,
        CancellationToken cancellationToken
    )
    {
        var answer = await next(message, cancellationToken);
        var change = changes.HasAppended ? await feed.ReadAsync(cancellationToken) : (long?)null;
        await trail.DoneAsync(
            caller,
            typeof(TMessage).DeclaringType?.Name ?? typeof(TMessage).Name,
            change,
            cancellationToken
        );
        return answer;
    }
}
