using System.Diagnostics;

namespace Changzheng.Api.Benchmarks;

/// <summary>How long one answer takes when nobody else asks.</summary>
internal static class Latency
{
    public const int Asked = 300;

    /// <summary>Until what is kept in memory is there, and what loops is compiled for good.</summary>
    private const int WarmUp = 100;

    /// <summary>All of them in turn, so that a machine that slows down slows all.</summary>
    /// <returns>The median of each, in milliseconds.</returns>
    public static async Task<double[]> MediansAsync(params Func<Task<double>>[] asked)
    {
        var times = asked.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUp + Asked; round++)
        for (var i = 0; i < asked.Length; i++)
            times[i].Add(await asked[i]());
        return [.. times.Select(of => of.Skip(WarmUp).Order().ElementAt(Asked / 2))];
    }

    public static Task<double> OnceAsync(HttpClient http, string path) =>
        OnceAsync(() => http.GetByteArrayAsync(new Uri(path, UriKind.Relative)));

    public static async Task<double> OnceAsync(Func<Task> ask)
    {
        var start = Stopwatch.GetTimestamp();
        await ask();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
