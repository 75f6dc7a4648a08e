using System.Text;
using System.Text.Json;
using Changzheng.Api.Tests.Platform.Files;
using Changzheng.Api.Tests.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// A name and a phone come in by every way an import has, and whatever becomes of it they are found in the clear in
/// none of the places that outlive a request: the database and its log, the temporary folder, the log at its most
/// talkative.
/// </summary>
[TestFixture]
public sealed class PlantedImportTests
{
    private const string Name = "施密特藏名",
        Phone = "13912349876",
        Csv = "text/csv",
        NdJson = "application/x-ndjson",
        Json = "application/json";

    private const string Header = "工单编号,诉求类型,标题,受理时间,反映人,联系电话,诉求内容";

    private const int Many = 12_000;

    private static readonly (string, Encoding)[] encodings = [("UTF-8", Encoding.UTF8), ("UTF-16", Encoding.Unicode)];

    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-planted-").FullName;

    private string Database => Path.Combine(folder, "planted.db");

    private string Temporary => Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;

    /// <summary>Skips the runtime's own pipes in the temporary folder: opening one blocks for ever.</summary>
    private Dictionary<string, string> Settings =>
        new()
        {
            ["TMPDIR"] = Temporary,
            ["DOTNET_EnableDiagnostics"] = "0",
            ["TEMP"] = Temporary,
            ["TMP"] = Temporary,
            ["Logging__LogLevel__Default"] = "Debug",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug",
        };

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test, CancelAfter(300_000)]
    public async Task They_are_nowhere_in_the_clear(CancellationToken ct)
    {
        using (var api = await BuiltApi.StartAsync(Database, Settings))
        using (var http = api.Client())
        {
            foreach (var (format, type, make) in Formats)
            {
                var (done, refused, broken) = (
                    make($"D-{format}", Phone),
                    make($"R-{format}", Phone + "99999"),
                    Encoding.UTF8.GetBytes($"{Name}{Phone},{Name}\n{Name},{Phone}\n")
                );
                foreach (
                    var (what, file, mode) in new[]
                    {
                        ("checked", done, "check"),
                        ("done", done, "apply"),
                        ("refused", refused, "apply"),
                        ("unreadable", broken, "apply"),
                    }
                )
                {
                    var (status, import) = await BuiltImports.SendAsync(
                        http,
                        $"hotlineTickets?mode={mode}",
                        file,
                        type,
                        $"{format}-{what}",
                        $"{Name}-{Phone}.{format}",
                        60,
                        ct
                    );
                    Assert.That(
                        status,
                        Is.EqualTo(what is "checked" or "done" ? 200 : 422),
                        $"{format} {what} {import.ToJsonString()}"
                    );
                    Search(api, $"{format} {what}");
                }
            }

            var cancelled = await StartAsync(http, "cancelled", "C", ct);
            Search(api, "while it runs");
            await http.DeleteAsync(new Uri($"/api/v1/imports/{cancelled}", UriKind.Relative), ct);
            Assert.That(
                (string?)(await BuiltImports.FinishedAsync(http, cancelled, ct))["state"],
                Is.EqualTo("cancelled")
            );
            Search(api, "cancelled");

            await StartAsync(http, "killed", "K", ct);
            api.Kill();
            Search(api, "killed");
        }

        await File.WriteAllTextAsync(Path.Combine(Temporary, "changzheng-left.scratch"), "left", ct);
        using var next = await BuiltApi.StartAsync(Database, Settings);
        await Task.Delay(500, ct);
        Assert.That(Directory.GetFiles(Temporary, "*.scratch"), Is.Empty, "What a kill left is removed at start.");
        using var client = next.Client();
        var shown = await client.GetStringAsync(new Uri("/api/v1/imports", UriKind.Relative), ct);
        Assert.That(shown, Does.Contain($"{Name}-{Phone}.csv"), "The sender sees the file's name.");
        Search(next, "started again");
    }

    private static IEnumerable<(string Format, string Type, Func<string, string, byte[]> Make)> Formats =>
        [
            (
                "csv",
                Csv,
                (code, phone) =>
                    Encoding.UTF8.GetBytes(
                        $"{Header}\n{code},complaint,合成,2022-04-01 08:00,{Name},{phone},{Name}来电 {Phone}\n"
                    )
            ),
            ("ndjson", NdJson, (code, phone) => JsonSerializer.SerializeToUtf8Bytes(Row(code, phone))),
            ("json", Json, (code, phone) => JsonSerializer.SerializeToUtf8Bytes(new[] { Row(code, phone) })),
            (
                "xlsx",
                BuiltImports.Xlsx,
                (code, phone) =>
                    new Book()
                        .Sheet(
                            Book.Texts(1, Header.Split(','))
                                + Book.Texts(
                                    2,
                                    code,
                                    "complaint",
                                    "合成",
                                    "2022-04-01 08:00",
                                    Name,
                                    phone,
                                    $"{Name}来电 {Phone}"
                                )
                        )
                        .Bytes()
            ),
        ];

    private static Dictionary<string, string> Row(string code, string phone) =>
        new()
        {
            ["number"] = code,
            ["type"] = "complaint",
            ["subject"] = "合成",
            ["registeredAt"] = "2022-04-01 08:00",
            ["reporterName"] = Name,
            ["reporterPhone"] = phone,
            ["description"] = $"{Name}来电 {Phone}",
        };

    /// <summary>A long one, until it is in the middle.</summary>
    private static async Task<string> StartAsync(HttpClient http, string key, string prefix, CancellationToken ct)
    {
        var file = BuiltImports.Tickets(
            prefix,
            Many,
            Header,
            $"{prefix}-0,complaint,合成,2022-04-01 08:00,{Name},{Phone},{Name}来电 {Phone}\n",
            $",{Name},{Phone},{Name}来电 {Phone}"
        );
        var (status, import) = await BuiltImports.SendAsync(
            http,
            "hotlineTickets?mode=apply",
            Encoding.UTF8.GetBytes(file),
            Csv,
            key,
            $"{Name}-{Phone}.csv",
            ct: ct
        );
        Assert.That(status, Is.EqualTo(202));
        await BuiltImports.UntilAsync(
            http,
            (string)import["id"]!,
            running => (int)running["rows"]!["read"]! >= 1_000,
            ct
        );
        return (string)import["id"]!;
    }

    private void Search(BuiltApi api, string when)
    {
        var found = new List<string>();
        foreach (
            var path in Directory
                .GetFiles(folder, "planted.db*")
                .Concat(Directory.GetFiles(Temporary, "*", SearchOption.AllDirectories))
                .Concat(OpenFiles(api.Id))
        )
        {
            try
            {
                using var file = new FileStream(
                    path,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                );
                using var bytes = new MemoryStream();
                file.CopyTo(bytes);
                found.AddRange(
                    from encoding in encodings
                    from planted in new[] { Name, Phone }
                    where bytes.ToArray().AsSpan().IndexOf(encoding.Item2.GetBytes(planted)) >= 0
                    select $"{path}: {planted} in {encoding.Item1}"
                );
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { }
        }

        if (api.Said.Contains(Name, StringComparison.Ordinal) || api.Said.Contains(Phone, StringComparison.Ordinal))
            found.Add(
                "the log: "
                    + api.Said.Split('\n')
                        .First(line =>
                            line.Contains(Name, StringComparison.Ordinal)
                            || line.Contains(Phone, StringComparison.Ordinal)
                        )
            );
        Assert.That(api.Said, Does.Contain("dbug"), "The log is at Debug.");
        Assert.That(found, Is.Empty, when);
    }

    /// <summary>
    /// Temporary files that have no name any more and that the process has open, where the system shows them.
    /// </summary>
    private IEnumerable<string> OpenFiles(int process)
    {
        try
        {
            return !OperatingSystem.IsLinux()
                ? []
                : Directory
                    .GetFiles($"/proc/{process}/fd")
                    .Where(path =>
                        File.ResolveLinkTarget(path, false)?.FullName.StartsWith(Temporary, StringComparison.Ordinal)
                        == true
                    )
                    .ToList();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
