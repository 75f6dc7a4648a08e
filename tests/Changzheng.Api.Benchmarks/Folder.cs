namespace Changzheng.Api.Benchmarks;

/// <summary>A temporary folder that goes with the run.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("changzheng-bench").FullName;

    public string Database(string name) => $"Data Source={Path.Combine(path, name + ".db")}";

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(path, recursive: true);
    }
}
