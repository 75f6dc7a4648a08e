using System.Data.Common;

namespace Changzheng.Api.Access;

/// <summary>
/// What happens to a credential that does not open: counted, recorded and, where its address has failed too often, slowed.
/// A credential that opens is never slowed, whatever else its address sends. Never why, to the caller.
/// </summary>
internal sealed class SignInFailures(FailedAttempts attempts, IServiceScopeFactory scopes, ILogger<SignInFailures> log)
{
    private static readonly object mark = new();

    public static bool IsRecorded(HttpContext context) => context.Items.ContainsKey(mark);

    /// <returns>How many seconds this request's failed credential has to wait; null when it need not, or did not fail.</returns>
    public static int? FindWait(HttpContext context) =>
        context.Items[mark] is TimeSpan wait ? (int)Math.Ceiling(wait.TotalSeconds) : null;

    /// <summary>A failure while its address has to wait is neither counted nor recorded: a flood must not write for us.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scheme">ApiKey or Bearer.</param>
    /// <param name="subject">The key's prefix, which is no secret.</param>
    /// <param name="reason">For the trail.</param>
    public async Task AddAsync(HttpContext context, string scheme, string? subject, string reason)
    {
        var address = context.Connection.RemoteIpAddress;
        var wait = attempts.Wait(address);
        if (!context.Items.TryAdd(mark, wait is null ? true : wait.Value) || wait is not null)
            return;
        var failures = attempts.Add(address);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var detail = new { scheme, prefix = subject, reason, failures };
            await scope.ServiceProvider.GetRequiredService<AuditTrail>().SignInFailedAsync(detail, CancellationToken.None);
        }
        catch (DbException fault)
        {
            log.LogError(fault, "A failed sign-in could not be recorded");
        }
    }
}
