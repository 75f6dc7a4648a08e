using System.Collections.Concurrent;
using System.Globalization;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Http;

/// <summary>How many requests a caller, and an address, may send a minute. Zero sets no limit.</summary>
internal sealed class RequestLimits(IConfiguration configuration, TimeProvider clock)
{
    private const int Seconds = 60,
        Most = 100_000;

    private Minute current = new(0);

    public int PerCaller { get; } = configuration.GetValue("Limits:RequestsPerMinute", 600);

    /// <summary>An office shares one address: ten callers' worth if the settings say nothing.</summary>
    public int PerAddress { get; } =
        configuration.GetValue(
            "Limits:RequestsPerMinutePerAddress",
            (int)Math.Min(int.MaxValue, 10L * configuration.GetValue("Limits:RequestsPerMinute", 600))
        );

    /// <summary>
    /// Counts one request of <paramref name="who"/>. Counts live for their minute; past a hundred thousand names the
    /// rest share one.
    /// </summary>
    public Turn Take(string who, int limit)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var minute = current;
        if (minute.Number != now / Seconds)
        {
            var next = new Minute(now / Seconds);
            var seen = Interlocked.CompareExchange(ref current, next, minute);
            minute = seen == minute ? next : seen;
        }

        var (used, count) = minute.Take(who);
        return new Turn(limit, Math.Max(0, limit - used), (int)(Seconds - now % Seconds), limit == 0 || used <= limit)
        {
            Taken = count,
        };
    }

    /// <summary>Undoes a turn, in the minute it was taken in.</summary>
    public static void GiveBack(Turn turn) => Interlocked.Decrement(ref turn.Taken!.Value);

    /// <param name="Limit">Of the minute.</param>
    /// <param name="Left">Of it.</param>
    /// <param name="Renewed">Seconds until the next minute.</param>
    /// <param name="Allowed">Whether this request is within it.</param>
    public sealed record Turn(int Limit, int Left, int Renewed, bool Allowed)
    {
        /// <summary>The count it was taken from.</summary>
        internal Count? Taken { get; init; }
    }

    private sealed class Minute(long number)
    {
        private readonly ConcurrentDictionary<string, Count> used = new(StringComparer.Ordinal);
        private int names;

        public long Number => number;

        public (int Used, Count Count) Take(string who)
        {
            if (!used.TryGetValue(who, out var count))
                count = used.GetOrAdd(Interlocked.Increment(ref names) <= Most ? who : "", _ => new Count());
            return (Interlocked.Increment(ref count.Value), count);
        }
    }

    internal sealed class Count
    {
        public int Value;
    }
}

internal static class RequestLimitsExtensions
{
    private static readonly object turn = new(),
        addressTurn = new();

    /// <summary>First middleware: limits the address.</summary>
    public static void UseAddressLimit(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/health"))
                    return next(context);
                var limits = context.RequestServices.GetRequiredService<RequestLimits>();
                context.Response.OnStarting(WriteHeaders, (context, limits));
                var taken = limits.Take(
                    "address " + Networks.Partition(context.Connection.RemoteIpAddress),
                    limits.PerAddress
                );
                context.Items[addressTurn] = taken;
                MustBeWithin(context, taken);
                return next(context);
            }
        );

    /// <summary>After authentication: limits the caller; an anonymous request counts for its address.</summary>
    public static void UseCallerLimit(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/health"))
                    return next(context);
                var (limits, caller) = (
                    context.RequestServices.GetRequiredService<RequestLimits>(),
                    context.RequestServices.GetRequiredService<Caller>()
                );
                var who = caller.IsAnonymous
                    ? "anonymous " + Networks.Partition(context.Connection.RemoteIpAddress)
                    : "caller " + caller.Id;
                var taken = limits.Take(who, limits.PerCaller);
                if (!taken.Allowed)
                    GiveBackAddressTurn(context);
                MustBeWithin(context, taken);
                return next(context);
            }
        );

    /// <summary>
    /// Returns the turn to the address: a request refused by the caller's own limit does not count for it.
    /// </summary>
    public static void GiveBackAddressTurn(HttpContext context)
    {
        if (context.Items[addressTurn] is RequestLimits.Turn taken)
            RequestLimits.GiveBack(taken);
    }

    private static void MustBeWithin(HttpContext context, RequestLimits.Turn taken)
    {
        context.Items[turn] = taken;
        if (!taken.Allowed)
            throw Refusals
                .TooManyRequests.WithDetail(
                    $"每分钟至多 {taken.Limit} 次请求，请 {taken.Renewed} 秒后再试。",
                    $"At most {taken.Limit} requests a minute; try again in {taken.Renewed} seconds."
                )
                .WithRetryAfter(taken.Renewed);
    }

    private static Task WriteHeaders(object state)
    {
        var (context, limits) = ((HttpContext, RequestLimits))state;
        if (context.Items[turn] is RequestLimits.Turn taken && taken.Limit > 0)
        {
            context.Response.Headers["RateLimit-Policy"] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"default\";q={limits.PerCaller};w=60, \"address\";q={limits.PerAddress};w=60"
            );
            var name = taken.Limit == limits.PerCaller ? "default" : "address";
            context.Response.Headers["RateLimit"] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"{name}\";r={taken.Left};t={taken.Renewed}"
            );
        }

        return Task.CompletedTask;
    }
}
