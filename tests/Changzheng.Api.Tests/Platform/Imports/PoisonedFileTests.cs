namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>A file that was made to be read for ever is refused by name, and the next import has its turn.</summary>
public sealed class PoisonedFileTests(string database) : ImportTest(database)
{
    private static IEnumerable<string> Names => Poison.Files.Keys;

    [TestCaseSource(nameof(Names)), CancelAfter(90_000)]
    public async Task It_is_refused_while_it_is_read(string name, CancellationToken ct)
    {
        var (kind, type, make, code) = Poison.Files[name];
        var (_, import) = await ImportAsync(kind, make(), "mode=apply", type);
        Assert.That(
            ((string?)import["state"], (string?)import["problem"]?["code"]),
            Is.EqualTo(("failed", code ?? "import.rejected")),
            import.ToJsonString()
        );
        Assert.That(
            Rows(
                (
                    await ImportAsync(
                        "units",
                        $"code,name,kind\nP-{TestContext.CurrentContext.CurrentRepeatCount},丙,office\n",
                        "mode=check"
                    )
                ).Import
            ),
            Does.StartWith("1 ")
        );
    }
}
