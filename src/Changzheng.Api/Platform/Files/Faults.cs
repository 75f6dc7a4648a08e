using System.Data.Common;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Platform.Files;

/// <summary>Faults by the refusal they are of, in the reader's language.</summary>
internal static class Faults
{
    public static Fault Fault(this RefusalKind kind, string chinese, string english, string? proposal = null) =>
        new(kind.Code, Words.Say(chinese, english), proposal);

    /// <summary>To be thrown where a row is judged: its verdict names the column and keeps the proposal.</summary>
    public static Refusal In(this Fault fault, string column) =>
        new Refusal(Refusals.All.First(kind => kind.Code == fault.Code), fault.Message)
            .With("column", column)
            .With("proposal", fault.Proposal);

    /// <summary>The column that was named with it; null where none was.</summary>
    public static string? ColumnOf(this Refusal refused) => refused.Extensions.GetValueOrDefault("column") as string;

    public static Fault ToFault(this Refusal refused) =>
        new(refused.Code, refused.Message, refused.Extensions.GetValueOrDefault("proposal") as string);

    public static FileRefused OfFile(
        this RefusalKind kind,
        string chinese,
        string english,
        string? proposal = null,
        int? row = null
    ) => new(kind.Fault(chinese, english, proposal), row);

    public static FileRefused AtRow(this RefusalKind kind, int row, string chinese, string english) =>
        kind.OfFile($"第 {row} 行：{chinese}", $"Row {row}: {english}", row: row);

    /// <summary>
    /// An exception as it may be logged: without its message, in which a database or a parser quotes what it was given.
    /// </summary>
    public static string Trace(Exception fault) =>
        string.Join(
            " < ",
            Chain(fault)
                .Select(one =>
                    $"{one.GetType().Name}{(one is DbException db ? $" ({db.ErrorCode}/{db.SqlState})" : "")}"
                )
        ) + fault.StackTrace;

    private static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            yield return fault;
    }

    /// <summary>A clerk's text as it is quoted back: enough to find it by.</summary>
    public static string Brief(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
