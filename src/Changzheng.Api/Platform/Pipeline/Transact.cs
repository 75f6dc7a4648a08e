using System.Data.Common;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>
/// A command is one transaction in a scope of its own: it commits when its handler returns and leaves nothing when it
/// throws. A command that lost a race is tried again in a new scope, with new handlers, intakes, caches and a new
/// connection: what the lost try kept in memory goes with its scope, as what it wrote goes with its transaction.
/// </summary>
/// <remarks>A command inside another's transaction joins it and its scope, and is not tried again by itself.</remarks>
internal sealed class Transact<TMessage, TResponse>(
    Db db,
    Caller caller,
    FeedPosition feed,
    IServiceScopeFactory scopes
) : IPipelineBehavior<TMessage, TResponse>
    where TMessage : notnull, ICommand<TResponse>
{
    private const int Tries = 3;

    public async Task<TResponse> Handle(
        TMessage message,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        if (db.InTransaction)
            return await next();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(message, cancellationToken);
            }
            catch (DbException lost) when (attempt < Tries && db.Dialect.IsTransient(lost))
            {
                await Task.Delay(Random.Shared.Next(10, 50) * attempt, cancellationToken);
            }
            finally
            {
                // The scope around this one may have read the position before; what it reads next must see the command.
                feed.Forget();
            }
        }
    }

    /// <summary>The whole pipeline once more, in the new scope's transaction, for the same caller.</summary>
    private async Task<TResponse> TryAsync(TMessage message, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OnBehalf>().Caller = caller;
        var own = scope.ServiceProvider.GetRequiredService<Db>();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        return await own.TransactAsync(async () => await mediator.Send(message, ct), ct);
    }
}
