using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Database;
using Dapper;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>What must not be restored is refused in one line, and what is there stays.</summary>
[TestFixture]
public sealed class RestoreTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-restore-").FullName;

    private string Database => Path.Combine(folder, "town.db");

    private string Copy => Path.Combine(folder, "copy.db");

    [OneTimeSetUp]
    public async Task BackUpAsync()
    {
        await SeededDatabase.CopyAsync(Database);
        Assert.That(await BuiltApi.RunAsync(Database, "backup", Copy), Is.EqualTo((0, $"Backed up to {Copy}\n")));
    }

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [TestCase("text", "it is no database that can be read")]
    [TestCase("cut", "it is")]
    [TestCase("empty", "it is a database of another program")]
    [TestCase("other", "it is a database of another program")]
    [TestCase("newer", "it is from a newer version of this program (it knows 9999_later.sql)")]
    [TestCase("nowhere", "there is no such file")]
    [TestCase("itself", "it is the database itself")]
    public async Task What_is_no_backup_is_refused_and_nothing_is_changed(string kind, string because)
    {
        var file = kind == "itself" ? Database : await MakeAsync(kind);
        var before = await ReadAllAsync();

        var (code, output) = await BuiltApi.RunAsync(Database, "restore", file);

        Assert.That((code, output.TrimEnd().Split('\n')), Is.EqualTo((2, new[] { output.TrimEnd() })), "One line.");
        Assert.That(output, Does.StartWith($"{file} is not restored: {because}"));
        Assert.That(await ReadAllAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_database_in_use_is_not_restored_and_one_whose_API_was_killed_is()
    {
        using (var api = await BuiltApi.StartAsync(Database))
        {
            var (refused, why) = await BuiltApi.RunAsync(Database, "restore", Copy);
            Assert.That((refused, why), Is.EqualTo((2, $"{Database} is in use: stop the API before a restore.\n")));
            Assert.That((await BuiltApi.RunAsync(Database, "verify")).Code, Is.Zero, "Other verbs run beside it.");
            using var http = api.Client();
            var plans = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/plans", UriKind.Relative)))!;
            Assert.That(plans["items"]!.AsArray(), Is.Not.Empty, "It goes on.");
            api.Kill();
        }

        var (code, output) = await BuiltApi.RunAsync(Database, "restore", Copy);

        Assert.That(code, Is.Zero, output);
    }

    [Test]
    public async Task While_a_restore_runs_no_other_begins()
    {
        var refused = (2, $"{Database} is being restored: try again when that is done.\n");
        string[][] verbs =
        [
            ["verify"],
            ["migrate"],
            ["backup", Path.Combine(folder, "never.db")],
            [],
        ];
        using (new FileStream(Database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            foreach (var verb in verbs)
                Assert.That(await BuiltApi.RunAsync(Database, verb), Is.EqualTo(refused));

        Assert.That((await BuiltApi.RunAsync(Database, "verify")).Code, Is.Zero);
    }

    [Test, Platform(Exclude = "Win")]
    public async Task What_is_written_beside_the_database_is_its_owners_alone()
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Files of an earlier version, open to everybody.
        foreach (var file in new[] { Copy, Copy + ".unfinished", Database + ".before-restore" })
        {
            if (!File.Exists(file))
                await File.WriteAllTextAsync(file, "");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        Assert.That((await BuiltApi.RunAsync(Database, "backup", Copy, "--overwrite")).Code, Is.Zero);
        Assert.That((await BuiltApi.RunAsync(Database, "restore", Copy)).Code, Is.Zero);

        if (!OperatingSystem.IsWindows())
            foreach (var file in new[] { Copy, Database + ".before-restore" })
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo(owner), file);
    }

    [Test]
    public async Task A_backup_does_not_replace_the_database()
    {
        var answer = await BuiltApi.RunAsync(Database, "backup", Database);

        Assert.That(answer, Is.EqualTo((2, $"{Database} is not written: it is the database itself.\n")));
    }

    /// <summary>Every row of every table.</summary>
    private async Task<List<string>> ReadAllAsync()
    {
        await using var source = Dialect.Sqlite.DataSource($"Data Source={Database};Pooling=False");
        await using var connection = await source.OpenConnectionAsync();
        var rows = new List<string>();
        foreach (
            var table in await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table'")
        )
        foreach (var row in await connection.QueryAsync($"SELECT * FROM \"{table}\""))
            rows.Add($"{table}: {string.Join('|', ((IDictionary<string, object?>)row).Values)}");
        Assert.That(rows, Has.Count.GreaterThan(100));
        return rows;
    }

    private async Task<string> MakeAsync(string kind)
    {
        var file = Path.Combine(folder, kind);
        if (kind == "text")
            await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("这不是数据库。\n", 1000)));
        if (kind == "empty")
            await File.WriteAllTextAsync(file, "");
        if (kind is "cut" or "newer")
            File.Copy(Copy, file, overwrite: true);
        if (kind == "cut")
            await using (var cut = File.OpenWrite(file))
                cut.SetLength(cut.Length / 2);
        if (kind is "newer" or "other")
        {
            await using var source = Dialect.Sqlite.DataSource($"Data Source={file};Pooling=False");
            await using var connection = await source.OpenConnectionAsync();
            await connection.ExecuteAsync(
                kind == "other"
                    ? "CREATE TABLE Shops (Name TEXT)"
                    : "INSERT INTO Migrations (Name, AppliedAt) VALUES ('9999_later.sql', '2030-01-01')"
            );
        }

        return file;
    }
}
