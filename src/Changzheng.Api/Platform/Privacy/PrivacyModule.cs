using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Privacy;

/// <summary>Personal data: masked, sealed, opened to a purpose.</summary>
internal sealed class PrivacyModule : IModule
{
    public void Describe(ModuleDescription privacy) =>
        privacy
            .Example("purpose", "回访核实", 100)
            .Example("Purpose", "%E5%9B%9E%E8%AE%BF%E6%A0%B8%E5%AE%9E", 400, "^[\\x21-\\x7e]+$");

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddKeyRing(configuration);
        services.AddScoped<PersonalData>();
    }
}
