using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using FluentValidation;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Goes through a file once. Judging and taking in are the same way: a check walks it without writing, so that what it
/// shows is what an apply does. Rows are read, and understood a batch at a time, ahead of it on other threads, a few
/// batches at most.
/// </summary>
internal sealed class ImportRun(Import import, Subject subject, Intake intake, Pulse pulse)
{
    private const int BatchesAhead = 2;

    /// <summary>
    /// The longest cell of a column that is not text: parsing a number of thirty thousand characters takes seconds.
    /// </summary>
    private const int LongestPlain = 200;

    /// <summary>How long to wait for the reader after it was cancelled.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(500);

    /// <summary>What a file of rejections has beside its subject's columns; ignored when it comes back.</summary>
    public static readonly IReadOnlyList<Column> Reasons =
    [
        new("rejectedRow", "原行号", CellKind.Text, ""),
        new("rejectedColumn", "退回栏目", CellKind.Text, ""),
        new("rejectedBecause", "退回原因", CellKind.Text, ""),
        new("proposal", "建议", CellKind.Text, ""),
    ];

    private readonly SeenKeys keys = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder batchText = new();
    private int verdicts;

    /// <summary>A digest of all verdicts, compared when a check is applied.</summary>
    public string Digest { get; private set; } = "";

    /// <param name="file">Seekable.</param>
    /// <param name="write">Whether good rows are taken in.</param>
    /// <param name="store">Stores a batch of verdicts.</param>
    public async Task RunAsync(
        Stream file,
        bool write,
        Func<IReadOnlyList<ImportVerdicts.StoredVerdict>, Task> store,
        CancellationToken ct
    )
    {
        pulse.Rows = new RowCounts(0, 0, 0, 0, 0, 0);
        await intake.BeginAsync(write, ct);
        var batches = Channel.CreateBounded<Task<Batch>>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true }
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => ReadAsync(file, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var understood in batches.Reader.ReadAllAsync(ct))
            {
                var batch = await understood.WaitAsync(ct);
                await store(await DecideAsync(batch.Rows, write, ct));
                pulse.Progress = batch.Progress;
            }

