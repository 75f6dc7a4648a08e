using Changzheng.Api.Platform.Database;

namespace Changzheng.Api.Platform.Storage;

/// <summary>The settings under Storage.</summary>
internal sealed class StorageSettings
{
    public StorageSettings(IConfiguration configuration)
    {
        var days = configuration.GetValue("Storage:UnnamedDays", 7);
        if (days is < 1 or > 365)
            throw new InvalidOperationException("Storage:UnnamedDays lies between 1 and 365.");
        Unnamed = TimeSpan.FromDays(days);
        Folder = configuration["Storage:Folder"] is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : BesideDatabase.FindFolder(configuration, ".files");
        S3 = S3Settings.Find(configuration);
    }

    /// <summary>
    /// How long a file is kept that nothing names, and until when its uploader reads it without anything that names it.
    /// </summary>
    public TimeSpan Unnamed { get; }

    public string Folder { get; }

    /// <summary>Null where files lie in the folder.</summary>
    public S3Settings? S3 { get; }
}
