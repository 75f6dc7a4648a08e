using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Tests.Platform.Operations;

/// <summary>
/// With a guessable bootstrap key the program does not start, and prints one sentence that names the reason.
/// </summary>
[TestFixture]
public sealed class BootstrapKeyTests
{
    [TestCase(null, null)]
    [TestCase("0123456789abcdef0123456789abcdef", null)]
    [TestCase("0123456789abcdef0123456789abcde", "31 characters")]
    [TestCase("", "empty")]
    [TestCase("                                ", "header")]
    [TestCase("0123456789abcdef0123456789abcde\n", "header")]
    [TestCase("长征镇的管理员密钥长征镇的管理员密钥长征镇的管理员密钥长征镇的管理员密钥", "header")]
    public void A_key_is_long_enough_and_fits_a_header(string? secret, string? fault)
    {
        var found = BootstrapKey.FindFault(secret);
        if (fault is null)
            Assert.That(found, Is.Null);
        else
            Assert.That(found, Does.StartWith("Access:BootstrapKey ").And.Contains(fault).And.EndsWith("."));
    }

    [Test]
    public void A_key_longer_than_what_is_read_is_refused() =>
        Assert.That(BootstrapKey.FindFault(new string('x', 201)), Does.Contain("at most 200"));

    [TestCase("short-key", "has 9 characters")]
    [TestCase("", "is empty")]
    public async Task The_program_does_not_start_and_says_why_in_a_sentence(string secret, string why)
    {
        var folder = Directory.CreateTempSubdirectory("changzheng_test_").FullName;
        try
        {
            var run = BuiltApi.RunAsync(Path.Combine(folder, "none.db"), $"--Access:BootstrapKey={secret}");
            var (code, output) = await run.WaitAsync(TimeSpan.FromMinutes(1));

            Assert.That(code, Is.EqualTo(1));
            Assert.That(
                output.Trim().Split('\n'),
                Has.Length.EqualTo(1).And.All.Contains("Access:BootstrapKey " + why)
            );
            Assert.That(File.Exists(Path.Combine(folder, "none.db")), Is.False, "Nothing was made.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
