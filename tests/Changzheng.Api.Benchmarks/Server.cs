using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Changzheng.Api.Benchmarks;

/// <summary>A server process on the loopback, the product or the bare one.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process process;

    private Server(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The most memory it ever held.</summary>
    public long PeakMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / (1024 * 1024);
        }
    }

    public static Task<Server> ProductAsync(string database) =>
        StartAsync(
            Path.Combine(AppContext.BaseDirectory, "Changzheng.Api.dll"),
            url => ["--urls", url],
            new()
            {
                ["Database__ConnectionString"] = database,
                ["Access__BootstrapKey"] = Values.Key,
                ["Https__Required"] = "false",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Limits__RequestsPerMinute"] = "100000000",
            }
        );

    public static Task<Server> BareAsync(string database) =>
        StartAsync(typeof(Server).Assembly.Location, url => ["bare", database, url], []);

    public HttpClient Client()
    {
        var http = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Port}"),
            Timeout = TimeSpan.FromMinutes(5),
        };
        http.DefaultRequestHeaders.Add("X-Api-Key", Values.Key);
        return http;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<Server> StartAsync(
        string program,
        Func<string, string[]> arguments,
        Dictionary<string, string> environment
    )
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [program, .. arguments($"http://127.0.0.1:{port}")])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new Server(Process.Start(start)!, port);
        server.process.OutputDataReceived += (_, _) => { };
        server.process.BeginOutputReadLine();
        using var http = server.Client();
        for (var wait = 0; wait < 600; wait++)
        {
            try
            {
                if ((await http.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode)
                    return server;
            }
            catch (HttpRequestException) { }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{program} did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
