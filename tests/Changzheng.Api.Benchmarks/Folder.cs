namespace Changzheng.Api.Benchmarks;

/// <summary>A temporary folder that goes with the run.</summary>
internal sealed class Folder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("changzheng-bench").FullName;

    public string Database(string name) => $"Data Source={Path.Combine(Root, name + ".db")}";

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
    }
}
