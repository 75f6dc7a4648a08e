using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Storage;

/// <summary>Files as evidence and attachments.</summary>
internal sealed class StorageModule : IModule
{
    public void Describe(ModuleDescription storage) =>
        storage
            .Tag("Files", "Evidence and attachments. 佐证材料与附件。")
            .Rights(StorageRights.Store, StorageRights.Read)
            .Example("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 64, "^[0-9a-f]{64}$")
            .Hourly<SweepFiles>();

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        var settings = new StorageSettings(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<IFileStore>(provider =>
            settings.S3 is { } s3
                ? new S3Store(s3)
                : new FolderStore(settings.Folder, provider.GetRequiredService<TimeProvider>())
        );
        services.AddScoped<FileReferences>().AddScoped<Proof, FilesProof>().AddScoped<FileCare>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("files").WithTags("Files");
        StoreFile.Map(files);
        ReadStoredFile.Map(files);
    }
}
