using Changzheng.Api.Platform.Lists;

namespace Changzheng.Api.Hotline.Tickets;

/// <summary>Tickets as a file that an import reads back; masked unless the request states a purpose.</summary>
internal static class TicketExport
{
    public static readonly Exports.Table<TicketView> Table = new(
        TicketIntake.Subject.Title,
        TicketIntake.Subject.Columns,
        CellsAsync
    );

    private static async Task<IEnumerable<object?[]?>> CellsAsync(IReadOnlyList<TicketView> views, HttpContext context)
    {
        var (rows, numbers) = (
            context.RequestServices.GetRequiredService<TicketRows>(),
            views.Select(view => view.Number).ToList()
        );
        var (tickets, texts) = (
            await rows.FindManyAsync(numbers, context.RequestAborted),
            await rows.FindTextsAsync(numbers, context.RequestAborted)
        );
        return views.Select(view =>
            TicketTable.Cells(
                tickets[view.Number] with
                {
                    Subject = view.Subject,
                    ReporterName = view.Reporter?.Name,
                    ReporterPhone = view.Reporter?.Phone,
                    Address = view.Address,
                    RepeatOf = view.RepeatOf,
                },
                view.Description ?? texts[view.Number].Description
            )
        );
    }
}
