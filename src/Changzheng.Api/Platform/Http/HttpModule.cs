using System.IO.Compression;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Modules;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;

namespace Changzheng.Api.Platform.Http;

/// <summary>What is true for every request and answer.</summary>
internal sealed class HttpModule : IModule
{
    public void Describe(ModuleDescription http) =>
        http.Example("id", "01817f3e0c0073a29b8d4f6e5c3a2b10", 32, "^[0-9a-f]{32}$")
            .Example("If-Match", "\"1-9f86d081884c7d65\"", 40, "^\\x22?[0-9]+(-[0-9a-f]+)?\\x22?$")
            .Example("Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324", 255, "^[\\x21-\\x7e]+$")
            .Hourly<ForgetRetries>();

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<OnBehalf>().AddScoped<BlankText>();
        services.AddScoped(provider =>
            provider.GetRequiredService<OnBehalf>().Caller
            ?? Caller.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User)
        );
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<RefusalHandler>().AddProblemDetails();
        // After AddProblemDetails, which would put a resolver of its own before ours.
        services.PostConfigure<JsonOptions>(options => Json.Wire(options.SerializerOptions));
        services.AddRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("zh-CN");
            options
                .SetDefaultCulture("zh-CN")
                .AddSupportedCultures("zh-CN", "en")
                .AddSupportedUICultures("zh-CN", "en");
            options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.AddResponseCompression(options => options.EnableForHttps = true);
        // At its fastest, the default, Brotli sends more than gzip does.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddHardening(configuration);
    }
}
