using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Changzheng.Api.Tests.Platform.Storage;

/// <summary>A file is read by who may read something that names it; what nothing names goes after a week.</summary>
public class FileReachTests(string database) : StorageTest(database)
{
    private const string Own = "310107102-JJB",
        Foreign = "310107102-GHB";

    private string byUnits = "";

    [OneTimeSetUp]
    public async Task AnIndicatorOfUnitsAsync()
    {
        foreach (var one in (await ReadAsync("/api/v1/indicators?limit=500"))["items"]!.AsArray())
        {
            var code = one!["code"]!.GetValue<string>();
            if ((int)(await ReportAsync(code, "2022-01", new { value = 1 }, unit: Own)).StatusCode == 201)
            {
                byUnits = code;
                return;
            }
        }
    }

    [Test]
    public async Task Evidence_of_the_towns_figure_is_read_by_who_reads_the_plan()
    {
        var uri = await AFileAsync("全镇台账");
        using var other = SignedIn(await AKeyOfAsync("别的单位", Foreign, Role.Reporter));
        Assert.That(await StatusAsync(other, uri), Is.EqualTo(404));

        var body = new JsonObject { ["value"] = 3, ["evidence"] = Naming(uri) };
        var reported = await ReportAsync("2022-fitness-tests", "2022-05", body);

        Assert.That((int)reported.StatusCode, Is.EqualTo(201), await reported.Content.ReadAsStringAsync());
        Assert.That(await StatusAsync(other, uri), Is.EqualTo(200));
        Assert.That(await StatusAsync(Reviewer, uri), Is.EqualTo(200));
        using var anonymous = SignedIn(null);
        Assert.That(await StatusAsync(anonymous, uri), Is.EqualTo(401));
    }

    [Test]
    public async Task Evidence_of_a_units_figure_is_not_another_units()
    {
        using var own = SignedIn(await AKeyOfAsync("经发办", Own, Role.Reporter));
        using var colleague = SignedIn(await AKeyOfAsync("经发办同事", Own, Role.Reporter));
        using var foreign = SignedIn(await AKeyOfAsync("规建办", Foreign, Role.Reporter));
        var uri = await AFileAsync("本单位台账", own);
        Assert.That(await StatusAsync(colleague, uri), Is.EqualTo(404), "Nothing names it yet.");

        var body = new JsonObject { ["value"] = 1, ["evidence"] = Naming(uri) };
        var reported = await ReportAsync(byUnits, "2022-02", body, unit: Own, by: own);

        Assert.That((int)reported.StatusCode, Is.EqualTo(201), await reported.Content.ReadAsStringAsync());
        Assert.That(await StatusAsync(colleague, uri), Is.EqualTo(200));
        Assert.That(await StatusAsync(Http, uri), Is.EqualTo(200), "The town is above it.");
        Assert.That(await StatusAsync(foreign, uri), Is.EqualTo(404));
        await IsRefusedAsync(
            await ReportAsync(byUnits, "2022-02", body.DeepClone(), unit: Foreign, by: foreign),
            422,
            "file.unknown"
        );
        Assert.That(await StatusAsync(foreign, uri), Is.EqualTo(404), "Naming it opens nothing.");
    }

    [Test]
    public async Task A_file_that_is_not_there_is_not_named()
    {
        var nothing = $"{Files}/{new string('a', 64)}";
        var body = new JsonObject { ["value"] = 1, ["evidence"] = Naming(nothing) };
        await IsRefusedAsync(await ReportAsync("2022-fitness-tests", "2022-06", body), 422, "file.unknown");
        await IsRefusedAsync(
            await SendAsync(
                Http,
                HttpMethod.Put,
                $"{Plan}/measures/2.1.1/progress",
                new JsonObject
                {
                    ["step"] = "underway",
                    ["on"] = "2022-06-30",
                    ["note"] = "进行中",
                    ["evidence"] = Naming(nothing),
                }
            ),
            422,
            "file.unknown"
        );
        foreach (
            var miswritten in new[]
            {
                $"http://localhost{Files}/{new string('a', 64)}",
                $"{Files}/{new string('A', 64)}",
                $"{Files}/abc",
                $"{Files}/{new string('a', 64)}?x=1",
            }
        )
            await IsRefusedAsync(
                await ReportAsync(
                    "2022-fitness-tests",
                    "2022-06",
                    new JsonObject { ["value"] = 1, ["evidence"] = Naming(miswritten) }
                ),
                400,
                "request.invalid"
            );
    }

