using Changzheng.Api.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// A day after its end an import is a row of counts: its file, its name and whatever quotes it are gone.
/// </summary>
public sealed class ForgottenImportTests(string database) : ImportTest(database)
{
    public const string KeptSql = """
        SELECT (SELECT COUNT(*) FROM ImportFiles) + (SELECT COUNT(*) FROM ImportVerdicts WHERE Sealed IS NOT NULL)
            + (SELECT COUNT(*) FROM Imports WHERE FileKey IS NOT NULL OR SealedName IS NOT NULL OR SealedDetail IS NOT NULL
                OR SealedNotes IS NOT NULL)
        """;

    private const string Rejected = "code,name,kind\nF-1,甲,office\nF-2,张小妹13812345678,castle\n";

    [Test, CancelAfter(60_000)]
    public async Task A_job_forgets_it(CancellationToken ct)
    {
        var (_, check) = await ImportAsync("units", "张小妹的单位表,,\ncode,name,kind\nF-0,零,office\n", "mode=check");
        var (_, failed) = await ImportAsync("units", Rejected);
        var (_, broken) = await ImportAsync("units", "张小妹13812345678,name,kind\n");
        Clock.Advance(TimeSpan.FromHours(23));
        await Task.Delay(1500, ct);
        Assert.That(await KeptAsync(), Is.GreaterThanOrEqualTo(3 + 3), "Within the day everything is there.");
        Assert.That((string?)(await RejectionsAsync(failed))[0]!["value"], Is.EqualTo("castle"));
        Assert.That(await NotesAsync(), Does.Contain("张小妹"));

        for (var hours = 0; await KeptAsync() > 0; hours++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(200, ct);
        }

        Assert.That(await NotesAsync(), Is.EqualTo("[]"));
        var verdict = (await RejectionsAsync(failed))[0]!;
        Assert.Multiple(async () =>
        {
            Assert.That(
                ((int)verdict["row"]!, (string?)verdict["column"], (string?)verdict["value"], (string?)verdict["code"]),
                Is.EqualTo((3, "kind", (string?)null, "cell.not_choice"))
            );
            Assert.That((string?)verdict["message"], Is.EqualTo("不在可选值中"));
            Assert.That(
                (string?)(await ReadAsync($"/api/v1/imports/{(string)broken["id"]!}"))["problem"]!["detail"],
                Is.EqualTo("没有这一列")
            );
            Assert.That(
                System.Text.Encoding.UTF8.GetString(
                    await ExportAsync($"/api/v1/imports/{(string)failed["id"]!}/rejections")
                ),
                Does.Contain(",3,单位类别,不在可选值中（cell.not_choice）")
            );
        });
        await IsRefusedAsync(
            await UploadAsync("units", [], $"check={(string)check["token"]!}"),
            409,
            "import.token_invalid"
        );

        async Task<string> NotesAsync() =>
            string.Concat(
                (await ReadAsync($"/api/v1/imports/{(string)check["id"]!}"))["notes"]!
                    .AsArray()
                    .Select(note => (string)note!["detail"]!)
                    .DefaultIfEmpty("[]")
            );
    }

    private async Task<long> KeptAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Db>()
            .FindAsync<long>(KeptSql, null, CancellationToken.None);
    }
}
