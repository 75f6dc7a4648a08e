using Changzheng.Api.Platform.Operations;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>A temporary file reads as it was written, wherever in it, and leaves nothing in the folder.</summary>
/// <remarks>What the process has open, and what lies in the temporary folder, must be its own.</remarks>
[TestFixture, NonParallelizable]
public sealed class ScratchFileTests
{
    [Test]
    public void It_is_a_file_like_any_other()
    {
        var random = new Random(20220705);
        using var scratch = new ScratchFile();
        using var plain = new MemoryStream();
        for (var time = 0; time < 2_000; time++)
        {
            var bytes = new byte[random.Next(1, random.Next(10) == 0 ? 300_000 : 5_000)];
            random.NextBytes(bytes);
            scratch.Position = plain.Position = random.Next((int)Math.Min(plain.Length + 100_000, 2_000_000));
            if (random.Next(2) == 0)
            {
                scratch.Write(bytes);
                plain.Write(bytes);
            }
            else
            {
                var (mine, other) = (new byte[bytes.Length], new byte[bytes.Length]);
                Assert.That(
                    scratch.ReadAtLeast(mine, mine.Length, throwOnEndOfStream: false),
                    Is.EqualTo(plain.ReadAtLeast(other, other.Length, throwOnEndOfStream: false))
                );
                Assert.That(mine, Is.EqualTo(other));
            }

            Assert.That((scratch.Position, scratch.Length), Is.EqualTo((plain.Position, plain.Length)));
        }
    }

    [Test, Platform(Include = "Linux")]
    public void What_is_on_the_disk_has_no_name_and_tells_nothing()
    {
        var before = Descriptors();
        using var scratch = new ScratchFile();
        for (var page = 0; page < 8; page++)
            scratch.Write(
                Enumerable.Repeat("张小妹13812345678"u8.ToArray(), 4_000).SelectMany(bytes => bytes).ToArray()
            );
        var opened = Descriptors().Except(before).ToList();
        Assert.That(opened, Is.Not.Empty);
        foreach (var path in opened)
        {
            Assert.That(new FileInfo(path).ResolveLinkTarget(false)?.Exists, Is.False);
            var bytes = File.ReadAllBytes(path);
            Assert.That((bytes.Length > 400_000, bytes.AsSpan().IndexOf("13812345678"u8)), Is.EqualTo((true, -1)));
        }
    }

    [Test]
    public void Leftovers_are_removed_and_nothing_else()
    {
        var (left, other) = (
            Path.Combine(Path.GetTempPath(), $"changzheng-{Guid.CreateVersion7():N}.scratch"),
            Path.GetTempFileName()
        );
        File.WriteAllText(left, "x");
        ScratchFile.RemoveLeftovers();
        Assert.That((File.Exists(left), File.Exists(other)), Is.EqualTo((false, true)));
        File.Delete(other);
    }

    /// <summary>What this process has open, by the name the descriptor goes by.</summary>
    private static IReadOnlyList<string> Descriptors() =>
        [
            .. Directory
                .GetFiles("/proc/self/fd")
                .Where(path =>
                    File.ResolveLinkTarget(path, false)?.FullName.Contains(".scratch", StringComparison.Ordinal) == true
                ),
        ];
}
