using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Changzheng.Api.Plan.Dossiers;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Delivery.Supervision;

/// <summary>How a draw stands.</summary>
public enum DrawStatus
{
    Published,
    Drawn,
}

/// <summary>
/// 抽查（双随机）: a draw that others can repeat. The candidates and their hash are published first; the seed is a public
/// number that comes later. Each candidate is ranked by SHA-256 of seed, line feed and key, in hexadecimal; the first
/// that are not recused are drawn.
/// </summary>
internal sealed record Draw : Dossier
{
    /// <summary>In ordinal order.</summary>
    public required IReadOnlyList<string> Candidates { get; init; }
    public required int Size { get; init; }
    public IReadOnlyList<Recusal> Recusals { get; init; } = [];
    public required string SeedName { get; init; }
    public required DateOnly SeedOn { get; init; }
    public string? Seed { get; init; }

    /// <summary>In the order drawn; empty before the seed is there.</summary>
    public IReadOnlyList<string> Drawn { get; init; } = [];

    public override string Status => (Seed is null ? DrawStatus.Published : DrawStatus.Drawn).Text();

    public override DateOnly? DueOn => SeedOn;

    public string CandidatesHash => Hash(string.Join('\n', Candidates));

    public static IReadOnlyList<string> Pick(
        IEnumerable<string> candidates,
        IEnumerable<Recusal> recusals,
        string seed,
        int size
    ) =>
        [
            .. candidates
                .Except(recusals.Select(recusal => recusal.Candidate))
                .OrderBy(candidate => Hash($"{seed}\n{candidate}"), StringComparer.Ordinal)
                .Take(size),
        ];

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLower(CultureInfo.InvariantCulture);
}

/// <summary>回避: a candidate that is not drawn, and why.</summary>
/// <param name="Candidate">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record Recusal(string Candidate, string Reason);
