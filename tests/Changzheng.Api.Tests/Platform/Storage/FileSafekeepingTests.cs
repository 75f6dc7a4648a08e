using System.Text.Json.Nodes;
using Changzheng.Api.Tests.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>Backup, restore and verify have the files too, as the API is built.</summary>
[TestFixture]
public sealed class FileSafekeepingTests
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"changzheng-care-{Guid.CreateVersion7():N}");

    private string Database => Path.Combine(folder, "town.db");

    private string Copy => Path.Combine(folder, "backup.db");

    [OneTimeSetUp]
    public void FolderComes() => Directory.CreateDirectory(folder);

    [OneTimeTearDown]
    public void FolderGoes() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_backup_has_the_files_verify_finds_every_fault_and_restore_brings_them_back()
    {
        string first,
            second;
        using (var api = await BuiltApi.StartAsync(Database))
        {
            using var http = api.Client();
            (first, second) = (await KeepAsync(http, "第一份"), await KeepAsync(http, "第二份"));
            api.Kill();
        }

        string PathOf(string sha256) => Path.Combine(folder, "town.files", sha256[..2], sha256[2..4], sha256);
        Assert.That(File.Exists(PathOf(first)), Is.True, "Beside the database.");

        var backup = await BuiltApi.RunAsync(Database, "backup", Copy);
        Assert.That(backup, Is.EqualTo((0, $"Backed up to {Copy}\n2 files backed up to {Copy}.files\n")));
        var whole = await BuiltApi.RunAsync(Database, "verify");
        Assert.That((whole.Code, whole.Said.Contains("2 files, each as it was uploaded")), Is.EqualTo((0, true)));

        await File.WriteAllTextAsync(PathOf(first), "第一件");
        File.Delete(PathOf(second));
        var (code, said) = await BuiltApi.RunAsync(Database, "verify");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain($"file: {first}: its bytes were changed"));
        Assert.That(said, Does.Contain($"file: {second}: its bytes are not in {Path.Combine(folder, "town.files")}"));

        var restored = await BuiltApi.RunAsync(Database, "restore", Copy);
        Assert.That(restored.Code, Is.Zero, restored.Said);
        Assert.That(restored.Said, Does.Contain($"2 files of {Copy}.files are there again"));
        Assert.That(await File.ReadAllTextAsync(PathOf(first)), Is.EqualTo("第一份"));
        if (!OperatingSystem.IsWindows())
            Assert.That(
                File.GetUnixFileMode(PathOf(first)),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
            );
    }

    private static async Task<string> KeepAsync(HttpClient http, string text)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text));
        var kept = await http.PostAsync(new Uri("/api/v1/files", UriKind.Relative), content);
        var uri = JsonNode.Parse(await kept.Content.ReadAsStringAsync())!["uri"]!.GetValue<string>();
        return uri[^64..];
    }
}
