using System.Globalization;
using System.Text;
using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>Repeats are proposed for tickets of a file as for tickets that come one by one.</summary>
public sealed class RepeatImportTests(string database) : ImportTest(database)
{
    private const string Header = "工单编号,诉求类型,渠道,诉求类别,标题,联系电话,地址,外部编号,受理时间\n";

    [Test]
    public async Task Rows_repeat_what_is_there_and_one_another_within_the_window_only()
    {
        var (_, before) = await ImportAsync(
            "hotlineTickets",
            Header
                + "R-OLD,complaint,,,合成,13811112222,,,2022-01-02 10:00\n"
                + "R-MARCH,complaint,,,合成,13811112222,,,2022-03-20 10:00\n"
                + "R-CITY,complaint,,,合成,,,EXT-7,2022-03-21 10:00\n"
                + "R-PETITION,complaint,petition,,合成,13811112222,,,2022-03-22 10:00\n"
        );
        Assert.That(Rows(before), Is.EqualTo("4 4 0 0 0 0"), before.ToJsonString());
        var file = new StringBuilder(Header);
        file.Append("R-MAY,complaint,,飞线充电,合成,138-1111-2222,真光路1号,,2022-05-10 10:00\n");
        // More rows between than are written at once.
        for (var row = 0; row < 600; row++)
            file.Append(CultureInfo.InvariantCulture, $"R-FILL{row},complaint,,,合成,,,,2022-05-10 11:00\n");
        file.Append("R-PLACE,complaint,,飞线充电,合成,,真光路 1号,,2022-05-11 10:00\n")
            .Append("R-OTHER,complaint,,噪声,合成,,真光路1号,,2022-05-11 11:00\n")
            .Append("R-NUMBER,complaint,,,合成,,,EXT-7,2022-05-11 12:00\n")
            .Append("R-BEFORE,complaint,,,合成,13811112222,,,2022-05-09 10:00\n");
        var (_, import) = await ImportAsync("hotlineTickets", file.ToString());
        Assert.That(Rows(import), Is.EqualTo("605 605 0 0 0 0"), import.ToJsonString());

        var proposed = (await ReadAsync("/api/v1/hotline/repeats?limit=500"))["items"]!
            .AsArray()
            .Select(one => ((string)one!["number"]!, (string)one["of"]!, (string)one["because"]!));

        Assert.That(
            proposed,
            Is.EquivalentTo(
                new[]
                {
                    ("R-MARCH", "R-OLD", "reporter"),
                    ("R-MAY", "R-MARCH", "reporter"),
                    ("R-PLACE", "R-MAY", "place"),
                    ("R-NUMBER", "R-CITY", "externalNumber"),
                    ("R-BEFORE", "R-MARCH", "reporter"),
                    ("R-MAY", "R-BEFORE", "reporter"),
                }
            )
        );
    }

    [Test]
    public async Task A_reporter_is_found_by_phone_whatever_the_year()
    {
        using var dispatcher = SignedIn(await AKeyAsync("派单员", Role.Dispatcher));
        Assert.That(
            (await ReadAsync("/api/v1/hotline/tickets?q=13800009999&purpose=回访核实", dispatcher))["items"]!.AsArray(),
            Is.Empty
        );
        await ImportAsync(
            "hotlineTickets",
            Header
                + "P-1,complaint,,,合成,13855556666,,,2019-11-30 23:00\n"
                + "P-2,complaint,,,合成,１３８-5555-6666,,,2022-04-01 07:00\n"
                + "P-3,complaint,,,合成,13855556667,,,2022-04-01 07:00\n"
        );
        var found = await ReadAsync("/api/v1/hotline/tickets?q=13855556666&count=true&purpose=回访核实", dispatcher);
        Assert.That(
            found["items"]!.AsArray().Select(ticket => (string)ticket!["number"]!),
            Is.EqualTo(new[] { "P-2", "P-1" })
        );
        Assert.That((int)found["total"]!, Is.EqualTo(2));
    }
}
