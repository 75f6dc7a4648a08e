using Changzheng.Api.Platform.Access;

namespace Changzheng.Api.Platform.Storage;

/// <summary>Who keeps files and reads them. A file is read only with something that names it, by its readers.</summary>
internal static class StorageRights
{
    /// <summary>Each role that names evidence or attachments.</summary>
    public static readonly Right Store = new(
        "storeFiles",
        Role.Reporter,
        Role.Reviewer,
        Role.Dispatcher,
        Role.Handler,
        Role.Administrator,
        Role.Integration
    );

    public static readonly Right Read = new("readFiles", Right.Everyone);
}