    [Test]
    public async Task Evidence_of_a_project_is_read_by_who_reads_the_project_and_the_references_are_proved()
    {
        var uri = await AFileAsync("开工照片说明");
        await Http.APlanAsync("files-of-projects");
        var project = new
        {
            code = "files-park",
            plan = "files-of-projects",
            measures = new[] { "1.1.1" },
            title = "口袋花园",
            kind = "works",
            milestones = new[]
            {
                new
                {
                    number = 1,
                    plannedOn = "2022-03-31",
                    name = "立项",
                    weight = 0.4,
                },
                new
                {
                    number = 2,
                    plannedOn = "2022-11-30",
                    name = "验收",
                    weight = 0.6,
                },
            },
            on = "2022-01-10",
        };
        var opened = await Http.PostAsJsonAsync("/api/v1/projects", project);
        Assert.That((int)opened.StatusCode, Is.EqualTo(201), await opened.Content.ReadAsStringAsync());
        var reach = $"{opened.Headers.Location}/milestones/1/reach";
        JsonObject With(string file) => new() { ["on"] = "2022-03-20", ["evidence"] = Naming(file) };
        await IsRefusedAsync(
            await SendAsync(Http, HttpMethod.Post, reach, With($"{Files}/{new string('b', 64)}"), 1),
            422,
            "file.unknown"
        );
        var reached = await SendAsync(Http, HttpMethod.Post, reach, With(uri), 1);
        Assert.That((int)reached.StatusCode, Is.EqualTo(200), await reached.Content.ReadAsStringAsync());

        Assert.That(await StatusAsync(Reviewer, uri), Is.EqualTo(200));
        Assert.That(await FaultsAsync(), Is.Empty);
    }

    [Test]
    public async Task What_nothing_names_goes_after_a_week_and_what_is_named_stays()
    {
        var began = Clock.GetUtcNow();
        var unnamed = await AFileAsync("没有引用的文件");
        var named = await AFileAsync("有引用的文件");
        var body = new JsonObject { ["value"] = 3, ["evidence"] = Naming(named) };
        Assert.That((int)(await ReportAsync("2022-fitness-tests", "2022-03", body)).StatusCode, Is.EqualTo(201));
        var orphan = Path.Combine(Folder, "ff", "ff", new string('f', 64));
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        await File.WriteAllTextAsync(orphan, "of a process that was killed");
        File.SetLastWriteTimeUtc(orphan, began.UtcDateTime);
        var unfinished = Path.Combine(Folder, "ff", "ff", ".unfinished-1");
        await File.WriteAllTextAsync(unfinished, "half");
        File.SetLastWriteTimeUtc(unfinished, began.UtcDateTime);

        Clock.SetUtcNow(began.AddHours(23));
        await SweepAsync();
        Assert.That(Kept, Has.Member(unnamed[^64..]).And.Member(named[^64..]).And.Member(new string('f', 64)));

        Clock.SetUtcNow(began.AddHours(25));
        await SweepAsync();
        Assert.That(Kept, Has.Member(unnamed[^64..]).And.Not.Member(new string('f', 64)));
        Assert.That(Kept, Has.No.Member(".unfinished-1"));

        Clock.SetUtcNow(began.AddDays(6));
        await UploadAsync(Http, "没有引用的文件"u8.ToArray());
        Clock.SetUtcNow(began.AddDays(8));
        await SweepAsync();
        Assert.That(Kept, Has.Member(unnamed[^64..]), "Sent again two days ago.");

        Clock.SetUtcNow(began.AddDays(14));
        await SweepAsync();
        Assert.That(Kept, Has.No.Member(unnamed[^64..]).And.Member(named[^64..]));
        Assert.That(await StatusAsync(Http, unnamed), Is.EqualTo(404));
        Assert.That(await StatusAsync(Http, named), Is.EqualTo(200), "Its value names it.");
        Assert.That(await CountAsync($"SELECT COUNT(*) FROM FileUploads WHERE Sha256 = '{unnamed[^64..]}'"), Is.Zero);
        Assert.That(await FaultsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_reference_that_is_taken_away_or_added_is_found()
    {
        var named = await AFileAsync("被删去引用的文件");
        var body = new JsonObject { ["value"] = 3, ["evidence"] = Naming(named) };
        Assert.That((int)(await ReportAsync("2022-fitness-tests", "2022-04", body)).StatusCode, Is.EqualTo(201));
        const string take = "UPDATE FileReferences SET SubjectKey = @To WHERE Sha256 = @Sha256 AND SubjectKey = @From";
        const string from = "2022-fitness-tests/2022-04/";

        await RunAsync(
            take,
            new
            {
                Sha256 = named[^64..],
                From = from,
                To = "2022-fitness-tests/2022-12/",
            }
        );
        var faults = await FaultsAsync();
        await RunAsync(
            take,
            new
            {
                Sha256 = named[^64..],
                From = "2022-fitness-tests/2022-12/",
                To = from,
            }
        );

        Assert.That(
            faults,
            Is.EqualTo(
                new[]
                {
                    $"file: {named[^64..]}: indicatorValue 2022-fitness-tests/2022-12/ does not name it",
                    $"file: {named[^64..]}: indicatorValue {from} names it, and no reference says so",
                }
            )
        );
        Assert.That(await FaultsAsync(), Is.Empty);
    }

    private async Task SweepAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var job = Catalogue.HourlyJobs.Single(one => one == typeof(SweepFiles));
        await ((IHourlyJob)scope.ServiceProvider.GetRequiredService(job)).RunAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<string>> FaultsAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var proof = scope.ServiceProvider.GetServices<Proof>().OfType<FilesProof>().Single();
        return await proof.FindFaultsAsync(CancellationToken.None);
    }

    private async Task RunAsync(string statement, object parameters)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<Db>()
            .ExecuteAsync(statement, parameters, CancellationToken.None);
    }
}
