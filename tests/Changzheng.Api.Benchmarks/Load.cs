using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// Asks for one URL over kept-alive sockets, as fast as answers come; raw, so that asking costs little beside
/// answering.
/// </summary>
internal static class Load
{
    public static async Task<double> RequestsPerSecondAsync(int port, string path, int connections, TimeSpan time)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: {Values.Key}\r\n\r\n"
        );
        var (clock, answered) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async _ =>
                {
                    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                    {
                        NoDelay = true,
                    };
                    await socket.ConnectAsync("127.0.0.1", port);
                    var buffer = new byte[256 * 1024];
                    while (clock.Elapsed < time)
                    {
                        await socket.SendAsync(request);
                        await ReadAnswerAsync(socket, buffer);
                        Interlocked.Increment(ref answered);
                    }
                })
        );
        return answered / clock.Elapsed.TotalSeconds;
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            filled += read;
            if (IsWhole(buffer.AsSpan(0, filled)))
                return;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headers = answer.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
            return false;
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer[..Math.Min(400, answer.Length)]));
        var length = answer[..headers].IndexOf("Content-Length: "u8);
        if (length < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var digits = answer[(length + 16)..];
        return answer.Length
            >= headers
                + 4
                + int.Parse(digits[..digits.IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture);
    }
}
