using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>The API as it is built, in a process of its own on the loopback, with SQLite: to be killed, and to see what only a real server does.</summary>
internal sealed class BuiltApi : IDisposable
{
    public const string Key = "administrator-key-of-the-tests-only";

    private readonly Process process;
    private readonly System.Text.StringBuilder said = new();

    private BuiltApi(Process process, int port)
    {
        (this.process, Port) = (process, port);
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public int Id => process.Id;

    /// <summary>What it wrote to the console so far: its log.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <param name="database">Its file.</param>
    /// <param name="settings">Environment variables of this start's own.</param>
    public static async Task<BuiltApi> StartAsync(string database, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = FreePort();
        var started = new BuiltApi(Start(database, settings, [], "--urls", $"http://127.0.0.1:{port}"), port);
        using var http = started.Client();
        for (var tries = 0; tries < 600; tries++)
        {
            Assert.That(started.process.HasExited, Is.False, "The API ended while it started.");
            try
            {
                if ((await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
                    return started;
            }
            catch (HttpRequestException) { }

            await Task.Delay(50);
        }

        throw new TimeoutException("The API did not start.");
    }

    /// <summary>One of the operator's verbs, to its end.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string database, params string[] verb)
    {
        using var process = Start(database, null, verb);
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    public HttpClient Client()
    {
        var http = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Port}"),
            Timeout = TimeSpan.FromSeconds(30),
        };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return http;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGTERM: it ends what it is at.</summary>
    /// <returns>Whether it ended in time.</returns>
    public async Task<bool> TerminateAsync(TimeSpan patience)
    {
        using (
            var kill = Process.Start(
                "kill",
                ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            )
        )
            await kill.WaitForExitAsync();
        using var late = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return process.HasExited;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said)
            said.AppendLine(line.Data);
    }

    private static Process Start(
        string database,
        IReadOnlyDictionary<string, string>? settings,
        string[] verb,
        params string[] options
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Changzheng.Api.dll"), .. verb, .. options]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["Database__Dialect"] = "Sqlite",
                ["Database__ConnectionString"] = $"Data Source={database}",
                ["Access__BootstrapKey"] = Key,
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Limits__RequestsPerMinute"] = "0",
                ["Limits__RequestsPerMinutePerAddress"] = "0",
                ["Access__FailuresAllowed"] = "1000000",
                ["Seeds__Path"] = Path.Combine(Repository.Root, "seeds"),
            }
        )
            start.Environment[name] = value;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
