using Changzheng.Api.Platform.Access;
using Changzheng.Api.Tests.Platform.Imports;

namespace Changzheng.Api.Tests.Hotline;

/// <summary>
/// What a check answers about a ticket that is there: to those who may not see its phone, no right guess differs from a
/// wrong one.
/// </summary>
public sealed class GuessedPhoneImportTests(string database) : ImportTest(database)
{
    private const string Header = "工单编号,诉求类型,标题,反映人,联系电话,地址,诉求内容\n";

    private static string Row(string number, string phone) =>
        $"{number},complaint,飞线,张小妹,{phone},真光路1234弄5号601室,请打{phone}\n";

    private async Task<string> CheckAsync(string row, HttpClient by) =>
        Rows((await ImportAsync("hotlineTickets", Header + row, "mode=check&onError=skip", by: by)).Import);

    [Test]
    public async Task No_guess_is_confirmed()
    {
        using var platform = SignedIn(await AKeyAsync("市平台", Role.Integration));
        using var other = SignedIn(await AKeyAsync("区平台", Role.Integration));
        using var dispatcher = SignedIn(await AKeyAsync("派单员", Role.Dispatcher));
        using var office = SignedIn(await AKeyOfAsync("别的办", "310107102-PAB", Role.Dispatcher));
        var made = await ImportAsync("hotlineTickets", Header + Row("G-1", "13812345678"), by: platform);
        Assert.That(Rows(made.Import), Is.EqualTo("1 1 0 0 0 0"), made.Import.ToJsonString());

        Assert.Multiple(async () =>
        {
            foreach (
                var (by, right, wrong) in new[]
                {
                    // Read, created, updated, unchanged, skipped, rejected.
                    (Http, "1 0 1 0 0 0", "1 0 1 0 0 0"),
                    (other, "1 0 0 1 0 0", "1 0 0 1 0 0"),
                    (office, "1 0 0 0 0 1", "1 0 0 0 0 1"),
                    (dispatcher, "1 0 0 1 0 0", "1 0 1 0 0 0"),
                    (platform, "1 0 0 1 0 0", "1 0 0 0 0 1"),
                }
            )
            {
                Assert.That(await CheckAsync(Row("G-1", "13812345678"), by), Is.EqualTo(right));
                Assert.That(await CheckAsync(Row("G-1", "13800005678"), by), Is.EqualTo(wrong));
            }

            Assert.That(
                await CheckAsync(Row("G-1", "13812349999"), other),
                Is.EqualTo("1 0 0 0 0 1"),
                "What the mask shows is no secret."
            );
        });
    }

    /// <summary>A change beside the masked cells does not make its author the author of what the mask hides.</summary>
    [Test]
    public async Task Who_keeps_what_is_masked_does_not_come_to_know_it()
    {
        using var platform = SignedIn(await AKeyAsync("市平台乙", Role.Integration));
        await ImportAsync("hotlineTickets", Header + Row("G-2", "13812345678"), by: platform);
        var masked = await ImportAsync("hotlineTickets", "工单编号,诉求类型,标题,诉求类别\nG-2,complaint,飞线,群租\n");
        Assert.That(Rows(masked.Import), Is.EqualTo("1 0 1 0 0 0"), masked.Import.ToJsonString());

        Assert.That(await CheckAsync(Row("G-2", "13812345678"), Http), Is.EqualTo("1 0 1 0 0 0"));
        Assert.That(await CheckAsync(Row("G-2", "13800005678"), Http), Is.EqualTo("1 0 1 0 0 0"));
    }

    [Test]
    public async Task Who_wrote_it_whole_sends_it_again_unchanged()
    {
        await ImportAsync("hotlineTickets", Header + Row("G-3", "13812345678"));
        var again = await ImportAsync("hotlineTickets", Header + Row("G-3", "13812345678"));
        var corrected = await ImportAsync("hotlineTickets", Header + Row("G-3", "13812005678"));
        var afterwards = await ImportAsync("hotlineTickets", Header + Row("G-3", "13812005678"));

        Assert.That(
            new[] { again, corrected, afterwards }.Select(one => Rows(one.Import)),
            Is.EqualTo(new[] { "1 0 0 1 0 0", "1 0 1 0 0 0", "1 0 0 1 0 0" })
        );
    }
}
