using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Access;

/// <summary>Sign-in, keys, and who may do what.</summary>
internal sealed class AccessModule : IModule
{
    public void Describe(ModuleDescription access) =>
        access.Tag("Access", "Keys and what their holders may do. 密钥与权限。").Rights(AccessRights.ManageKeys);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSignIn();
        services.AddRights(configuration);
        services.AddSingleton<CachedKeys.Memory>().AddScoped<CachedKeys>();
        services.AddScoped<KeyRows>().AddScoped<SecondPerson>().AddScoped<Reaches>();
    }

    public void Map(IEndpointRouteBuilder api)
    {
        GetMe.Map(api);
        var access = api.MapGroup("access").WithTags("Access");
        CreateKey.Map(access);
        ListKeys.Map(access);
        RotateKey.Map(access);
        RevokeKey.Map(access);
    }
}