            await reading;
            if (write)
                await intake.EndAsync(ct);
        }
        finally
        {
            await stop.CancelAsync();
            // The file may be read again, so this reader must have left it first. A reader that does not react to
            // cancellation is waited for at most half a second.
            await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, ct));
            await Task.WhenAny(reading, Task.Delay(patience, CancellationToken.None));
        }

        Digest = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task ReadAsync(Stream file, ChannelWriter<Task<Batch>> batches, CancellationToken ct)
    {
        try
        {
            foreach (
                var rows in RowBatches.Of(
                    TableReader.Read(
                        file,
                        import.Format,
                        [.. subject.Columns, .. Reasons],
                        import.Charset,
                        ReadLimits.Usual,
                        ct
                    )
                )
            )
            {
                var progress = Math.Min(1, Math.Round((decimal)file.Position / Math.Max(1, file.Length), 4));
                await batches.WriteAsync(
                    Task.Run(() => new Batch(Array.ConvertAll(rows, Understand), progress), ct),
                    ct
                );
            }

            batches.Complete();
        }
        catch (Exception fault)
        {
            batches.Complete(fault);
        }
    }

    private Row Understand(RawRow raw)
    {
        if (raw.Fault is not null)
            return new Row(raw, null, null, raw.Fault);
        var values = new object?[subject.Columns.Count];
        for (var place = 0; place < values.Length; place++)
        {
            var column = subject.Columns[place];
            if (column.Derived || (raw.Cells[place] is null && !column.Required))
                continue;
            var fault = FindTooLong(column, raw.Cells[place]);
            if (fault is null)
                values[place] = Cell.Parse(column, raw.Cells[place], out fault);
            if (fault is null && ImpossibleValues.FindFault(values[place]) is { } impossible)
                fault = new Fault(impossible.Kind.Code, impossible.Because);
            if (fault is not null)
                return new Row(raw, null, column.Name, fault);
        }

        var read = values.ToArray();
        if (intake.Settle(values, null) is { } unsettled)
            return new Row(raw, null, unsettled.Column, unsettled.Fault);
        var entry = new Entry(raw.Number, values, subject);
        var (digest, settled) = (SeenKeys.Of(entry.Key), subject.DescribeSettled(read, values));
        entry = entry with { Prepared = intake.Prepare(entry) };
        return new Row(raw, entry, null, null) { Digest = digest, Settled = settled };
    }

    private static Fault? FindTooLong(Column column, string? cell) =>
        column.Kind is CellKind.Text or CellKind.List || cell is null || cell.Length <= LongestPlain
            ? null
            : Refusals.TextTooLong.Fault(
                $"“{column.Title}”至多 {LongestPlain} 个字符，此格有 {cell.Length} 个。",
                $"\"{column.Name}\" takes at most {LongestPlain} characters; this has {cell.Length}."
            );

    private async Task<IReadOnlyList<ImportVerdicts.StoredVerdict>> DecideAsync(
        IReadOnlyList<Row> rows,
        bool write,
        CancellationToken ct
    )
    {
        var before = await intake.FindAsync(
            [.. rows.Where(row => row.Entry is not null).Select(row => row.Entry!)],
            ct
        );
        var (taken, decided) = (new List<Taken>(), new List<ImportVerdicts.StoredVerdict>());
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            var there = row.Entry is { } entry ? before.GetValueOrDefault(entry.Key) : null;
            var verdict = await DecideAsync(row, there, ct);
            if (verdict.Outcome is RowOutcome.Created or RowOutcome.Updated)
                taken.Add(new Taken(row.Entry!, there));
            decided.Add(verdict);
            pulse.Rows = pulse.Rows.With(verdict.Outcome);
            AppendToDigest(verdict, row.Entry, row.Settled, there);
        }

        hash.AppendData(Encoding.UTF8.GetBytes(batchText.ToString()));
        batchText.Clear();
        if (write && taken.Count > 0)
            await intake.WriteAsync(taken, ct);
        return decided;
    }

    private async ValueTask<ImportVerdicts.StoredVerdict> DecideAsync(Row row, object?[]? there, CancellationToken ct)
    {
        if (row.Entry is not { } entry)
            return Reject(row, row.Column, row.Fault!);
        if (!keys.Add(row.Digest))
            return Reject(
                row,
                subject.Key[0],
                new Fault(
                    ImportRefusals.RowDuplicate.Code,
                    Words.Say("文件中已有同一键值的行。", "The file has a row of the same key before it.")
                )
            );
        if (there is not null)
            entry.FillIn(row.Raw, there);
        if (there is not null && intake.Settle(entry.Values, there) is { } unsettled)
            return Reject(row, unsettled.Column, unsettled.Fault);
        if (there is not null && Enumerable.Range(0, there.Length).All(place => intake.IsSame(place, entry, there)))
            return MakeVerdict(row, RowOutcome.Unchanged);
        if (there is not null && import.OnConflict == OnConflict.Skip)
            return MakeVerdict(row, RowOutcome.Skipped);
        if (there is not null && import.OnConflict == OnConflict.Refuse)
            return Reject(
                row,
                subject.Key[0],
                new Fault(
                    ImportRefusals.RowConflict.Code,
                    Words.Say("已有同一键值而内容不同的记录。", "There is a record of the same key with other content.")
                )
            );
        try
        {
            await intake.MustTakeAsync(entry, there, ct);
            var outcome = there is null ? RowOutcome.Created : RowOutcome.Updated;
            return MakeVerdict(row, outcome) with { Words = DescribeChanges(entry, there) };
        }
        catch (Refusal refused)
        {
            return Reject(row, refused.ColumnOf() ?? intake.ColumnOf(refused.Code), refused.ToFault());
        }
        catch (ValidationException refused) when (refused.Errors.FirstOrDefault() is { } first)
        {
            var named = first.PropertyName.Split('.')[^1];
            return Reject(
                row,
                subject
                    .Columns.FirstOrDefault(column => column.Name.Equals(named, StringComparison.OrdinalIgnoreCase))
                    ?.Name,
                new Fault(
                    Refusals.All.Any(kind => kind.Code == first.ErrorCode)
                        ? first.ErrorCode
                        : Refusals.RequestInvalid.Code,
                    first.ErrorMessage
                )
            );
        }
    }

    /// <summary>The changes are stored for a check only.</summary>
    private ImportVerdicts.Words? DescribeChanges(Entry entry, object?[]? there) =>
        import.Mode == ImportMode.Check && intake.Changes(entry, there).ToList() is { Count: > 0 } changes
            ? new ImportVerdicts.Words(null, null, null, [], changes)
            : null;

    private ImportVerdicts.StoredVerdict MakeVerdict(Row row, RowOutcome outcome) =>
        new()
        {
            Number = ++verdicts,
            RowNumber = row.Raw.Number,
            Outcome = outcome,
        };

    private ImportVerdicts.StoredVerdict Reject(Row row, string? column, Fault fault) =>
        MakeVerdict(row, RowOutcome.Rejected) with
        {
            ColumnName = column,
            Code = fault.Code,
            Words = new ImportVerdicts.Words(
                column is null ? null : row.Raw.Cells[subject[column]],
                fault.Message,
                fault.Proposal,
                [.. row.Raw.Cells.Take(subject.Columns.Count).Select(cell => cell ?? "")]
            ),
        };

    private void AppendToDigest(ImportVerdicts.StoredVerdict verdict, Entry? entry, string settled, object?[]? there)
    {
        batchText
            .Append(CultureInfo.InvariantCulture, $"{verdict.RowNumber}\n")
            .Append(verdict.Outcome.Text())
            .Append('\n')
            .Append(verdict.Code)
            .Append('\n')
            .Append(entry?.Key)
            .Append('\n');
        batchText.Append(settled);
        if (verdict.Outcome == RowOutcome.Updated)
            batchText.AppendJoin(
                '\n',
                Enumerable.Range(0, there!.Length).Select(place => subject.FormatCell(place, there))
            );
    }

    /// <summary>A row, understood or not.</summary>
    private sealed record Row(RawRow Raw, Entry? Entry, string? Column, Fault? Fault)
    {
        public SeenKeys.Digest Digest { get; init; }
        public string Settled { get; init; } = "";
    }

    private sealed record Batch(IReadOnlyList<Row> Rows, decimal Progress);
}
