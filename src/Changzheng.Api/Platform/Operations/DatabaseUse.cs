using System.Data.Common;
using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Operations;

/// <summary>
/// That a process uses the database. Beside the file of a SQLite database lies an empty lock file (town.db.lock): the
/// API and its verbs lock it together with others, a restore locks it alone. The operating system ends the lock with
/// the process, also when that is killed or the machine stops: a lock file that is left behind locks no later process
/// out.
/// </summary>
internal sealed class DatabaseUse : IDisposable
{
    private readonly FileStream? locked;

    private DatabaseUse(FileStream? locked) => this.locked = locked;

    /// <returns>Null when the database cannot be used this way now; the reason was printed for the operator.</returns>
    public static DatabaseUse? Begin(IServiceProvider services, bool alone)
    {
        var dialect = services.GetRequiredService<Dialect>();
        if (dialect != Dialect.Sqlite)
            return new DatabaseUse(null);
        using var connection = services.GetRequiredService<DbDataSource>().OpenConnection();
        if (dialect.FileOf(connection) is not { } file)
            return new DatabaseUse(null);
        try
        {
            var share = alone ? FileShare.None : FileShare.ReadWrite;
            return new DatabaseUse(new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, share));
        }
        catch (IOException)
        {
            Console.Error.WriteLine(
                alone
                    ? $"{file} is in use: stop the API before a restore."
                    : $"{file} is being restored: try again when that is done."
            );
            return null;
        }
    }

    public void Dispose() => locked?.Dispose();
}
