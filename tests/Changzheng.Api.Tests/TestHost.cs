using Microsoft.AspNetCore.Hosting;

namespace Changzheng.Api.Tests;

/// <summary>The settings every host of the tests has.</summary>
internal static class TestHost
{
    /// <summary>What the first administrator signs in with.</summary>
    public const string AdministratorKey = "administrator-key-of-the-tests-only";

    public static IWebHostBuilder ForTests(this IWebHostBuilder host, string database, string connectionString) =>
        host.UseEnvironment("Development")
            .UseSetting("Database:Dialect", database)
            .UseSetting("Database:ConnectionString", connectionString)
            .UseSetting("Access:BootstrapKey", AdministratorKey)
            .UseSetting("DataProtection:Path", Path.Combine(Path.GetTempPath(), "changzheng_test_keys"))
            .UseSetting("Access:FailuresAllowed", "1000000")
            .UseSetting("Limits:RequestsPerMinute", "1000000");
}
