using System.Buffers;

namespace Changzheng.Api.Platform.Files;

/// <summary>The apostrophe that keeps a spreadsheet from taking a text for a formula.</summary>
/// <remarks>
/// One is taken off where another apostrophe or a letter that starts a formula follows it, so one is put before a text
/// that begins that way itself:
/// every text comes back as it was, and '90s needs nothing.
/// </remarks>
internal static class Apostrophe
{
    private static readonly SearchValues<char> starts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>For a file a spreadsheet opens and guesses at: nothing in it is a formula.</summary>
    public static string ForSpreadsheet(string text) =>
        text.Length > 0 && starts.Contains(text[0]) ? "'" + text : Verbatim(text);

    /// <summary>For a text that is to be read as it is, wherever it comes from.</summary>
    public static string Verbatim(string text) =>
        TakesOne(text) || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;

    public static string Remove(string text) => TakesOne(text) ? text[1..] : text;

    private static bool TakesOne(string text) =>
        text.Length > 1 && text[0] == '\'' && (text[1] == '\'' || starts.Contains(text[1]));
}
