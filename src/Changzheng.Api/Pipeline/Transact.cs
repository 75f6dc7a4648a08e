using System.Data.Common;
using Changzheng.Api.Database;
using Mediator;

namespace Changzheng.Api.Pipeline;

/// <summary>A command is one transaction: it commits when its handler returns and leaves nothing when it throws.</summary>
internal sealed class Transact<TMessage, TResponse>(Db db) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull, IBaseCommand
{
    private const int Tries = 3;

    public async ValueTask<TResponse> Handle(TMessage message, MessageHandlerDelegate<TMessage, TResponse> next, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.TransactAsync(async () => await next(message, cancellationToken), cancellationToken);
            }
            catch (DbException lost) when (attempt < Tries && !db.InTransaction && db.Dialect.IsTransient(lost))
            {
                await Task.Delay(Random.Shared.Next(10, 50) * attempt, cancellationToken);
            }
        }
    }
}
