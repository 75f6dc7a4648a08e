using System.Text.Json;
using Changzheng.Api.Database;
using Changzheng.Api.Imports;

namespace Changzheng.Api.Hotline;

/// <summary>Tickets as a file, the one an import reads; masked, unless the list was asked for with a purpose.</summary>
internal static class TicketExport
{
    public static readonly Exports.Table<TicketView> Table = new(TicketIntake.Subject.Title, TicketIntake.Subject.Columns, CellsAsync);

    private static async Task<IEnumerable<object?[]?>> CellsAsync(IReadOnlyList<TicketView> views, HttpContext context)
    {
        if (views.Count == 0)
            return [];
        var (db, asked) = (context.RequestServices.GetRequiredService<Db>(), new { Numbers = JsonSerializer.Serialize(views.Select(view => view.Number)) });
        var tickets = (await db.QueryAsync<Ticket>(TicketIntake.FoundSql, asked, context.RequestAborted)).ToDictionary(ticket => ticket.Number, StringComparer.Ordinal);
        var texts = (await db.QueryAsync<TicketRows.Texts>(TicketIntake.TextsSql, asked, context.RequestAborted)).ToDictionary(text => text.Number, text => text.Description, StringComparer.Ordinal);
        return views.Select(view => TicketTable.Cells(tickets[view.Number] with
        {
            Subject = view.Subject,
            ReporterName = view.Reporter?.Name,
            ReporterPhone = view.Reporter?.Phone,
            Address = view.Address,
        }, view.Description ?? texts[view.Number]));
    }
}
