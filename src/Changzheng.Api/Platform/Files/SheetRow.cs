using System.Globalization;
using ExcelDataReader;

namespace Changzheng.Api.Platform.Files;

/// <summary>A sheet's row as text: what a formula last gave, dates as ISO 8601, percentages with their sign.</summary>
/// <param name="Number">As Excel shows it.</param>
internal sealed record SheetRow(int Number, string?[] Cells)
{
    public static SheetRow Of(IExcelDataReader sheet, ReadLimits limits)
    {
        var number = sheet.Depth + 1;
        var cells = new string?[Math.Min(sheet.FieldCount, limits.MaxColumns)];
        for (var at = 0; at < cells.Length; at++)
        {
            cells[at] = Text(sheet, at);
            if (cells[at]?.Length > limits.MaxCellCharacters)
                throw CsvTable.TooLong(number, limits);
        }

        return new SheetRow(number, cells);
    }

    private static string? Text(IExcelDataReader sheet, int at) =>
        sheet.GetValue(at) switch
        {
            null => null,
            string text => text,
            bool truth => truth ? "true" : "false",
            double number when IsPercentage(sheet.GetNumberFormatString(at)) => FormatNumber(number * 100) + "%",
            double number => FormatNumber(number),
            DateTime time => Iso(time),
            DateTimeOffset time => Iso(time.DateTime),
            TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };

    /// <summary>Fifteen digits, as Excel counts them: a sum kept as 0.30000000000000004 is 0.3.</summary>
    private static string FormatNumber(double number) =>
        Math.Abs(number) < 7.9e28 && (number == 0 || Math.Abs(number) > 1e-20)
            ? CellNumber.Format((decimal)number)
            : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Excel keeps a time as a share of the day, a hair beside the second that was typed.</summary>
    private static string Iso(DateTime time)
    {
        var second = new DateTime(
            (time.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond
        );
        return second.ToString(
            second.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss",
            CultureInfo.InvariantCulture
        );
    }

    private static bool IsPercentage(string? format)
    {
        var (quoted, at) = (false, 0);
        for (; at < format?.Length; at++)
        {
            quoted ^= format[at] == '"';
            if (format[at] == '\\')
                at++;
            else if (!quoted && format[at] == '%')
                return true;
        }

        return false;
    }
}
