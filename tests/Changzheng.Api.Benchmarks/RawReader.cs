using System.Diagnostics;
using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Changzheng.Api.Benchmarks;

/// <summary>
/// The least a reader of workbooks can do: every cell, by the product's own reader. It understands nothing and keeps
/// nothing.
/// </summary>
internal static class RawReader
{
    /// <summary>In a process of its own, as the product is: both find their code uncompiled.</summary>
    public static async Task<TimeSpan> ReadAloneAsync(string xlsx)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(RawReader).Assembly.Location, "read", xlsx])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return TimeSpan.FromSeconds(double.Parse(said, CultureInfo.InvariantCulture));
    }

    public static TimeSpan Read(string xlsx)
    {
        var clock = Stopwatch.StartNew();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(File.OpenRead(xlsx));
        var cells = 0L;
        while (reader.Read())
            for (var at = 0; at < reader.FieldCount; at++)
                if (reader.GetValue(at) is not null)
                    cells++;
        return cells > 0 ? clock.Elapsed : throw new InvalidDataException(xlsx);
    }
}
