using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace Changzheng.Api.Tests.Delivery.Supervision;

/// <summary>Draws that others can repeat. Today is 2022-07-05.</summary>
public class DrawTests(string database) : SupervisionTest(database)
{
    [Test]
    public async Task A_draw_is_published_before_its_seed_is_known_and_can_be_repeated()
    {
        var campaign = await ACampaignAsync("draws", planned: 1);
        var candidates = Enumerable.Range(1, 40).Select(number => $"企业{number:00}").ToList();
        object Draw(string seedOn) =>
            new
            {
                draw = "q3",
                title = "第三季度抽查",
                candidates,
                size = 5,
                seedName = "上证综指收盘价",
                seedOn,
                recusals = new[] { new { candidate = "企业07", reason = "亲属任职" } },
            };
        await IsRefusedAsync(
            await Http.PostAsJsonAsync($"{campaign}/draws", Draw("2022-07-05")),
            409,
            "draw.seed_known"
        );
        var published = await JsonAsync(await Http.PostAsJsonAsync($"{campaign}/draws", Draw("2022-07-06")));
        var draw = $"{campaign}/draws/q3";
        await IsRefusedAsync(await ActAsync(draw, "seed", new { seed = "3355.35" }), 409, "draw.seed_not_yet");
        Clock.Advance(TimeSpan.FromDays(1));
        var drawn = await ActedAsync(draw, "seed", new { seed = "3355.35" });
        await IsRefusedAsync(await ActAsync(draw, "seed", new { seed = "1" }), 409, "draw.seed_given");
        var proof = await JsonAsync(await Http.PostAsync($"{draw}/verify", null));

        Assert.Multiple(() =>
        {
            Assert.That(
                (string?)published["candidatesHash"],
                Is.EqualTo(Sha(string.Join('\n', candidates.Order(StringComparer.Ordinal))))
            );
            Assert.That(
                drawn["drawn"]!.AsArray().Select(one => (string?)one),
                Is.EqualTo(DrawAgain(candidates, ["企业07"], "3355.35", 5))
            );
            Assert.That((bool)proof["valid"]!, Is.True);
        });
    }

    [Test]
    public void A_thousand_draws_come_out_as_a_script_of_others_draws_them()
    {
        var random = new Random(7);
        for (var round = 0; round < 1000; round++)
        {
            var candidates = Enumerable
                .Range(0, random.Next(2, 60))
                .Select(number => $"c{random.Next()}-{number}")
                .ToList();
            var recused = candidates.Where(_ => random.Next(5) == 0).Take(candidates.Count - 1).ToList();
            var size = random.Next(1, candidates.Count - recused.Count + 1);
            var seed = random.NextDouble().ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(
                Api.Delivery.Supervision.Draw.Pick(
                    candidates,
                    recused.Select(one => new Api.Delivery.Supervision.Recusal(one, "x")),
                    seed,
                    size
                ),
                Is.EqualTo(DrawAgain(candidates, recused, seed, size))
            );
        }
    }

    /// <summary>Shares no code with the product: bytes compared, not text.</summary>
    private static List<string> DrawAgain(List<string> candidates, List<string> recused, string seed, int size)
    {
        var ranked = new List<(byte[] Rank, string Candidate)>();
        foreach (var candidate in candidates)
            if (!recused.Contains(candidate))
                ranked.Add((SHA256.HashData(Encoding.UTF8.GetBytes(seed + "\n" + candidate)), candidate));
        ranked.Sort((one, other) => one.Rank.AsSpan().SequenceCompareTo(other.Rank));
        return ranked.GetRange(0, size).ConvertAll(one => one.Candidate);
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
