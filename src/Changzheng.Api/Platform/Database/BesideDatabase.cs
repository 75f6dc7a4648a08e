namespace Changzheng.Api.Platform.Database;

/// <summary>
/// What lies beside the database: the key ring in town.keys and the files in town.files of a town.db.
/// </summary>
internal static class BesideDatabase
{
    /// <param name="extension">With its dot.</param>
    /// <returns>The full path; in the working folder where the database is no file.</returns>
    public static string FindFolder(IConfiguration configuration, string extension) =>
        new System.Data.Common.DbConnectionStringBuilder
        {
            ConnectionString = configuration["Database:ConnectionString"] ?? "Data Source=changzheng.db",
        }.TryGetValue("Data Source", out var source)
        && source is string file
        && file.EndsWith(".db", StringComparison.Ordinal)
            ? Path.ChangeExtension(Path.GetFullPath(file), extension)
            : Path.GetFullPath("changzheng" + extension);
}
