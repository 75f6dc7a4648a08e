using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;

namespace Changzheng.Api.Hotline.Channels;

/// <summary>A row of ReturnReasons.</summary>
internal sealed record ReturnReasonRow
{
    public const string Columns = "Code, Name, NameEn, TakesNote, Basis, Assumed";

    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string NameEn { get; init; } = "";
    public bool TakesNote { get; init; }
    public string Basis { get; init; } = "";
    public bool Assumed { get; init; }
}

/// <summary>Reads the reasons for which a unit returns a ticket.</summary>
internal sealed class ReturnReasons(Db db)
{
    public const string AllSql = $"SELECT {ReturnReasonRow.Columns} FROM ReturnReasons ORDER BY Code";

    public Task<IReadOnlyList<ReturnReasonRow>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<ReturnReasonRow>(AllSql, null, ct);

    /// <summary>Refuses a reason that is not listed, and one that takes a note and has none.</summary>
    public async Task MustHoldAsync(string code, string? note, CancellationToken ct)
    {
        var reasons = await ListAsync(ct);
        if (reasons.FirstOrDefault(one => one.Code == code) is not { } reason)
            throw TicketRefusals.ReturnReasonUnknown.WithDetail(
                $"没有退单原因 {code}；有：{string.Join("、", reasons.Select(one => $"{one.Code}（{one.Name}）"))}。",
                $"There is no reason {code}; there are {string.Join(", ", reasons.Select(one => one.Code))}."
            );
        if (reason.TakesNote && string.IsNullOrWhiteSpace(note))
            throw Refusals.NoteNeeded.WithDetail(
                $"退单原因“{reason.Name}”须在 note 中说明。",
                $"The reason {reason.Code} takes a note."
            );
    }
}
