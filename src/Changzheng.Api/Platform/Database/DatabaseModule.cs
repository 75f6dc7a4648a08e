using System.Data.Common;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Database;

/// <summary>SQLite or SQL Server: where rows lie.</summary>
internal sealed class DatabaseModule : IModule
{
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Dialect.Named(configuration["Database:Dialect"] ?? "Sqlite"));
        services.AddSingleton<DbDataSource>(provider =>
            provider
                .GetRequiredService<Dialect>()
                .DataSource(configuration["Database:ConnectionString"] ?? "Data Source=changzheng.db")
        );
        services.AddSingleton<Migrator>().AddSingleton<StorageRoom>().AddScoped<Db>();
    }
}
