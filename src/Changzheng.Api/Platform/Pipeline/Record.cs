using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>
/// Inside the transaction, after the handler: a command and its row in the audit trail are there together or not at
/// all. A command that wrote and told the change feed nothing is a mistake, on which it is rolled back: caches, and all
/// who follow the feed, would go on with what is no longer true.
/// </summary>
internal sealed class Record<TMessage, TResponse>(
    Db db,
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
        var (writes, appended) = (db.Writes, changes.Appended);
        var answer = await next();
        if (db.Writes > writes && changes.Appended == appended && message is not ISilent)
            throw new InvalidOperationException($"{message.GetType()} wrote and appended no change.");
        if (changes.HasUntold)
            throw new InvalidOperationException($"{message.GetType()} wrote history that no change tells of.");
        var change = changes.Appended > 0 ? await feed.ReadAsync(cancellationToken) : (long?)null;
        await trail.DoneAsync(
            caller,
            typeof(TMessage).DeclaringType?.Name ?? typeof(TMessage).Name,
            change,
            cancellationToken
        );
        return answer;
    }
}
