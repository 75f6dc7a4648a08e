using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Hotline.Rates.Counts;

/// <summary>
/// Once an hour: counts the tickets that turned by time alone, and sets the plan's derived figures of their months.
/// </summary>
internal sealed class CountTurnedTickets(IMediator mediator) : IHourlyJob
{
    internal sealed record Command : ICommand<bool>, ISilent;

    public Task RunAsync(CancellationToken ct) => mediator.Send(new Command(), ct);

    internal sealed class Handler(DerivedRates derived) : ICommandHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            await derived.FollowAsync([], new HashSet<DateOnly>(), cancellationToken);
            return true;
        }
    }
}
