using System.Globalization;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Hotline.Months;

/// <summary>Checks that the facts of a closed month are those it was closed with.</summary>
internal sealed class MonthProof(Db db) : Proof
{
    public override async Task<IReadOnlyList<string>> FindFaultsAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        foreach (var month in await db.QueryAsync<ClosedMonthRow>(ClosedMonthRow.AllSql, null, ct))
        {
            var tickets = await db.QueryAsync<MonthTicketRow>(ClosedMonths.MonthTicketsSql, new { month.Month }, ct);
            if (tickets.Count != month.Tickets || ClosedMonthRow.DigestOf(tickets) != month.Digest)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"month: {month.Month}: not as it was closed"));
        }

        return faults;
    }
}
