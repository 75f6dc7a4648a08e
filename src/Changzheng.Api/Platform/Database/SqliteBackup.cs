using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Platform.Database;

/// <summary>A SQLite file that is to be restored: it is read before anything is changed.</summary>
internal static class SqliteBackup
{
    /// <returns>Null when it is a whole database of this program; else why it is not restored, in one line.</returns>
    public static string? FindFault(string file)
    {
        if (!File.Exists(file))
            return "there is no such file";
        try
        {
            var opened = new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            };
            using var backup = new SqliteConnection(opened.ToString());
            backup.Open();
            if (Read(backup, "PRAGMA quick_check(1)") is var check && check is not ["ok"])
                return $"it is damaged ({string.Join(' ', check)})";
            if (Read(backup, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'Migrations'").Count == 0)
                return "it is a database of another program";
            var known = Migrator.Scripts(Dialect.Sqlite).Select(script => script.Name);
            return Read(backup, Migrator.AppliedSql).Except(known).FirstOrDefault() is { } unknown
                ? $"it is from a newer version of this program (it knows {unknown})"
                : null;
        }
        catch (SqliteException fault)
        {
            return $"it is no database that can be read ({fault.Message.ReplaceLineEndings(" ")})";
        }
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var found = command.ExecuteReader();
        var rows = new List<string>();
        while (found.Read())
            rows.Add(found.GetString(0));
        return rows;
    }
}
