using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>Inside the transaction, after the handler: a command and its row in the audit trail are there together or not at all.</summary>
internal sealed class Record<TMessage, TResponse>(
    AuditTrail trail,
    ChangeFeed changes,
    FeedPosition feed,
    Caller caller
) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull, ICommand
{
    public async Task<TResponse> Handle(
        TMessage message,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        var answer = await next();
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
