using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Changzheng.Api.Tests;

/// <summary>
/// SQLite files as a first start leaves them. Each kind is migrated and seeded once in a run; whoever starts on a copy
/// finds everything there and writes nothing.
/// </summary>
internal static class SeededDatabase
{
    private static readonly string folder = Directory.CreateTempSubdirectory("changzheng-seeded-").FullName;
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> made = new();

    /// <param name="file">Where there is nothing yet.</param>
    /// <param name="at">When the first start was; now if omitted.</param>
    /// <param name="demo">With the demonstration year.</param>
    public static async Task CopyAsync(string file, DateTimeOffset? at = null, bool demo = false)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{at?.UtcDateTime:yyyyMMddHHmmss}{(demo ? "demo" : "")}"
        );
        File.Copy(await made.GetOrAdd(name, _ => new(() => MakeAsync(name, at, demo))).Value, file);
    }

    public static void Remove() => Directory.Delete(folder, recursive: true);

    private static async Task<string> MakeAsync(string name, DateTimeOffset? at, bool demo)
    {
        var file = Path.Combine(folder, $"first{name}.db");
        var connectionString = $"Data Source={file}";
        await using (
            var app = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            {
                host.ForTests("Sqlite", connectionString).UseSetting("Seeds:Demo", demo ? "true" : "false");
                if (at is { } instant)
                    host.ConfigureTestServices(services =>
                        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FakeTimeProvider(instant)))
                    );
            })
        )
            _ = app.Server;
        using (var pool = new SqliteConnection(connectionString))
            SqliteConnection.ClearPool(pool);
        return file;
    }
}
