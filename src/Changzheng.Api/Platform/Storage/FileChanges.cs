using Changzheng.Api.Platform.Changes;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// What happens to files, as the change feed names it. Its data opens none: a file is read by its readers.
/// </summary>
internal static class FileChanges
{
    public static readonly ChangeKind<StoreFile.StoredFile> Stored = new(
        "file.stored",
        StorageRights.Read,
        ChangeReach.Units,
        "文件已上传",
        "A file was uploaded"
    );
}
