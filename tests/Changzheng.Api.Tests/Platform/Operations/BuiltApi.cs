using System.Diagnostics;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// The API as it is built, in a process of its own on the loopback, with SQLite: to be killed, and to see what only a
/// real server does.
/// </summary>
internal sealed class BuiltApi : IDisposable
{
    public const string Key = TestHost.AdministratorKey;

    private readonly Process process;
    private readonly System.Text.StringBuilder said = new();
    private readonly TaskCompletionSource<int> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BuiltApi(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("It ended at its start."));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; private set; }

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

    /// <param name="database">Its file; where there is none, one that was seeded before.</param>
    /// <param name="settings">Environment variables of this start's own.</param>
    public static async Task<BuiltApi> StartAsync(string database, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (!File.Exists(database))
            await SeededDatabase.CopyAsync(database);
        return await StartAsItIsAsync(database, settings);
    }

    /// <summary>Where there is no file it migrates and seeds one itself.</summary>
    public static async Task<BuiltApi> StartAsItIsAsync(
        string database,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var started = new BuiltApi(Start(database, settings, [], "--urls", "http://127.0.0.1:0"));
        try
        {
            started.Port = await started.listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
            using var http = started.Client();
            while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
                await Task.Delay(50);
            return started;
        }
        catch (Exception failed) when (failed is TimeoutException or InvalidOperationException)
        {
            started.Dispose();
            throw new InvalidOperationException($"The API did not start: {started.Said}", failed);
        }
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

    /// <summary>The system gives it a port; it says which when it listens.</summary>
    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Changzheng.Api", var address])
            listening.TrySetResult(new Uri(address).Port);
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
                // Its code runs for seconds: what the compiler learns by counting it never gets back.
                ["DOTNET_TieredPGO"] = "0",
                // What starting calls often is not compiled again while it starts: 100 ms, written in hexadecimal.
                ["DOTNET_TC_CallCountingDelayMs"] = "64",
                ["Seeds__Path"] = Path.Combine(Repository.Root, "seeds"),
            }
        )
            start.Environment[name] = value;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
