using System.Net;
using System.Net.Sockets;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>The program's own words, as an operator reads them: verbs, refusals, a port that is taken.</summary>
[TestFixture]
public sealed class CommandLineTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("changzheng-words-").FullName;

    private string Database => Path.Combine(folder, "town.db");

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [TestCase("help")]
    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("/?")]
    [TestCase("backup", "--help")]
    public async Task Help_prints_every_verb_and_touches_nothing(params string[] typed)
    {
        var (code, said) = await BuiltApi.RunAsync(Path.Combine(folder, "untouched.db"), typed);

        Assert.That(code, Is.Zero, said);
        ListsVerbs(said);
        Assert.That(File.Exists(Path.Combine(folder, "untouched.db")), Is.False);
    }

    [TestCase("bakup", "town.db")]
    [TestCase("version")]
    public async Task What_is_no_verb_is_named_and_the_verbs_are_listed(params string[] typed)
    {
        var (code, said) = await BuiltApi.RunAsync(Path.Combine(folder, "untouched.db"), typed);

        Assert.That(code, Is.EqualTo(2), said);
        Assert.That(said, Does.Contain($"'{typed[0]}'"));
        ListsVerbs(said);
        Assert.That(File.Exists(Path.Combine(folder, "untouched.db")), Is.False);
    }

    [Test, CancelAfter(120_000)]
    public async Task A_taken_port_is_one_sentence()
    {
        await SeededDatabase.CopyAsync(Database);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (code, said) = await BuiltApi.RunAsync(Database, $"--urls={address}");

        Assert.That(code, Is.EqualTo(1), said);
        Assert.That(said.TrimEnd().Split('\n'), Has.Length.EqualTo(1), said);
        Assert.That(said, Does.Contain(address).And.Contain("--urls").And.Not.Contain("Exception"));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_backup_says_where_it_lies_and_replaces_nothing_unasked()
    {
        var database = Path.Combine(folder, "kept.db");
        await SeededDatabase.CopyAsync(database);
        var file = Path.Combine(folder, "copy.db");
        var written = Path.GetRelativePath(AppContext.BaseDirectory, file);

        var first = await BuiltApi.RunAsync(database, "backup", written);
        Assert.That(first, Is.EqualTo((0, $"Backed up to {file}\n")));

        await File.WriteAllTextAsync(file, "another's");
        var second = await BuiltApi.RunAsync(database, "backup", written);
        Assert.That(second.Code, Is.EqualTo(2), second.Said);
        Assert.That(second.Said, Does.Contain(file).And.Contain("--overwrite"));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("another's"));

        var asked = await BuiltApi.RunAsync(database, "backup", "--overwrite", written);
        Assert.That(asked, Is.EqualTo((0, $"Backed up to {file}\n")));
        Assert.That(new FileInfo(file).Length, Is.GreaterThan(100_000));
    }

    [Test]
    public async Task What_a_restore_leaves_is_not_offered_to_git()
    {
        var ignored = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, ".gitignore"));

        Assert.That(ignored, Does.Contain("*.before-restore*"));
    }

    private static void ListsVerbs(string said)
    {
        foreach (var verb in new[] { "migrate", "backup <file>", "restore <file>", "verify", "help" })
            Assert.That(
                said.Split('\n').Count(line => line.StartsWith($"  {verb} ", StringComparison.Ordinal)),
                Is.EqualTo(1),
                said
            );
    }
}
