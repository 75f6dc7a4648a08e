using System.Text.Json;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Privacy;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// The stored verdicts on an import's rows; the words that quote the file are sealed, and deleted a day after the end.
/// </summary>
internal sealed class ImportVerdicts(Db db, PersonalData personal, Catalogue catalogue)
{
    public const string AddSql = """
        INSERT INTO ImportVerdicts (Import, Number, RowNumber, Outcome, ColumnName, Code, Sealed)
        VALUES (@Import, @Number, @RowNumber, @Outcome, @ColumnName, @Code, @Sealed)
        """;

    public const string ForgetSql = "DELETE FROM ImportVerdicts WHERE Import = @Import";

    public const string ListSql = """
        SELECT Number, RowNumber, Outcome, ColumnName, Code, Sealed FROM ImportVerdicts
        WHERE Import = @Import AND Number > @After AND (@Outcome IS NULL OR Outcome = @Outcome)
        ORDER BY Number
        {page}
        """;

    public Subject SubjectOf(Import import) => catalogue.GetImport(import.Kind);

    public Task<int> ForgetAsync(string id, CancellationToken ct) =>
        db.ExecuteAsync(ForgetSql, new { Import = id }, ct);

    public async Task AddAsync(Import import, IEnumerable<StoredVerdict> verdicts, CancellationToken ct)
    {
        using var seal = FileSeal.Open(personal, import.FileKey!);
        await db.WriteAllAsync(
            AddSql,
            verdicts.Select(one => new
            {
                Import = import.Id,
                one.Number,
                one.RowNumber,
                Outcome = one.Outcome.Text(),
                one.ColumnName,
                one.Code,
                Sealed = one.Words is null ? null : seal.CloseText(JsonSerializer.SerializeToUtf8Bytes(one.Words)),
            }),
            ct
        );
    }

    public async Task<IReadOnlyList<StoredVerdict>> ListAsync(
        Import import,
        RowOutcome? outcome,
        int after,
        int take,
        CancellationToken ct
    )
    {
        var rows = await db.QueryAsync<Row>(
            ListSql,
            new
            {
                Import = import.Id,
                Outcome = outcome?.Text(),
                After = after,
                Skip = 0,
                Take = take,
            },
            ct
        );
        using var seal = import.FileKey is null ? null : FileSeal.Open(personal, import.FileKey);
        return
        [
            .. rows.Select(row => new StoredVerdict
            {
                Number = row.Number,
                RowNumber = row.RowNumber,
                Outcome = row.Outcome,
                ColumnName = row.ColumnName,
                Code = row.Code,
                Words =
                    row.Sealed is null || seal is null
                        ? null
                        : JsonSerializer.Deserialize<Words>(seal.OpenText(row.Sealed)),
            }),
        ];
    }

    /// <summary>A stored verdict.</summary>
    internal sealed record StoredVerdict
    {
        public int Number { get; init; }
        public int RowNumber { get; init; }
        public RowOutcome Outcome { get; init; }
        public string? ColumnName { get; init; }
        public string? Code { get; init; }

        /// <summary>Null of an accepted row that changes nothing, and when they have been forgotten.</summary>
        public Words? Words { get; init; }

        public ImportVerdict View =>
            new(
                RowNumber,
                Outcome,
                ColumnName,
                Words?.Cell,
                Code,
                Words?.Message ?? Import.TitleOf(Code),
                Words?.Proposal,
                Words?.Faults ?? [],
                Outcome == RowOutcome.Rejected ? null : Words?.Changes ?? []
            );
    }

    /// <summary>
    /// What quotes the file. Of a rejected row: the first cell that is wrong, why, what was probably meant, the row as
    /// the file has it, and all that is wrong with it. Of an accepted row of a check: what it changes.
    /// </summary>
    internal sealed record Words(
        string? Cell,
        string? Message,
        string? Proposal,
        IReadOnlyList<string> Cells,
        IReadOnlyList<CellChange>? Changes = null,
        IReadOnlyList<RowFault>? Faults = null
    )
    {
        public static Words Of(IReadOnlyList<RowFault> faults, IReadOnlyList<string> cells) =>
            new(faults[0].Value, faults[0].Message, faults[0].Proposal, cells, null, faults);
    }

    private sealed record Row
    {
        public int Number { get; init; }
        public int RowNumber { get; init; }
        public RowOutcome Outcome { get; init; }
        public string? ColumnName { get; init; }
        public string? Code { get; init; }
        public string? Sealed { get; init; }
    }
}
