using Changzheng.Api.Database;

namespace Changzheng.Api.Imports;

/// <summary>What was decided on an import's rows, as it is kept.</summary>
internal sealed class ImportVerdicts(Db db)
{
    public const string AddSql = """
        INSERT INTO ImportVerdicts (Import, Number, RowNumber, Outcome, ColumnName, CellText, Code, Message, Proposal, Cells,
            Changes)
        VALUES (@Import, @Number, @RowNumber, @Outcome, @ColumnName, @CellText, @Code, @Message, @Proposal, @Cells, @Changes)
        """;

    public const string ForgetSql = "DELETE FROM ImportVerdicts WHERE Import = @Import";

    public const string ListSql = """
        SELECT Number, RowNumber, Outcome, ColumnName, CellText, Code, Message, Proposal, Cells, Changes FROM ImportVerdicts
        WHERE Import = @Import AND Number > @After AND (@Outcome IS NULL OR Outcome = @Outcome)
        ORDER BY Number
        {page}
        """;

    public Task<int> ForgetAsync(string id, CancellationToken ct) => db.ExecuteAsync(ForgetSql, new { Import = id }, ct);

    public Task AddAsync(string import, IEnumerable<Kept> verdicts, CancellationToken ct) =>
        db.WriteAllAsync(AddSql, verdicts.Select(one => new
        {
            Import = import, one.Number, one.RowNumber, Outcome = one.Outcome.Text(), one.ColumnName, one.CellText, one.Code, one.Message, one.Proposal, one.Cells,
            one.Changes,
        }), ct);

    public Task<IReadOnlyList<Kept>> ListAsync(string import, RowOutcome? outcome, int after, int take, CancellationToken ct) =>
        db.QueryAsync<Kept>(ListSql, new { Import = import, Outcome = outcome?.Text(), After = after, Skip = 0, Take = take }, ct);

    /// <summary>A verdict as it is kept: with the row as the file has it where the row was rejected.</summary>
    internal sealed record Kept
    {
        public int Number { get; init; }
        public int RowNumber { get; init; }
        public RowOutcome Outcome { get; init; }
        public string? ColumnName { get; init; }
        public string? CellText { get; init; }
        public string? Code { get; init; }
        public string? Message { get; init; }
        public string? Proposal { get; init; }
        public IReadOnlyList<string>? Cells { get; init; }

        /// <summary>As JSON; null where nothing changes.</summary>
        public string? Changes { get; init; }

        public ImportVerdict View => new(RowNumber, Outcome, ColumnName, CellText, Code, Message, Proposal,
            Outcome == RowOutcome.Rejected ? null : CellChange.Read(Changes));
    }
}
