using System.Net;
using System.Text.Json;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Imports;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// Every column of every import, given a time at the edge of time or text that cannot be read: the row is rejected by
/// name, the import does not fail.
/// </summary>
public sealed class ImpossibleCellTests(string database) : ImportTest(database)
{
    private static readonly string[] texts = ["a\u0007b", "a\u202eb", "a\uffffb"];

    [Test]
    public async Task It_is_rejected_by_name()
    {
        var faults = new List<string>();
        foreach (var subject in Catalogue.Imports)
            faults.AddRange(await FaultsAsync(subject));

        Assert.That(Catalogue.Imports, Has.Count.GreaterThan(4));
        Assert.That(faults, Is.Empty);
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(Subject subject)
    {
        var faults = new List<string>();
        foreach (
            var column in subject.Columns.Where(column =>
                !column.Derived && column.Kind is CellKind.Day or CellKind.Instant or CellKind.Text or CellKind.List
            )
        )
        {
            var isTime = column.Kind is CellKind.Day or CellKind.Instant;
            foreach (
                var value in isTime
                    ? column.Kind == CellKind.Day
                        ? ["0001-01-01", "9999-12-31"]
                        : ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
                    : texts
            )
            {
                var row = subject
                    .Columns.Where(one => one.Example.Length > 0)
                    .ToDictionary(one => one.Name, one => one.Example);
                row[column.Name] = value;
                var (status, import) = await ImportAsync(
                    subject.Name,
                    JsonSerializer.Serialize(row),
                    "mode=check&onError=skip",
                    NdJson
                );
                var rejection = (await RejectionsAsync(import)).SingleOrDefault();
                var codes = isTime
                    ? new[] { "time.out_of_range", "cell.not_day", "cell.not_instant" }
                    : ["text.unreadable", "cell.garbled"];
                if (
                    status == HttpStatusCode.InternalServerError
                    || (string?)import["state"] != "done"
                    || (string?)rejection?["column"] != column.Name
                    || !codes.Contains((string?)rejection?["code"])
                )
                    faults.Add(
                        $"{subject.Name} {column.Name} {value}: {(int)status} {import.ToJsonString()} {rejection?.ToJsonString()}"
                    );
            }
        }

        return faults;
    }
}
