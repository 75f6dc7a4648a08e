using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Lists what became of an import's rows.</summary>
internal static class ListVerdicts
{
    private static readonly Exports.Table<ImportVerdict> table = new(
        "导入结果",
        new(ImportVerdict.Example)
        {
            { "原行号", verdict => verdict.Row },
            { "结果", verdict => verdict.Outcome },
            { "栏目", verdict => verdict.Column },
            { "单元格", verdict => verdict.Value },
            { "退回代码", verdict => verdict.Code },
            { "退回原因", verdict => verdict.Message },
            { "faults", "全部问题", verdict => verdict.Faults.Select(fault => fault.Words) },
            { "建议", verdict => verdict.Proposal },
            { "changes", "读数", verdict => verdict.Changes?.Select(change => change.Words) },
        }
    );

    public static void Map(IEndpointRouteBuilder imports)
    {
        imports
            .MapGet("{id}/rows", HandleRows)
            .WithName("ListImportRows")
            .Needs(ImportRights.Import)
            .SendsAs(table)
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.CursorInvalid,
                ImportRefusals.NotFound,
                AccessRefusals.Forbidden
            );
        imports
            .MapGet("{id}/rejections", HandleRejections)
            .WithName("ListImportRejections")
            .Needs(ImportRights.Import)
            .WithMetadata(new Exports.Sends(Exports.Formats))
            .Refuses(
                Refusals.RequestInvalid,
                Refusals.CursorInvalid,
                ImportRefusals.NotFound,
                AccessRefusals.Forbidden
            );
    }

    /// <summary>List what became of an import's rows</summary>
    /// <remarks>
    /// Of a check, every row with its verdict, and of every row it would take in what was read: old and new, a column
    /// each, with codes in place of names and figures in the unit of measure; personal data is masked. Of an apply, the
    /// rejected rows.
    /// </remarks>
    /// <param name="id">The import.</param>
    /// <param name="outcome">Only rows of this outcome.</param>
    /// <response code="200">One page of verdicts, in the order of the file.</response>
    internal static Task<Ok<Page<ImportVerdict>>> HandleRows(
        ImportRows rows,
        ImportVerdicts verdicts,
        Caller caller,
        string id,
        Choice<RowOutcome>? outcome,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    ) => PageAsync(rows, verdicts, caller, id, outcome?.Value, page, ct);

    /// <summary>List an import's rejected rows</summary>
    /// <remarks>
    /// With <c>Accept: text/csv</c>, <c>application/x-ndjson</c> or xlsx: a file in the import's own format, each row
    /// as it was with its reason beside it, to be corrected and sent again.
    /// </remarks>
    /// <param name="id">The import.</param>
    /// <response code="200">One page of rejections, in the order of the file.</response>
    internal static async Task<Results<Ok<Page<ImportVerdict>>, PushStreamHttpResult>> HandleRejections(
        HttpContext context,
        ImportRows rows,
        ImportVerdicts verdicts,
        Caller caller,
        string id,
        [Only("limit", "cursor")] Paging page,
        CancellationToken ct
    ) =>
        Exports.FindFormat(context) is { } format
            ? File(context, verdicts, await FindAsync(rows, verdicts, caller, id, ct), format, ct)
            : await PageAsync(rows, verdicts, caller, id, RowOutcome.Rejected, page, ct);

    private static async Task<Ok<Page<ImportVerdict>>> PageAsync(
        ImportRows rows,
        ImportVerdicts verdicts,
        Caller caller,
        string id,
        RowOutcome? outcome,
        Paging page,
        CancellationToken ct
    )
    {
        var after =
            page.After is null ? 0
            : int.TryParse(page.After, out var number) ? number
            : throw Refusals.CursorInvalid.ToRefusal();
        var found = await verdicts.ListAsync(
            await FindAsync(rows, verdicts, caller, id, ct),
            outcome,
            after,
            page.Limit + 1,
            ct
        );
        var answer = page.Answer(
            found,
            verdict => verdict.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        return TypedResults.Ok(new Page<ImportVerdict>([.. answer.Items.Select(verdict => verdict.View)], answer.Next));
    }

    /// <summary>
    /// One's own, and only with the right that importing its subject takes: a token may have lost it since, or never
    /// had it.
    /// </summary>
    private static async Task<Import> FindAsync(
        ImportRows rows,
        ImportVerdicts verdicts,
        Caller caller,
        string id,
        CancellationToken ct
    )
    {
        var import = await rows.GetAsync(id, ct);
        var needs = verdicts.SubjectOf(import).Needs;
        return Rights.Allow(caller, needs)
            ? import
            : throw AccessRefusals.Forbidden.WithDetail(
                $"查看 {import.Kind} 的导入结果须有权限 {needs.Name}。",
                $"What became of an import of {import.Kind} takes the right {needs.Name}."
            );
    }

    private static PushStreamHttpResult File(
        HttpContext context,
        ImportVerdicts verdicts,
        Import import,
        TableFormat format,
        CancellationToken ct
    )
    {
        var subject = verdicts.SubjectOf(import);
        IReadOnlyList<Column> columns =
        [
            .. subject.Columns.Select(column => new Column(column.Name, column.Title, CellKind.Text, "")
            {
                Longest = int.MaxValue,
            }),
            .. ImportRun.Reasons,
        ];
        return Exports.Send(context, format, columns, $"{subject.Title}-退回", RowsAsync());

        async IAsyncEnumerable<object?[]> RowsAsync()
        {
            const int Take = 500;
            for (var (after, read) = (0, Take); read == Take; )
            {
                var found = await verdicts.ListAsync(import, RowOutcome.Rejected, after, Take, ct);
                foreach (var verdict in found)
                    yield return
                    [
                        .. Cells(verdict).Select((cell, place) => Cell.Parse(columns[place], cell, out _)),
                        verdict.RowNumber.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        ColumnsOf(verdict),
                        ReasonsOf(verdict),
                        Join(verdict.View.Faults.Select(fault => fault.Proposal)) ?? verdict.View.Proposal,
                    ];
                (after, read) = (found.Count == 0 ? after : found[^1].Number, found.Count);
            }
        }

        string? ColumnsOf(ImportVerdicts.StoredVerdict verdict) =>
            Join(verdict.View.Faults.Select(fault => fault.Header ?? TitleOf(fault.Column)))
            ?? TitleOf(verdict.ColumnName);

        string? TitleOf(string? name) => subject.Columns.FirstOrDefault(column => column.Name == name)?.Title;

        static string ReasonsOf(ImportVerdicts.StoredVerdict verdict) =>
            Join(verdict.View.Faults.Select(fault => $"{fault.Message}（{fault.Code}）"))
            ?? $"{verdict.View.Message}（{verdict.Code}）";

        static string? Join(IEnumerable<string?> words) =>
            string.Join('；', words.OfType<string>().Distinct()) is { Length: > 0 } joined ? joined : null;

        // Of a row that has been forgotten the place and the reason remain.
        IEnumerable<string?> Cells(ImportVerdicts.StoredVerdict verdict) =>
            verdict.Words?.Cells ?? Enumerable.Repeat<string?>(null, subject.Columns.Count);
    }
}
