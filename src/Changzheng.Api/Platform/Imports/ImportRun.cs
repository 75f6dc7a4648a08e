using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using FluentValidation;
using FluentValidation.Results;

namespace Changzheng.Api.Platform.Imports;

/// <summary>
/// Goes through a file once. Judging and taking in are the same way: a check walks it without writing, so that what it
/// shows is what an apply does. Rows are read, and understood a batch at a time, ahead of it on other threads, a few
/// batches at most.
/// </summary>
internal sealed class ImportRun(Import import, Subject subject, Intake intake, Pulse pulse)
{
    private const int BatchesAhead = 2;

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

    private readonly FileNotes notes = new(subject.Carried);
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
            if (reading.IsCompleted)
                pulse.Notes = notes.List();
        }

        Digest = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task ReadAsync(Stream file, ChannelWriter<Task<Batch>> batches, CancellationToken ct)
    {
        var reader = new RowReader(subject, intake, notes);
        try
        {
            foreach (
                var rows in RowBatches.Of(
                    TableReader.Read(
                        file,
                        import.Format,
                        [.. subject.Columns, .. Reasons],
                        notes,
                        import.Charset,
                        ReadLimits.Usual,
                        ct
                    )
                )
            )
            {
                var progress = Math.Min(1, Math.Round((decimal)file.Position / Math.Max(1, file.Length), 4));
                await batches.WriteAsync(
                    Task.Run(() => new Batch(Array.ConvertAll(rows, reader.Read), progress), ct),
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

    private async Task<IReadOnlyList<ImportVerdicts.StoredVerdict>> DecideAsync(
        IReadOnlyList<ReadRow> rows,
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

    private async ValueTask<ImportVerdicts.StoredVerdict> DecideAsync(
        ReadRow row,
        object?[]? there,
        CancellationToken ct
    )
    {
        if (row.Entry is not { } entry)
            return Reject(row, row.Faults);
        if (keys.Add(row.Digest, row.Raw.Number) is { } other)
            return Reject(
                row,
                new CellFault(
                    subject.Key[0],
                    ImportRefusals.RowDuplicate.Fault($"与第 {other} 行键值相同。", $"Row {other} has the same key.")
                )
            );
        if (there is not null)
            entry.FillIn(row.Raw, there);
        if (there is not null && intake.Settle(entry.Values, there) is { Count: > 0 } unsettled)
            return Reject(row, unsettled);
        if (there is not null && Enumerable.Range(0, there.Length).All(place => intake.IsSame(place, entry, there)))
            return MakeVerdict(row, RowOutcome.Unchanged);
        if (there is not null && import.OnConflict == OnConflict.Skip)
            return MakeVerdict(row, RowOutcome.Skipped);
        if (there is not null && import.OnConflict == OnConflict.Refuse)
            return Reject(
                row,
                new CellFault(
                    subject.Key[0],
                    ImportRefusals.RowConflict.Fault(
                        "已有同一键值而内容不同的记录。",
                        "There is a record of the same key with other content."
                    )
                )
            );
        try
        {
            await intake.MustTakeAsync(entry, there, ct);
            var outcome = there is null ? RowOutcome.Created : RowOutcome.Updated;
            return MakeVerdict(row, outcome) with { Words = DescribeChanges(entry, there) };
        }
        catch (RowRefused refused)
        {
            return Reject(row, refused.Faults);
        }
        catch (Refusal refused)
        {
            return Reject(row, new CellFault(refused.ColumnOf() ?? intake.ColumnOf(refused.Code), refused.ToFault()));
        }
        catch (ValidationException refused) when (refused.Errors.Any())
        {
            return Reject(
                row,
                [.. refused.Errors.Select(FaultOf).DistinctBy(fault => (fault.Column, fault.Fault.Message))]
            );
        }
    }

    private CellFault FaultOf(ValidationFailure failure)
    {
        var named = failure.PropertyName.Split('.')[^1];
        return new CellFault(
            subject
                .Columns.FirstOrDefault(column => column.Name.Equals(named, StringComparison.OrdinalIgnoreCase))
                ?.Name,
            new Fault(
                Refusals.All.Any(kind => kind.Code == failure.ErrorCode)
                    ? failure.ErrorCode
                    : Refusals.RequestInvalid.Code,
                failure.ErrorMessage
            )
        );
    }

    /// <summary>The changes are stored for a check only.</summary>
    private ImportVerdicts.Words? DescribeChanges(Entry entry, object?[]? there) =>
        import.Mode == ImportMode.Check && intake.Changes(entry, there).ToList() is { Count: > 0 } changes
            ? new ImportVerdicts.Words(null, null, null, [], changes)
            : null;

    private ImportVerdicts.StoredVerdict MakeVerdict(ReadRow row, RowOutcome outcome) =>
        new()
        {
            Number = ++verdicts,
            RowNumber = row.Raw.Number,
            Outcome = outcome,
        };

    private ImportVerdicts.StoredVerdict Reject(ReadRow row, params IReadOnlyList<CellFault> faults) =>
        MakeVerdict(row, RowOutcome.Rejected) with
        {
            ColumnName = faults[0].Column,
            Code = faults[0].Fault.Code,
            Words = ImportVerdicts.Words.Of(
                [.. faults.Select(fault => FaultOf(row.Raw, fault))],
                [.. row.Raw.Cells.Take(subject.Columns.Count).Select(cell => cell ?? "")]
            ),
        };

    private RowFault FaultOf(RawRow raw, CellFault one)
    {
        var place = one.Column is null ? (int?)null : subject[one.Column];
        return new RowFault(
            one.Column,
            place is { } at && at < notes.Columns.Count ? notes.Columns[at].Header : null,
            place is { } of ? raw.Cells[of] : null,
            one.Fault.Code,
            one.Fault.Message,
            one.Fault.Proposal
        );
    }

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

    private sealed record Batch(IReadOnlyList<ReadRow> Rows, decimal Progress);
}
