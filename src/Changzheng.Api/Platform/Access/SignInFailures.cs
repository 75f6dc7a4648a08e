using System.Data.Common;
using Changzheng.Api.Platform.Audit;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// What happens to a credential that does not open: it is counted and recorded and, if its address failed too often,
/// slowed. A credential that opens is never slowed, whatever else its address sends. The caller is never told why.
/// </summary>
internal sealed class SignInFailures(FailedAttempts attempts, IServiceScopeFactory scopes, ILogger<SignInFailures> log)
{
    private static readonly object mark = new();

    public static bool IsRecorded(HttpContext context) => context.Items.ContainsKey(mark);

    /// <returns>How many seconds this request's failed credential has to wait; null if none failed or has to.</returns>
    public static int? FindWait(HttpContext context) =>
        context.Items[mark] is TimeSpan wait ? (int)Math.Ceiling(wait.TotalSeconds) : null;

    /// <summary>A failure whose address has to wait is neither counted nor recorded: a flood writes no rows.</summary>
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
            var detail = new
            {
                scheme,
                prefix = subject,
                reason,
                failures,
            };
            var trail = scope.ServiceProvider.GetRequiredService<AuditTrail>();
            await trail.SignInFailedAsync(detail, CancellationToken.None);
        }
        catch (DbException fault)
        {
            log.LogError(fault, "A failed sign-in could not be recorded");
        }
    }
}
